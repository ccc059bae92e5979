//! Axis-aligned crops and their adjoint by hat functions: `A_y X A_x^T` with `A[j, i]` the hat of sample `j` at pixel
//! `i` (Jaderberg et al. 2015, section 3.3, for scalings and shifts alone). Each matrix has a few values a row, and only
//! these are held.

use std::ops::Range;

use serde::Serialize;

/// Part of a picture, in pixels from the top left corner of its first pixel. It may reach outside.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[allow(missing_docs, reason = "the names say it")]
pub struct Region {
    pub top: f32,
    pub left: f32,
    pub height: f32,
    pub width: f32,
}

impl Region {
    #[allow(missing_docs, reason = "the name says it")]
    pub fn area(&self) -> f32 {
        self.height * self.width
    }

    /// Pixels of both.
    pub fn shared(&self, other: &Self) -> f32 {
        let along = |a: f32, a_length: f32, b: f32, b_length: f32| {
            ((a + a_length).min(b + b_length) - a.max(b)).max(0.0)
        };
        along(self.top, self.height, other.top, other.height)
            * along(self.left, self.width, other.left, other.width)
    }

    /// How much of the smaller one lies in the other.
    pub fn covered(&self, other: &Self) -> f32 {
        self.shared(other) / self.area().min(other.area())
    }

    /// Intersection over union.
    pub fn overlap(&self, other: &Self) -> f32 {
        let shared = self.shared(other);
        shared / (self.area() + other.area() - shared)
    }
}

/// Height, width and channels of values that stand row by row, the channels last.
pub type Size = [usize; 3];

/// The hats of one axis. Sample `j` of `n` has its middle at `c + s (j + 1/2)` of a region from `c` of length `n s`,
/// and weighs pixel `i`, whose middle is at `i + 1/2`, by `relu(1 - |distance| / max(1, s))`. A hat's weights over all
/// pixels, also those outside the picture, are brought to a sum of 1: samples of an even picture are even, and what is
/// outside counts as 0.
struct Hats {
    /// Each sample's first pixel inside, and where its weights end.
    samples: Vec<(usize, usize)>,
    weights: Vec<f32>,
}

impl Hats {
    fn new(start: f32, length: f32, samples: usize, pixels: usize) -> Self {
        let step = length / samples as f32;
        let reach = step.max(1.0);
        let mut hats = Self { samples: Vec::with_capacity(samples), weights: Vec::new() };
        for sample in 0..samples {
            let middle = start + step * (sample as f32 + 0.5) - 0.5;
            let hat = |pixel: i64| (1.0 - (pixel as f32 - middle).abs() / reach).max(0.0);
            let (low, high) = ((middle - reach).ceil() as i64, (middle + reach).floor() as i64);
            let sum: f32 = (low..=high).map(hat).sum();
            let (first, last) = (low.clamp(0, pixels as i64), (high + 1).clamp(0, pixels as i64));
            hats.weights.extend((first..last).map(|pixel| hat(pixel) / sum));
            hats.samples.push((first as usize, hats.weights.len()));
        }
        hats
    }

    /// From the first pixel of all to the last.
    fn range(&self) -> Range<usize> {
        let mut ranges = self.iter().map(|(first, weights)| first..first + weights.len());
        let first = ranges.next().unwrap_or(0..0);
        ranges.fold(first, |all, next| all.start.min(next.start)..all.end.max(next.end))
    }

    /// Each sample's first pixel, and the weights from there on.
    fn iter(&self) -> impl Iterator<Item = (usize, &[f32])> {
        let begins = std::iter::once(0).chain(self.samples.iter().map(|&(_, end)| end));
        self.samples.iter().zip(begins).map(|(&(first, end), at)| (first, &self.weights[at..end]))
    }
}

/// The hats of both axes, between a picture and a sampled part of it.
pub struct Resampling {
    rows: Hats,
    columns: Hats,
    picture: Size,
    sampled: [usize; 2],
}

