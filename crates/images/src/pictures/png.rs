use crate::error::{Error, Place, Result};

/// Checks that a PNG's palette is made of 1 to 256 colours of 3 bytes; the decoder (png 0.18.1) panics on
/// others (<https://www.w3.org/TR/png-3/#11PLTE>).
pub(crate) fn check_palette(name: &str, bytes: &[u8]) -> Result<()> {
    // After the signature, chunks of a length, a name, content, and a checksum.
    let mut at = 8usize;
    while let Some(&[a, b, c, d, ref kind @ ..]) = bytes.get(at..).and_then(|rest| rest.get(..8)) {
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        if kind == b"PLTE" && !(length.is_multiple_of(3) && (3..=768).contains(&length)) {
            let problem = format!(
                "the palette has {length} bytes; it must have 3 for each of 1 to 256 colours. \
                 Replace the picture or leave it out."
            );
            return Err(Error::malformed(name, Place::Byte(at), problem));
        }
        at = at.saturating_add(length).saturating_add(12);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn palettes_have_whole_colours() {
        let png = |length: u8| {
            let palette = [&[0, 0, 0, length][..], b"PLTE", &vec![0; usize::from(length) + 4]];
            [b"\x89PNG\r\n\x1a\n\0\0\0\x01abcd12345", palette.concat().as_slice()].concat()
        };
        assert_eq!(check_palette("a.png", &png(6)), Ok(()));
        let message = check_palette("a.png", &png(4)).unwrap_err().to_string();
        assert!(message.starts_with("a.png, byte 21: the palette has 4 bytes;"), "{message}");
        assert!(check_palette("a.png", &png(0)).is_err());
        assert_eq!(check_palette("a.png", b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffabcd"), Ok(()));
    }
}
