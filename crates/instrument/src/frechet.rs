//! Frechet distance of two Gaussians, each fitted to a set of points.

use nalgebra::{DMatrix, DVector};

use crate::bootstrap::Measure;
use crate::error::Result;
use crate::points::Points;
use crate::sampling::Sampling;

/// Two sets whose Gaussians are compared: `|m - n|² + tr(S + T - 2 (S T)^½)` for means `m`, `n` and covariances `S`, `T`
/// (Dowson and Landau 1982). 0 for equal ones.
///
/// With no more points than dimensions the covariances are singular, which the formula allows; but the distance of sets
/// from one distribution is above 0 by more the fewer points there are, so that only distances of equally many points
/// compare.
#[derive(Debug)]
pub struct Frechet {
    /// `[points, dimensions]` of each.
    sets: [DMatrix<f64>; 2],
}

impl Frechet {
    /// Compares two sets.
    ///
    /// # Errors
    /// When the spaces differ, a set has fewer than 2 points, or the sampling is out of range.
    pub fn new(first: &Points, second: &Points, sampling: &Sampling) -> Result<Self> {
        let sets = sampling.of(first, second, "The Frechet distance", 2)?;
        let matrix = |set: &Points| {
            let values = set.values().iter().map(|&value| f64::from(value));
            DMatrix::from_row_iterator(set.len(), set.dimensions(), values)
        };
        Ok(Self { sets: sets.each_ref().map(matrix) })
    }
}

impl Measure for Frechet {
    const RANGE: [f64; 2] = [0.0, f64::INFINITY];

    fn points(&self) -> [usize; 2] {
        self.sets.each_ref().map(DMatrix::nrows)
    }

    fn cost(&self) -> usize {
        let [first, second] = self.points();
        let dimensions = self.sets[0].ncols();
        // The roots of eigen decompositions take some 20 products of matrices.
        (first + second + 20 * dimensions) * dimensions * dimensions
    }

    fn weighted(&self, weights: [&[f64]; 2]) -> f64 {
        let (mean, covariance) = fit(&self.sets[0], weights[0]);
        let (other_mean, other_covariance) = fit(&self.sets[1], weights[1]);
        distance((&mean, &covariance), (&other_mean, &other_covariance))
    }
}

/// Mean and unbiased covariance of points, each taken as often as its weight.
fn fit(points: &DMatrix<f64>, weights: &[f64]) -> (DVector<f64>, DMatrix<f64>) {
    let weights = DVector::from_column_slice(weights);
    let total = weights.sum();
    let mean = points.tr_mul(&weights) / total;
    let (mut centred, middle) = (points.clone(), mean.transpose());
    for (mut point, weight) in centred.row_iter_mut().zip(&weights) {
        point -= &middle;
        point *= (weight / (total - 1.0)).sqrt();
    }
    let covariance = centred.transpose() * centred;
    (mean, covariance)
}

type Gaussian<'a> = (&'a DVector<f64>, &'a DMatrix<f64>);

/// The trace of `(S T)^½` is that of `(S^½ T S^½)^½`, which is symmetric; eigenvalues that rounding made negative are 0.
fn distance((mean, covariance): Gaussian, (other_mean, other_covariance): Gaussian) -> f64 {
    let eigen = covariance.clone().symmetric_eigen();
    let mut half = eigen.eigenvectors;
    for (mut column, value) in half.column_iter_mut().zip(&eigen.eigenvalues) {
        column *= value.max(0.0).sqrt();
    }
    let product = half.transpose() * other_covariance * &half;
    let root: f64 = product.symmetric_eigenvalues().iter().map(|value| value.max(0.0).sqrt()).sum();
    let spread = covariance.trace() + other_covariance.trace() - 2.0 * root;
    ((mean - other_mean).norm_squared() + spread).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn of(first: &[f32], second: &[f32], dimensions: usize) -> Result<Frechet> {
        let points = |values: &[f32]| Points::new(values.to_vec(), dimensions).unwrap();
        Frechet::new(&points(first), &points(second), &Sampling::default())
    }

    #[test]
    fn on_a_line_it_is_the_distance_of_means_and_deviations() {
        // Means 1 and 6; variances 2 and 8: 25 + (sqrt 8 - sqrt 2)² = 27.
        let value = of(&[0.0, 2.0], &[4.0, 8.0], 1).unwrap().value();
        assert!((value - 27.0).abs() < 1e-12, "{value}");
    }

    #[test]
    fn a_weight_is_a_point_taken_so_often() {
        let measured = of(&[0.0, 1.0, 5.0, 2.0], &[2.0, 3.0, 1.0, 7.0], 2).unwrap();
        let twice = of(&[0.0, 1.0, 0.0, 1.0, 5.0, 2.0], &[2.0, 3.0, 1.0, 7.0], 2).unwrap();
        let weighted = measured.weighted([&[2.0, 1.0], &[1.0, 1.0]]);
        assert!((weighted - twice.value()).abs() < 1e-12);
    }

    #[test]
    fn singular_covariances_have_a_distance() {
        assert_eq!(of(&[1.0, 2.0, 1.0, 2.0], &[4.0, 6.0, 4.0, 6.0], 2).unwrap().value(), 25.0);
        // Two points in 128 dimensions, each set on an axis of its own: the roots' product is 0.
        let mut sets = [vec![0.0; 256], vec![0.0; 256]];
        sets[0][0] = 2.0;
        sets[1][1] = 2.0;
        // Means 1 and 1 on two axes, variances 2 and 2.
        let value = of(&sets[0], &sets[1], 128).unwrap().value();
        assert!((value - 6.0).abs() < 1e-6, "{value}");
        let itself = of(&sets[0], &sets[0], 128).unwrap().value();
        assert!(itself < 1e-6, "{itself}");
        let few = Error::TooFewPoints { what: "The Frechet distance", points: 1, least: 2 };
        assert_eq!(of(&[1.0], &[1.0, 2.0], 1).err(), Some(few));
    }
}
