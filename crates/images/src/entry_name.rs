//! Names of zip entries from programs that don't say in which encoding they wrote them.

use std::borrow::Cow;

/// The paths of entries, in their order, from their bytes and what the archive's own flags make of these.
///
/// Without a flag that is CP437, but many programs write UTF-8 all the same, and Chinese Windows GBK, most of
/// whose bytes are lines and boxes in CP437. Some names of GBK are UTF-8 too, so all are looked at.
pub(crate) fn decoded(names: &[(&[u8], Cow<str>)]) -> Vec<String> {
    let untold: Vec<&[u8]> =
        names.iter().filter(|name| !is_told(name)).map(|name| name.0).collect();
    let all_utf8 = untold.iter().all(|raw| std::str::from_utf8(raw).is_ok());
    let all_cp437 = untold.iter().all(|raw| is_plausible_cp437(raw));
    let read = |raw: &[u8]| match (all_utf8, all_cp437) {
        (true, _) => std::str::from_utf8(raw).ok().map(str::to_owned),
        (false, true) => None,
        (false, false) => gbk(raw),
    };
    let decoded = |name: &(&[u8], Cow<str>)| {
        let text = if is_told(name) { None } else { read(name.0) };
        text.unwrap_or_else(|| name.1.to_string())
    };
    names.iter().map(decoded).collect()
}

/// Whether the archive says UTF-8, or it is ASCII in any case.
fn is_told((raw, declared): &(&[u8], Cow<str>)) -> bool {
    *raw == declared.as_bytes()
}

/// Whether all that is not ASCII are letters: 0x80 to 0xa5 in CP437.
fn is_plausible_cp437(raw: &[u8]) -> bool {
    raw.iter().all(|&byte| byte <= 0xa5)
}

#[cfg(not(target_family = "wasm"))]
fn gbk(raw: &[u8]) -> Option<String> {
    let name = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(raw);
    name.map(Cow::into_owned)
}

#[cfg(target_family = "wasm")]
fn gbk(raw: &[u8]) -> Option<String> {
    crate::bindings::text_decoder::decoded("gbk", raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(names: &[(&[u8], &'static str)]) -> Vec<String> {
        let names: Vec<_> = names.iter().map(|&(raw, told)| (raw, Cow::Borrowed(told))).collect();
        decoded(&names)
    }

    #[test]
    fn tells_encodings_apart() {
        assert_eq!(read(&[("猫/1.png".as_bytes(), "猫/1.png")]), ["猫/1.png"]);
        assert_eq!(read(&[("猫/1.png".as_bytes(), "ct/1.png")]), ["猫/1.png"]);
        assert_eq!(read(&[(b"caf\x82/1.png", "café/1.png")]), ["café/1.png"]);
        // A cat and a dog in GBK; the cat alone would also be UTF-8.
        let pets: [(&[u8], _); 3] = [(b"\xc3\xa8", "├¿"), (b"\xb9\xb7", "╣╖"), (b"a", "a")];
        assert_eq!(read(&pets), ["猫", "狗", "a"]);
        assert_eq!(read(&[(b"\xff\xff", "as told")]), ["as told"]);
    }
}
