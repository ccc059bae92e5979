use std::f32::consts::{PI, TAU};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;
use serde::Deserialize;

use super::check_positive;
use crate::error::Result;
use crate::labels::Labels;
use crate::limits::{Limits, checked_count};

/// The side of the grid of Gaussians.
const GRID: usize = 5;

/// The arms of the pinwheel.
const ARMS: usize = 5;

/// A density in the plane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Toy {
    /// Two half circles, one in the other's arms; scikit-learn's `make_moons`.
    Moons,
    /// Two circles, one in the other; scikit-learn's `make_circles`.
    Circles,
    /// A spiral of one and a half turns, labelled by thirds; a section of scikit-learn's `make_swiss_roll`.
    SwissRoll,
    /// 25 narrow Gaussians on a grid.
    Gaussians,
    /// Five bent arms (Johnson, Duvenaud, Wiltschko, Datta and Adams 2016,
    /// <https://arxiv.org/abs/1603.06277>).
    Pinwheel,
}

/// Points of a density and the part of it that each comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// x (right) and y (up), in [-1, 1].
    pub points: Vec<[f32; 2]>,
    /// For each point its part of the density.
    pub labels: Labels,
}

/// `count` points of a density; its parts take turns, so that each has as many.
///
/// # Errors
/// [`InvalidOption`](crate::Error::InvalidOption) for no points,
/// [`TooLarge`](crate::Error::TooLarge) over `max_images`.
pub fn toy(kind: Toy, count: usize, seed: u64, limits: &Limits) -> Result<Points> {
    check_positive("The number of points", count)?;
    checked_count("The points", "number of points", count, limits.max_images)?;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let names: Vec<String> = match kind {
        Toy::Moons => ["upper", "lower"].map(String::from).into(),
        Toy::Circles => ["outer", "inner"].map(String::from).into(),
        Toy::SwissRoll => ["inner", "middle", "outer"].map(String::from).into(),
        Toy::Gaussians => (0..GRID * GRID).map(|part| part.to_string()).collect(),
        Toy::Pinwheel => (0..ARMS).map(|part| part.to_string()).collect(),
    };
    let values: Vec<u32> = (0..count).map(|index| (index % names.len()) as u32).collect();
    let draw = |&part: &u32| point(kind, part as usize, &mut rng).map(|at| at.clamp(-1.0, 1.0));
    let points = values.iter().map(draw).collect();
    Ok(Points { points, labels: Labels { values, names } })
}

fn point(kind: Toy, part: usize, rng: &mut ChaCha8Rng) -> [f32; 2] {
    let along: f32 = rng.random();
    let normal: [f32; 2] = [rng.sample(StandardNormal), rng.sample(StandardNormal)];
    let noisy = |[x, y]: [f32; 2], noise: f32| [x + noise * normal[0], y + noise * normal[1]];
    match kind {
        Toy::Moons => {
            let (sin, cos) = (PI * along).sin_cos();
            let [x, y] = if part == 0 { [cos, sin] } else { [1.0 - cos, 0.5 - sin] };
            noisy([(x - 0.5) / 2.0, (y - 0.25) / 2.0], 0.03)
        }
        Toy::Circles => {
            let (sin, cos) = (TAU * along).sin_cos();
            let radius = if part == 0 { 0.8 } else { 0.4 };
            noisy([radius * cos, radius * sin], 0.03)
        }
        Toy::SwissRoll => {
            let turn = 1.0 + 2.0 * (part as f32 + along) / 3.0;
            let (sin, cos) = (1.5 * PI * turn).sin_cos();
            noisy([0.3 * turn * cos, 0.3 * turn * sin], 0.02)
        }
        Toy::Gaussians => {
            let place = |at: usize| 0.4 * at as f32 - 0.8;
            noisy([place(part % GRID), place(part / GRID)], 0.03)
        }
        Toy::Pinwheel => {
            let [radial, tangential] = [1.0 + 0.3 * normal[0], 0.05 * normal[1]];
            let angle = TAU * part as f32 / ARMS as f32 + 0.25 * radial.exp();
            let (sin, cos) = angle.sin_cos();
            [radial * cos - tangential * sin, radial * sin + tangential * cos].map(|at| at / 2.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Toy; 5] =
        [Toy::Moons, Toy::Circles, Toy::SwissRoll, Toy::Gaussians, Toy::Pinwheel];

    #[test]
    fn points_fill_the_square_and_the_seed_fixes_them() {
        for kind in KINDS {
            let make = |seed| toy(kind, 5000, seed, &Limits::default()).unwrap();
            let points = make(3).points;
            assert_eq!(points, make(3).points);
            assert_ne!(points, make(4).points);
            for axis in 0..2 {
                let reach = points.iter().map(|point| point[axis].abs()).fold(0.0, f32::max);
                assert!((0.4..=1.0).contains(&reach), "{kind:?} {reach}");
                let clipped = points.iter().filter(|point| point[axis].abs() == 1.0).count();
                assert!(clipped < 25, "{kind:?} {clipped}");
            }
        }
    }

    #[test]
    fn parts_lie_where_they_should() {
        let circles = toy(Toy::Circles, 1000, 1, &Limits::default()).unwrap();
        for ([x, y], part) in circles.points.iter().zip(&circles.labels.values) {
            let radius = if *part == 0 { 0.8 } else { 0.4 };
            assert!((x.hypot(*y) - radius).abs() < 0.15);
        }
        let grid = toy(Toy::Gaussians, 1000, 1, &Limits::default()).unwrap();
        let near = |at: f32| ((at + 0.8) / 0.4 - ((at + 0.8) / 0.4).round()).abs() < 0.4;
        assert!(grid.points.iter().flatten().all(|&at| near(at)));
        assert_eq!(grid.labels.names.len(), 25);
    }

    #[test]
    fn counts_are_checked() {
        assert!(toy(Toy::Moons, 0, 1, &Limits::default()).is_err());
        assert!(toy(Toy::Moons, usize::MAX, 1, &Limits::default()).is_err());
    }
}
