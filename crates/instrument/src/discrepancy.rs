//! Maximum mean discrepancy: how far apart two sets of points are, as the distance of their means in the space of a
//! kernel. 0 for sets from one distribution, up to chance, to either side.

use crate::bootstrap::Measure;
use crate::error::Result;
use crate::points::Points;
use crate::sampling::{Sampling, squared_distance};
use crate::work::{PART, Work};

/// The kernel's widths, as shares of [`Discrepancy::scale`].
const WIDTHS: [f32; 5] = [0.25, 0.5, 1.0, 2.0, 4.0];
/// Points whose distances the scale is the median of.
const SCALED_BY: usize = 500;

/// The kernel of all pairs of two sets, from which the unbiased estimate of the squared discrepancy is made for any
/// weights of the points (Gretton et al. 2012, "A Kernel Two-Sample Test", eq. 3).
///
/// The kernel is the mean of five inverse multiquadrics `c / (c + d²)` with `c` a quarter, half, one, two and four
/// times the scale, so that it is between 0 and 1 and sees near and far.
#[derive(Debug)]
pub struct Discrepancy {
    /// The median squared distance of the first set's points (of 500 at most), so that all sets that are compared with
    /// one are compared by one kernel. The mean where the median is 0, and 1 where that is (below 1e-30).
    pub scale: f64,
    /// Each set's pairs `i < j`, row after row.
    within: [Vec<f32>; 2],
    /// `[first, second]`.
    between: Vec<f32>,
    points: [usize; 2],
}

/// Makes a [`Discrepancy`], row by row.
pub struct DiscrepancyWork {
    sets: [Points; 2],
    row: usize,
    made: Discrepancy,
}

impl DiscrepancyWork {
    /// Compares a second set with a first, which sets the kernel's scale.
    ///
    /// # Errors
    /// When the spaces differ, a set has fewer than 2 points, or the sampling is out of range.
    pub fn new(first: &Points, second: &Points, sampling: &Sampling) -> Result<Self> {
        let sets = sampling.of(first, second, "The discrepancy", 2)?;
        let made = Discrepancy {
            scale: scale(&sets[0]),
            within: [Vec::new(), Vec::new()],
            between: Vec::new(),
            points: [sets[0].len(), sets[1].len()],
        };
        Ok(Self { sets, row: 0, made })
    }
}

impl Work for DiscrepancyWork {
    type Output = Discrepancy;

    fn advance(&mut self) -> Result<Option<Discrepancy>> {
        let [first, second] = &self.sets;
        let scale = self.made.scale as f32;
        // A division costs some four times a multiplication.
        let pair = first.dimensions() + 4 * WIDTHS.len();
        let mut left = PART / pair;
        while self.row < first.len() + second.len() {
            let row = self.row;
            let (of, own) = if row < first.len() { (0, row) } else { (1, row - first.len()) };
            let point = self.sets[of].point(own);
            let kernels = |others: &Points, from: usize| -> Vec<f32> {
                let others =
                    others.values()[from * others.dimensions()..].chunks_exact(others.dimensions());
                others.map(|other| kernel(squared_distance(point, other), scale)).collect()
            };
            self.made.within[of].extend(kernels(&self.sets[of], own + 1));
            let mut pairs = self.sets[of].len() - own;
            if of == 0 {
                self.made.between.extend(kernels(second, 0));
                pairs += second.len();
            }
            self.row += 1;
            if pairs >= left {
                return Ok(None);
            }
            left -= pairs;
        }
        let nothing =
            Discrepancy { scale: 0.0, within: [vec![], vec![]], between: vec![], points: [0, 0] };
        Ok(Some(std::mem::replace(&mut self.made, nothing)))
    }

    fn done(&self) -> f64 {
        self.row as f64 / (self.sets[0].len() + self.sets[1].len()) as f64
    }
}

