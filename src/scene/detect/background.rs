//! What a picture would be without objects, and how far from that its pixels are by themselves.

use crate::scene::Size;

/// Least standard deviation of a pixel's noise: of what 8 bits and soft edges leave.
const LEAST_NOISE: f32 = 0.04;
/// Of a normal distribution, its standard deviation over its median absolute deviation.
const NORMAL: f32 = 1.4826;

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
            .map(|channel| median(pixels.iter().skip(channel).step_by(channels).copied().collect()))
            .collect();
        let mean = colour.repeat(height * width);
        let noise = median(deviations(pixels, &mean, channels)) * NORMAL;
        Self { mean, noise: vec![noise.max(LEAST_NOISE); height * width] }
    }

    /// The median of each pixel's neighbourhood, `reach` pixels each way, and the median deviation there. It keeps
    /// straight edges, and loses what covers less than half of the neighbourhood.
    pub fn smooth(pixels: &[f32], size: Size, reach: usize) -> Self {
        let [_, _, channels] = size;
        let mut mean = vec![0.0; pixels.len()];
        for channel in 0..channels {
            let plane = pixels.iter().skip(channel).step_by(channels).copied().collect();
            let medians = medians(plane, size, reach);
            let out = mean.iter_mut().skip(channel).step_by(channels);
            out.zip(medians).for_each(|(out, median)| *out = median);
        }
        let noise = medians(deviations(pixels, &mean, channels), size, reach);
        let noise = noise.into_iter().map(|median| (median * NORMAL).max(LEAST_NOISE));
        Self { noise: noise.collect(), mean }
    }

    /// As measured by others; noise that is too little is made the least.
    pub fn given(mean: Vec<f32>, noise: Vec<f32>) -> Self {
        Self { mean, noise: noise.into_iter().map(|noise| noise.max(LEAST_NOISE)).collect() }
    }
}

/// Of each pixel, the mean over channels.
fn deviations(pixels: &[f32], mean: &[f32], channels: usize) -> Vec<f32> {
    let pairs = pixels.chunks_exact(channels).zip(mean.chunks_exact(channels));
    let far = |(a, b): (&[f32], &[f32])| a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f32>();
    pairs.map(|pair| far(pair) / channels as f32).collect()
}

fn median(mut values: Vec<f32>) -> f32 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// The median of the values, in 256 steps from 0 to 1, at most `reach` rows and columns from each: a histogram that
/// moves along each row, and a median that moves in it (Huang, Yang & Tang 1979).
fn medians(plane: Vec<f32>, [height, width, _]: Size, reach: usize) -> Vec<f32> {
    let steps: Vec<u8> = plane.iter().map(|value| (value * 255.0).round() as u8).collect();
    let mut medians = Vec::with_capacity(plane.len());
    for row in 0..height {
        let rows = row.saturating_sub(reach)..(row + reach + 1).min(height);
        let (mut histogram, mut median) = ([0u32; 256], 0usize);
        // How many are below the median, and how many in all.
        let (mut below, mut count) = (0u32, 0u32);
        let mut entered = 0;
        for column in 0..width {
            for entering in entered..(column + reach + 1).min(width) {
                for row in rows.clone() {
                    let step = usize::from(steps[row * width + entering]);
                    histogram[step] += 1;
                    below += u32::from(step < median);
                }
                count += rows.len() as u32;
                entered = entering + 1;
            }
            if let Some(leaving) = column.checked_sub(reach + 1) {
                for row in rows.clone() {
                    let step = usize::from(steps[row * width + leaving]);
                    histogram[step] -= 1;
                    below -= u32::from(step < median);
                }
                count -= rows.len() as u32;
            }
            while below > count / 2 {
                median -= 1;
                below -= histogram[median];
            }
            while below + histogram[median] <= count / 2 {
                below += histogram[median];
                median += 1;
            }
            medians.push(median as f32 / 255.0);
        }
    }
    medians
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Stream, generator, uniform};

    #[test]
    fn moving_medians_are_medians() {
        let size @ [height, width, _] = [9, 13, 1];
        let mut rng = generator(3, Stream::Evaluation);
        let values = uniform(&mut rng, height * width, 0.5);
        let plane: Vec<f32> = values.iter().map(|v| ((v + 0.5) * 255.0).round() / 255.0).collect();
        for reach in [1, 2, 5, 40] {
            let found = medians(plane.clone(), size, reach);
            for (at, found) in found.into_iter().enumerate() {
                let (row, column) = (at / width, at % width);
                let near = |at: &usize| {
                    (at / width).abs_diff(row) <= reach && (at % width).abs_diff(column) <= reach
                };
                let near = (0..height * width).filter(near).map(|at| plane[at]).collect();
                assert_eq!(found, median(near), "{row} {column} {reach}");
            }
        }
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
