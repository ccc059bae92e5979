use serde::Serialize;

use super::running_moments::{RunningMoments, log_determinant};

/// What a model does on a set of images. Losses are in nats, means over the images; lower is better.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    /// Images measured.
    pub images: usize,
    /// Latents drawn an image.
    pub samples: usize,
    /// `reconstruction + kl`, the bound that training at beta = 1 lowers (Kingma & Welling 2013).
    pub negative_elbo: f64,
    /// `-log p(x | z)`, summed over pixels, the mean over all draws.
    pub reconstruction: f64,
    /// KL divergence of the posteriors from the prior, exact, summed over latent dimensions.
    pub kl: f64,
    /// The same for each latent dimension.
    pub kl_per_dimension: Vec<f64>,
    /// `-L_k` with `k = samples` (Burda et al. 2016, equation 8): between the negative ELBO and the
    /// negative log-likelihood, and nearer to the latter the more samples there are. A likelihood only
    /// where the images are binary.
    pub importance_weighted_bound: f64,
    /// Variance over the images of the posterior mean, for each latent dimension.
    pub mean_variances: Vec<f64>,
    /// Latent dimensions whose posterior mean varies by more than 0.01 (Burda et al. 2016, section 5.2).
    pub active_units: usize,
    /// Where the posteriors of all images lie together.
    pub aggregate_posterior: AggregatePosterior,
}

impl Statistics {
    /// Posterior means whose variance over the images is larger belong to active units (Burda et al. 2016, section
    /// 5.2).
    pub const ACTIVE: f64 = 0.01;
}

/// Moments of the mixture of all images' posteriors, which a good model brings near to the prior
/// (Hoffman & Johnson 2016).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AggregatePosterior {
    /// `latent` values: the mean of the posterior means.
    pub mean: Vec<f64>,
    /// `latent * latent` values, row-major: the covariance of the posterior means plus the mean of the
    /// posterior variances (law of total covariance).
    pub covariance: Vec<f64>,
    /// KL divergence from the standard normal prior of the Gaussian with these moments, in nats. The
    /// mixture itself is at least as far from the prior. `None` where the covariance is singular.
    pub moment_matched_kl: Option<f64>,
}

/// Sums over images, in double precision.
#[derive(Debug)]
pub(super) struct Sums {
    means: RunningMoments,
    variances: Vec<f64>,
    kl: Vec<f64>,
    reconstruction: f64,
    bound: f64,
}

impl Sums {
    pub fn new(latent: usize) -> Self {
        Self {
            means: RunningMoments::new(latent),
            variances: vec![0.0; latent],
            kl: vec![0.0; latent],
            reconstruction: 0.0,
            bound: 0.0,
        }
    }

    /// Adds an image: its posterior, its mean reconstruction over the draws, and its `L_k`.
    pub fn add(&mut self, mean: &[f64], log_variance: &[f64], reconstruction: f64, bound: f64) {
        self.means.add(mean);
        for (i, (m, l)) in mean.iter().zip(log_variance).enumerate() {
            self.variances[i] += l.exp();
            self.kl[i] += 0.5 * (m * m + (l.exp_m1() - l));
        }
        self.reconstruction += reconstruction;
        self.bound += bound;
    }

    /// `None` where no image was added.
    pub fn statistics(&self, samples: usize) -> Option<Statistics> {
        let images = self.means.count();
        if images == 0 {
            return None;
        }
        let mean = |sum: &f64| sum / images as f64;
        let latent = self.kl.len();
        let mut covariance = self.means.covariance();
        let mean_variances: Vec<f64> = (0..latent).map(|i| covariance[i * (latent + 1)]).collect();
        for (i, variance) in self.variances.iter().enumerate() {
            covariance[i * (latent + 1)] += mean(variance);
        }
        let kl_per_dimension: Vec<f64> = self.kl.iter().map(mean).collect();
        let kl = kl_per_dimension.iter().sum();
        let reconstruction = mean(&self.reconstruction);
        Some(Statistics {
            images,
            samples,
            negative_elbo: reconstruction + kl,
            reconstruction,
            kl,
            kl_per_dimension,
            importance_weighted_bound: -mean(&self.bound),
            active_units: mean_variances
                .iter()
                .filter(|&&variance| variance > Statistics::ACTIVE)
                .count(),
            mean_variances,
            aggregate_posterior: AggregatePosterior::new(self.means.mean().to_vec(), covariance),
        })
    }
}

impl AggregatePosterior {
    fn new(mean: Vec<f64>, covariance: Vec<f64>) -> Self {
        let latent = mean.len();
        let trace: f64 = (0..latent).map(|i| covariance[i * (latent + 1)]).sum();
        let square: f64 = mean.iter().map(|m| m * m).sum();
        let moment_matched_kl = log_determinant(&covariance, latent)
            .map(|logarithm| 0.5 * (trace + square - latent as f64 - logarithm));
        Self { mean, covariance, moment_matched_kl }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_images_by_hand() {
        let mut sums = Sums::new(2);
        assert_eq!(sums.statistics(1), None);
        // Means (2, 0.09) and (0, -0.09): mean (1, 0), variances 1 and 0.0081, covariance 0.09.
        // Posterior variances (1, 1) and (4, 1).
        sums.add(&[2.0, 0.09], &[0.0, 0.0], 10.0, -11.0);
        sums.add(&[0.0, -0.09], &[4.0f64.ln(), 0.0], 20.0, -21.0);
        let found = sums.statistics(3).unwrap();
        assert_eq!((found.images, found.samples, found.active_units), (2, 3, 1));
        assert_eq!((found.reconstruction, found.importance_weighted_bound), (15.0, 16.0));
        let close = |found: &[f64], expected: &[f64]| {
            assert_eq!(found.len(), expected.len());
            let all = found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-12);
            assert!(all, "{found:?} is not {expected:?}");
        };
        // (4 / 2 + (4 - ln 4 - 1) / 2) / 2, and (0.0081 / 2 + 0.0081 / 2) / 2.
        let kl = [1.75 - 0.5 * std::f64::consts::LN_2, 0.00405];
        close(&found.kl_per_dimension, &kl);
        close(&[found.kl, found.negative_elbo], &[kl[0] + kl[1], 15.0 + kl[0] + kl[1]]);
        close(&found.mean_variances, &[1.0, 0.0081]);
        let aggregate = found.aggregate_posterior;
        close(&aggregate.mean, &[1.0, 0.0]);
        close(&aggregate.covariance, &[3.5, 0.09, 0.09, 1.0081]);
        let determinant: f64 = 3.5 * 1.0081 - 0.0081;
        let expected = 0.5 * (3.5 + 1.0081 + 1.0 - 2.0 - determinant.ln());
        close(&[aggregate.moment_matched_kl.unwrap()], &[expected]);
    }

    #[test]
    fn a_standard_normal_aggregate_has_no_divergence() {
        let aggregate = AggregatePosterior::new(vec![0.0; 2], vec![1.0, 0.0, 0.0, 1.0]);
        assert_eq!(aggregate.moment_matched_kl, Some(0.0));
        let line = AggregatePosterior::new(vec![0.0; 2], vec![1.0; 4]);
        assert_eq!(line.moment_matched_kl, None);
    }
}
