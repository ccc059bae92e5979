use image::{ImageBuffer, Rgba};

use super::canvas::VISIBLE;
use super::matte::{Pixel, matte};
use crate::images::Shape;
use crate::prepare::{Crop, resampled};

/// An object without its ground.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cutout {
    pub height: usize,
    pub width: usize,
    pub pixels: Vec<Pixel>,
}

impl Cutout {
    /// The object of an image, with a pixel of its soft edge around it where there is one; none where
    /// nothing is visible.
    pub fn of(image: &[f32], shape: Shape) -> Option<Self> {
        let whole = Self { height: shape.height, width: shape.width, pixels: matte(image, shape) };
        let Crop { top, left, height, width } = whole.content()?;
        let (bottom, right) = ((top + height + 1).min(whole.height), left + width + 1);
        let right = right.min(whole.width);
        let (top, left) = (top.saturating_sub(1), left.saturating_sub(1));
        let rows = (top..bottom).flat_map(|y| &whole.pixels[y * whole.width..][left..right]);
        let pixels = rows.copied().collect();
        Some(Self { height: bottom - top, width: right - left, pixels })
    }

    /// Scaled so that the longer side of what is visible has about `side` pixels.
    pub fn scaled(&self, side: f32) -> Self {
        let longer = self.content().map_or(1, |content| content.height.max(content.width));
        let to = |length: usize| ((length as f32 * side / longer as f32).round() as usize).max(1);
        let (height, width) = (to(self.height), to(self.width));
        let whole = Crop { top: 0, left: 0, height: self.height, width: self.width };
        let values = self.pixels.as_flattened();
        let image =
            ImageBuffer::<Rgba<f32>, _>::from_raw(self.width as u32, self.height as u32, values);
        let values = image.map(|image| resampled(&image, whole, (height, width)));
        let pixels = values.unwrap_or_default().as_chunks().0.to_vec();
        Self { height, width, pixels }
    }

    /// The smallest part with all that is visible.
    pub fn content(&self) -> Option<Crop> {
        let (mut top, mut left, mut bottom, mut right) = (usize::MAX, usize::MAX, 0, 0);
        for (at, pixel) in self.pixels.iter().enumerate() {
            if pixel[3] >= VISIBLE {
                let (y, x) = (at / self.width, at % self.width);
                (top, left) = (top.min(y), left.min(x));
                (bottom, right) = (bottom.max(y + 1), right.max(x + 1));
            }
        }
        (top < bottom).then(|| Crop { top, left, height: bottom - top, width: right - left })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white bar of 2 x 6 pixels on black.
    fn bar() -> Cutout {
        let bar = |at: usize| (5..7).contains(&(at / 12)) && (3..9).contains(&(at % 12));
        let image: Vec<f32> = (0..144).map(|at| f32::from(bar(at))).collect();
        Cutout::of(&image, Shape { count: 1, height: 12, width: 12, channels: 1 }).unwrap()
    }

    #[test]
    fn the_object_is_cut_out_with_a_pixel_around_it() {
        let bar = bar();
        assert_eq!((bar.height, bar.width), (4, 8));
        assert_eq!(bar.content(), Some(Crop { top: 1, left: 1, height: 2, width: 6 }));
        assert_eq!(bar.pixels.iter().map(|pixel| pixel[3]).sum::<f32>(), 12.0);
    }

    #[test]
    fn its_longer_side_gets_the_length_asked_for() {
        for side in [3.0, 6.0, 12.0, 30.0] {
            let scaled = bar().scaled(side);
            let content = scaled.content().unwrap();
            assert!((content.width as f32 - side).abs() <= 1.0 + side / 12.0, "{side} {content:?}");
            let area: f32 = scaled.pixels.iter().map(|pixel| pixel[3]).sum();
            let expected = side * side / 3.0;
            assert!((area - expected).abs() < 0.2 * expected + 1.0, "{side}: {area}");
        }
    }

    #[test]
    fn an_even_image_has_no_object() {
        let shape = Shape { count: 1, height: 4, width: 4, channels: 1 };
        assert_eq!(Cutout::of(&[0.0; 16], shape), None);
        assert_eq!(Cutout::of(&[0.7; 16], shape), None);
    }
}
