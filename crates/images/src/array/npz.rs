//! NPZ, a zip archive of NPY arrays, in which the arrays of images and labels are told by their names.

use std::collections::HashMap;

use super::header::{Header, MAX_START};
use super::layout::Layout;
use super::npy::{Array, is_float, layout};
use super::scale::Scale;
use crate::archive::Archive;
use crate::error::{Error, Result, shortened};
use crate::images::Images;
use crate::labels::{Labels, LabelsBuilder};
use crate::limits::Limits;
use crate::prepare::{Builder, Preparation, Value};
use crate::receipt::{OwnSplit, Part};

/// How the parts of a set are named that comes with its own split, and how their images and labels: those of
/// Keras (`x_train`), of MedMNIST (`train_images`), and others. The first are the likeliest.
const TRAINING: [&str; 2] = ["train", "training"];
const VALIDATION: [&str; 3] = ["val", "valid", "validation"];
const TEST: [&str; 2] = ["test", "testing"];
const IMAGES_OF: [&str; 5] = ["x_{}", "{}_images", "{}_x", "{}_data", "images_{}"];
const LABELS_OF: [&str; 6] = ["y_{}", "{}_labels", "{}_y", "{}_target", "labels_{}", "{}_label"];

/// The names of arrays that are a whole set.
const IMAGES: [&str; 6] = ["x", "images", "imgs", "image", "data", "arr_0"];
const LABELS: [&str; 8] =
    ["y", "labels", "label", "target", "targets", "classes", "class", "arr_1"];

/// An array of the archive, as its header has it.
struct Entry {
    index: usize,
    /// Without folder, ending and case.
    name: String,
    header: Header,
    /// Where it has the shape of images.
    layout: Option<Layout>,
}

impl Entry {
    fn is_labels_of(&self, count: usize) -> bool {
        matches!(*self.header.shape, [length] | [length, 1] if length == count)
    }
}

/// Why entries of the archive are left out, by their place in it.
type LeftOut = HashMap<usize, String>;

/// An array of images, and where in it they lie.
type ImagePart<'a> = (&'a Entry, &'a Layout);

/// The images of an NPZ file and their labels, if it has any.
///
/// The images are those of the training array (such as `x_train` or `train_images`, whatever its case), of
/// the validation array and, last, of the test array beside it; or else the first of `images`, `data` and the
/// like whose shape fits, or else the only array whose shape does. Labels are the arrays of matching names
/// that have one label for each image; where one part has none, the set has none.
pub(crate) fn images(
    file: &str,
    archive: &mut Archive,
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    let mut left_out = LeftOut::new();
    let entries = entries(archive, preparation, &mut left_out);
    let parts = image_parts(&entries, &mut left_out);
    if parts.is_empty() {
        let found = archive.some_names();
        let found = format!("{found}. Name one array x or images, of shape (n, height, width).");
        return Err(Error::NoImages { file: shortened(file), found });
    }
    let labels = label_parts(&entries, &parts, &mut left_out);
    let mut images = if parts.iter().any(|(entry, _)| is_float(&entry.header)) {
        collected::<f32>(archive, &parts, preparation, limits)
    } else {
        collected::<u8>(archive, &parts, preparation, limits)
    }?;
    if !labels.is_empty() {
        images.labels = Some(read_labels(archive, &labels, limits)?);
    }
    let used = parts.iter().map(|part| part.0).chain(labels).map(|entry| entry.index);
    let used: Vec<usize> = used.collect();
    for index in (0..archive.names().len()).filter(|index| !used.contains(index)) {
        let why =
            left_out.get(&index).map_or("neither the images nor their labels", String::as_str);
        images.receipt.skipped.add(&archive.names()[index], why);
    }
    if parts.len() > 1 {
        let part =
            |&(entry, layout): &ImagePart| Part { name: entry.name.clone(), count: layout.count };
        images.receipt.split = Some(OwnSplit { parts: parts.iter().map(part).collect() });
    }
    Ok(images)
}

/// The arrays whose header can be read.
fn entries(archive: &mut Archive, preparation: &Preparation, left_out: &mut LeftOut) -> Vec<Entry> {
    let mut entries = Vec::new();
    for index in 0..archive.names().len() {
        let path = &archive.names()[index];
        let Some(name) = path.strip_suffix(".npy").and_then(|path| path.rsplit('/').next()) else {
            left_out.insert(index, "no array".into());
            continue;
        };
        let (name, full_name) = (name.to_lowercase(), archive.full_name(index));
        let start = archive.start(index, MAX_START);
        match start.and_then(|start| Header::parse(&full_name, &start)) {
            Ok(header) => {
                let layout = layout(&full_name, &header, preparation.row_shape).ok();
                entries.push(Entry { index, name, header, layout });
            }
            Err(error) => {
                left_out.insert(index, error.to_string());
            }
        }
    }
    entries
}

