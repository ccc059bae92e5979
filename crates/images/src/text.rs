//! Texts that are not UTF-8.

use std::borrow::Cow;

use crate::error::{Error, Place, Result};
use crate::limits::{Limits, checked_bytes};

/// A text as UTF-8 without a mark of its encoding: UTF-16 is told by its mark, which Windows programs write.
///
/// # Errors
/// [`Error::Malformed`] for half a character at its end, [`Error::TooLarge`] over `max_bytes`.
pub(crate) fn utf8<'a>(file: &str, bytes: Cow<'a, [u8]>, limits: &Limits) -> Result<Cow<'a, [u8]>> {
    let unit: fn([u8; 2]) -> u16 = match *bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return Ok(bytes),
    };
    let (pairs, rest) = bytes[2..].as_chunks();
    if !rest.is_empty() {
        let problem = "the UTF-16 text ends within a character. Get the file again.";
        return Err(Error::malformed(file, Place::Byte(bytes.len()), problem));
    }
    let characters = || {
        let units = pairs.iter().map(|&pair| unit(pair));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
    };
    // Counted first, so that the text never takes more than it has to.
    let size = characters().map(char::len_utf8).sum();
    let what = || "its text".into();
    checked_bytes(file, what, &[size], limits.max_bytes, "Use a part of it.")?;
    let mut text = String::with_capacity(size);
    text.extend(characters());
    Ok(text.into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes_of).collect()
    }

    #[test]
    fn reads_both_orders() {
        let read = |bytes: &[u8], limits| utf8("a.csv", bytes.into(), &limits).map(Cow::into_owned);
        let text = "1;2;猫\n";
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(read(&utf16(text, order), Limits::default()).unwrap(), text.as_bytes());
        }
        assert_eq!(read(b"1,2\n", Limits::default()).unwrap(), b"1,2\n");
        let few = Limits { max_bytes: 4, ..Limits::default() };
        let error = read(&utf16(text, u16::to_le_bytes), few).unwrap_err();
        assert_eq!(error.name(), "TooLargeError");
        let half = read(&[0xff, 0xfe, 49], Limits::default()).unwrap_err().to_string();
        assert!(half.starts_with("a.csv, byte 3: the UTF-16"), "{half}");
    }
}
