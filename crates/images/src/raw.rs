//! Images that are used where they lie in a file, which is not read for that.

use crate::array::{Header, Layout, MAX_START, is_npy};
use crate::error::{Error, Place, Result, shortened};
use crate::idx::{self, is_idx};
use crate::images::Shape;

/// So many bytes at the start of a file tell where its images lie.
pub const RAW_START: usize = MAX_START;

/// Where images of bytes lie in a file: one after another, row by row, the channels last. 255 is white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawImages {
    /// Bytes before the first one.
    pub offset: u64,
    /// The sizes of all.
    pub shape: Shape,
}

/// The images of an IDX file, or of an NPY file of unsigned bytes, by its first [`RAW_START`] bytes, or all it has.
/// `None` where the file is another, or has them in another order.
///
/// # Errors
/// [`Error::Malformed`] where the file doesn't have just the bytes that it promises.
pub fn raw_images(name: &str, start: &[u8], length: u64) -> Result<Option<RawImages>> {
    let name = &*shortened(name);
    let (dimensions, offset) = if is_npy(start) {
        let header = Header::parse(name, start)?;
        if header.fortran || !matches!(&*header.descr, "|u1" | "u1" | "<u1" | ">u1" | "=u1") {
            return Ok(None);
        }
        (header.shape, header.end as u64)
    } else if is_idx(start) && start[2] == 0x08 {
        let (dimensions, offset) = idx::header(name, start)?;
        (dimensions, offset as u64)
    } else {
        return Ok(None);
    };
    // Labels, which have one dimension, are told elsewhere to be no images.
    let &[count, .., _] = dimensions.as_slice() else { return Ok(None) };
    if dimensions.len() < 3 {
        return Ok(None);
    }
    // All of them may be more than an address has room for; one is not.
    let one: Vec<usize> = [count.min(1)].iter().chain(&dimensions[1..]).copied().collect();
    let layout = Layout::new(name, &one, false, None)?;
    // With an even number of channels the last is how opaque a pixel is.
    if !layout.is_in_order() || layout.size.channels.is_multiple_of(2) {
        return Ok(None);
    }
    let promised = (count as u64).checked_mul(layout.size.values() as u64);
    let found = length.saturating_sub(offset);
    if promised != Some(found) {
        let problem = format!(
            "the header promises {dimensions:?} bytes, and {found} follow it. Get the file again."
        );
        return Err(Error::malformed(name, Place::Byte(offset as usize), problem));
    }
    let (height, width, channels) = (layout.size.height, layout.size.width, layout.size.channels);
    Ok(Some(RawImages { offset, shape: Shape { count, height, width, channels } }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(text: &str) -> Vec<u8> {
        [b"\x93NUMPY\x01\0", &(text.len() as u16).to_le_bytes()[..], text.as_bytes()].concat()
    }

    #[test]
    fn finds_images_that_lie_in_order() {
        let idx = [0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 4, 0, 0, 0, 5];
        let shape = Shape { count: 9, height: 4, width: 5, channels: 1 };
        let found = raw_images("a", &idx, 16 + 180).unwrap();
        assert_eq!(found, Some(RawImages { offset: 16, shape }));
        // More than 4 GiB.
        let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (700000, 64, 64, 3), }";
        let start = npy(text);
        let offset = start.len() as u64;
        let shape = Shape { count: 700_000, height: 64, width: 64, channels: 3 };
        let found = raw_images("a.npy", &start, offset + 700_000 * 64 * 64 * 3).unwrap();
        assert_eq!(found, Some(RawImages { offset, shape }));
    }

    #[test]
    fn leaves_other_files_to_be_read() {
        for text in [
            "{'descr': '<f4', 'fortran_order': False, 'shape': (7, 4, 4), }",
            "{'descr': '|u1', 'fortran_order': True, 'shape': (7, 4, 4), }",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (7, 3, 8, 8), }",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (7, 8, 8, 4), }",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (7, 16), }",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (7,), }",
        ] {
            assert_eq!(raw_images("a.npy", &npy(text), 1000), Ok(None), "{text}");
        }
        assert_eq!(raw_images("a", &[0, 0, 8, 1, 0, 0, 0, 9], 17), Ok(None));
        assert_eq!(raw_images("a.zip", b"PK\x03\x04", 4), Ok(None));
    }

    #[test]
    fn says_where_a_file_was_cut() {
        let idx = [0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 4, 0, 0, 0, 5];
        let message = raw_images("a", &idx, 16 + 179).unwrap_err().to_string();
        assert!(message.starts_with("a, byte 16: the header promises [9, 4, 5] bytes, and 179"));
        assert!(raw_images("a", &idx[..7], 7).is_err());
    }
}
