use std::borrow::Cow;

use crate::array::{is_npy, npy_labels};
use crate::error::{Error, Place, Result, shortened};
use crate::gzip::{is_gzip, unpacked};
use crate::idx::{self, is_idx};
use crate::labels::{Labels, LabelsBuilder, check_count};
use crate::limits::Limits;
use crate::text::utf8;

/// The labels in a file of their own, one for each of `images` images: IDX, NPY, or a text with one label a line; packed
/// with gzip or not.
///
/// # Errors
/// Any of [`Error`], with the file and the place in it.
pub fn load_labels(name: &str, bytes: &[u8], images: usize, limits: &Limits) -> Result<Labels> {
    read(&shortened(name), bytes, images, limits)
}

/// The labels of a file beside the images: IDX, NPY, or a text with one label a line; packed with gzip
/// or not.
///
/// # Errors
/// [`Error::LabelCount`] where there isn't one for each of `images` images.
pub(crate) fn read(file: &str, bytes: &[u8], images: usize, limits: &Limits) -> Result<Labels> {
    let packed = is_gzip(bytes);
    let bytes = if packed { unpacked(file, bytes, limits)?.into() } else { Cow::Borrowed(bytes) };
    let bytes = &*utf8(file, bytes, limits)?;
    let labels = if is_idx(bytes) {
        idx::labels(file, bytes, images)?
    } else if is_npy(bytes) {
        npy_labels(file, bytes, limits)?
    } else {
        lines(file, bytes, images)?
    };
    check_count(file, labels.values.len(), images)?;
    Ok(labels)
}

fn lines(file: &str, bytes: &[u8], images: usize) -> Result<Labels> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = bytes.trim_ascii_end().split(|&byte| byte == b'\n');
    check_count(file, lines.clone().count(), images)?;
    let mut labels = LabelsBuilder::default();
    for (line, text) in lines.enumerate() {
        let wrong = |problem: String| Error::malformed(file, Place::Line(line as u64 + 1), problem);
        let text = std::str::from_utf8(text).map_err(|_| {
            wrong(
                "this is no text. Labels are read from IDX, NPY, or a text with one a line.".into(),
            )
        })?;
        labels.push(text.trim()).map_err(wrong)?;
    }
    Ok(labels.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gzip::tests::packed;

    #[test]
    fn reads_lines() {
        let labels =
            read("l.txt.gz", &packed(b"cat\r\ndog\ncat\n"), 3, &Limits::default()).unwrap();
        let expected = (vec![0, 1, 0], vec!["cat".to_owned(), "dog".to_owned()]);
        assert_eq!((labels.values, labels.names), expected);
        let marked = b"\xef\xbb\xbfcat\ndog\ncat";
        let labels = read("l.txt", marked, 3, &Limits::default()).unwrap();
        assert_eq!((labels.values, labels.names), expected);
    }

    #[test]
    fn counts_and_names_lines() {
        let message =
            |bytes: &[u8]| read("l", bytes, 3, &Limits::default()).unwrap_err().to_string();
        assert_eq!(message(b"1\n2\n"), "l has 2 labels for 3 images; there must be one for each.");
        assert!(message(b"1\n\xff\n2\n").starts_with("l, line 2: this is no text."));
        assert!(message(&[0, 0, 8, 1, 0, 0, 0, 1, 5]).starts_with("l has 1 labels"));
    }
}
