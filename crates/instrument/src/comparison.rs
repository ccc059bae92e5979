//! How near made points are to real ones, by all measures that there are.

use std::sync::Arc;

use serde::Serialize;

use crate::bootstrap::{Bootstrap, BootstrapOptions, Estimate};
use crate::discrepancy::DiscrepancyWork;
use crate::error::Result;
use crate::frechet::Frechet;
use crate::points::Points;
use crate::precision_recall::PrecisionRecallWork;
use crate::sampling::Sampling;
use crate::work::Work;

/// Neighbours that a ball of precision and recall reaches to, as in the paper.
const BALL: usize = 3;

/// Each measure with its 95% interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// Squared maximum mean discrepancy; about 0 for points of one distribution, and below it by chance.
    pub discrepancy: Estimate,
    /// Frechet distance of the Gaussians fitted to both; 0 for equal ones.
    pub frechet: Estimate,
    /// Share of the made points that lie among the real ones.
    pub precision: Estimate,
    /// Share of the real points that lie among the made ones.
    pub recall: Estimate,
}

/// Compares made points with real ones; of each set at most a thousand, drawn by the seed.
///
/// # Errors
/// When the spaces differ, a set has fewer than 4 points, or a coordinate is too large.
pub fn compare(
    real: Arc<Points>,
    made: Arc<Points>,
    seed: u32,
) -> Result<impl Work<Output = Comparison>> {
    let sampling = Sampling { seed, ..Sampling::default() };
    let options = BootstrapOptions { seed, ..BootstrapOptions::default() };
    let shares = PrecisionRecallWork::new(&real, &made, BALL, &sampling)?;
    let estimate = options.clone();
    let precision_recall = shares.then(0.9, move |found| {
        let recall = Bootstrap::new(found.recall, estimate.clone())?;
        let precision = Bootstrap::new(found.precision, estimate.clone())?;
        let mut recall = Some(recall);
        Ok(precision.then(0.5, move |precision| {
            let recall = recall.take().expect("asked once");
            Ok(recall.map(move |recall| Ok((precision.clone(), recall))))
        }))
    });
    Ok(precision_recall.then(0.15, move |(precision, recall)| {
        let (real, made, options) = (real.clone(), made.clone(), options.clone());
        let (sampling, then_sampling) = (sampling.clone(), sampling.clone());
        let (precision, recall) = (precision.clone(), recall.clone());
        let pairs = DiscrepancyWork::new(&real, &made, &sampling)?;
        let estimate = options.clone();
        let discrepancy = pairs.then(0.1, move |made| Bootstrap::new(made, estimate.clone()));
        Ok(discrepancy.then(0.2, move |discrepancy| {
            let frechet =
                Bootstrap::new(Frechet::new(&real, &made, &then_sampling)?, options.clone())?;
            let (precision, recall) = (precision.clone(), recall.clone());
            Ok(frechet.map(move |frechet| {
                let (precision, recall) = (precision.clone(), recall.clone());
                Ok(Comparison { discrepancy: discrepancy.clone(), frechet, precision, recall })
            }))
        }))
    }))
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::work::complete;

    fn cloud(count: usize, at: f32, seed: u64) -> Arc<Points> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let values = (0..2 * count).map(|_| at + rng.random::<f32>()).collect();
        Arc::new(Points::new(values, 2).unwrap())
    }

    #[test]
    fn points_of_one_cloud_are_near_and_of_another_far() {
        let real = cloud(200, 0.0, 1);
        let of = |made| complete(compare(real.clone(), made, 7).unwrap()).unwrap();
        let (near, far) = (of(cloud(200, 0.0, 2)), of(cloud(200, 5.0, 2)));
        assert!(near.discrepancy.low <= 0.0 && near.precision.value > 0.9, "{near:?}");
        assert!(far.discrepancy.low > near.discrepancy.high && far.recall.value == 0.0, "{far:?}");
        // Two clouds whose means lie (5, 5) apart.
        assert!((far.frechet.value - 50.0).abs() < 2.0, "{far:?}");
        assert_eq!(far.frechet.points, [200, 200]);
    }

    #[test]
    fn too_few_points_are_refused() {
        assert!(compare(cloud(3, 0.0, 1), cloud(3, 0.0, 2), 0).is_err());
    }
}
