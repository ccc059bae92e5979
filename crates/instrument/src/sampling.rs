//! Which points of two sets are compared where all would take too long.

use rand::seq::SliceRandom;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::limits::{SAMPLING_MOST, check_coordinates};
use crate::points::Points;

/// How points are drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Sampling {
    /// Points of a set at most; all where there are no more.
    pub most: usize,
    /// The same seed draws the same points.
    pub seed: u32,
}

impl Default for Sampling {
    fn default() -> Self {
        Self { most: 1_000, seed: 0 }
    }
}

impl Sampling {
    /// What is compared of two sets in one space: `[points, dimensions]` of each.
    ///
    /// # Errors
    /// When `most` or a coordinate is out of range, the spaces differ, or one has fewer points than `least`, which `what` needs.
    pub(crate) fn of(
        &self,
        first: &Points,
        second: &Points,
        what: &'static str,
        least: usize,
    ) -> Result<[Points; 2]> {
        SAMPLING_MOST.check(self.most as f64)?;
        let (found, expected) = (second.dimensions(), first.dimensions());
        if found != expected {
            return Err(Error::DifferentDimensions { found, expected });
        }
        check_coordinates(first)?;
        check_coordinates(second)?;
        let mut random = ChaCha8Rng::seed_from_u64(self.seed.into());
        let mut cut = |points: &Points| {
            let drawn = subset(points.len(), self.most, &mut random);
            if drawn.len() < least {
                return Err(Error::TooFewPoints { what, points: drawn.len(), least });
            }
            Ok(points.select(drawn))
        };
        Ok([cut(first)?, cut(second)?])
    }
}

/// `most` of `count` indices, drawn without replacement; all in their order where there are no more.
fn subset(count: usize, most: usize, random: &mut ChaCha8Rng) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    if count <= most {
        return indices;
    }
    indices.partial_shuffle(random, most).0.to_vec()
}

/// The squared Euclidean distance of two points.
pub(crate) fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_different_points_and_the_same_again() {
        let points = Points::new((0..100).map(|value| value as f32).collect(), 1).unwrap();
        let draw = |seed| {
            Sampling { most: 10, seed }.of(&points, &points, "It", 2).unwrap()[0].values().to_vec()
        };
        let mut drawn = draw(1);
        assert_eq!(drawn, draw(1));
        assert_ne!(drawn, draw(2));
        drawn.sort_by(f32::total_cmp);
        drawn.dedup();
        assert_eq!(drawn.len(), 10);
    }

    #[test]
    fn sets_that_cannot_be_compared_are_refused() {
        let line = Points::new(vec![0.0, 1.0], 1).unwrap();
        let plane = Points::new(vec![0.0, 1.0], 2).unwrap();
        let sampling = Sampling::default();
        let different = Error::DifferentDimensions { found: 2, expected: 1 };
        assert_eq!(sampling.of(&line, &plane, "It", 1), Err(different));
        let few = Error::TooFewPoints { what: "It", points: 2, least: 3 };
        assert_eq!(sampling.of(&line, &line, "It", 3), Err(few));
        let far = Points::new(vec![0.0, 1e20], 1).unwrap();
        assert!(sampling.of(&line, &far, "It", 1).is_err());
        assert!(Sampling { most: 1, seed: 0 }.of(&line, &line, "It", 1).is_err());
    }
}
