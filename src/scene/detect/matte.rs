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

/// The ground's colour, and how far each pixel is from it, the farthest channel's.
pub struct Contrast {
    pub ground: Vec<f32>,
    distance: Vec<f32>,
    largest: f32,
}

impl Contrast {
    /// Of an image whose border is mostly ground.
    pub fn of(image: &[f32], size: Size) -> Self {
        let ground = border_colour(image, size);
        let far = |pixel: &[f32]| {
            pixel.iter().zip(&ground).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
        };
        let distance: Vec<f32> = image.chunks_exact(size[2]).map(far).collect();
        let largest = distance.iter().copied().fold(LEAST_CONTRAST, f32::max);
        Self { ground, distance, largest }
    }

    /// Alpha of a pixel.
    pub fn alpha(&self, at: usize, matte: Matte) -> f32 {
        match matte {
            Matte::Ink => self.distance[at] / self.largest,
            Matte::Body => self.share(at),
        }
    }

    /// How surely a pixel is the object's, however much shows through it.
    pub fn share(&self, at: usize) -> f32 {
        let [least, most] = APART;
        ((self.distance[at] - least) / (most - least)).clamp(0.0, 1.0)
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

/// The median of each channel over the border of an image.
pub fn border_colour(image: &[f32], [height, width, channels]: Size) -> Vec<f32> {
    let is_border = |at: usize| {
        let (row, column) = (at / width, at % width);
        row == 0 || column == 0 || row + 1 == height || column + 1 == width
    };
    let border: Vec<usize> = (0..height * width).filter(|&at| is_border(at)).collect();
    (0..channels)
        .map(|channel| {
            let mut values: Vec<f32> =
                border.iter().map(|at| image[at * channels + channel]).collect();
            let middle = values.len() / 2;
            *values.select_nth_unstable_by(middle, f32::total_cmp).1
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_as_opaque_as_it_is_bright_and_a_body_throughout() {
        let mut image = vec![0.1; 25];
        image[12] = 0.9;
        image[13] = 0.5;
        let contrast = Contrast::of(&image, [5, 5, 1]);
        assert_eq!(contrast.ground, [0.1]);
        let alphas =
            |matte| [0, 12, 13].map(|at| (contrast.alpha(at, matte) * 1000.0).round() / 1000.0);
        assert_eq!(alphas(Matte::Ink), [0.0, 1.0, 0.5]);
        assert_eq!(alphas(Matte::Body), [0.0, 1.0, 1.0]);
    }

    #[test]
    fn an_empty_image_has_no_object() {
        let contrast = Contrast::of(&[0.02, 0.0, 0.01, 0.0, 0.03, 0.0, 0.0, 0.0, 0.0], [3, 3, 1]);
        assert!((0..9).all(|at| contrast.alpha(at, Matte::Ink) <= 0.1));
    }
}