impl Measure for Discrepancy {
    const RANGE: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];

    fn points(&self) -> [usize; 2] {
        self.points
    }

    fn cost(&self) -> usize {
        self.within[0].len() + self.within[1].len() + self.between.len()
    }

    /// Pairs of a point with itself, drawn twice, are left out: they say nothing of the distribution.
    fn weighted(&self, weights: [&[f64]; 2]) -> f64 {
        let within = |of: usize| {
            let weights = weights[of];
            let mut rest = &self.within[of][..];
            let mut sum = 0.0;
            for (at, weight) in weights.iter().enumerate() {
                let (row, next) = rest.split_at(weights.len() - at - 1);
                sum += weight * dot(row, &weights[at + 1..]);
                rest = next;
            }
            let total: f64 = weights.iter().sum();
            let same: f64 = weights.iter().map(|weight| weight * weight).sum();
            2.0 * sum / (total * total - same)
        };
        let [first, second] = weights;
        let rows = self.between.chunks_exact(second.len());
        let across: f64 = rows.zip(first).map(|(row, weight)| weight * dot(row, second)).sum();
        let pairs = first.iter().sum::<f64>() * second.iter().sum::<f64>();
        within(0) + within(1) - 2.0 * across / pairs
    }
}

fn dot(kernels: &[f32], weights: &[f64]) -> f64 {
    kernels.iter().zip(weights).map(|(&kernel, weight)| f64::from(kernel) * weight).sum()
}

fn kernel(squared: f32, scale: f32) -> f32 {
    let each = WIDTHS.map(|width| width * scale / (width * scale + squared));
    each.iter().sum::<f32>() / WIDTHS.len() as f32
}

fn scale(points: &Points) -> f64 {
    let count = points.len().min(SCALED_BY);
    let pairs = (0..count).flat_map(|i| (i + 1..count).map(move |j| (i, j)));
    let mut squared: Vec<f32> =
        pairs.map(|(i, j)| squared_distance(points.point(i), points.point(j))).collect();
    let mean =
        squared.iter().map(|&squared| f64::from(squared)).sum::<f64>() / squared.len() as f64;
    let middle = squared.len() / 2;
    let median = f64::from(*squared.select_nth_unstable_by(middle, f32::total_cmp).1);
    [median, mean].into_iter().find(|&scale| scale > 1e-30).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::complete;

    fn of(first: &[f32], second: &[f32], dimensions: usize) -> Discrepancy {
        let points = |values: &[f32]| Points::new(values.to_vec(), dimensions).unwrap();
        let work = DiscrepancyWork::new(&points(first), &points(second), &Sampling::default());
        complete(work.unwrap()).unwrap()
    }

    #[test]
    fn two_pairs_by_hand() {
        // Distances: 1 within the first (the scale), 0 within the second, 4 and 1 between.
        let measured = of(&[0.0, 1.0], &[2.0, 2.0], 1);
        assert_eq!(measured.scale, 1.0);
        let kernel =
            |d: f64| [0.25, 0.5, 1.0, 2.0, 4.0].iter().map(|c| c / (c + d) / 5.0).sum::<f64>();
        let by_hand = kernel(1.0) + 1.0 - 2.0 * (2.0 * kernel(4.0) + 2.0 * kernel(1.0)) / 4.0;
        assert!((measured.value() - by_hand).abs() < 1e-6);
    }

    #[test]
    fn a_weight_is_a_point_drawn_so_often() {
        let measured = of(&[0.0, 1.0, 5.0], &[2.0, 2.5], 1);
        let weighted = measured.weighted([&[1.0, 1.0, 0.0], &[1.0, 1.0]]);
        // Scale 16 is the median of 1, 16, 25.
        assert_eq!(measured.scale, 16.0);
        let kernel =
            |d: f64| [4.0, 8.0, 16.0, 32.0, 64.0].iter().map(|c| c / (c + d) / 5.0).sum::<f64>();
        let across = kernel(4.0) + kernel(6.25) + kernel(1.0) + kernel(2.25);
        assert!((weighted - (kernel(1.0) + kernel(0.25) - across / 2.0)).abs() < 1e-6);
    }

    #[test]
    fn equal_points_do_not_differ() {
        assert_eq!(of(&[3.0; 8], &[3.0; 4], 2).value(), 0.0);
        let apart = of(&[3.0; 8], &[5.0; 4], 2);
        assert_eq!(apart.scale, 1.0);
        assert!(apart.value() > 0.5);
    }
}