/// The arrays of the names in which `{}` stands for a part, in the names' order.
fn named<'a>(
    entries: &'a [Entry],
    patterns: &[&str],
    parts: &[&str],
) -> impl Iterator<Item = &'a Entry> {
    let names: Vec<String> = patterns
        .iter()
        .flat_map(|name| parts.iter().map(|part| name.replace("{}", part)))
        .collect();
    names.into_iter().filter_map(|name| entries.iter().find(|entry| entry.name == name))
}

/// Training, validation and test images, or the one array of images.
fn image_parts<'a>(entries: &'a [Entry], left_out: &mut LeftOut) -> Vec<ImagePart<'a>> {
    fn fitting(entry: &Entry) -> Option<ImagePart<'_>> {
        entry.layout.as_ref().map(|layout| (entry, layout))
    }
    let Some(first) = named(entries, &IMAGES_OF, &TRAINING).find_map(fitting) else {
        let one = named(entries, &IMAGES, &[""]).find_map(fitting);
        let mut all = entries.iter().filter_map(fitting);
        let only = all.next().filter(|_| all.next().is_none());
        return one.or(only).into_iter().collect();
    };
    let mut parts = vec![first];
    for names in [&VALIDATION[..], &TEST] {
        let Some(part) = named(entries, &IMAGES_OF, names).find_map(fitting) else { continue };
        if part.1.size == first.1.size {
            parts.push(part);
        } else {
            let why = format!("its images have another size than those of {}", first.0.name);
            left_out.insert(part.0.index, why);
        }
    }
    parts
}

/// The labels of each part, or none.
fn label_parts<'a>(
    entries: &'a [Entry],
    parts: &[ImagePart],
    left_out: &mut LeftOut,
) -> Vec<&'a Entry> {
    let mut labels = Vec::new();
    for (at, (images, layout)) in parts.iter().enumerate() {
        let names: Vec<&str> = if at == 0 {
            TRAINING.into()
        } else {
            let names = VALIDATION.iter().chain(&TEST).copied();
            names.filter(|name| images.name.contains(name)).collect()
        };
        let whole: &[&str] = if at == 0 { &LABELS } else { &[] };
        let found = named(entries, &LABELS_OF, &names)
            .chain(named(entries, whole, &[""]))
            .filter(|entry| entry.index != images.index)
            .find(|entry| entry.is_labels_of(layout.count));
        let Some(found) = found else {
            let why = format!("{} has no labels", images.name);
            left_out.extend(labels.iter().map(|entry: &&Entry| (entry.index, why.clone())));
            return Vec::new();
        };
        labels.push(found);
    }
    labels
}

fn collected<T: Value>(
    archive: &mut Archive,
    parts: &[ImagePart],
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    let (first, Layout { size, .. }) = parts[0];
    let count = parts.iter().map(|(_, layout)| layout.count).sum();
    let name = archive.full_name(first.index);
    let mut set = Builder::<T>::new(&name, count, *size, preparation, limits)?;
    // Unpacked twice, so that no more than one is in memory.
    let mut extents = Vec::new();
    for &(entry, layout) in parts {
        let (name, bytes) = unpacked(archive, entry, limits)?;
        extents.push(Array::parse(&name, &bytes)?.extent(layout)?);
    }
    let scale = Scale::new(&extents, preparation.range)?;
    for &(entry, layout) in parts {
        let (name, bytes) = unpacked(archive, entry, limits)?;
        Array::parse(&name, &bytes)?.push_images(layout, scale, &mut set);
    }
    Ok(set.finish())
}

fn read_labels(archive: &mut Archive, parts: &[&Entry], limits: &Limits) -> Result<Labels> {
    let mut labels = LabelsBuilder::default();
    for entry in parts {
        let (name, bytes) = unpacked(archive, entry, limits)?;
        Array::parse(&name, &bytes)?.push_labels(&mut labels, limits)?;
    }
    Ok(labels.finish())
}

fn unpacked(archive: &mut Archive, entry: &Entry, limits: &Limits) -> Result<(String, Vec<u8>)> {
    Ok((archive.full_name(entry.index), archive.unpacked(entry.index, limits.max_bytes)?))
}

