use std::borrow::Cow;

use super::classes::classes;
use super::picture::{decoded, size};
use crate::archive::{Archive, some_names};
use crate::error::{Error, Result, shortened};
use crate::images::Images;
use crate::limits::{Limits, checked_bytes, checked_count};
use crate::prepare::{Builder, Preparation, Size};
use crate::receipt::{Receipt, Skipped};

/// Named files that are read one at a time, so that not all need be in memory.
pub trait Entries {
    /// Their paths, folders separated by `/` or `\`.
    fn paths(&self) -> Vec<String>;

    /// The content of the file at a position in [`Entries::paths`]. Pictures are read twice.
    ///
    /// # Errors
    /// Where it can't be read, or has more than `max_bytes`.
    fn read(&mut self, index: usize, max_bytes: usize) -> Result<Cow<'_, [u8]>>;
}

/// Files in memory, by path.
impl<B: AsRef<[u8]>> Entries for &[(String, B)] {
    fn paths(&self) -> Vec<String> {
        self.iter().map(|(path, _)| path.clone()).collect()
    }

    fn read(&mut self, index: usize, max_bytes: usize) -> Result<Cow<'_, [u8]>> {
        let (path, bytes) = &self[index];
        let bytes = bytes.as_ref();
        checked_bytes(path, || "it".into(), &[bytes.len()], max_bytes, "Reduce it first.")?;
        Ok(bytes.into())
    }
}

pub(crate) struct ZipEntries<'a, 'b>(pub &'b mut Archive<'a>);

impl Entries for ZipEntries<'_, '_> {
    fn paths(&self) -> Vec<String> {
        self.0.names().to_vec()
    }

    fn read(&mut self, index: usize, max_bytes: usize) -> Result<Cow<'_, [u8]>> {
        Ok(self.0.unpacked(index, max_bytes)?.into())
    }
}

/// The pictures among some files, in the order of their paths, and their classes: for each the folder
/// it is in, below what all paths have in common (none where all are in one folder).
///
/// Files that aren't named as PNG, JPEG or WebP pictures and pictures that can't be decoded are left out and
/// named in the receipt; hidden files (a name that starts with a dot) and what is in a `__MACOSX` folder are
/// left out without a word. Pictures are turned as their EXIF orientation says; 16 bits become 8.
///
/// # Errors
/// [`Error::NoImages`] where there is no picture that can be read (of one alone, what is wrong with it),
/// [`Error::MixedSizes`] where they differ in size and the preparation has none, [`Error::TooLarge`] over the
/// limits.
pub fn load_entries(
    name: &str,
    entries: &mut dyn Entries,
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    preparation.validate()?;
    let paths = entries.paths();
    checked_count(name, "list of files", paths.len(), limits.max_entries)?;
    let mut skipped = Skipped::default();
    let mut pictures: Vec<usize> = Vec::new();
    let mut shown: Vec<usize> = (0..paths.len()).filter(|&at| !is_hidden(&paths[at])).collect();
    shown.sort_by(|&a, &b| paths[a].cmp(&paths[b]));
    for index in shown {
        match other_kind(&paths[index]) {
            None => pictures.push(index),
            Some(why) => skipped.add(&paths[index], why),
        }
    }
    if pictures.is_empty() {
        let found = some_names(paths.iter().map(String::as_str));
        let found = format!("{found}. PNG, JPEG and WebP pictures are read.");
        return Err(Error::NoImages { file: shortened(name), found });
    }
    let full_name = |index: usize| full_name(name, &paths[index]);
    let count = pictures.len();
    let mut first_error = None;
    let mut skip = |index: usize, error: Error| {
        skipped.add(&paths[index], error.problem());
        first_error.get_or_insert(error);
    };

    let mut first: Option<(usize, Size)> = None;
    let mut largest = Size { height: 1, width: 1, channels: 1 };
    let mut total = 0usize;
    let mut sound = Vec::with_capacity(count);
    for index in pictures {
        let bytes = match entries.read(index, limits.max_picture_bytes) {
            Ok(bytes) => bytes,
            Err(error) => {
                skip(index, error);
                continue;
            }
        };
        total = total.saturating_add(bytes.len());
        let what = || "all pictures together, unpacked,".into();
        checked_bytes(name, what, &[total], limits.max_bytes, "Take fewer pictures.")?;
        let size = match size(&full_name(index), &bytes, limits) {
            Ok(size) => size,
            Err(error) => {
                skip(index, error);
                continue;
            }
        };
        let &mut (other, other_size) = first.get_or_insert((index, size));
        let same = (size.height, size.width) == (other_size.height, other_size.width);
        if !same && preparation.frame().is_none() {
            let describe = |size: Size| format!("{} x {}", size.height, size.width);
            return Err(Error::MixedSizes {
                first: shortened(&full_name(other)),
                first_size: describe(other_size),
                second: shortened(&full_name(index)),
                second_size: describe(size),
            });
        }
        largest = Size {
            height: largest.height.max(size.height),
            width: largest.width.max(size.width),
            channels: largest.channels.max(size.channels),
        };
        sound.push(index);
    }

    let mut builder = Builder::new(name, sound.len(), largest, preparation, limits)?;
    let mut read: Vec<&str> = Vec::with_capacity(sound.len());
    for index in sound {
        let picture = entries.read(index, limits.max_picture_bytes);
        match picture.and_then(|bytes| decoded(&full_name(index), &bytes, limits)) {
            Ok((values, size)) => {
                builder.push(&values, size);
                read.push(&paths[index]);
            }
            Err(error) => skip(index, error),
        }
    }
    if let (true, Some(error)) = (read.is_empty(), first_error) {
        let alone = count == 1 || matches!(error, Error::TooLarge { .. });
        return Err(if alone { error } else { none_of(name, count, &error) });
    }
    let mut images = builder.finish();
    images.labels = classes(&read)?;
    images.receipt = Receipt { skipped, pictures: true, ..Receipt::default() };
    Ok(images)
}

