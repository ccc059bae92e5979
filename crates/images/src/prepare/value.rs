use image::{ImageBuffer, Luma, Rgb};

use super::Size;
use super::resample::{Crop, resampled};
use crate::images::Pixels;

/// A pixel value as stored: a byte, or a number in [0, 1].
pub(crate) trait Value: Copy + Default + 'static {
    fn unit(self) -> f32;
    fn from_unit(value: f32) -> Self;
    fn inverted(self) -> Self;
    fn pixels(values: Vec<Self>) -> Pixels;

    /// The part `crop` of an image of 1 or 3 channels, scaled to `height` x `width`.
    fn resampled(values: &[Self], size: Size, crop: Crop, to: (usize, usize)) -> Vec<Self>;
}

macro_rules! resampled_by_channels {
    () => {
        fn resampled(values: &[Self], size: Size, crop: Crop, to: (usize, usize)) -> Vec<Self> {
            let (height, width) = (size.height as u32, size.width as u32);
            if size.channels == 3 {
                let image = ImageBuffer::<Rgb<Self>, _>::from_raw(width, height, values);
                image.map(|image| resampled(&image, crop, to)).unwrap_or_default()
            } else {
                let image = ImageBuffer::<Luma<Self>, _>::from_raw(width, height, values);
                image.map(|image| resampled(&image, crop, to)).unwrap_or_default()
            }
        }
    };
}

impl Value for u8 {
    fn unit(self) -> f32 {
        f32::from(self) / 255.0
    }

    fn from_unit(value: f32) -> Self {
        (value * 255.0).round() as u8
    }

    fn inverted(self) -> Self {
        u8::MAX - self
    }

    fn pixels(values: Vec<Self>) -> Pixels {
        Pixels::U8(values)
    }

    resampled_by_channels!();
}

impl Value for f32 {
    fn unit(self) -> f32 {
        self
    }

    fn from_unit(value: f32) -> Self {
        value
    }

    fn inverted(self) -> Self {
        1.0 - self
    }

    fn pixels(values: Vec<Self>) -> Pixels {
        Pixels::F32(values)
    }

    resampled_by_channels!();
}
