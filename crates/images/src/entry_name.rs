//! Names of zip entries from programs that don't say in which encoding they wrote them.

use std::borrow::Cow;

/// The paths of entries, in their order, from their bytes and what these are in UTF-8, or else in CP437, the
/// format's own encoding.
///
/// Chinese Windows writes GBK, most of whose bytes are lines and boxes in CP437. Some names in GBK are UTF-8
/// too, so all are looked at before one is decoded.
pub(crate) fn decoded(names: &[(&[u8], Cow<str>)]) -> Vec<String> {
    let all_utf8 = names.iter().all(|(raw, _)| std::str::from_utf8(raw).is_ok());
    let all_cp437 = names.iter().all(|(raw, _)| is_plausible_cp437(raw));
    let decoded = |(raw, own): &(&[u8], Cow<str>)| {
        let text = if all_utf8 || all_cp437 { None } else { gbk(raw) };
        text.unwrap_or_else(|| own.to_string())
    };
    names.iter().map(decoded).collect()
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
        let names: Vec<_> = names.iter().map(|&(raw, own)| (raw, Cow::Borrowed(own))).collect();
        decoded(&names)
    }

    #[test]
    fn tells_encodings_apart() {
        assert_eq!(read(&[("猫/1.png".as_bytes(), "猫/1.png")]), ["猫/1.png"]);
        assert_eq!(read(&[(b"caf\x82/1.png", "café/1.png")]), ["café/1.png"]);
        // A cat and a dog in GBK; the cat alone would also be UTF-8.
        let pets: [(&[u8], _); 3] = [(b"\xc3\xa8", "è"), (b"\xb9\xb7", "╣╖"), (b"a", "a")];
        assert_eq!(read(&pets), ["猫", "狗", "a"]);
        assert_eq!(read(&[(b"\xff\xff", "own")]), ["own"]);
    }
}