#[cfg(test)]
mod tests {
    use super::super::npy::tests::npy;
    use super::*;
    use crate::archive::tests::zipped;
    use crate::images::Pixels;
    use crate::receipt::Receipt;

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
        let images = read(&[("X_train.npy", &pictures(3)), ("y_train.npy", &classes(3))]);
        let images = images.unwrap();
        assert_eq!((images.shape.count, images.receipt), (3, Receipt::default()));
        assert_eq!(images.labels.unwrap().values, [0, 0, 0]);
        let only = read(&[("faces.npy", &pictures(2)), ("target.npy", &classes(9))]).unwrap();
        assert_eq!((only.shape.count, only.labels), (2, None));
        let data = read(&[("data.npy", &classes(4)), ("images.npy", &pictures(4))]).unwrap();
        assert_eq!(data.shape.count, 4);
        // Texts are no images, whatever their shape.
        let names = npy("<U3", false, &[2, 1], &[0; 24]);
        let faces = read(&[("faces.npy", &pictures(2)), ("names.npy", &names)]).unwrap();
        assert_eq!(faces.shape.count, 2);
        let texts = read(&[("x.npy", &npy("|S9", false, &[1, 2, 2], &[0; 36]))]);
        assert_eq!(texts.unwrap_err().name(), "NoImagesError");
    }

    fn parts(images: &Images) -> Vec<(&str, usize)> {
        let parts = images.receipt.split.iter().flat_map(|split| &split.parts);
        parts.map(|part| (part.name.as_str(), part.count)).collect()
    }

    fn left_out(images: &Images) -> Vec<(&str, &str)> {
        let first = images.receipt.skipped.first.iter();
        first.map(|skipped| (skipped.name.as_str(), skipped.why.as_str())).collect()
    }

    #[test]
    fn the_archives_own_split_is_kept() {
        let keras = read(&[
            ("x_test.npy", &pictures(2)),
            ("y_test.npy", &npy("|u1", false, &[2], &[3, 1])),
            ("X_train.npy", &pictures(3)),
            ("y_train.npy", &npy("|u1", false, &[3], &[1, 2, 1])),
        ])
        .unwrap();
        assert_eq!(keras.shape.count, 5);
        assert_eq!(parts(&keras), [("x_train", 3), ("x_test", 2)]);
        assert_eq!(keras.labels.unwrap().values, [0, 1, 0, 2, 0]);
        let column = |count| npy("|u1", false, &[count, 1], &vec![7; count]);
        let medmnist = read(&[
            ("train_images.npy", &pictures(4)),
            ("val_images.npy", &npy("<f4", false, &[1, 2, 2], &[0; 16])),
            ("test_images.npy", &pictures(2)),
            ("train_labels.npy", &column(4)),
            ("val_labels.npy", &column(1)),
            ("test_labels.npy", &column(2)),
        ])
        .unwrap();
        assert_eq!(parts(&medmnist), [("train_images", 4), ("val_images", 1), ("test_images", 2)]);
        assert_eq!(medmnist.labels.unwrap().values, [0; 7]);
        // One scale for all parts: 9 of 16 is that of the bytes.
        let Pixels::F32(values) = medmnist.pixels else { panic!("one part has floats") };
        assert_eq!((values[0], values[16]), (9.0 / 16.0, 0.0));
    }

    #[test]
    fn says_what_is_left_out() {
        let images = read(&[
            ("x_train.npy", &pictures(3)),
            ("y_train.npy", &classes(3)),
            ("x_test.npy", &npy("|u1", false, &[1, 3, 3], &[0; 9])),
            ("x_val.npy", &pictures(1)),
            ("objects.npy", &npy("|O", false, &[1], &[0; 8])),
            ("readme.txt", b"text"),
        ])
        .unwrap();
        assert_eq!((images.shape.count, images.labels.as_ref()), (4, None));
        assert_eq!(
            left_out(&images),
            [
                ("y_train.npy", "x_val has no labels"),
                ("x_test.npy", "its images have another size than those of x_train"),
                ("objects.npy", "neither the images nor their labels"),
                ("readme.txt", "no array"),
            ]
        );
    }

    #[test]
    fn many_arrays_are_told_apart_by_their_headers() {
        let entries: Vec<(String, Vec<u8>)> =
            (0..3000).map(|at| (format!("{at}.npy"), pictures(1))).collect();
        let entries: Vec<(&str, &[u8])> =
            entries.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
        let bytes = zipped(&entries);
        let mut archive = Archive::open("a.npz", &bytes, 10_000).unwrap();
        let found = images("a.npz", &mut archive, &Preparation::default(), &Limits::default());
        assert_eq!(found.unwrap_err().name(), "NoImagesError");
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