impl Resampling {
    /// Of `sampled` rows and columns from a region of a picture.
    pub fn new(region: Region, picture: Size, sampled: [usize; 2]) -> Self {
        let [height, width, _] = picture;
        Self {
            rows: Hats::new(region.top, region.height, sampled[0], height),
            columns: Hats::new(region.left, region.width, sampled[1], width),
            picture,
            sampled,
        }
    }

    /// The region's samples, `[rows, columns, channels]`: bilinear interpolation with zeros outside, with wider hats
    /// where it shrinks.
    pub fn crop(&self, picture: &[f32]) -> Vec<f32> {
        let [_, width, channels] = self.picture;
        let range = self.columns.range();
        let mut row = vec![0.0; range.len() * channels];
        let mut samples = vec![0.0; self.sampled[0] * self.sampled[1] * channels];
        let out = samples.chunks_exact_mut(self.sampled[1] * channels);
        for ((first, weights), out) in self.rows.iter().zip(out) {
            row.fill(0.0);
            for (pixels, &weight) in picture.chunks_exact(width * channels).skip(first).zip(weights)
            {
                let pixels = &pixels[range.start * channels..];
                row.iter_mut().zip(pixels).for_each(|(sum, &value)| *sum += weight * value);
            }
            for ((first, weights), out) in self.columns.iter().zip(out.chunks_exact_mut(channels)) {
                let pixels = row[(first - range.start) * channels..].chunks_exact(channels);
                for (pixel, &weight) in pixels.zip(weights) {
                    out.iter_mut().zip(pixel).for_each(|(sum, &value)| *sum += weight * value);
                }
            }
        }
        samples
    }

