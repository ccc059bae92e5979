use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::limits::{
    MIXTURE_COMPONENTS, MIXTURE_ITERATIONS, MIXTURE_REGULARISATION, MIXTURE_RESTARTS,
    MIXTURE_TOLERANCE, check_coordinates,
};
use crate::points::Points;

/// What a component's covariance may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Covariance {
    /// Any.
    #[default]
    Full,
    /// Each dimension varies by itself.
    Diagonal,
}

/// How a mixture is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct MixtureOptions {
    /// How many Gaussians.
    pub components: usize,
    /// Of each component.
    pub covariance: Covariance,
    /// Starts of which the best is followed.
    pub restarts: usize,
    /// Added to the diagonal of each covariance, in squared units of the points.
    pub regularisation: f64,
    /// Gain in mean log-likelihood, in nats, below which a fit has converged.
    pub tolerance: f64,
    /// Of expectation maximisation, for each start.
    pub iterations: usize,
    /// The same seed and points give the same mixture.
    pub seed: u32,
}

impl Default for MixtureOptions {
    fn default() -> Self {
        Self {
            components: 10,
            covariance: Covariance::Full,
            restarts: 8,
            regularisation: 1e-6,
            tolerance: 1e-4,
            iterations: 200,
            seed: 0,
        }
    }
}

impl MixtureOptions {
    /// Whether each is in its range, and these points can be fitted so.
    ///
    /// # Errors
    /// When a number is out of its range, there are fewer points than components, or a coordinate is too large.
    pub fn check(&self, points: &Points) -> Result<()> {
        MIXTURE_COMPONENTS.check(self.components as f64)?;
        MIXTURE_RESTARTS.check(self.restarts as f64)?;
        MIXTURE_REGULARISATION.check(self.regularisation)?;
        MIXTURE_TOLERANCE.check(self.tolerance)?;
        MIXTURE_ITERATIONS.check(self.iterations as f64)?;
        if points.len() < self.components {
            return Err(Error::TooFewPoints {
                what: "a mixture of that many components",
                points: points.len(),
                least: self.components,
            });
        }
        check_coordinates(points)
    }
}
