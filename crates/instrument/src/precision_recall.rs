//! Precision and recall of one set of points against another, by balls that reach to each point's k-th neighbour
//! (Kynkäänniemi et al. 2019, "Improved Precision and Recall Metric for Assessing Generative Models").

use crate::bootstrap::Measure;
use crate::error::Result;
use crate::limits::BALL_NEIGHBOURS;
use crate::points::Points;
use crate::sampling::{Sampling, squared_distance};
use crate::work::{PART, Work};

/// Which points of a set lie among those of another; its value is their share. Drawn anew are these points; the balls
/// they lie in or not stay, so that it has no second set.
#[derive(Debug, Clone, PartialEq)]
pub struct Among {
    /// A point after the other.
    pub inside: Vec<bool>,
}

impl Measure for Among {
    const RANGE: [f64; 2] = [0.0, 1.0];

    fn points(&self) -> [usize; 2] {
        [self.inside.len(), 0]
    }

    fn cost(&self) -> usize {
        self.inside.len()
    }

    fn weighted(&self, [weights, _]: [&[f64]; 2]) -> f64 {
        let inside = self.inside.iter().zip(weights).filter(|(inside, _)| **inside);
        inside.map(|(_, weight)| weight).sum::<f64>() / weights.iter().sum::<f64>()
    }
}

/// Made by [`PrecisionRecallWork`].
#[derive(Debug, Clone, PartialEq)]
pub struct PrecisionRecall {
    /// Made points among the real: are they like the data?
    pub precision: Among,
    /// Real points among the made: is all of the data covered?
    pub recall: Among,
}

/// Makes [`PrecisionRecall`], row by row of all pairs.
pub struct PrecisionRecallWork {
    /// Real, made.
    sets: [Points; 2],
    neighbours: usize,
    row: usize,
    /// Squared, of each point's ball.
    radii: [Vec<f32>; 2],
    inside: [Vec<bool>; 2],
}

impl PrecisionRecallWork {
    /// Compares made points with real ones; a ball reaches to a point's k-th neighbour (3 in the paper), itself not
    /// counted, and has what lies on its edge.
    ///
    /// # Errors
    /// When the spaces differ, a set has no more points than `neighbours`, or an option is out of range.
    pub fn new(
        real: &Points,
        made: &Points,
        neighbours: usize,
        sampling: &Sampling,
    ) -> Result<Self> {
        BALL_NEIGHBOURS.check(neighbours as f64)?;
        let sets = sampling.of(real, made, "Precision and recall", neighbours + 1)?;
        let inside = sets.each_ref().map(|set| vec![false; set.len()]);
        Ok(Self { sets, neighbours, row: 0, radii: [Vec::new(), Vec::new()], inside })
    }

    fn rows(&self) -> usize {
        2 * self.sets[0].len() + self.sets[1].len()
    }

    /// A point's ball.
    fn radius(&mut self, of: usize, own: usize) {
        let set = &self.sets[of];
        let mut squared: Vec<f32> =
            set.iter().map(|other| squared_distance(set.point(own), other)).collect();
        squared.swap_remove(own);
        let radius = *squared.select_nth_unstable_by(self.neighbours - 1, f32::total_cmp).1;
        self.radii[of].push(radius);
    }

    /// Whom a real point's ball has, and whose ball has it.
    fn mark(&mut self, own: usize) {
        let [real, made] = &self.sets;
        for (at, other) in made.iter().enumerate() {
            let squared = squared_distance(real.point(own), other);
            self.inside[1][at] |= squared <= self.radii[0][own];
            self.inside[0][own] |= squared <= self.radii[1][at];
        }
    }
}

impl Work for PrecisionRecallWork {
    type Output = PrecisionRecall;

    fn advance(&mut self) -> Result<Option<PrecisionRecall>> {
        let [real, made] = self.sets.each_ref().map(Points::len);
        let longest = real.max(made) * (self.sets[0].dimensions() + 4);
        let end = self.rows().min(self.row + PART / longest + 1);
        for row in self.row..end {
            if row < real {
                self.radius(0, row);
            } else if row < real + made {
                self.radius(1, row - real);
            } else {
                self.mark(row - real - made);
            }
        }
        self.row = end;
        Ok((end == self.rows()).then(|| {
            let [recall, precision] =
                self.inside.each_mut().map(|inside| Among { inside: std::mem::take(inside) });
            PrecisionRecall { precision, recall }
        }))
    }

    fn done(&self) -> f64 {
        self.row as f64 / self.rows() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::work::complete;

    fn of(real: &[f32], made: &[f32], neighbours: usize) -> Result<PrecisionRecall> {
        let points = |values: &[f32]| Points::new(values.to_vec(), 1).unwrap();
        let sampling = Sampling::default();
        complete(PrecisionRecallWork::new(&points(real), &points(made), neighbours, &sampling)?)
    }

    #[test]
    fn balls_on_a_line_by_hand() {
        // Balls of the real: [-1, 1], [0, 2], [9, 13], [11, 15].
        let measured = of(&[0.0, 1.0, 11.0, 13.0], &[0.5, 2.5, 20.0], 1).unwrap();
        assert_eq!(measured.precision.inside, [true, false, false]);
        // Those of the made: [-1.5, 2.5], [0.5, 4.5], [2.5, 37.5].
        assert_eq!(measured.recall.inside, [true, true, true, true]);
        assert!((measured.precision.value() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(measured.precision.weighted([&[3.0, 1.0, 0.0], &[]]), 0.75);
    }

    #[test]
    fn equal_points_are_among_equal_ones_alone() {
        let same = of(&[2.0; 4], &[2.0; 5], 3).unwrap();
        assert_eq!((same.precision.value(), same.recall.value()), (1.0, 1.0));
        let apart = of(&[2.0; 4], &[3.0; 5], 3).unwrap();
        assert_eq!((apart.precision.value(), apart.recall.value()), (0.0, 0.0));
    }

    #[test]
    fn in_128_dimensions_too() {
        // Real points at 0 to 3 on the first axis; of the made one at 1.5 on it, four at 2 on the last.
        let mut values = [vec![0.0; 4 * 128], vec![0.0; 5 * 128]];
        (0..4).for_each(|at| values[0][at * 128] = at as f32);
        values[1][0] = 1.5;
        (1..5).for_each(|at| values[1][at * 128 + 127] = 2.0);
        let [real, made] = values.map(|values| Points::new(values, 128).unwrap());
        let work = PrecisionRecallWork::new(&real, &made, 1, &Sampling::default());
        let measured = complete(work.unwrap()).unwrap();
        assert_eq!(measured.precision.inside, [true, false, false, false, false]);
        // The ball of the one at 1.5 reaches 2.5 far, those of equal points nowhere.
        assert_eq!(measured.recall.inside, [true; 4]);
    }

    #[test]
    fn each_ball_needs_a_neighbour() {
        let few = Error::TooFewPoints { what: "Precision and recall", points: 2, least: 4 };
        assert_eq!(of(&[0.0, 1.0], &[0.0, 1.0], 3), Err(few));
        assert!(of(&[0.0, 1.0], &[0.0, 1.0], 0).is_err());
    }
}
