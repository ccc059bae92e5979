use std::f32::consts::{SQRT_2, TAU};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use super::{check_positive, check_size, room};
use crate::error::Result;
use crate::images::{Images, Pixels, Shape};
use crate::labels::Labels;
use crate::limits::Limits;
use crate::receipt::Receipt;

/// What varies from sprite to sprite, in the order of [`Sprites::factors`].
pub const FACTORS: [&str; 5] = ["shape", "scale", "rotation", "x", "y"];

/// The names of the values of the factor `shape`.
pub const SHAPES: [&str; 3] = ["square", "ellipse", "heart"];

/// Half a square's side at scale 1, in image sizes.
const HALF_SIDE: f32 = 0.16;

/// Samples a pixel along each axis.
const SAMPLES: usize = 4;

/// Which sprites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Arrangement {
    /// Each combination of 3 shapes, `scales` scales, `rotations` rotations, and `positions` places
    /// along either axis; the last factor varies fastest. dSprites is 6, 40, 32.
    #[allow(missing_docs, reason = "said with the variant")]
    Grid { scales: usize, rotations: usize, positions: usize },
    /// Each factor drawn by itself, evenly.
    Random {
        /// Sprites, one an image.
        count: usize,
    },
}

/// Sprites and what they were drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Sprites {
    /// Grey, white on black, labelled by shape.
    pub images: Images,
    /// For each image the [`FACTORS`]: the shape (0, 1, 2), the scale in [0.5, 1], the rotation in
    /// [0, 2 pi) radians, counterclockwise, and the place from left (0) to right (1) and from top (0) to
    /// bottom (1).
    pub factors: Vec<[f32; 5]>,
}

/// Squares, ellipses and hearts of `size` x `size` pixels (8 to 256), with the factors of dSprites (Matthey,
/// Higgins, Hassabis and Lerchner 2017, <https://github.com/google-deepmind/dsprites-dataset>), smooth at
/// their edges. Sprites never touch the image's edge. Unlike dSprites, rotations don't repeat the first
/// as the last. A square looks the same after each quarter turn, an ellipse after each half.
///
/// # Errors
/// [`InvalidOption`](crate::Error::InvalidOption) for sizes out of range,
/// [`TooLarge`](crate::Error::TooLarge) over the limits.
pub fn sprites(
    arrangement: Arrangement,
    size: usize,
    seed: u64,
    limits: &Limits,
) -> Result<Sprites> {
    check_size(size, 8..=256)?;
    let count = match arrangement {
        Arrangement::Random { count } => {
            check_positive("The number of sprites", count)?;
            count
        }
        Arrangement::Grid { scales, rotations, positions } => {
            check_positive("The number of scales", scales)?;
            check_positive("The number of rotations", rotations)?;
            check_positive("The number of positions", positions)?;
            [scales, rotations, positions, positions]
                .iter()
                .fold(3usize, |n, &m| n.saturating_mul(m))
        }
    };
    let mut pixels = room("The sprites", count, size, 1, limits)?;
    let mut factors = Vec::with_capacity(count);
    let mut values = Vec::with_capacity(count);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for index in 0..count {
        let sprite = match arrangement {
            Arrangement::Grid { scales, rotations, positions } => {
                in_grid(index, scales, rotations, positions)
            }
            Arrangement::Random { .. } => [
                rng.random_range(0..SHAPES.len() as u32) as f32,
                rng.random_range(0.5..=1.0),
                rng.random_range(0.0..TAU),
                rng.random_range(0.0..=1.0),
                rng.random_range(0.0..=1.0),
            ],
        };
        draw(sprite, size, &mut pixels);
        values.push(sprite[0] as u32);
        factors.push(sprite);
    }
    let shape = Shape { count, height: size, width: size, channels: 1 };
    let labels = Some(Labels { values, names: SHAPES.map(str::to_owned).to_vec() });
    Ok(Sprites {
        images: Images { pixels: Pixels::U8(pixels), shape, labels, receipt: Receipt::default() },
        factors,
    })
}

fn in_grid(index: usize, scales: usize, rotations: usize, positions: usize) -> [f32; 5] {
    let mut rest = index;
    let mut next = |places: usize| {
        let place = rest % places;
        rest /= places;
        place as f32
    };
    let along = |place: f32, places: usize| place / (places.max(2) - 1) as f32;
    let y = along(next(positions), positions);
    let x = along(next(positions), positions);
    let rotation = next(rotations) * TAU / rotations as f32;
    let scale = if scales == 1 { 1.0 } else { 0.5 + 0.5 * along(next(scales), scales) };
    [next(SHAPES.len()), scale, rotation, x, y]
}

