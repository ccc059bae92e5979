//! IDX, the format of MNIST and its kin (LeCun, Cortes and Burges,
//! <http://yann.lecun.com/exdb/mnist/>): two zero bytes, a type, the number of dimensions, each
//! dimension as a big-endian 32-bit number, then the values.

use crate::array::Layout;
use crate::error::{Error, Place, Result};
use crate::images::Images;
use crate::labels::{Labels, LabelsBuilder, check_count};
use crate::limits::Limits;
use crate::prepare::{Builder, Preparation};

const UNSIGNED_BYTE: u8 = 0x08;

pub(crate) fn is_idx(bytes: &[u8]) -> bool {
    let types = [UNSIGNED_BYTE, 0x09, 0x0b, 0x0c, 0x0d, 0x0e];
    matches!(bytes, [0, 0, kind, 1..=4, ..] if types.contains(kind))
}

/// Images: unsigned bytes of 3 dimensions (images, rows, columns), or of 4 with channels last or
/// second. 255 is white.
pub(crate) fn images(
    file: &str,
    bytes: &[u8],
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    let (dimensions, values) = parts(file, bytes)?;
    if dimensions.len() < 3 {
        let problem = format!(
            "the file has {} dimensions; images have 3 or 4. {}",
            dimensions.len(),
            if dimensions.len() == 1 { "These are labels: give the images' file too." } else { "" }
        );
        return Err(Error::malformed(file, Place::Byte(3), problem.trim_end()));
    }
    let layout = Layout::new(file, &dimensions, false, None)?;
    let mut builder = Builder::new(file, layout.count, layout.size, preparation, limits)?;
    let mut image = Vec::with_capacity(layout.size.values());
    for index in 0..layout.count {
        image.clear();
        image.extend(layout.image(index).map(|at| values[at]));
        builder.push(&image, layout.size);
    }
    Ok(builder.finish())
}

/// Labels: unsigned bytes of one dimension, one for each of `images` images.
pub(crate) fn labels(file: &str, bytes: &[u8], images: usize) -> Result<Labels> {
    let (dimensions, values) = parts(file, bytes)?;
    if dimensions.len() != 1 {
        let problem = format!("the file has {} dimensions; labels have 1.", dimensions.len());
        return Err(Error::malformed(file, Place::Byte(3), problem));
    }
    check_count(file, values.len(), images)?;
    let names: Vec<String> = (0..=u8::MAX).map(|value| value.to_string()).collect();
    let mut labels = LabelsBuilder::default();
    for (at, &value) in values.iter().enumerate() {
        labels
            .push(&names[usize::from(value)])
            .map_err(|problem| Error::malformed(file, Place::Label(at), problem))?;
    }
    Ok(labels.finish())
}

/// The dimensions, and where the values start.
pub(crate) fn header(file: &str, bytes: &[u8]) -> Result<(Vec<usize>, usize)> {
    let wrong = |at, problem: String| Err(Error::malformed(file, Place::Byte(at), problem));
    let &[0, 0, kind, rank, ..] = bytes else {
        return wrong(0, "an IDX file starts with two zero bytes, a type and a rank.".into());
    };
    if kind != UNSIGNED_BYTE {
        return wrong(2, format!("the type is {kind:#04x}; only unsigned bytes (0x08) are read."));
    }
    if !(1..=4).contains(&rank) {
        return wrong(3, format!("the rank is {rank}; labels have 1, images 3 or 4."));
    }
    let start = 4 + 4 * usize::from(rank);
    let Some(header) = bytes.get(4..start) else {
        let length = bytes.len();
        return wrong(length, format!("the file ends in its header, which has {start} bytes."));
    };
    let dimensions: Vec<usize> = header
        .chunks_exact(4)
        .map(|size| size.iter().fold(0, |number, &byte| number << 8 | usize::from(byte)))
        .collect();
    Ok((dimensions, start))
}

/// The dimensions, and the values, of which there are as many as the dimensions say.
fn parts<'a>(file: &str, bytes: &'a [u8]) -> Result<(Vec<usize>, &'a [u8])> {
    let wrong = |at, problem: String| Err(Error::malformed(file, Place::Byte(at), problem));
    let (dimensions, start) = header(file, bytes)?;
    let values = &bytes[start..];
    let promised = dimensions.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
    let sizes: Vec<String> = dimensions.iter().map(usize::to_string).collect();
    let sizes = sizes.join(" x ");
    match promised {
        Some(promised) if promised == values.len() => Ok((dimensions, values)),
        Some(promised) if promised < values.len() => wrong(
            start + promised,
            format!(
                "{} bytes follow the {promised} values ({sizes}) that the header promises.",
                values.len() - promised
            ),
        ),
        _ => wrong(
            bytes.len(),
            format!(
                "the file ends after {} of the values ({sizes}) that its header promises. Get the \
                 file again.",
                values.len()
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::{Pixels, Shape};

    fn read(bytes: &[u8]) -> Result<Images> {
        images("a.idx", bytes, &Preparation::default(), &Limits::default())
    }

    fn idx(kind: u8, dimensions: &[u8], values: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0, 0, kind, dimensions.len() as u8];
        dimensions.iter().for_each(|&size| bytes.extend([0, 0, 0, size]));
        bytes.extend(values);
        bytes
    }

    #[test]
    fn reads_images() {
        let images = read(&idx(8, &[2, 1, 3], &[1, 2, 3, 4, 5, 6])).unwrap();
        assert_eq!(images.pixels, Pixels::U8(vec![1, 2, 3, 4, 5, 6]));
        assert_eq!(images.shape, Shape { count: 2, height: 1, width: 3, channels: 1 });
        let colours = read(&idx(8, &[1, 1, 2, 3], &[1, 2, 3, 4, 5, 6])).unwrap();
        assert_eq!(colours.shape.channels, 3);
        let planes = read(&idx(8, &[1, 3, 5, 5], &[0; 75])).unwrap();
        assert_eq!(planes.shape, Shape { count: 1, height: 5, width: 5, channels: 3 });
    }

    #[test]
    fn reads_labels() {
        let labels = labels("l.idx", &idx(8, &[4], &[7, 3, 7, 10]), 4).unwrap();
        assert_eq!(labels.names, ["3", "7", "10"]);
        assert_eq!(labels.values, [1, 0, 1, 2]);
    }

    #[test]
    fn names_what_is_wrong_and_where() {
        let message = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
        let short = message(&idx(8, &[2, 2, 2], &[0; 7]));
        assert!(
            short.starts_with("a.idx, byte 23: the file ends after 7 of the values (2 x 2 x 2)")
        );
        let long = message(&idx(8, &[1, 2, 2], &[0; 7]));
        assert!(long.starts_with("a.idx, byte 20: 3 bytes follow the 4 values"), "{long}");
        let floats = message(&idx(0x0d, &[1, 1, 1], &[0; 4]));
        assert_eq!(floats, "a.idx, byte 2: the type is 0x0d; only unsigned bytes (0x08) are read.");
        assert!(message(&[0, 0, 8, 140]).starts_with("a.idx, byte 3: the rank is 140;"));
        assert!(message(&[0, 0, 8, 3, 0, 0]).starts_with("a.idx, byte 6: the file ends in its"));
        assert!(message(&idx(8, &[1], &[0])).ends_with("give the images' file too."));
        assert!(message(&idx(8, &[0, 2, 2], &[])).contains("0 x 2 x 2"));
        let huge = [&[0, 0, 8, 3][..], &[0xff; 12]].concat();
        assert!(message(&huge).contains("4294967295 x 4294967295 x 4294967295"));
    }
}
