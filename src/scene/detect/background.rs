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

    /// Of each pixel that median which is nearest to it: of its neighbourhood, `reach` pixels each way, or of the
    /// `2 reach` pixels about it along its row, its column or a diagonal. What is compact has less than half of each, and
    /// is lost; what goes on in any direction is kept, such as a ridge, a horizon or a wall. The noise follows from the
    /// deviations in the neighbourhood.
    pub fn smooth(pixels: &[f32], size: Size, reach: usize) -> Self {
        let [_, _, channels] = size;
        let mut mean = medians(pixels, size, |plane| quantiles(plane, size, reach, 0.5));
        for direction in [[0, 1], [1, 0], [1, 1], [1, -1]] {
            let along =
                medians(pixels, size, |plane| line_medians(&plane, size, direction, 2 * reach));
            let near = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum();
            let places = mean.chunks_exact_mut(channels).zip(along.chunks_exact(channels));
            for ((mean, along), pixel) in places.zip(pixels.chunks_exact(channels)) {
                let (before, now): (f32, f32) = (near(mean, pixel), near(along, pixel));
                if now < before {
                    mean.copy_from_slice(along);
                }
            }
        }
        let noise = quantiles(deviations(pixels, &mean, channels), size, reach, QUANTILE);
        let noise = noise.into_iter().map(|deviation| (deviation * NORMAL).max(LEAST_NOISE));
        Self { noise: noise.collect(), mean }
    }

    /// Takes some of the picture's pixels for background as they are.
    pub fn take(&mut self, pixels: &[f32], places: impl Iterator<Item = usize>) {
        let channels = self.mean.len() / self.noise.len();
        for at in places {
            let own = at * channels..(at + 1) * channels;
            self.mean[own.clone()].copy_from_slice(&pixels[own]);
        }
    }

    /// As measured by others; noise that is too little is made the least.
    pub fn given(mean: Vec<f32>, noise: Vec<f32>) -> Self {
        Self { mean, noise: noise.into_iter().map(|noise| noise.max(LEAST_NOISE)).collect() }
    }
}

/// Each channel by itself.
fn medians(pixels: &[f32], [_, _, channels]: Size, of: impl Fn(Vec<f32>) -> Vec<f32>) -> Vec<f32> {
    let mut medians = vec![0.0; pixels.len()];
    for channel in 0..channels {
        let plane = pixels.iter().skip(channel).step_by(channels).copied().collect();
        let out = medians.iter_mut().skip(channel).step_by(channels);
        out.zip(of(plane)).for_each(|(out, median)| *out = median);
    }
    medians
}

/// Of each value the median of the `length` values about it along a direction, in 256 steps; near the picture's edge of
/// the last ones inside, so that they are as many. Lines that are shorter have no median, and get one that is far from
/// all values.
fn line_medians(
    plane: &[f32],
    [height, width, _]: Size,
    [down, right]: [i64; 2],
    length: usize,
) -> Vec<f32> {
    const NONE: f32 = 1e3;
    let at = |row: i64, column: i64| {
        let inside = (0..height as i64).contains(&row) && (0..width as i64).contains(&column);
        inside.then(|| row as usize * width + column as usize)
    };
    let mut medians = vec![NONE; plane.len()];
    for start in 0..plane.len() {
        let (row, column) = ((start / width) as i64, (start % width) as i64);
        if at(row - down, column - right).is_some() {
            continue;
        }
        let line: Vec<usize> =
            (0..).map_while(|step| at(row + step * down, column + step * right)).collect();
        if line.len() < length {
            continue;
        }
        let values: Vec<f32> = line.iter().map(|&at| plane[at]).collect();
        // A row of a picture of its own, whose windows are moved inside.
        let moved = quantiles(values, [1, line.len(), 1], length / 2, 0.5);
        let (first, last) = (length / 2, line.len() - 1 - length / 2);
        for (step, &at) in line.iter().enumerate() {
            medians[at] = moved[step.clamp(first.min(last), last.max(first))];
        }
    }
    medians
}

/// How dense the picture's colours are about each pixel's, on the unit cube: a histogram whose bins join linearly, and a
/// share of even density. What neither the background nor an object explains is most likely of a colour that the
/// picture has elsewhere.
pub fn colour_density(pixels: &[f32], [_, _, channels]: Size) -> Vec<f32> {
    /// Corners of bins along each axis: narrow ones, so that a drawn background's plain shapes are as dense as they are.
    const CORNERS: usize = 33;
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
    fn what_goes_on_in_a_direction_is_background_and_what_is_compact_is_not() {
        // A thin slanting ridge, a band, and a square, of the same brightness.
        let size = [60, 60, 1];
        let kind = |at: usize| match (at / 60, at % 60) {
            (24..32, 38..46) => 2,
            (row, column) if row.abs_diff(column) < 3 || (52..58).contains(&row) => 1,
            _ => 0,
        };
        let pixels: Vec<f32> = (0..3600).map(|at| if kind(at) > 0 { 0.9 } else { 0.1 }).collect();
        let ground = Ground::smooth(&pixels, size, 14);
        for (at, mean) in ground.mean.iter().enumerate() {
            let (row, column) = (at / 60, at % 60);
            let expected = if kind(at) == 1 { 0.9 } else { 0.1 };
            // Diagonals are short in two corners.
            let inside = (14..46).contains(&row) && (14..46).contains(&column);
            assert!(!inside || (mean - expected).abs() < 0.01, "{row} {column} {mean}");
        }
    }

    #[test]
    fn common_colours_are_dense() {
        // Three quarters of one colour, in the middle between corners; a quarter of another, on a corner.
        let mut pixels = [0.5 / 32.0].repeat(75);
        pixels.extend([0.5].repeat(25));
        let density = colour_density(&pixels, [10, 10, 1]);
        // Both corners have 37.5 of 100, half of each counts, times 32 bins; then with the even share.
        assert!((density[0] - (0.2 + 0.8 * 32.0 * 0.375)).abs() < 1e-5, "{}", density[0]);
        assert!((density[99] - (0.2 + 0.8 * 32.0 * 0.25)).abs() < 1e-5, "{}", density[99]);
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
