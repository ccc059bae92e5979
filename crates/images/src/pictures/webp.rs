use crate::error::{Error, Place, Result};
use crate::limits::checked_bytes;

/// Bytes of a chunk's name and size.
const HEADER: usize = 8;

/// Bytes of an animation's frame before its own chunks.
const FRAME_HEADER: usize = 16;

/// What the decoder takes at most for a pixel.
const PIXEL_BYTES: usize = 4;

/// Checks what the decoder takes memory for on a header's word: that the chunks of a WebP file lie within
/// it, and that each image in it, whose size need not be the picture's, decodes to `limit` bytes at most
/// (<https://developers.google.com/speed/webp/docs/riff_container>).
pub(crate) fn check_chunks(name: &str, bytes: &[u8], limit: usize) -> Result<()> {
    // After "RIFF", the size and "WEBP".
    check(name, bytes, 12, bytes.len(), limit)
}

fn check(name: &str, bytes: &[u8], start: usize, end: usize, limit: usize) -> Result<()> {
    let mut at = start;
    while let Some(header) = bytes[..end].get(at..at + HEADER) {
        let size = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        let left = end - at - HEADER;
        if size > left {
            let problem =
                format!("a chunk promises {size} bytes, and {left} are left. Get the file again.");
            return Err(Error::malformed(name, Place::Byte(at + 4), problem));
        }
        let content = at + HEADER;
        let data = &bytes[content..content + size];
        if let Some((height, width)) = image_size(&header[..4], data) {
            let what = || format!("an image of {height} x {width} pixels in it");
            checked_bytes(name, what, &[height, width, PIXEL_BYTES], limit, "Reduce it first.")?;
        }
        if header.starts_with(b"ANMF") && size >= FRAME_HEADER {
            // Frames have no frames in them, but a damaged file may; this ends at the first level.
            if start != 12 {
                let problem = "a frame of an animation lies in another. Get the file again.";
                return Err(Error::malformed(name, Place::Byte(at), problem));
            }
            check(name, bytes, content + FRAME_HEADER, content + size, limit)?;
        }
        // Chunks are padded to even sizes.
        at = content + size + size % 2;
    }
    Ok(())
}

/// Height and width of a chunk that is an image (RFC 6386, section 9.1; RFC 9649, sections 2.7 and 3.4).
fn image_size(chunk: &[u8], data: &[u8]) -> Option<(usize, usize)> {
    let low = |bits: usize| bits & 0x3fff;
    match (chunk, data) {
        (b"VP8 ", &[_, _, _, _, _, _, a, b, c, d, ..]) => {
            let [width, height] = [[a, b], [c, d]].map(u16::from_le_bytes).map(usize::from);
            Some((low(height), low(width)))
        }
        (b"VP8L", &[_, a, b, c, d, ..]) => {
            let sizes = u32::from_le_bytes([a, b, c, d]) as usize;
            Some((low(sizes >> 14) + 1, low(sizes) + 1))
        }
        (b"ANMF", &[_, _, _, _, _, _, a, b, c, d, e, f, ..]) => {
            let size = |low, middle, high| u32::from_le_bytes([low, middle, high, 0]) as usize + 1;
            Some((size(d, e, f), size(a, b, c)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], u32, &[u8])]) -> Vec<u8> {
        let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
        for (name, size, data) in chunks {
            bytes.extend_from_slice(&[&name[..], &size.to_le_bytes(), data].concat());
        }
        bytes
    }

    fn message(bytes: &[u8]) -> String {
        check_chunks("a.webp", bytes, 1000).unwrap_err().to_string()
    }

    #[test]
    fn chunks_lie_within_the_file() {
        assert_eq!(
            check_chunks("a", &file(&[(b"ICCP", 1, b"a\0"), (b"EXIF", 1, b"a")]), 9),
            Ok(())
        );
        assert_eq!(
            message(&file(&[(b"ICCP", 3, b"abc\0"), (b"EXIF", 2, b"a")])),
            "a.webp, byte 28: a chunk promises 2 bytes, and 1 are left. Get the file again."
        );
        let frame = [&[0; 16][..], b"ANMF", &[16, 0, 0, 0], &[0; 16]].concat();
        assert!(message(&file(&[(b"ANMF", 40, &frame)])).contains("byte 36: a frame"));
    }

    #[test]
    fn images_within_are_limited() {
        let vp8 = [0, 0, 0, 0x9d, 1, 0x2a, 100, 0, 200, 0];
        let text = message(&file(&[(b"VP8 ", 10, &vp8)]));
        assert!(
            text.starts_with("a.webp: an image of 200 x 100 pixels in it would take 78.1 KiB"),
            "{text}"
        );
        let vp8l = [0x2f, 99, 0, 50, 0];
        assert!(message(&file(&[(b"VP8L", 5, &vp8l)])).contains("201 x 100 pixels"));
        let frame = [0, 0, 0, 0, 0, 0, 99, 0, 0, 199, 0, 0, 0, 0, 0, 0];
        assert!(message(&file(&[(b"ANMF", 16, &frame)])).contains("200 x 100 pixels"));
    }
}
