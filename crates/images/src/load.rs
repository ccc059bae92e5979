use std::borrow::Cow;

use crate::archive::{Archive, is_zip};
use crate::array::{is_npy, npy_images, npz_images};
use crate::error::{Error, Place, Result, shortened};
use crate::gzip::{is_gzip, unpacked};
use crate::idx::{self, is_idx};
use crate::images::Images;
use crate::label_file;
use crate::limits::Limits;
use crate::pictures::{ZipEntries, is_picture, load_entries, load_picture, other_picture};
use crate::prepare::Preparation;
use crate::table::{self, is_table};
use crate::text::utf8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Idx,
    Npy,
    Zip,
    Picture,
    Table,
}

/// The images of a file, whose format is told by its content, or else by its name:
///
/// - IDX (3 or 4 dimensions of unsigned bytes), as MNIST has it;
/// - NPY, and NPZ: (n, height, width), (n, height, width, channels), (n, channels, height, width), or
///   (n, pixels). Booleans and whole numbers become bytes, floats stay floats; both are divided by the
///   smallest of 1, 16, 255 and 65535 that holds the largest value of the set, so that a set of fractions
///   stays as it is;
/// - CSV, a row an image, scaled in the same way, with or without header and label column, in UTF-8 or
///   UTF-16, with decimal points or, where semicolons or tabs separate the cells, commas;
/// - a zip archive of PNG, JPEG and WebP pictures, whose folders are classes ([`load_entries`]);
/// - one such picture.
///
/// IDX, NPY and CSV may also be packed with gzip. `labels` is a file's name and content: IDX, NPY or a
/// text with one label a line; it goes before labels that the images' file has.
///
/// # Errors
/// Any of [`Error`], with the file and the place in it.
pub fn load(
    name: &str,
    bytes: &[u8],
    labels: Option<(&str, &[u8])>,
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    preparation.validate()?;
    let name = shortened(name);
    let mut images = read(&name, bytes, preparation, limits)?;
    if let Some((file, bytes)) = labels {
        let labels = label_file::read(&shortened(file), bytes, images.shape.count, limits)?;
        images.labels = Some(labels);
    }
    Ok(images)
}

fn read(name: &str, bytes: &[u8], preparation: &Preparation, limits: &Limits) -> Result<Images> {
    let packed = is_gzip(bytes);
    let bytes = if packed { unpacked(name, bytes, limits)?.into() } else { Cow::Borrowed(bytes) };
    let bytes = &*utf8(name, bytes, limits)?;
    let format = format(name, bytes)?;
    if packed && matches!(format, Format::Zip | Format::Picture) {
        // Three large buffers at once; `Limits` promises two.
        let problem = "a zip archive or a picture is packed once more. Unpack the gzip file first.";
        return Err(Error::malformed(name, Place::Content, problem));
    }
    match format {
        Format::Idx => idx::images(name, bytes, preparation, limits),
        Format::Npy => npy_images(name, bytes, preparation, limits),
        Format::Table => table::images(name, bytes, preparation, limits),
        Format::Picture => load_picture(name, bytes, preparation, limits),
        Format::Zip => {
            let mut archive = Archive::open(name, bytes, limits.max_entries)?;
            if archive.names().iter().any(|entry| entry.ends_with(".npy")) {
                npz_images(name, &mut archive, preparation, limits)
            } else {
                load_entries(name, &mut ZipEntries(&mut archive), preparation, limits)
            }
        }
    }
}

fn format(name: &str, bytes: &[u8]) -> Result<Format> {
    if is_npy(bytes) {
        return Ok(Format::Npy);
    }
    if is_zip(bytes) {
        return Ok(Format::Zip);
    }
    if is_picture(bytes) {
        return Ok(Format::Picture);
    }
    if let Some(kind) = other_picture(bytes) {
        return Err(Error::OtherPicture { file: name.into(), kind });
    }
    if is_idx(bytes) {
        return Ok(Format::Idx);
    }
    if bytes.is_empty() {
        return Err(Error::malformed(name, Place::Byte(0), "the file is empty. Get it again."));
    }
    let lower = name.to_lowercase();
    let lower = lower.strip_suffix(".gz").unwrap_or(&lower);
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((lower, ""));
    match ending {
        "csv" | "tsv" => Ok(Format::Table),
        "npy" => Ok(Format::Npy),
        "npz" | "zip" => Ok(Format::Zip),
        "idx" => Ok(Format::Idx),
        _ if stem.ends_with("ubyte") => Ok(Format::Idx),
        _ if is_table(bytes) => Ok(Format::Table),
        _ => {
            let start: Vec<String> =
                bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            Err(Error::UnknownFormat { file: name.into(), start: start.join(" ") })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gzip::tests::packed;

    fn message(name: &str, bytes: &[u8]) -> String {
        let (preparation, limits) = (Preparation::default(), Limits::default());
        load(name, bytes, None, &preparation, &limits).unwrap_err().to_string()
    }

    #[test]
    fn tells_formats_by_content_then_by_name() {
        assert_eq!(format("x", b"1,2,3,4\n"), Ok(Format::Table));
        assert_eq!(format("x.csv", &[0, 0, 8, 3]), Ok(Format::Idx));
        assert_eq!(format("x.csv", b"BMI,p1,p2\n1,2,3\n"), Ok(Format::Table));
        assert_eq!(format("train-images-idx3-ubyte", &[1]), Ok(Format::Idx));
        assert_eq!(format("x.txt", b"p1;p2\n1;2,5\n"), Ok(Format::Table));
        assert!(
            message("notes.txt", b"Dear Ada, all is well,\nyours, Charles\n")
                .starts_with("notes.txt is not a format this reads: it starts with 44 65 61 72")
        );
        assert_eq!(
            message("cat.gif", b"GIF89a...."),
            "cat.gif is a GIF picture; PNG, JPEG and WebP are read. Save it as one of these."
        );
        assert!(message("x", b"\0\0\0\x18ftypheic....").starts_with("x is a HEIC picture;"));
        assert_eq!(
            message("x.bin", &[1; 20]),
            "x.bin is not a format this reads: it starts with 01 01 01 01 01 01 01 01. It reads IDX, \
             NPY and CSV, packed with gzip or not, NPZ, PNG, JPEG, WebP, and zip archives of pictures."
        );
        assert!(message("x.npy", &[1; 20]).starts_with("x.npy, byte 0: an NPY file starts with"));
        assert!(message("x.idx", &[1; 20]).starts_with("x.idx, byte 0: an IDX file starts with"));
        assert!(message("x.zip", &[1; 20]).starts_with("x.zip, content: the zip archive"));
        assert!(
            message("x.npz.gz", &packed(b"PK\x03\x04")).ends_with("Unpack the gzip file first.")
        );
        assert!(message("x", &[]).starts_with("x, byte 0: the file is empty"));
    }

    #[test]
    fn takes_labels_along() {
        let images = packed(&[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5, 6]);
        let labels = packed(&[0, 0, 8, 1, 0, 0, 0, 2, 9, 3]);
        let (preparation, limits) = (Preparation::default(), Limits::default());
        let loaded = load("i.gz", &images, Some(("l.gz", &labels)), &preparation, &limits).unwrap();
        assert_eq!(loaded.labels.unwrap().names, ["3", "9"]);
        let short =
            load("i.gz", &images, Some(("l", &[0, 0, 8, 1, 0, 0, 0, 0])), &preparation, &limits);
        assert_eq!(short.unwrap_err().name(), "LabelCountError");
    }
}