fn none_of(name: &str, count: usize, error: &Error) -> Error {
    let found = format!("none of its {count} pictures can be read. The first: {error}");
    Error::NoImages { file: shortened(name), found }
}

/// One picture as a set.
pub(crate) fn load_picture(
    name: &str,
    bytes: &[u8],
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    let mut builder = Builder::new(name, 1, size(name, bytes, limits)?, preparation, limits)?;
    let (values, size) = decoded(name, bytes, limits)?;
    builder.push(&values, size);
    let mut images = builder.finish();
    images.receipt.pictures = true;
    Ok(images)
}

/// A browser's paths start with the folder's name, others don't.
fn full_name(name: &str, path: &str) -> String {
    let below = path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    if below { path.to_owned() } else { format!("{name}/{path}") }
}

/// Files of the system, and folders that an archive lists.
fn is_hidden(path: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') && !matches!(part, "." | "..");
    path.ends_with(['/', '\\'])
        || path.split(['/', '\\']).any(|part| hidden(part) || part == "__MACOSX")
}

/// What a file is by its name, where that is none of the pictures read.
fn other_kind(path: &str) -> Option<String> {
    const OTHERS: [&str; 9] = ["gif", "bmp", "tif", "tiff", "heic", "heif", "avif", "svg", "ico"];
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    let ending = ending.map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    match ending.as_str() {
        "png" | "jpg" | "jpeg" | "webp" => None,
        ending if OTHERS.contains(&ending) => {
            Some(format!("{} pictures are not read", ending.to_uppercase()))
        }
        _ => Some("not a picture".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::picture::tests::{grey_png, png};
    use super::*;
    use crate::images::{Pixels, Shape};
    use crate::prepare::Channels;

    fn load(entries: &[(&str, Vec<u8>)], preparation: &Preparation) -> Result<Images> {
        let entries: Vec<_> = entries.iter().map(|(p, b)| (p.to_string(), b.clone())).collect();
        load_entries("pets", &mut &entries[..], preparation, &Limits::default())
    }

    #[test]
    fn sorts_skips_and_labels() {
        let images = load(
            &[
                ("pets/dog/1.PNG", grey_png(1, 2, 30)),
                ("pets/cat/2.png", grey_png(1, 2, 20)),
                ("pets/cat/1.png", grey_png(1, 2, 10)),
                ("pets/cat/._1.png", vec![1]),
                ("__MACOSX/pets/cat/1.png", vec![1]),
                ("pets/notes.txt", vec![1]),
            ],
            &Preparation::default(),
        );
        let images = images.unwrap();
        assert_eq!(images.pixels, Pixels::U8(vec![10, 10, 20, 20, 30, 30]));
        assert_eq!(images.shape, Shape { count: 3, height: 2, width: 1, channels: 1 });
        let labels = images.labels.unwrap();
        assert_eq!(
            (labels.values, labels.names),
            (vec![0, 0, 1], vec!["cat".into(), "dog".into()])
        );
    }

    #[test]
    fn what_is_not_read_is_named() {
        let mut cut = grey_png(8, 8, 1);
        cut.truncate(50);
        let mut entries = vec![
            ("pets/dog/1.png", grey_png(1, 1, 30)),
            ("pets/cat/1.png", grey_png(1, 1, 20)),
            ("pets/cat/2.gif", b"GIF89a".to_vec()),
            ("pets/cat/3.png", b"no picture".to_vec()),
            ("pets/list.csv", vec![]),
            ("pets/.hidden.gif", vec![]),
            ("pets/cat/", vec![]),
        ];
        let images = load(&entries, &Preparation::default()).unwrap();
        assert_eq!(images.pixels, Pixels::U8(vec![20, 30]));
        assert_eq!(images.shape.count, 2);
        assert_eq!(images.labels.unwrap().values, [0, 1]);
        let skipped = images.receipt.skipped;
        let named: Vec<_> = skipped.first.iter().map(|file| (&*file.name, &*file.why)).collect();
        assert_eq!(
            named,
            [
                ("pets/cat/2.gif", "GIF pictures are not read"),
                ("pets/list.csv", "not a picture"),
                ("pets/cat/3.png", "this is no PNG, JPEG or WebP picture, whatever its name says."),
            ]
        );
        // Its header is sound, its pixels are not.
        entries.push(("pets/cat/4.png", cut));
        let frame = Preparation { size: Some((1, 1)), ..Default::default() };
        let images = load(&entries, &frame).unwrap();
        assert_eq!((images.shape.count, images.receipt.skipped.count), (2, 4));
    }

    #[test]
    fn an_archive_without_a_sound_picture_is_refused() {
        let broken = |name| (name, b"no picture".to_vec());
        let error = load(&[broken("a.png"), broken("b.png")], &Preparation::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "pets holds no images: none of its 2 pictures can be read. The first: pets/a.png, byte 0: \
             this is no PNG, JPEG or WebP picture, whatever its name says."
        );
    }

    #[test]
    fn one_colour_picture_makes_a_colour_set() {
        let red = png(image::RgbImage::from_pixel(1, 1, image::Rgb([200, 0, 0])));
        let entries = [("a.png", grey_png(1, 1, 9)), ("b.png", red)];
        let kept = load(&entries, &Preparation::default()).unwrap();
        assert_eq!(kept.pixels, Pixels::U8(vec![9, 9, 9, 200, 0, 0]));
        let grey = Preparation { channels: Channels::Grey, ..Default::default() };
        assert_eq!(load(&entries, &grey).unwrap().pixels, Pixels::U8(vec![9, 43]));
    }

    #[test]
    fn mixed_sizes_need_a_choice() {
        let entries = [("a.png", grey_png(1, 2, 9)), ("b.png", grey_png(3, 4, 9))];
        let error = load(&entries, &Preparation::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "pets/a.png is 2 x 1 pixels (height x width), pets/b.png is 4 x 3. Choose a size to bring \
             all pictures to."
        );
        let chosen = Preparation { size: Some((2, 2)), ..Default::default() };
        assert_eq!(load(&entries, &chosen).unwrap().pixels, Pixels::U8(vec![9; 8]));
    }

    #[test]
    fn says_what_it_found_instead() {
        let error = load(&[("a.txt", vec![]), ("b.gif", vec![])], &Preparation::default());
        assert_eq!(
            error.unwrap_err().to_string(),
            "pets holds no images: its 2 files are a.txt, b.gif. PNG, JPEG and WebP pictures are read."
        );
        let error = load(&[("a.png", b"GIF89a".to_vec())], &Preparation::default()).unwrap_err();
        assert!(error.to_string().starts_with("pets/a.png, byte 0"));
    }
}
