//! What a picture would be without objects, and how far from that its pixels are by themselves.

use crate::scene::Size;

/// Least standard deviation of a pixel's noise: of what 8 bits and soft edges leave.
const LEAST_NOISE: f32 = 0.04;
/// The quantile of absolute deviations that tells the noise: above the median, so that noise is where a background is
/// rich in detail, and below what objects do not cover. And of a normal distribution, its standard deviation over it.
const QUANTILE: f64 = 0.65;
const NORMAL: f32 = 1.07;

/// The distribution of each pixel of the background.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// `height * width * channels`
    pub mean: Vec<f32>,
    /// Standard deviations, `height * width`.
    pub noise: Vec<f32>,
}

impl Ground {
    /// One colour, the median, and noise that is the same everywhere.
    pub fn constant(pixels: &[f32], size: Size) -> Self {
        let [height, width, channels] = size;
        let colour: Vec<f32> = (0..channels)
            .map(|channel| {
                quantile(pixels.iter().skip(channel).step_by(channels).copied().collect(), 0.5)
            })
            .collect();
        let mean = colour.repeat(height * width);
        let noise = quantile(deviations(pixels, &mean, channels), QUANTILE) * NORMAL;
        Self { mean, noise: vec![noise.max(LEAST_NOISE); height * width] }
    }

    /// The median of each pixel's neighbourhood, `reach` pixels each way, and the median deviation there. It keeps
    /// straight edges, and loses what covers less than half of the neighbourhood.
    pub fn smooth(pixels: &[f32], size: Size, reach: usize) -> Self {
        let [_, _, channels] = size;
        let mut mean = vec![0.0; pixels.len()];
        for channel in 0..channels {
            let plane = pixels.iter().skip(channel).step_by(channels).copied().collect();
            let medians = quantiles(plane, size, reach, 0.5);
            let out = mean.iter_mut().skip(channel).step_by(channels);
            out.zip(medians).for_each(|(out, median)| *out = median);
        }
        let noise = quantiles(deviations(pixels, &mean, channels), size, reach, QUANTILE);
        let noise = noise.into_iter().map(|deviation| (deviation * NORMAL).max(LEAST_NOISE));
        Self { noise: noise.collect(), mean }
    }

    /// As measured by others; noise that is too little is made the least.
    pub fn given(mean: Vec<f32>, noise: Vec<f32>) -> Self {
        Self { mean, noise: noise.into_iter().map(|noise| noise.max(LEAST_NOISE)).collect() }
    }
}

/// How dense the picture's colours are about each pixel's, on the unit cube: a histogram whose bins join linearly, and a
/// share of even density. What neither the background nor an object explains is most likely of a colour that the
/// picture has elsewhere.
pub fn colour_density(pixels: &[f32], [_, _, channels]: Size) -> Vec<f32> {
    /// Corners of bins along each axis.
    const CORNERS: usize = 9;
    const EVEN: f32 = 0.2;
    let corners = |pixel: &[f32]| {
        // Each corner about a colour with its weight; the weights sum to 1.
        pixel.iter().fold(vec![(0, 1.0)], |corners: Vec<(usize, f32)>, value| {
            let at = value * (CORNERS - 1) as f32;
            let low = (at as usize).min(CORNERS - 2);
            let high = at - low as f32;
            let next = |(corner, weight): (usize, f32)| {
                let corner = corner * CORNERS + low;
                [(corner, weight * (1.0 - high)), (corner + 1, weight * high)]
            };
            corners.into_iter().flat_map(next).collect()
        })
    };
    let mut counts = vec![0.0; CORNERS.pow(channels as u32)];
    for pixel in pixels.chunks_exact(channels) {
        corners(pixel).into_iter().for_each(|(corner, weight)| counts[corner] += weight);
    }
    let scale =
        ((CORNERS - 1) as f32).powi(channels as i32) * channels as f32 / pixels.len() as f32;
    let density = |pixel: &[f32]| {
        let sum: f32 =
            corners(pixel).into_iter().map(|(corner, weight)| counts[corner] * weight).sum();
        EVEN + (1.0 - EVEN) * scale * sum
    };
    pixels.chunks_exact(channels).map(density).collect()
}

/// Of each pixel, the mean over channels.
fn deviations(pixels: &[f32], mean: &[f32], channels: usize) -> Vec<f32> {
    let pairs = pixels.chunks_exact(channels).zip(mean.chunks_exact(channels));
    let far = |(a, b): (&[f32], &[f32])| a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f32>();
    pairs.map(|pair| far(pair) / channels as f32).collect()
}

