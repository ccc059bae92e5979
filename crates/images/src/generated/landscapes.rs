use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{check_positive, check_size, room};
use crate::error::Result;
use crate::images::{Images, Pixels, Shape};
use crate::limits::Limits;
use crate::receipt::Receipt;

/// What varies from landscape to landscape, in the order of [`Landscapes::factors`].
pub const FACTORS: [&str; 6] = ["hour", "sun height", "ridge", "snow line", "water", "trees"];

/// Samples a pixel along each axis.
const SAMPLES: usize = 3;

/// Places and lengths are in image sizes, from the left and from the top.
const SUN_RADIUS: f32 = 0.07;
/// Where the sun is at 6 and at 18 o'clock, and where it is lowest and highest.
const SUN_X: (f32, f32) = (0.12, 0.88);
const SUN_Y: (f32, f32) = (0.42, 0.1);
/// The foot of the mountains.
const HORIZON: f32 = 0.62;
/// The highest peak over the horizon, on the flattest and the steepest ridge.
const RIDGE: (f32, f32) = (0.06, 0.36);
/// Each peak's place, the width of its foot to either side, and its height to the highest.
const PEAKS: [(f32, f32, f32); 4] =
    [(0.12, 0.3, 0.62), (0.4, 0.28, 1.0), (0.66, 0.24, 0.72), (0.93, 0.3, 0.85)];
/// Where the water begins when it is low and high.
const SHORE: (f32, f32) = (0.96, 0.72);
/// Trees in the order in which they are planted, half their width, and from where to where they reach.
const TREES: [f32; 6] = [0.22, 0.78, 0.07, 0.62, 0.93, 0.36];
const TREE: (f32, f32, f32) = (0.055, 0.53, 0.71);

type Colour = [f32; 3];

/// In the morning, at noon, in the evening.
const ZENITH: [Colour; 3] = [[96.0, 120.0, 186.0], [52.0, 122.0, 214.0], [70.0, 62.0, 128.0]];
const HAZE: [Colour; 3] = [[248.0, 200.0, 190.0], [192.0, 222.0, 246.0], [252.0, 142.0, 82.0]];
const LIGHT: [Colour; 3] = [[0.78, 0.76, 0.86], [1.0, 1.0, 1.0], [0.82, 0.66, 0.66]];
const SUN: Colour = [255.0, 246.0, 176.0];
const ROCK: Colour = [122.0, 116.0, 122.0];
const SNOW: Colour = [246.0, 248.0, 252.0];
const MEADOW: Colour = [120.0, 168.0, 82.0];
const TREE_GREEN: Colour = [36.0, 92.0, 56.0];
const WATER: Colour = [44.0, 96.0, 148.0];

/// Landscapes and what they were drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Landscapes {
    /// RGB, without labels.
    pub images: Images,
    /// For each image the [`FACTORS`], drawn evenly and by themselves: the hour in [6, 18], which moves the sun
    /// from left to right and colours the light; the sun's height and the ridge's, each from low (0) to high
    /// (1); the snow line in shares of the highest peak, from 0.3 to 1 (no snow); the water from low (0) to high
    /// (1); the number of trees, 0 to 6.
    pub factors: Vec<[f32; 6]>,
}

/// `count` landscapes of `size` x `size` pixels (8 to 256) in colour. A high ridge may hide a low sun.
///
/// # Errors
/// [`InvalidOption`](crate::Error::InvalidOption) for a size out of range or no landscapes,
/// [`TooLarge`](crate::Error::TooLarge) over the limits.
pub fn landscapes(count: usize, size: usize, seed: u64, limits: &Limits) -> Result<Landscapes> {
    check_size(size, 8..=256)?;
    check_positive("The number of landscapes", count)?;
    let mut pixels = room("The landscapes", count, size, 3, limits)?;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut factors = Vec::with_capacity(count);
    for _ in 0..count {
        let landscape = drawn_factors(&mut rng);
        draw(landscape, (size, size), &mut pixels);
        factors.push(landscape);
    }
    let shape = Shape { count, height: size, width: size, channels: 3 };
    let images =
        Images { pixels: Pixels::U8(pixels), shape, labels: None, receipt: Receipt::default() };
    Ok(Landscapes { images, factors })
}

/// One landscape of `height` x `width` pixels, RGB.
pub(crate) fn landscape(size: (usize, usize), rng: &mut impl Rng) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(size.0 * size.1 * 3);
    draw(drawn_factors(rng), size, &mut pixels);
    pixels
}

