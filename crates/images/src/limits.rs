use crate::error::{Error, Result, shortened};

const MIB: usize = 1 << 20;

/// How much memory reading may take. All sizes are checked before memory is taken for them.
///
/// At its highest, reading takes no more than `2 * max_bytes` (a gzip file unpacked, and the pixels made
/// of it), and on top of that `8 * max_picture_bytes` to decode and resize one image,
/// `24 * max_images` bytes of labels (of two columns, one of which turns out to be pixels), 1 KiB for each of an archive's or a folder's `max_entries`, and 24 MiB
/// (of which 16 are a WebP decoder's, which takes a partition's size at its word).
/// The file handed in is the caller's and not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the pixels as stored, of a file unpacked from gzip or an array unpacked from an NPZ,
    /// and of all an archive's or folder's picture files together.
    pub max_bytes: usize,
    /// Bytes of one image as decoded, before it is resized, and of one picture file.
    pub max_picture_bytes: usize,
    /// Images in a set.
    pub max_images: usize,
    /// Entries of an archive or a folder, pictures or not.
    pub max_entries: usize,
}

impl Default for Limits {
    /// 1 GiB natively, 512 MiB in a browser, whose modules have 4 GiB in all.
    fn default() -> Self {
        let scale = if cfg!(target_family = "wasm") { 1 } else { 2 };
        Self {
            max_bytes: scale * 512 * MIB,
            max_picture_bytes: scale * 64 * MIB,
            max_images: scale * 2_000_000,
            max_entries: scale * 100_000,
        }
    }
}

/// The product of some sizes, or an error naming it where it is over `limit` bytes.
pub(crate) fn checked_bytes(
    file: &str,
    what: impl FnOnce() -> String,
    sizes: &[usize],
    limit: usize,
    advice: &'static str,
) -> Result<usize> {
    let exact = sizes.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
    match exact {
        Some(bytes) if bytes <= limit => Ok(bytes),
        _ => Err(Error::TooLarge {
            file: shortened(file),
            what: what(),
            size: readable(sizes.iter().map(|&size| size as f64).product()),
            limit: readable(limit as f64),
            advice,
        }),
    }
}

/// An error where `count` is over `limit`.
pub(crate) fn checked_count(
    file: &str,
    what: &'static str,
    count: usize,
    limit: usize,
) -> Result<()> {
    if count <= limit {
        return Ok(());
    }
    Err(Error::TooLarge {
        file: shortened(file),
        what: format!("its {what}"),
        size: format!("{count} places"),
        limit: limit.to_string(),
        advice: "Use a part of it.",
    })
}

/// Bytes with a unit.
pub(crate) fn readable(bytes: f64) -> String {
    const UNITS: [&str; 5] = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    let unit = (0..4).find(|&unit| bytes < 1024f64.powi(unit + 1)).unwrap_or(4);
    let scaled = bytes / 1024f64.powi(unit);
    let digits = if unit == 0 { 0 } else { 1 };
    format!("{scaled:.digits$} {}", UNITS[unit as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_checked_without_overflow() {
        let check = |sizes: &[usize]| {
            checked_bytes("a.npy", || "the pixels".into(), sizes, 1 << 30, "Take fewer.")
        };
        assert_eq!(check(&[1 << 15, 1 << 15]), Ok(1 << 30));
        let message = check(&[10, 1 << 30]).unwrap_err().to_string();
        assert_eq!(
            message,
            "a.npy: the pixels would take 10.0 GiB; the limit is 1.0 GiB. Take fewer."
        );
        assert!(check(&[usize::MAX, usize::MAX]).unwrap_err().to_string().contains("TiB"));
    }

    #[test]
    fn bytes_have_units() {
        assert_eq!(readable(512.0), "512 bytes");
        assert_eq!(readable(1536.0), "1.5 KiB");
    }
}
