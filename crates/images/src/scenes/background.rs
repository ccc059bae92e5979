use std::f32::consts::TAU;

use rand::{Rng, RngExt};
use serde::Deserialize;

use crate::generated::landscape;

/// What is behind the objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Background {
    /// Nothing.
    #[default]
    Black,
    /// A slope, stripes and smooth noise, no value over 0.5.
    Texture,
    /// A drawn landscape, as [`landscapes`](crate::generated::landscapes) makes them; behind grey objects its
    /// luma, halved, so that what is white stands out.
    Landscape,
}

/// The most that a textured, or a grey, background has.
pub(super) const BRIGHTEST: f32 = 0.5;

/// The weights of ITU-R BT.709, as where pictures are read.
pub(super) const LUMA: [f32; 3] = [0.2126, 0.7152, 0.0722];

impl Background {
    /// `[height, width, channels]`
    pub(super) fn drawn(
        self,
        size: (usize, usize),
        channels: usize,
        rng: &mut impl Rng,
    ) -> Vec<f32> {
        match self {
            Self::Black => vec![0.0; size.0 * size.1 * channels],
            Self::Texture => texture(size, channels, rng),
            Self::Landscape => {
                let colours = landscape(size, rng);
                let unit = colours.into_iter().map(|value| f32::from(value) / 255.0).collect();
                if channels == 1 { darkened(unit) } else { unit }
            }
        }
    }
}

/// The luma of an RGB picture, as a background for grey objects.
pub(super) fn darkened(colours: Vec<f32>) -> Vec<f32> {
    let luma = |pixel: &[f32]| pixel.iter().zip(LUMA).map(|(value, weight)| value * weight).sum();
    colours.chunks_exact(3).map(|pixel| BRIGHTEST * f32::min(luma(pixel), 1.0)).collect()
}

/// A base with four layers on it, each with weights of its own for the channels.
fn texture((height, width): (usize, usize), channels: usize, rng: &mut impl Rng) -> Vec<f32> {
    let mut weights =
        || -> Vec<f32> { (0..channels).map(|_| rng.random_range(0.4..=1.0)).collect() };
    let tints: [Vec<f32>; 5] = std::array::from_fn(|_| weights());
    let base = rng.random_range(0.15..=0.35);
    let slope = Wave::new(rng.random_range(0.1..=0.25), rng);
    let stripes = Wave::new(rng.random_range(2.0..=7.0), rng);
    let strengths = [
        base,
        rng.random_range(0.03..=0.12),
        rng.random_range(0.0..=0.09),
        rng.random_range(0.05..=0.14),
        rng.random_range(0.0..=0.07),
    ];
    let (coarse, fine) = (Noise::new(4, rng), Noise::new(12, rng));
    let mut pixels = Vec::with_capacity(height * width * channels);
    for row in 0..height {
        for column in 0..width {
            let side = height.max(width) as f32;
            let (y, x) = ((row as f32 + 0.5) / side, (column as f32 + 0.5) / side);
            let layers = [1.0, slope.at(x, y), stripes.at(x, y), coarse.at(x, y), fine.at(x, y)];
            pixels.extend((0..channels).map(|channel| {
                let parts = layers.iter().zip(strengths).zip(&tints);
                let sum: f32 =
                    parts.map(|((layer, strength), tint)| layer * strength * tint[channel]).sum();
                sum.clamp(0.0, BRIGHTEST)
            }));
        }
    }
    pixels
}

/// A plane wave from -1 to 1.
struct Wave {
    x: f32,
    y: f32,
    phase: f32,
}

impl Wave {
    /// `frequency` waves along the longer side, in any direction.
    fn new(frequency: f32, rng: &mut impl Rng) -> Self {
        let (sin, cos) = rng.random_range(0.0..TAU).sin_cos();
        let phase = rng.random_range(0.0..TAU);
        Self { x: TAU * frequency * cos, y: TAU * frequency * sin, phase }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        (self.x * x + self.y * y + self.phase).sin()
    }
}

/// Random values from -1 to 1 at the corners of a grid, joined smoothly (value noise).
struct Noise {
    cells: usize,
    values: Vec<f32>,
}

impl Noise {
    fn new(cells: usize, rng: &mut impl Rng) -> Self {
        let corners = (cells + 1) * (cells + 1);
        Self { cells, values: (0..corners).map(|_| rng.random_range(-1.0..=1.0)).collect() }
    }

    /// Of a place in [0, 1]^2.
    fn at(&self, x: f32, y: f32) -> f32 {
        let cell = |at: f32| {
            let scaled = at * self.cells as f32;
            let cell = (scaled as usize).min(self.cells - 1);
            let rest = scaled - cell as f32;
            (cell, rest * rest * (3.0 - 2.0 * rest))
        };
        let ((column, right), (row, down)) = (cell(x), cell(y));
        let corner = |row: usize, column: usize| self.values[row * (self.cells + 1) + column];
        let along = |row: usize| {
            corner(row, column) + (corner(row, column + 1) - corner(row, column)) * right
        };
        along(row) + (along(row + 1) - along(row)) * down
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn drawn(background: Background, channels: usize, seed: u64) -> Vec<f32> {
        background.drawn((40, 56), channels, &mut ChaCha8Rng::seed_from_u64(seed))
    }

    #[test]
    fn textures_are_dark_smooth_and_not_even() {
        for (seed, channels) in (0..50).map(|seed| (seed, if seed % 2 == 0 { 1 } else { 3 })) {
            let pixels = drawn(Background::Texture, channels, seed);
            assert_eq!(pixels.len(), 40 * 56 * channels);
            assert!(pixels.iter().all(|value| (0.0..=BRIGHTEST).contains(value)));
            let mean = pixels.iter().sum::<f32>() / pixels.len() as f32;
            assert!((0.03..=0.4).contains(&mean), "{mean}");
            let spread = |values: &mut dyn Iterator<Item = f32>| values.fold(0.0, f32::max);
            let step =
                spread(&mut pixels.windows(channels + 1).map(|w| (w[channels] - w[0]).abs()));
            let range = spread(&mut pixels.iter().map(|value| (value - mean).abs()));
            // The largest step also sees the ends of rows, which are no neighbours.
            assert!(range > 0.03 && step < 0.5, "{range} {step}");
        }
    }

    #[test]
    fn landscapes_are_dark_behind_grey_objects() {
        let (grey, colour) =
            (drawn(Background::Landscape, 1, 5), drawn(Background::Landscape, 3, 5));
        assert_eq!(colour.len(), 3 * grey.len());
        for (grey, colour) in grey.iter().zip(colour.chunks(3)) {
            let luma = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
            assert!((grey - luma / 2.0).abs() < 1e-6);
        }
        assert!(drawn(Background::Black, 1, 0).iter().all(|&value| value == 0.0));
    }
}