fn drawn_factors(rng: &mut impl Rng) -> [f32; 6] {
    [
        rng.random_range(6.0..=18.0),
        rng.random_range(0.0..=1.0),
        rng.random_range(0.0..=1.0),
        rng.random_range(0.3..=1.0),
        rng.random_range(0.0..=1.0),
        rng.random_range(0..=TREES.len() as u32) as f32,
    ]
}

/// Appends the image of a landscape.
fn draw(factors: [f32; 6], (height, width): (usize, usize), pixels: &mut Vec<u8>) {
    let scene = Scene::new(factors);
    let place = |pixel: usize, sample: usize, side: usize| {
        (pixel as f32 + (sample as f32 + 0.5) / SAMPLES as f32) / side as f32
    };
    for row in 0..height {
        for column in 0..width {
            let mut sum = [0.0; 3];
            for sample in 0..SAMPLES * SAMPLES {
                let colour = scene.colour(
                    place(column, sample % SAMPLES, width),
                    place(row, sample / SAMPLES, height),
                );
                for (sum, value) in sum.iter_mut().zip(colour) {
                    *sum += value;
                }
            }
            pixels.extend(sum.map(|value| (value / (SAMPLES * SAMPLES) as f32).round() as u8));
        }
    }
}

/// What the factors come to.
struct Scene {
    sun: (f32, f32),
    zenith: Colour,
    haze: Colour,
    light: Colour,
    peak: f32,
    /// Over the horizon.
    snow_line: f32,
    shore: f32,
    trees: usize,
}

impl Scene {
    fn new([hour, sun, ridge, snow_line, water, trees]: [f32; 6]) -> Self {
        let day = (hour - 6.0) / 12.0;
        let between = |(from, to): (f32, f32), at: f32| from + (to - from) * at;
        let peak = between(RIDGE, ridge);
        Self {
            sun: (between(SUN_X, day), between(SUN_Y, sun)),
            zenith: through(ZENITH, day),
            haze: through(HAZE, day),
            light: through(LIGHT, day),
            peak,
            snow_line: snow_line * peak,
            shore: between(SHORE, water),
            trees: trees as usize,
        }
    }

    fn colour(&self, x: f32, y: f32) -> Colour {
        let lit = |colour: Colour| {
            let [red, green, blue] = self.light;
            [colour[0] * red, colour[1] * green, colour[2] * blue]
        };
        if y > self.shore {
            return mix(lit(WATER), self.haze, 0.25);
        }
        let (half, top, foot) = TREE;
        let tree = |&at: &f32| {
            (top..foot).contains(&y) && (x - at).abs() < half * (y - top) / (foot - top)
        };
        if TREES[..self.trees].iter().any(tree) {
            return lit(TREE_GREEN);
        }
        if y > HORIZON {
            return lit(MEADOW);
        }
        let height = HORIZON - y;
        let slope = |(at, width, share): (f32, f32, f32)| share * (1.0 - (x - at).abs() / width);
        let ridge = self.peak * PEAKS.map(slope).into_iter().fold(0.0, f32::max);
        if height < ridge {
            return lit(if height > self.snow_line { SNOW } else { ROCK });
        }
        let (dx, dy) = (x - self.sun.0, y - self.sun.1);
        if dx * dx + dy * dy < SUN_RADIUS * SUN_RADIUS {
            return SUN;
        }
        mix(self.zenith, self.haze, y / HORIZON)
    }
}

fn mix(from: Colour, to: Colour, share: f32) -> Colour {
    std::array::from_fn(|channel| from[channel] + (to[channel] - from[channel]) * share)
}

