//! What crosses to JavaScript where it has another form there: matrices are flat.

use serde::{Deserialize, Serialize};

use crate::density::{Grid, HoleOptions, density, holes, log_ratio, prior};
use crate::error::{Error, Result};
use crate::information::Information;
use crate::mixture::{Covariance, Fit, Mixture, PerClass};
use crate::points::Points;

/// A Gaussian mixture, its matrices flat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Mixture"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireMixture {
    /// Of the space.
    pub dimensions: usize,
    /// Which form `covariances` have.
    pub covariance: Covariance,
    /// One a component; they add up to 1.
    pub weights: Vec<f64>,
    /// `dimensions` values a component.
    pub means: Vec<f64>,
    /// A matrix a component, row after row; of a diagonal one, the diagonal alone.
    pub covariances: Vec<f64>,
}

impl From<Mixture> for WireMixture {
    fn from(mixture: Mixture) -> Self {
        Self {
            dimensions: mixture.dimensions(),
            covariance: mixture.covariance,
            weights: mixture.weights,
            means: mixture.means.concat(),
            covariances: mixture.covariances.concat(),
        }
    }
}

impl TryFrom<WireMixture> for Mixture {
    type Error = Error;

    /// # Errors
    /// When the numbers don't make a mixture.
    fn try_from(mixture: WireMixture) -> Result<Self> {
        let WireMixture { dimensions, covariance, weights, means, covariances } = mixture;
        let components = weights.len();
        let size = match covariance {
            Covariance::Full => dimensions.saturating_mul(dimensions),
            Covariance::Diagonal => dimensions,
        };
        let wrong = |problem: &str| Error::InvalidArgument {
            argument: "mixture".to_owned(),
            problem: problem.to_owned(),
        };
        if components == 0 || dimensions == 0 {
            return Err(wrong("it has no components or no dimensions"));
        }
        let whole = |found: usize, each: usize| Some(found) == components.checked_mul(each);
        if !whole(means.len(), dimensions) || !whole(covariances.len(), size) {
            return Err(wrong(
                "its means or covariances are not as many as its weights and dimensions say",
            ));
        }
        if !weights.iter().all(|&weight| weight > 0.0)
            || (weights.iter().sum::<f64>() - 1.0).abs() > 1e-3
        {
            return Err(wrong("its weights must be above 0 and add up to 1"));
        }
        let step = if covariance == Covariance::Full { dimensions + 1 } else { 1 };
        let mut diagonals = covariances.chunks_exact(size).flat_map(|one| one.iter().step_by(step));
        if !diagonals.all(|&variance| variance > 0.0) {
            return Err(wrong("its variances must be above 0"));
        }
        let rows =
            |values: Vec<f64>, each| values.chunks_exact(each).map(<[f64]>::to_vec).collect();
        Ok(Self {
            covariance,
            weights,
            means: rows(means, dimensions),
            covariances: rows(covariances, size),
        })
    }
}

/// A mixture that was fitted, and how well.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FittedMixture {
    /// What was fitted.
    pub mixture: WireMixture,
    /// Mean over the points it was fitted on, in nats.
    pub log_likelihood: f64,
    /// Bayesian information criterion; less is better.
    pub bic: f64,
    /// Of expectation maximisation.
    pub iterations: usize,
    /// Whether the last of them gained less than the tolerance.
    pub converged: bool,
}

impl From<Fit> for FittedMixture {
    fn from(fit: Fit) -> Self {
        let Fit { mixture, log_likelihood, bic, iterations, converged } = fit;
        Self { mixture: mixture.into(), log_likelihood, bic, iterations, converged }
    }
}

/// A Gaussian for each class, weighted by how many points it has.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ClassMixture {
    /// A component a class that has points.
    pub mixture: WireMixture,
    /// Which class each component is.
    pub classes: Vec<usize>,
}

impl From<PerClass> for ClassMixture {
    /// Of one Gaussian a class.
    fn from(PerClass { priors, fits }: PerClass) -> Self {
        let present = priors.into_iter().zip(fits).enumerate();
        let mut classes = Vec::new();
        let mut whole = Mixture {
            covariance: Covariance::Full,
            weights: Vec::new(),
            means: Vec::new(),
            covariances: Vec::new(),
        };
        for (class, (weight, fit)) in present {
            let Some(Fit { mixture, .. }) = fit else { continue };
            classes.push(class);
            whole.covariance = mixture.covariance;
            whole.weights.push(weight);
            whole.means.extend(mixture.means);
            whole.covariances.extend(mixture.covariances);
        }
        Self { mixture: whole.into(), classes }
    }
}

/// How much the dimensions tell of the factors.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "InformationResult"))]
#[serde(rename_all = "camelCase")]
pub struct WireInformation {
    /// Of each factor, each dimension's mutual information as a share of the factor's entropy.
    pub matrix: Vec<Vec<f64>>,
    /// Of each factor, the greatest share that a dimension has of it shuffled among the points: what is by chance alone.
    pub chances: Vec<f64>,
    /// Of each factor, by how much the best dimension's share is above the second's; null where it never changes.
    pub gaps: Vec<Option<f64>>,
    /// The mutual information gap: their mean; null where there is none.
    pub mig: Option<f64>,
}

