use std::io::{Read, copy, sink};

use flate2::read::MultiGzDecoder;

use crate::error::{Error, Place, Result, shortened};
use crate::limits::{Limits, readable};

const MAGIC: [u8; 2] = [0x1f, 0x8b];

pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// Unpacks a gzip file of one or more members.
///
/// It unpacks twice, first to count: the file's own statement of its size can't be trusted, and a buffer
/// that grows as it is filled takes up to three times its content.
///
/// # Errors
/// [`Error::Malformed`] where it is damaged, [`Error::TooLarge`] over `max_bytes`.
pub(crate) fn unpacked(file: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>> {
    let damaged = |error: std::io::Error| {
        let problem = format!("the gzip data is damaged or cut off ({error}). Get the file again.");
        Error::malformed(file, Place::Content, problem)
    };
    let limit = limits.max_bytes as u64;
    let mut counted = MultiGzDecoder::new(bytes).take(limit.saturating_add(1));
    let size = copy(&mut counted, &mut sink()).map_err(damaged)?;
    if size > limit {
        return Err(Error::TooLarge {
            file: shortened(file),
            what: "its content, unpacked,".into(),
            size: format!("more than {}", readable(limit as f64)),
            limit: readable(limit as f64),
            advice: "Use a part of it.",
        });
    }
    // One byte more, so that reading sees the end without growing the buffer.
    let mut unpacked = Vec::with_capacity(size as usize + 1);
    MultiGzDecoder::new(bytes).take(size).read_to_end(&mut unpacked).map_err(damaged)?;
    Ok(unpacked)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    pub fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn unpacks_members() {
        let both = [packed(b"ab"), packed(b"cd")].concat();
        assert_eq!(unpacked("a.gz", &both, &Limits::default()).unwrap(), b"abcd");
    }

    #[test]
    fn names_what_is_wrong() {
        let zeros = packed(&[0; 5000]);
        let message = |bytes: &[u8]| {
            let limits = Limits { max_bytes: 4096, ..Limits::default() };
            unpacked("a.gz", bytes, &limits).unwrap_err().to_string()
        };
        assert!(message(&zeros).contains("more than 4.0 KiB; the limit is 4.0 KiB"));
        let cut = packed(b"abcdefgh");
        assert!(message(&cut[..cut.len() - 3]).starts_with("a.gz, content: the gzip data"));
    }
}
