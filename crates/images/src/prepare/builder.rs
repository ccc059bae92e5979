use std::borrow::Cow;

use super::centre::centred;
use super::channels::converted;
use super::resample::fitted;
use super::{Channels, Preparation, Size, Value};
use crate::error::Result;
use crate::images::{Images, Shape};
use crate::limits::{Limits, checked_bytes, checked_count};
use crate::receipt::Receipt;

/// Bytes the resizing takes for each pixel of the image resized in one direction: four `f32`.
const RESIZING_BYTES: usize = 16;

/// Collects images, each prepared as it comes; only the result and one image are in memory.
pub(crate) struct Builder<'a, T> {
    preparation: &'a Preparation,
    shape: Shape,
    values: Vec<T>,
}

impl<'a, T: Value> Builder<'a, T> {
    /// Of `count` images, the largest of `size`.
    ///
    /// # Errors
    /// [`TooLarge`](crate::Error::TooLarge), before memory is taken.
    pub fn new(
        file: &str,
        count: usize,
        size: Size,
        preparation: &'a Preparation,
        limits: &Limits,
    ) -> Result<Self> {
        let value = size_of::<T>();
        checked_count(file, "number of images", count, limits.max_images)?;
        let describe = |part: &str| {
            let Size { height, width, channels } = size;
            format!("{part} of {height} x {width} x {channels} values")
        };
        checked_bytes(
            file,
            || describe("one image"),
            &[size.height, size.width, size.channels, value],
            limits.max_picture_bytes,
            "Reduce the images first.",
        )?;
        if let Some((height, width)) = preparation.frame() {
            checked_bytes(
                file,
                || describe("resizing images"),
                &[height, size.width.max(width), RESIZING_BYTES],
                limits.max_picture_bytes.saturating_mul(2),
                "Reduce the images first.",
            )?;
        }
        let (height, width) = preparation.frame().unwrap_or((size.height, size.width));
        let channels = match preparation.channels {
            Channels::Grey => 1,
            Channels::Rgb => 3,
            Channels::Keep => 1 + 2 * usize::from(size.channels > 2),
        };
        let bytes = checked_bytes(
            file,
            || format!("{count} images of {height} x {width} x {channels}"),
            &[count, height, width, channels, value],
            limits.max_bytes,
            "Take fewer images or a smaller size.",
        )?;
        Ok(Self {
            preparation,
            shape: Shape { count, height, width, channels },
            values: Vec::with_capacity(bytes / value),
        })
    }

    /// Adds an image of `size`, which must be the set's where the preparation has none.
    pub fn push(&mut self, image: &[T], size: Size) {
        let mut image = Cow::Borrowed(image);
        let channels = self.shape.channels;
        if size.channels != channels {
            image = converted(&image, size.channels, channels).into();
        }
        if self.preparation.invert {
            image = image.iter().map(|value| value.inverted()).collect();
        }
        let (size, frame) = (Size { channels, ..size }, (self.shape.height, self.shape.width));
        if self.preparation.centre {
            image = centred(&image, size, frame).into();
        } else if (size.height, size.width) != frame {
            image = fitted(&image, size, frame, self.preparation.fit).into();
        }
        self.values.extend_from_slice(&image);
    }

    /// The images added, which may be fewer than were expected.
    pub fn finish(mut self) -> Images {
        self.shape.count = self.values.len() / self.shape.pixels();
        Images {
            pixels: T::pixels(self.values),
            shape: self.shape,
            labels: None,
            receipt: Receipt::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::Pixels;

    const GREY: Size = Size { height: 2, width: 2, channels: 1 };

    #[test]
    fn inverts_and_adds_channels() {
        let options =
            Preparation { invert: true, channels: Channels::Rgb, ..Preparation::default() };
        let mut builder = Builder::new("a", 1, GREY, &options, &Limits::default()).unwrap();
        builder.push(&[0u8, 255, 55, 200], GREY);
        let images = builder.finish();
        let expected = vec![255, 255, 255, 0, 0, 0, 200, 200, 200, 55, 55, 55];
        assert_eq!(images.pixels, Pixels::U8(expected));
        assert_eq!(images.shape, Shape { count: 1, height: 2, width: 2, channels: 3 });
    }

    #[test]
    fn checks_limits_first() {
        let limits = Limits { max_bytes: 1000, max_picture_bytes: 100, ..Limits::default() };
        let message = |count, size| {
            let options = Preparation::default();
            Builder::<f32>::new("a.npy", count, size, &options, &limits).err().unwrap().to_string()
        };
        let many = message(100, GREY);
        assert!(many.contains("100 images of 2 x 2 x 1 would take 1.6 KiB"), "{many}");
        let large = message(1, Size { height: 60, ..GREY });
        assert!(large.contains("one image of 60 x 2 x 1 values would take 480 bytes"), "{large}");
        assert!(message(usize::MAX, GREY).contains("number of images"));
    }
}
