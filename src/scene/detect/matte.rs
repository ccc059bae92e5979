//! Which part of a decoded image is the object: the model's images have it on a ground of one colour.

use crate::scene::Size;

/// Of a decoded image, the least contrast that counts as full.
const LEAST_CONTRAST: f32 = 0.3;
/// From the first distance on a colour is not all the ground's, from the second on not at all.
const APART: [f32; 2] = [0.05, 0.25];

/// How opaque an object is, given how far its colour is from its ground's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matte {
    /// As much as it stands out: strokes with soft edges.
    Ink,
    /// Wherever it stands out at all: bodies of several colours.
    Body,
}

/// What tells an object of a decoded image from its ground.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    ground: Vec<f32>,
    /// The largest distance from the ground of any pixel.
    largest: f32,
}

impl Contrast {
    /// Of an image whose border is mostly ground.
    pub fn of(image: &[f32], size: Size) -> Self {
        let ground = border_colour(image, size);
        let far = image.chunks_exact(size[2]).map(|pixel| distance(pixel, &ground));
        let largest = far.fold(LEAST_CONTRAST, f32::max);
        Self { ground, largest }
    }

    /// Alpha of a colour of the image.
    pub fn alpha(&self, pixel: &[f32], matte: Matte) -> f32 {
        match matte {
            Matte::Ink => distance(pixel, &self.ground) / self.largest,
            Matte::Body => self.share(pixel),
        }
    }

    /// How surely a pixel is the object's, however much shows through it.
    pub fn share(&self, pixel: &[f32]) -> f32 {
        let [least, most] = APART;
        ((distance(pixel, &self.ground) - least) / (most - least)).clamp(0.0, 1.0)
    }

    /// A pixel's colour times its alpha: what is left of it when the ground's share is taken out.
    pub fn without_ground<'a>(
        &'a self,
        pixel: &'a [f32],
        alpha: f32,
    ) -> impl Iterator<Item = f32> + 'a {
        pixel.iter().zip(&self.ground).map(move |(value, ground)| value - (1.0 - alpha) * ground)
    }
}

/// The farthest channel's.
fn distance(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// The median of each channel over the border of an image.
pub fn border_colour(image: &[f32], [height, width, channels]: Size) -> Vec<f32> {
    let is_border = |at: usize| {
        let (row, column) = (at / width, at % width);
        row == 0 || column == 0 || row + 1 == height || column + 1 == width
    };
    let pixels = image.chunks_exact(channels).enumerate();
    median_colour(pixels.filter(|(at, _)| is_border(*at)).map(|(_, pixel)| pixel), channels)
}

/// The median of each channel over pixels.
pub fn median_colour<'a>(
    pixels: impl Iterator<Item = &'a [f32]> + Clone,
    channels: usize,
) -> Vec<f32> {
    let median = |channel: usize| {
        let mut values: Vec<f32> = pixels.clone().map(|pixel| pixel[channel]).collect();
        let middle = values.len() / 2;
        *values.select_nth_unstable_by(middle, f32::total_cmp).1
    };
    (0..channels).map(median).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_as_opaque_as_it_is_bright_and_a_body_throughout() {
        let mut image = vec![0.1; 25];
        image[12] = 0.9;
        let contrast = Contrast::of(&image, [5, 5, 1]);
        assert_eq!(contrast.ground, [0.1]);
        for (pixel, ink, body) in [(0.1, 0.0, 0.0), (0.9, 1.0, 1.0), (0.5, 0.5, 1.0)] {
            assert!((contrast.alpha(&[pixel], Matte::Ink) - ink).abs() < 1e-6);
            assert_eq!(contrast.alpha(&[pixel], Matte::Body), body);
        }
        // Half of 0.9 and half of the ground.
        let left: Vec<f32> = contrast.without_ground(&[0.5], 0.5).collect();
        assert!((left[0] - 0.45).abs() < 1e-6);
    }

    #[test]
    fn an_empty_image_has_no_object() {
        let image = [0.02, 0.0, 0.01, 0.0, 0.03, 0.0, 0.0, 0.0, 0.0];
        let contrast = Contrast::of(&image, [3, 3, 1]);
        assert!(image.iter().all(|&pixel| contrast.alpha(&[pixel], Matte::Ink) <= 0.1));
    }
}
