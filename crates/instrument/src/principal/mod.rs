//! Principal components: the directions in which points vary most (Pearson 1901; Jolliffe 2002, chapter 1).

use nalgebra::{DMatrix, SymmetricEigen};
use serde::Serialize;

use crate::error::{Error, Result};
use crate::lanes::{BLOCK, Block, dot};
use crate::limits::{Limit, check_coordinates};
use crate::points::Points;

/// The mean of some points and the directions they vary in, by falling variance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Principal {
    /// `[dimensions]`
    pub mean: Vec<f32>,
    /// Unit vectors, each `[dimensions]`; the largest loading of each is positive.
    pub components: Vec<Vec<f32>>,
    /// Variance along each component, with `points - 1` in the denominator.
    pub variances: Vec<f32>,
    /// Share of the variance along each component; 0 where all points are equal.
    pub explained: Vec<f32>,
}

/// The first `components` principal components.
///
/// # Errors
/// When there are fewer than two points, a coordinate is too large, or `components` is 0 or above the dimensions.
pub fn principal(points: &Points, components: usize) -> Result<Principal> {
    let (count, dimensions) = (points.len(), points.dimensions());
    if count < 2 {
        return Err(Error::TooFewPoints {
            what: "an analysis of principal components",
            points: count,
            least: 2,
        });
    }
    let name = "The number of principal components";
    Limit { name, least: 1.0, most: dimensions as f64 }.check(components as f64)?;
    check_coordinates(points)?;

    let mean = mean(points);
    let covariance = covariance(points, &mean);
    let total = covariance.trace();
    let eigen = SymmetricEigen::new(covariance);
    let mut order: Vec<usize> = (0..dimensions).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
    order.truncate(components);
    let variance = |&at: &usize| eigen.eigenvalues[at].max(0.0);
    let share = |at| if total > 0.0 { variance(at) / total } else { 0.0 };
    Ok(Principal {
        mean,
        components: order
            .iter()
            .map(|&at| upright(eigen.eigenvectors.column(at).iter().copied()))
            .collect(),
        variances: order.iter().map(|at| variance(at) as f32).collect(),
        explained: order.iter().map(|at| share(at) as f32).collect(),
    })
}

impl Principal {
    /// Coordinates along the components, `[points, components]`.
    ///
    /// # Errors
    /// When the points have other dimensions than those analysed.
    pub fn project(&self, points: &Points) -> Result<Points> {
        let (found, expected) = (points.dimensions(), self.mean.len());
        if found != expected {
            return Err(Error::DifferentDimensions { found, expected });
        }
        let along = |point: &[f32], component: &[f32]| -> f32 {
            let centred = point.iter().zip(&self.mean).map(|(x, mean)| x - mean);
            centred.zip(component).map(|(x, loading)| x * loading).sum()
        };
        let values = points
            .iter()
            .flat_map(|point| self.components.iter().map(move |component| along(point, component)));
        Points::new(values.collect(), self.components.len())
    }

    /// The points, `[points, dimensions]`, that have these coordinates along the components, and the mean's along all
    /// others.
    ///
    /// # Errors
    /// When there isn't a coordinate for each component.
    pub fn restore(&self, coordinates: &Points) -> Result<Points> {
        let (found, expected) = (coordinates.dimensions(), self.components.len());
        if found != expected {
            return Err(Error::DifferentDimensions { found, expected });
        }
        let mut values = Vec::with_capacity(coordinates.len() * self.mean.len());
        for point in coordinates.iter() {
            let start = values.len();
            values.extend_from_slice(&self.mean);
            for (coordinate, component) in point.iter().zip(&self.components) {
                for (value, loading) in values[start..].iter_mut().zip(component) {
                    *value += coordinate * loading;
                }
            }
        }
        Points::new(values, self.mean.len())
    }
}

fn mean(points: &Points) -> Vec<f32> {
    let mut sums = vec![0.0f64; points.dimensions()];
    for point in points.iter() {
        for (sum, &x) in sums.iter_mut().zip(point) {
            *sum += f64::from(x);
        }
    }
    sums.iter().map(|sum| (sum / points.len() as f64) as f32).collect()
}

fn covariance(points: &Points, mean: &[f32]) -> DMatrix<f64> {
    let dimensions = points.dimensions();
    let mut sums = DMatrix::zeros(dimensions, dimensions);
    let mut block = Block::new(dimensions);
    let ones = vec![1.0; dimensions];
    for start in (0..points.len()).step_by(BLOCK) {
        block.load_scaled(points, start, mean, &ones);
        for column in 0..dimensions {
            for row in column..dimensions {
                sums[(row, column)] += f64::from(dot(&block.rows[row], &block.rows[column]));
            }
        }
    }
    sums.fill_upper_triangle_with_lower_triangle();
    sums / (points.len() - 1) as f64
}

/// An eigenvector's sign is free: the largest loading becomes positive.
fn upright(loadings: impl Iterator<Item = f64>) -> Vec<f32> {
    let loadings: Vec<f64> = loadings.collect();
    let largest = loadings.iter().copied().reduce(|a, b| if b.abs() > a.abs() { b } else { a });
    let sign = largest.map_or(1.0, f64::signum);
    loadings.iter().map(|loading| (sign * loading) as f32).collect()
}
