//! Gaussian mixtures: densities that are sums of weighted Gaussians (Bishop 2006, section 9.2).

mod aggregate;
mod choice;
mod classes;
mod density;
mod fit;
mod moments;
mod options;
mod sample;
mod start;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::lanes::{BLOCK, Block};
use crate::limits::check_coordinates;
use crate::points::Points;
use density::{Density, Terms};

pub use choice::{Choice, ChoiceWork};
pub use classes::{PerClass, PerClassWork};
pub use fit::{Fit, FitWork};
pub use options::{Covariance, MixtureOptions};
pub use sample::Samples;

/// A weighted sum of Gaussians.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mixture {
    /// Which form `covariances` have.
    pub covariance: Covariance,
    /// Of each component; their sum is 1.
    pub weights: Vec<f64>,
    /// Of each component, `[dimensions]`.
    pub means: Vec<Vec<f64>>,
    /// Of each component: `[dimensions, dimensions]` where full, `[dimensions]` variances where diagonal.
    pub covariances: Vec<Vec<f64>>,
}

impl Mixture {
    /// How many Gaussians.
    pub fn components(&self) -> usize {
        self.weights.len()
    }

    /// Of the space.
    pub fn dimensions(&self) -> usize {
        self.means[0].len()
    }

    /// Numbers that are free in a fit: weights, means, covariances.
    pub fn parameters(&self) -> usize {
        let dimensions = self.dimensions();
        let covariance = match self.covariance {
            Covariance::Full => dimensions * (dimensions + 1) / 2,
            Covariance::Diagonal => dimensions,
        };
        self.components() * (covariance + dimensions + 1) - 1
    }

    /// Natural logarithm of the density at each point.
    ///
    /// # Errors
    /// When the points have other dimensions than the mixture, or a coordinate is too large.
    pub fn log_density(&self, points: &Points) -> Result<Vec<f64>> {
        let mut densities = Vec::with_capacity(points.len());
        self.each_block(points, |terms, count| {
            densities.extend(terms.log_density[..count].iter().map(|&density| f64::from(density)));
        })?;
        Ok(densities)
    }

    /// Probability of each component given each point, `[points, components]`.
    ///
    /// # Errors
    /// When the points have other dimensions than the mixture, or a coordinate is too large.
    pub fn responsibilities(&self, points: &Points) -> Result<Vec<f32>> {
        let mut shares = Vec::with_capacity(points.len() * self.components());
        self.each_block(points, |terms, count| {
            let lanes = 0..count;
            shares.extend(lanes.flat_map(|lane| terms.rows.iter().map(move |row| row[lane])));
        })?;
        Ok(shares)
    }

    fn each_block(&self, points: &Points, mut see: impl FnMut(&Terms, usize)) -> Result<()> {
        let (found, expected) = (points.dimensions(), self.dimensions());
        if found != expected {
            return Err(Error::DifferentDimensions { found, expected });
        }
        check_coordinates(points)?;
        let mut density = Density::new(self);
        let mut terms = Terms::new(self.components());
        let mut block = Block::new(expected);
        for start in (0..points.len()).step_by(BLOCK) {
            block.load(points, start);
            density.terms(&block, &mut terms);
            terms.soften();
            see(&terms, block.count);
        }
        Ok(())
    }
}