/// Appends the image of a sprite.
fn draw([shape, scale, rotation, x, y]: [f32; 5], size: usize, pixels: &mut Vec<u8>) {
    let side = size as f32;
    let unit = HALF_SIDE * side * scale;
    let margin = SQRT_2 * HALF_SIDE * side;
    let place = |at: f32| margin + at * (side - 2.0 * margin);
    let (centre_x, centre_y) = (place(x), place(y));
    let (sin, cos) = rotation.sin_cos();
    let inside = |px: f32, py: f32| {
        let (dx, dy) = ((px - centre_x) / unit, (centre_y - py) / unit);
        covers(shape, dx * cos + dy * sin, dy * cos - dx * sin)
    };
    let reach = SQRT_2 * unit;
    let near = |centre: f32, pixel: usize| (pixel as f32 + 0.5 - centre).abs() <= reach + 1.0;
    for row in 0..size {
        for column in 0..size {
            let mut hits = 0;
            if near(centre_y, row) && near(centre_x, column) {
                for sample in 0..SAMPLES * SAMPLES {
                    let offset = |at: usize| (at as f32 + 0.5) / SAMPLES as f32;
                    let px = column as f32 + offset(sample % SAMPLES);
                    let py = row as f32 + offset(sample / SAMPLES);
                    hits += usize::from(inside(px, py));
                }
            }
            pixels.push((hits * 255 / (SAMPLES * SAMPLES)) as u8);
        }
    }
}

/// Whether a shape covers a point of its own coordinates: x right, y up, in half sides of the square.
fn covers(shape: f32, x: f32, y: f32) -> bool {
    if shape == 0.0 {
        x.abs() <= 1.0 && y.abs() <= 1.0
    } else if shape == 1.0 {
        x * x + 4.0 * y * y <= 1.0
    } else {
        // The heart curve (x^2 + y^2 - 1)^3 = x^2 y^3, reduced to the square.
        let (x, y) = (1.2 * x, 1.2 * y + 0.1);
        let bulge = x * x + y * y - 1.0;
        bulge * bulge * bulge <= x * x * y * y * y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(scales: usize, rotations: usize, positions: usize) -> Sprites {
        let arrangement = Arrangement::Grid { scales, rotations, positions };
        sprites(arrangement, 32, 0, &Limits::default()).unwrap()
    }

    fn images(sprites: &Sprites) -> Vec<&[u8]> {
        let Pixels::U8(pixels) = &sprites.images.pixels else { unreachable!("sprites are bytes") };
        pixels.chunks(32 * 32).collect()
    }

    #[test]
    fn the_grid_has_every_combination_once() {
        let sprites = grid(2, 3, 4);
        assert_eq!(sprites.images.shape.count, 3 * 2 * 3 * 4 * 4);
        let mut distinct: Vec<_> = sprites.factors.iter().map(|f| f.map(f32::to_bits)).collect();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), sprites.factors.len());
        assert_eq!(sprites.factors[1], [0.0, 0.5, 0.0, 0.0, 1.0 / 3.0]);
    }

    #[test]
    fn sprites_have_their_place_and_area() {
        let sprites = grid(2, 4, 3);
        for (image, [shape, scale, _, x, y]) in images(&sprites).into_iter().zip(&sprites.factors) {
            let mass: f32 = image.iter().map(|&value| f32::from(value) / 255.0).sum();
            let mean = |along: &dyn Fn(usize) -> usize| {
                let moments = image.iter().enumerate();
                moments.map(|(at, &v)| (along(at) as f32 + 0.5) * f32::from(v) / 255.0).sum::<f32>()
                    / mass
            };
            let unit = HALF_SIDE * 32.0 * scale;
            let expected = |at: f32| 32.0 * (0.226 + at * (1.0 - 0.4525));
            // A heart's mass is not at its middle.
            let slack = if *shape == 2.0 { 0.3 * unit } else { 0.2 };
            assert!((mean(&|at| at % 32) - expected(*x)).abs() < slack);
            assert!((mean(&|at| at / 32) - expected(*y)).abs() < slack);
            let area = [4.0, std::f32::consts::PI / 2.0, 2.5][*shape as usize] * unit * unit;
            assert!((mass - area).abs() < 0.12 * area, "shape {shape}: {mass} {area}");
            let edge = |at: usize| [0, 31].contains(&(at % 32)) || [0, 31].contains(&(at / 32));
            assert!(image.iter().enumerate().all(|(at, &value)| value == 0 || !edge(at)));
        }
    }

    #[test]
    fn the_seed_fixes_random_sprites() {
        let make = |seed| {
            sprites(Arrangement::Random { count: 20 }, 16, seed, &Limits::default()).unwrap()
        };
        assert_eq!(make(1), make(1));
        assert_ne!(make(1), make(2));
        assert_eq!(make(1).images.labels.unwrap().values.len(), 20);
    }

    #[test]
    fn refuses_what_is_out_of_range() {
        let message = |arrangement, size| {
            sprites(arrangement, size, 0, &Limits::default()).unwrap_err().to_string()
        };
        let few = Arrangement::Random { count: 1 };
        assert_eq!(message(few, 4), "The size is 4; it must be 8 to 256 pixels.");
        assert!(message(Arrangement::Random { count: 0 }, 8).contains("at least 1"));
        let all = Arrangement::Grid { scales: 6, rotations: 40, positions: 32 };
        assert!(message(all, 256).contains("737280 images of 256 x 256 would take 45.0 GiB"));
        let huge = Arrangement::Grid { scales: usize::MAX, rotations: 9, positions: 9 };
        assert!(message(huge, 8).contains("number of images"));
    }
}
