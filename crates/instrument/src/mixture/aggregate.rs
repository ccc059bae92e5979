use super::{Covariance, Mixture};
use crate::error::{Error, Result};
use crate::points::Points;

impl Mixture {
    /// The aggregate posterior, where this mixture is of the posteriors' means: posteriors lie around their means, so that
    /// each component is wider than the means alone by the mean variance of its points' posteriors (law of total
    /// covariance).
    ///
    /// # Errors
    /// When the spaces differ, there is not a variance for each mean, one is below 0, or a mean is too large.
    pub fn aggregate(&self, means: &Points, variances: &Points) -> Result<Self> {
        let (found, expected) = (variances.dimensions(), means.dimensions());
        if found != expected {
            return Err(Error::DifferentDimensions { found, expected });
        }
        let (found, expected) = (variances.len(), means.len());
        if found != expected {
            return Err(Error::Count { what: "posterior variances", found, expected });
        }
        if variances.values().iter().any(|&variance| variance < 0.0) {
            let problem = "a variance is below 0".to_owned();
            return Err(Error::InvalidArgument { argument: "variances".to_owned(), problem });
        }
        let components = self.components();
        let shares = self.responsibilities(means)?;
        let mut sums = vec![vec![0.0; self.dimensions()]; components];
        let mut counts = vec![0.0; components];
        for (variances, shares) in variances.iter().zip(shares.chunks_exact(components)) {
            for ((sum, count), &share) in sums.iter_mut().zip(&mut counts).zip(shares) {
                *count += f64::from(share);
                for (sum, &variance) in sum.iter_mut().zip(variances) {
                    *sum += f64::from(share) * f64::from(variance);
                }
            }
        }
        // Places of the variances in a row of `covariances`.
        let step = match self.covariance {
            Covariance::Full => self.dimensions() + 1,
            Covariance::Diagonal => 1,
        };
        let mut wider = self.clone();
        for ((covariance, sum), count) in wider.covariances.iter_mut().zip(&sums).zip(counts) {
            // Without points, nothing is known of their posteriors.
            if count > 0.0 {
                let variances = covariance.iter_mut().step_by(step);
                variances.zip(sum).for_each(|(variance, sum)| *variance += sum / count);
            }
        }
        Ok(wider)
    }
}