/// From the first colour over the second, at half of the day, to the third.
fn through([morning, noon, evening]: [Colour; 3], day: f32) -> Colour {
    if day < 0.5 { mix(morning, noon, 2.0 * day) } else { mix(noon, evening, 2.0 * day - 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: usize = 48;

    fn image(factors: [f32; 6]) -> Vec<[f32; 3]> {
        let mut pixels = Vec::new();
        draw(factors, (SIZE, SIZE), &mut pixels);
        pixels.chunks_exact(3).map(|p| [p[0], p[1], p[2]].map(f32::from)).collect()
    }

    /// The mean place, in image sizes, of the pixels of a colour, and how many there are.
    fn found(image: &[[f32; 3]], colour: Colour) -> (f32, f32, usize) {
        let near = |pixel: &[f32; 3]| pixel.iter().zip(colour).all(|(a, b)| (a - b).abs() < 6.0);
        let places: Vec<usize> =
            image.iter().enumerate().filter(|(_, pixel)| near(pixel)).map(|(at, _)| at).collect();
        let mean = |of: &dyn Fn(usize) -> usize| {
            let sum: f32 = places.iter().map(|&at| of(at) as f32 + 0.5).sum();
            sum / (places.len() * SIZE) as f32
        };
        (mean(&|at| at % SIZE), mean(&|at| at / SIZE), places.len())
    }

    #[test]
    fn the_sun_is_where_hour_and_height_say() {
        for (hour, x) in [(6.0, 0.12), (12.0, 0.5), (18.0, 0.88)] {
            for (sun, y) in [(0.0, 0.42), (0.5, 0.26), (1.0, 0.1)] {
                let (mean_x, mean_y, area) = found(&image([hour, sun, 0.0, 1.0, 0.5, 0.0]), SUN);
                assert!((mean_x - x).abs() < 0.01, "{hour} {sun}: {mean_x}");
                assert!((mean_y - y).abs() < 0.01, "{hour} {sun}: {mean_y}");
                // Less the pixels that it covers in part.
                assert!((18..=36).contains(&area), "{area}");
            }
        }
    }

    #[test]
    fn each_factor_does_what_it_says() {
        // At noon the light leaves colours as they are.
        let count = |factors, colour| found(&image(factors), colour).2;
        let noon = [12.0, 1.0, 0.5, 0.6, 0.0, 0.0];
        let with = |at: usize, value: f32| {
            let mut factors = noon;
            factors[at] = value;
            factors
        };
        let mountains = |ridge| count(with(2, ridge), ROCK) + count(with(2, ridge), SNOW);
        assert!(mountains(0.0) < mountains(0.5) && mountains(0.5) < mountains(1.0));
        let snow = |line| count(with(3, line), SNOW);
        assert!(snow(0.3) > snow(0.6) && snow(0.6) > snow(0.9) && snow(1.0) == 0);
        let water = mix(WATER, HAZE[1], 0.25);
        let lake = |level| count(with(4, level), water);
        // Rows below the shore, all of them full.
        assert_eq!([0.0, 0.5, 1.0].map(|level| lake(level) / SIZE), [2, 7, 13]);
        let green = |trees| count(with(5, trees), TREE_GREEN);
        let planted: Vec<usize> = (0..=6).map(|trees| green(trees as f32)).collect();
        assert!(planted[0] == 0 && planted.windows(2).all(|pair| pair[0] < pair[1]), "{planted:?}");
        let sky = |hour| image([hour, 1.0, 0.0, 1.0, 0.0, 0.0])[20 * SIZE + SIZE / 4];
        let (morning, noon, evening) = (sky(6.0), sky(12.0), sky(18.0));
        assert!(noon[2] > noon[0] && evening[0] > evening[2] && morning[0] > noon[0]);
    }

    #[test]
    fn the_seed_fixes_them_and_factors_are_drawn_by_themselves() {
        let make = |seed| landscapes(2000, 8, seed, &Limits::default()).unwrap();
        let drawn = make(1);
        assert_eq!(drawn, make(1));
        assert_ne!(drawn.factors, make(2).factors);
        let Pixels::U8(pixels) = &drawn.images.pixels else { unreachable!("they are bytes") };
        assert_eq!(pixels.len(), 2000 * 8 * 8 * 3);
        let column = |at: usize| drawn.factors.iter().map(move |factors| factors[at]);
        let ranges = [(6.0, 18.0), (0.0, 1.0), (0.0, 1.0), (0.3, 1.0), (0.0, 1.0), (0.0, 6.0)];
        let standard = |at: usize| {
            let (low, high) = ranges[at];
            column(at).map(move |value| (value - low) / (high - low) - 0.5)
        };
        for (at, (low, high)) in ranges.into_iter().enumerate() {
            assert!(column(at).all(|value| (low..=high).contains(&value)));
            for other in 0..at {
                let product: f32 = standard(at).zip(standard(other)).map(|(a, b)| a * b).sum();
                // The standard deviation of the mean is below 0.0025.
                assert!((product / 2000.0).abs() < 0.01, "{at} {other}");
            }
        }
    }

    #[test]
    fn refuses_what_is_out_of_range() {
        let message =
            |count, size| landscapes(count, size, 0, &Limits::default()).unwrap_err().to_string();
        assert_eq!(message(1, 4), "The size is 4; it must be 8 to 256 pixels.");
        assert!(message(0, 8).contains("at least 1"));
        assert!(message(70_000, 256).contains("70000 images of 256 x 256"));
    }
}