    /// The adjoint of [`Self::crop`], `A_y^T Y A_x`: each sample, as much as it took from a pixel, added onto
    /// `picture`. Divided by the same of ones it is a rendering: the samples interpolated, and scaled back.
    pub fn add(&self, samples: &[f32], picture: &mut [f32]) {
        let [_, width, channels] = self.picture;
        let range = self.columns.range();
        let mut row = vec![0.0; range.len() * channels];
        let samples = samples.chunks_exact(self.sampled[1] * channels);
        for ((first, weights), samples) in self.rows.iter().zip(samples) {
            row.fill(0.0);
            for ((first, weights), sample) in
                self.columns.iter().zip(samples.chunks_exact(channels))
            {
                let pixels = row[(first - range.start) * channels..].chunks_exact_mut(channels);
                for (pixel, &weight) in pixels.zip(weights) {
                    pixel.iter_mut().zip(sample).for_each(|(sum, &value)| *sum += weight * value);
                }
            }
            let pixels = picture.chunks_exact_mut(width * channels).skip(first);
            for (pixels, &weight) in pixels.zip(weights) {
                let pixels = &mut pixels[range.start * channels..];
                pixels.iter_mut().zip(&row).for_each(|(sum, &value)| *sum += weight * value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Stream, generator, standard_normal_values};

    fn close(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
    }

    fn noise(count: usize) -> Vec<f32> {
        standard_normal_values(&mut generator(count as u64, Stream::Evaluation), count)
    }

    const REGIONS: [(Region, [usize; 2]); 5] = [
        (Region { top: 2.0, left: 1.0, height: 4.0, width: 5.0 }, [4, 5]),
        (Region { top: 1.3, left: -2.6, height: 5.0, width: 6.5 }, [9, 8]),
        (Region { top: -0.7, left: 2.2, height: 9.9, width: 12.1 }, [3, 4]),
        (Region { top: 5.5, left: 9.1, height: 8.0, width: 8.0 }, [8, 8]),
        (Region { top: 50.0, left: -70.0, height: 8.0, width: 8.0 }, [3, 3]),
    ];

    #[test]
    fn crop_and_add_are_adjoint() {
        let size = [9, 11, 2];
        for (region, sampled) in REGIONS {
            let resampling = Resampling::new(region, size, sampled);
            let (x, y) = (noise(9 * 11 * 2), noise(sampled[0] * sampled[1] * 2));
            let cropped = resampling.crop(&x);
            let mut added = vec![0.0; x.len()];
            resampling.add(&y, &mut added);
            let dot = |a: &[f32], b: &[f32]| -> f32 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
            let (left, right) = (dot(&cropped, &y), dot(&x, &added));
            assert!((left - right).abs() < 1e-4, "{left} {right} of {region:?}");
        }
    }

    #[test]
    fn enlarging_is_bilinear_interpolation_with_zeros_outside() {
        let (size, x) = ([9, 11, 1], noise(99));
        let at = |row: i64, column: i64| {
            let inside = (0..9).contains(&row) && (0..11).contains(&column);
            if inside { x[(row * 11 + column) as usize] } else { 0.0 }
        };
        for (region, sampled) in REGIONS.into_iter().filter(|(r, s)| r.height <= s[0] as f32) {
            let found = Resampling::new(region, size, sampled).crop(&x);
            let place = |start: f32, length: f32, samples: usize, j: usize| {
                start + length / samples as f32 * (j as f32 + 0.5) - 0.5
            };
            for (n, found) in found.iter().enumerate() {
                let y = place(region.top, region.height, sampled[0], n / sampled[1]);
                let x = place(region.left, region.width, sampled[1], n % sampled[1]);
                let (row, column) = (y.floor(), x.floor());
                let (down, right) = (y - row, x - column);
                let (row, column) = (row as i64, column as i64);
                let expected = (1.0 - down)
                    * ((1.0 - right) * at(row, column) + right * at(row, column + 1))
                    + down
                        * ((1.0 - right) * at(row + 1, column) + right * at(row + 1, column + 1));
                close(&[*found], &[expected]);
            }
        }
    }

    #[test]
    fn worked_by_hand() {
        let row = |left, width, samples| {
            let region = Region { top: 0.0, left, height: 1.0, width };
            Resampling::new(region, [1, 4, 1], [1, samples])
        };
        let x = [1.0, 2.0, 4.0, 8.0];
        close(&row(1.0, 2.0, 2).crop(&x), &[2.0, 4.0]);
        close(&row(0.5, 2.0, 2).crop(&x), &[1.5, 3.0]);
        // The middles lie at 0.75 and 1.25 of pixels 0 and 1, whose own are at 0.5 and 1.5.
        close(&row(0.5, 1.0, 2).crop(&x), &[1.25, 1.75]);
        // Half the pixels: hats of width 2 with their middles between pixels weigh 1/4, 3/4, 3/4, 1/4, over 2.
        close(&row(0.0, 4.0, 2).crop(&x), &[(0.75 + 1.5 + 1.0) / 2.0, (0.5 + 3.0 + 6.0) / 2.0]);
        let mut added = [0.0; 4];
        row(0.5, 2.0, 2).add(&[1.0, 10.0], &mut added);
        close(&added, &[0.5, 5.5, 5.0, 0.0]);
    }

    #[test]
    fn an_even_picture_stays_even_inside() {
        for samples in 3..12 {
            let region = Region { top: 2.0, left: 2.0, height: 6.7, width: 6.7 };
            let resampling = Resampling::new(region, [12, 12, 1], [samples; 2]);
            close(&resampling.crop(&[0.3; 144]), &vec![0.3; samples * samples]);
            // A rendering of ones over the same.
            let (mut sum, mut ones) = (vec![0.0; 144], vec![0.0; 144]);
            resampling.add(&vec![0.3; samples * samples], &mut sum);
            resampling.add(&vec![1.0; samples * samples], &mut ones);
            let inside = ones.iter().zip(&sum).filter(|(ones, _)| **ones > 0.01);
            assert!(inside.clone().count() >= 36);
            inside.for_each(|(ones, sum)| close(&[sum / ones], &[0.3]));
        }
    }

    #[test]
    fn regions_share_pixels() {
        let a = Region { top: 0.0, left: 0.0, height: 2.0, width: 4.0 };
        let b = Region { top: 1.0, left: 3.0, height: 5.0, width: 5.0 };
        assert_eq!((a.shared(&b), b.overlap(&a)), (1.0, 1.0 / 32.0));
        assert_eq!((a.covered(&b), b.covered(&a)), (0.125, 0.125));
        assert_eq!(a.shared(&Region { left: 4.0, ..b }), 0.0);
    }
}