fn quantile(mut values: Vec<f32>, share: f64) -> f32 {
    let at = (values.len() as f64 * share) as usize;
    *values.select_nth_unstable_by(at, f32::total_cmp).1
}

/// A quantile of the values, in 256 steps from 0 to 1, at most `reach` rows and columns from each: a histogram that
/// moves along each row, and a quantile that moves in it (Huang, Yang & Tang 1979).
fn quantiles(plane: Vec<f32>, [height, width, _]: Size, reach: usize, share: f64) -> Vec<f32> {
    let steps: Vec<u8> = plane.iter().map(|value| (value * 255.0).round() as u8).collect();
    let mut quantiles = Vec::with_capacity(plane.len());
    for row in 0..height {
        let rows = row.saturating_sub(reach)..(row + reach + 1).min(height);
        let (mut histogram, mut quantile) = ([0u32; 256], 0usize);
        // How many are below the quantile, and how many in all.
        let (mut below, mut count) = (0u32, 0u32);
        let mut entered = 0;
        for column in 0..width {
            let end = (column + reach + 1).min(width);
            for entering in entered..end {
                for row in rows.clone() {
                    let step = usize::from(steps[row * width + entering]);
                    histogram[step] += 1;
                    below += u32::from(step < quantile);
                }
                count += rows.len() as u32;
            }
            entered = end;
            if let Some(leaving) = column.checked_sub(reach + 1) {
                for row in rows.clone() {
                    let step = usize::from(steps[row * width + leaving]);
                    histogram[step] -= 1;
                    below -= u32::from(step < quantile);
                }
                count -= rows.len() as u32;
            }
            let rank = (f64::from(count) * share) as u32;
            while below > rank {
                quantile -= 1;
                below -= histogram[quantile];
            }
            while below + histogram[quantile] <= rank {
                below += histogram[quantile];
                quantile += 1;
            }
            quantiles.push(quantile as f32 / 255.0);
        }
    }
    quantiles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Stream, generator, uniform};

    #[test]
    fn moving_quantiles_are_quantiles() {
        let size @ [height, width, _] = [9, 13, 1];
        let mut rng = generator(3, Stream::Evaluation);
        let values = uniform(&mut rng, height * width, 0.5);
        let plane: Vec<f32> = values.iter().map(|v| ((v + 0.5) * 255.0).round() / 255.0).collect();
        for (reach, share) in [(1, 0.5), (2, 0.65), (5, 0.5), (40, 0.2)] {
            let found = quantiles(plane.clone(), size, reach, share);
            for (at, found) in found.into_iter().enumerate() {
                let (row, column) = (at / width, at % width);
                let near = |at: &usize| {
                    (at / width).abs_diff(row) <= reach && (at % width).abs_diff(column) <= reach
                };
                let near = (0..height * width).filter(near).map(|at| plane[at]).collect();
                assert_eq!(found, quantile(near, share), "{row} {column} {reach}");
            }
        }
    }

    #[test]
    fn common_colours_are_dense() {
        // Three quarters of one colour, in the middle between corners; a quarter of another, on a corner.
        let mut pixels = [0.5 / 8.0].repeat(75);
        pixels.extend([0.5].repeat(25));
        let density = colour_density(&pixels, [10, 10, 1]);
        // Both corners have 37.5 of 100, half of each counts, times 8 bins; then with the even share.
        assert!((density[0] - (0.2 + 0.8 * 8.0 * 0.375)).abs() < 1e-5, "{}", density[0]);
        assert!((density[99] - (0.2 + 0.8 * 8.0 * 0.25)).abs() < 1e-5, "{}", density[99]);
    }

    #[test]
    fn an_object_is_lost_and_an_edge_is_kept() {
        // Dark above bright, with a white square.
        let size = [30, 30, 1];
        let pixels: Vec<f32> = (0..900)
            .map(|at| match (at / 30, at % 30) {
                (6..11, 8..13) => 1.0,
                (0..18, _) => 0.2,
                _ => 0.6,
            })
            .collect();
        let ground = Ground::smooth(&pixels, size, 5);
        for (at, mean) in ground.mean.iter().enumerate() {
            let expected = if at / 30 < 18 { 0.2 } else { 0.6 };
            assert!((mean - expected).abs() < 0.003, "{at} {mean}");
        }
        assert!(ground.noise.iter().all(|&noise| noise == LEAST_NOISE));
        let constant = Ground::constant(&pixels, size);
        assert!(constant.mean.iter().all(|&mean| mean == 0.2));
    }
}
