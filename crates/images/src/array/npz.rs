use super::npy::Array;
use crate::archive::Archive;
use crate::error::{Error, Result, shortened};
use crate::images::Images;
use crate::limits::Limits;
use crate::prepare::Preparation;

/// Names of image arrays, the likeliest first.
const IMAGES: [&str; 10] = [
    "x_train",
    "train_images",
    "x",
    "images",
    "imgs",
    "image",
    "data",
    "train_x",
    "train_data",
    "arr_0",
];

/// Names of label arrays, the likeliest first.
const LABELS: [&str; 12] = [
    "y_train",
    "train_labels",
    "y",
    "labels",
    "label",
    "target",
    "targets",
    "classes",
    "class",
    "train_y",
    "train_target",
    "arr_1",
];

/// The images of an NPZ file and their labels, if it has any.
///
/// The image array is the first of the names in use (such as `x_train`, `images`, `data`, `arr_0`,
/// whatever their case) whose shape fits images, or else the only array whose shape does; the label
/// array the first of `y_train`, `labels`, `target` and the like that has one label for each image.
pub(crate) fn images(
    file: &str,
    archive: &mut Archive,
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    let arrays: Vec<(usize, String)> =
        archive.names().iter().enumerate().filter_map(array).collect();
    let Some(image) = image_array(archive, &arrays, preparation, limits)? else {
        let found = archive.some_names();
        let found = format!("{found}. Name one array x or images, of shape (n, height, width).");
        return Err(Error::NoImages { file: shortened(file), found });
    };
    let bytes = archive.unpacked(image, limits.max_bytes)?;
    let mut images =
        Array::parse(&archive.full_name(image), &bytes)?.images(preparation, limits)?;
    drop(bytes);
    for index in named(&arrays, &LABELS).filter(|&index| index != image) {
        let bytes = archive.unpacked(index, limits.max_bytes)?;
        let name = archive.full_name(index);
        let array = Array::parse(&name, &bytes)?;
        if matches!(*array.shape(), [count] | [count, 1] if count == images.shape.count) {
            images.labels = Some(array.labels(limits)?);
            break;
        }
    }
    Ok(images)
}

fn image_array(
    archive: &mut Archive,
    arrays: &[(usize, String)],
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Option<usize>> {
    for index in named(arrays, &IMAGES) {
        if fits(archive, index, preparation, limits)? {
            return Ok(Some(index));
        }
    }
    let mut only = None;
    for &(index, _) in arrays {
        let fits = fits(archive, index, preparation, limits).unwrap_or(false);
        if fits && only.replace(index).is_some() {
            return Ok(None);
        }
    }
    Ok(only)
}

/// Whether an array has the shape of images.
fn fits(
    archive: &mut Archive,
    index: usize,
    preparation: &Preparation,
    limits: &Limits,
) -> Result<bool> {
    let bytes = archive.unpacked(index, limits.max_bytes)?;
    let name = archive.full_name(index);
    Ok(Array::parse(&name, &bytes)?.layout(preparation.row_shape).is_ok())
}

/// An entry that is an array, by its name without folder, ending and case.
fn array((index, path): (usize, &String)) -> Option<(usize, String)> {
    let name = path.strip_suffix(".npy")?;
    Some((index, name.rsplit('/').next()?.to_lowercase()))
}

/// The arrays of the names, in the names' order.
fn named(arrays: &[(usize, String)], names: &'static [&str]) -> impl Iterator<Item = usize> {
    names
        .iter()
        .filter_map(|name| arrays.iter().find(|(_, array)| array == name))
        .map(|found| found.0)
}

#[cfg(test)]
mod tests {
    use super::super::npy::tests::npy;
    use super::*;
    use crate::archive::tests::zipped;

    fn read(entries: &[(&str, &[u8])]) -> Result<Images> {
        let bytes = zipped(entries);
        let mut archive = Archive::open("a.npz", &bytes, 100).unwrap();
        images("a.npz", &mut archive, &Preparation::default(), &Limits::default())
    }

    fn pictures(count: usize) -> Vec<u8> {
        npy("|u1", false, &[count, 2, 2], &vec![9; count * 4])
    }

    fn classes(count: usize) -> Vec<u8> {
        npy("|u1", false, &[count], &vec![1; count])
    }

    #[test]
    fn chooses_by_name_and_shape() {
        let images = read(&[
            ("x_test.npy", &pictures(5)),
            ("y_test.npy", &classes(5)),
            ("X_train.npy", &pictures(3)),
            ("y_train.npy", &classes(3)),
        ]);
        let images = images.unwrap();
        assert_eq!(images.shape.count, 3);
        assert_eq!(images.labels.unwrap().values, [0, 0, 0]);
        let only = read(&[("faces.npy", &pictures(2)), ("target.npy", &classes(9))]).unwrap();
        assert_eq!((only.shape.count, only.labels), (2, None));
        let data = read(&[("data.npy", &classes(4)), ("images.npy", &pictures(4))]).unwrap();
        assert_eq!(data.shape.count, 4);
    }

    #[test]
    fn names_what_it_found() {
        let message = |entries: &[(&str, &[u8])]| read(entries).unwrap_err().to_string();
        let labels = message(&[("y.npy", &classes(4)), ("z.npy", &classes(4))]);
        assert!(
            labels.starts_with("a.npz holds no images: its 2 files are y.npy, z.npy."),
            "{labels}"
        );
        let two = message(&[("a.npy", &pictures(2)), ("b.npy", &pictures(2))]);
        assert!(two.contains("Name one array x or images"), "{two}");
        let bad = npy("|i1", false, &[1, 1, 1], &[0x80]);
        assert!(message(&[("x.npy", &bad)]).starts_with("a.npz/x.npy, image 0, row 0, column 0"));
    }
}