impl From<Information> for WireInformation {
    fn from(information: Information) -> Self {
        let Information { factors, gap: mig } = information;
        let gaps = factors.iter().map(|factor| factor.gap).collect();
        let chances = factors.iter().map(|factor| factor.chance).collect();
        let matrix = factors.into_iter().map(|factor| factor.shares).collect();
        Self { matrix, chances, gaps, mig }
    }
}

/// A place that the prior draws from and the points are not at.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Hole"))]
#[serde(rename_all = "camelCase")]
pub struct WireHole {
    /// In the two coordinates.
    pub at: [f64; 2],
    /// The densities there.
    pub prior: f64,
    #[allow(missing_docs, reason = "said with `prior`")]
    pub density: f64,
}

/// How dense points are in a plane, beside the prior.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// `[size, size]`, top row first.
    pub density: Vec<f32>,
    /// How much denser the points are than the prior, as a natural logarithm, likewise; minus infinity where none are.
    pub log_ratio: Vec<f32>,
    /// Standard deviation of the smoothing, in the space's units.
    pub bandwidth: f64,
    /// Worst first.
    pub holes: Vec<WireHole>,
}

/// The density of the first two coordinates of points over [-extent, extent] each way, smoothed by Scott's rule, and its
/// holes against the prior, whose origin lies at `centre`.
///
/// # Errors
/// When the points have one coordinate alone or there are none, or the grid is out of range.
pub fn plane(points: &Points, size: usize, extent: f64, centre: [f64; 2]) -> Result<Plane> {
    let grid = Grid { low: [-extent; 2], high: [extent; 2], cells: [size; 2] };
    let spread = spread(points);
    let scott = spread * (points.len().max(1) as f64).powf(-1.0 / 6.0);
    let cell = 2.0 * extent / size as f64;
    let bandwidth = scott.clamp(cell / 2.0, (extent / 2.0).max(cell / 2.0));
    let found = density(points, [0, 1], &grid, bandwidth)?;
    let expected = prior(&grid, centre, bandwidth)?;
    let ratio = log_ratio(&found, &expected)?;
    let upright = |values: &[f64]| -> Vec<f32> {
        let rows = values.chunks_exact(size).rev();
        rows.flat_map(|row| row.iter().map(|&value| value as f32)).collect()
    };
    let holes = holes(&found, &expected, &HoleOptions::default())?;
    Ok(Plane {
        density: upright(&found.values),
        log_ratio: upright(&ratio),
        bandwidth,
        holes: holes
            .into_iter()
            .map(|hole| WireHole { at: hole.position, prior: hole.prior, density: hole.data })
            .collect(),
    })
}

/// Root of the mean variance of the first two coordinates.
fn spread(points: &Points) -> f64 {
    let count = points.len().max(1) as f64;
    let variance = |axis: usize| {
        let column = || points.iter().filter_map(|point| point.get(axis)).map(|&x| f64::from(x));
        let mean = column().sum::<f64>() / count;
        column().map(|x| (x - mean).powi(2)).sum::<f64>() / count
    };
    ((variance(0) + variance(1)) / 2.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagonal() -> WireMixture {
        WireMixture {
            dimensions: 2,
            covariance: Covariance::Diagonal,
            weights: vec![0.25, 0.75],
            means: vec![0.0, 1.0, 2.0, 3.0],
            covariances: vec![1.0, 2.0, 3.0, 4.0],
        }
    }

    #[test]
    fn a_mixture_crosses_and_comes_back() {
        let mixture = Mixture::try_from(diagonal()).unwrap();
        assert_eq!(mixture.means, [[0.0, 1.0], [2.0, 3.0]]);
        assert_eq!(WireMixture::from(mixture), diagonal());
    }

    #[test]
    fn what_is_no_mixture_is_refused() {
        let refused = |change: fn(&mut WireMixture)| {
            let mut mixture = diagonal();
            change(&mut mixture);
            Mixture::try_from(mixture).is_err()
        };
        assert!(refused(|mixture| mixture.weights.clear()));
        assert!(refused(|mixture| mixture.weights[0] = f64::NAN));
        assert!(refused(|mixture| mixture.weights[0] = 0.5));
        assert!(refused(|mixture| mixture.dimensions = 0));
        assert!(refused(|mixture| mixture.dimensions = usize::MAX));
        assert!(refused(|mixture| mixture.covariance = Covariance::Full));
        assert!(refused(|mixture| mixture.covariances[1] = 0.0));
        assert!(refused(|mixture| mixture.covariances[3] = f64::NAN));
    }

    #[test]
    fn a_plane_has_its_top_row_first_and_finds_where_nothing_is() {
        // All points at the top right.
        let points = Points::new([1.5, 1.5].repeat(50), 2).unwrap();
        let found = plane(&points, 16, 4.0, [0.0, 0.0]).unwrap();
        let densest =
            (0..256).max_by(|&a, &b| found.density[a].total_cmp(&found.density[b])).unwrap();
        assert!(densest / 16 < 8 && densest % 16 >= 8, "{densest}");
        assert_eq!(found.bandwidth, 0.25);
        assert!(found.holes[0].at.iter().all(|at| at.abs() <= 0.5), "{:?}", found.holes);
        let line = Points::new(vec![0.0; 4], 1).unwrap();
        assert!(plane(&line, 16, 4.0, [0.0, 0.0]).is_err());
    }
}
