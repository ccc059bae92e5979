use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult};

use super::png::check_palette;
use super::webp::check_chunks;
use crate::error::{Error, Place, Result, shortened};
use crate::limits::{Limits, checked_bytes};
use crate::prepare::Size;

const FORMATS: [ImageFormat; 3] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];

pub(crate) fn is_picture(bytes: &[u8]) -> bool {
    image::guess_format(bytes).is_ok_and(|format| FORMATS.contains(&format))
}

/// The name of a kind of picture that is not read.
pub(crate) fn other_picture(bytes: &[u8]) -> Option<String> {
    if bytes.get(4..8) == Some(b"ftyp") {
        let brand = bytes.get(8..12)?;
        let heic = matches!(brand, b"heic" | b"heix" | b"mif1" | b"msf1");
        let kind = if heic { "HEIC" } else { "AVIF" };
        return (heic || brand == b"avif").then(|| kind.into());
    }
    match image::guess_format(bytes).ok()? {
        ImageFormat::Gif => Some("GIF".into()),
        // Two letters begin many a text; four bytes that are always 0 do not follow there.
        ImageFormat::Bmp => (bytes.get(6..10) == Some(&[0; 4])).then(|| "BMP".into()),
        ImageFormat::Tiff => Some("TIFF".into()),
        _ => None,
    }
}

/// The size of a picture as it is meant to be seen, from its header.
///
/// # Errors
/// [`Error::Malformed`] where it is no PNG, JPEG or WebP, [`Error::TooLarge`] where decoding would take
/// more than `max_picture_bytes`.
pub(crate) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<Size> {
    let (decoder, orientation) = opened(name, bytes, limits)?;
    let (width, height) = decoder.dimensions();
    let (width, height) = match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    };
    let colour = decoder.color_type();
    let channels = match (colour.has_color(), colour.has_alpha()) {
        (false, alpha) => 1 + usize::from(alpha),
        (true, alpha) => 3 + usize::from(alpha),
    };
    Ok(Size { height: height as usize, width: width as usize, channels })
}

/// The pixels, 8 bits each, of [`size`], turned as its EXIF orientation says.
pub(crate) fn decoded(name: &str, bytes: &[u8], limits: &Limits) -> Result<(Vec<u8>, Size)> {
    let (decoder, orientation) = opened(name, bytes, limits)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| broken(name, error))?;
    image.apply_orientation(orientation);
    let (height, width) = (image.height() as usize, image.width() as usize);
    let colour = image.color();
    let (channels, values) = match (colour.has_color(), colour.has_alpha()) {
        (false, false) => (1, image.into_luma8().into_raw()),
        (false, true) => (2, image.into_luma_alpha8().into_raw()),
        (true, false) => (3, image.into_rgb8().into_raw()),
        (true, true) => (4, image.into_rgba8().into_raw()),
    };
    Ok((values, Size { height, width, channels }))
}

fn opened<'a>(
    name: &str,
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<(impl ImageDecoder + 'a, Orientation)> {
    let format = image::guess_format(bytes).ok().filter(|format| FORMATS.contains(format));
    let Some(format) = format else {
        let problem = "this is no PNG, JPEG or WebP picture, whatever its name says.";
        return Err(Error::malformed(name, Place::Byte(0), problem));
    };
    match format {
        ImageFormat::Png => check_palette(name, bytes)?,
        ImageFormat::WebP => check_chunks(name, bytes, limits.max_picture_bytes)?,
        _ => {}
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut own = image::Limits::default();
    own.max_alloc = Some(limits.max_picture_bytes as u64);
    reader.limits(own);
    let decode = |reader: ImageReader<_>| -> ImageResult<_> {
        let mut decoder = reader.into_decoder()?;
        let orientation = decoder.orientation()?;
        Ok((decoder, orientation))
    };
    let (decoder, orientation) = decode(reader).map_err(|error| broken(name, error))?;
    let (width, height) = decoder.dimensions();
    let pixel = usize::from(decoder.color_type().bytes_per_pixel());
    checked_bytes(
        name,
        || format!("a picture of {height} x {width} pixels"),
        &[height as usize, width as usize, pixel],
        limits.max_picture_bytes,
        "Reduce it first.",
    )?;
    Ok((decoder, orientation))
}

fn broken(name: &str, error: image::ImageError) -> Error {
    // The decoders' texts may have several lines.
    let reason = shortened(error.to_string().trim().replace('\n', " ").as_str());
    let problem = format!("the picture can't be decoded ({reason}). Replace it or leave it out.");
    Error::malformed(name, Place::Content, problem)
}

#[cfg(test)]
pub(crate) mod tests {
    use image::{GrayImage, ImageBuffer, Luma, RgbaImage};

    use super::*;

    pub fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.into().write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    pub fn grey_png(width: u32, height: u32, value: u8) -> Vec<u8> {
        png(GrayImage::from_pixel(width, height, Luma([value])))
    }

    #[test]
    fn decodes_to_8_bits() {
        let limits = Limits::default();
        let plain = decoded("a.png", &grey_png(3, 2, 7), &limits).unwrap();
        assert_eq!(plain, (vec![7; 6], Size { height: 2, width: 3, channels: 1 }));
        let deep = ImageBuffer::from_pixel(1, 1, Luma([0x8080u16]));
        assert_eq!(decoded("a.png", &png(deep), &limits).unwrap().0, [0x80]);
        let alpha = png(RgbaImage::from_raw(1, 1, vec![1, 2, 3, 4]).unwrap());
        assert_eq!(size("a.png", &alpha, &limits).unwrap().channels, 4);
        assert_eq!(decoded("a.png", &alpha, &limits).unwrap().0, [1, 2, 3, 4]);
    }

    #[test]
    fn names_what_is_wrong() {
        let limits = Limits { max_picture_bytes: 100, ..Limits::default() };
        let message = |bytes: &[u8]| decoded("a.png", bytes, &limits).unwrap_err().to_string();
        assert!(message(b"GIF89a").starts_with("a.png, byte 0: this is no PNG, JPEG or WebP"));
        let cut = &grey_png(3, 2, 7)[..50];
        assert!(message(cut).starts_with("a.png, content: the picture can't be decoded"));
        let large = message(&grey_png(100, 200, 7));
        assert!(
            large.starts_with("a.png: a picture of 200 x 100 pixels would take 19.5 KiB"),
            "{large}"
        );
    }
}
