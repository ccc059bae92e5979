//! Which latent dimension follows which factor of the data: mutual information, and the gap between the best and the
//! second (MIG: Chen et al. 2018, "Isolating Sources of Disentanglement in VAEs").

use std::sync::Arc;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::limits::INFORMATION_BINS;
use crate::points::{Labels, Points};
use crate::work::{PART, Work};

/// What is known of each point.
#[derive(Debug, Clone, PartialEq)]
pub enum Factor {
    /// A class, where it is known.
    Classes(Labels),
    /// A number, which is binned as the dimensions are; one that is not finite is not known.
    Values(Vec<f32>),
}

/// How numbers are made discrete.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct InformationOptions {
    /// Equally wide bins between the least and the greatest value; 20 is the usual number of the estimate.
    pub bins: usize,
}

impl Default for InformationOptions {
    fn default() -> Self {
        Self { bins: 20 }
    }
}

/// What the dimensions say of one factor.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FactorInformation {
    /// Points of which it is known.
    pub points: usize,
    /// Of the factor, in nats.
    pub entropy: f64,
    /// Mutual information with each dimension as a share of the entropy, `[dimensions]`; 0 throughout where the factor
    /// never changes. With few points it is above 0 by chance.
    pub shares: Vec<f64>,
    /// The greatest share that a dimension has of the factor shuffled among the points, of which none tells anything.
    pub chance: f64,
    /// The dimension with the most.
    pub best: usize,
    /// By how much its share is above the second's (above 0 in a space of one dimension); none where the factor never
    /// changes.
    pub gap: Option<f64>,
}

/// What the dimensions say of all factors.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Information {
    /// In the order they were given.
    pub factors: Vec<FactorInformation>,
    /// The mutual information gap, MIG: the mean of the factors' gaps; none where no factor has one.
    pub gap: Option<f64>,
}

/// Measures [`Information`], dimension by dimension.
pub struct InformationWork {
    points: Arc<Points>,
    bins: usize,
    factors: Vec<Discrete>,
    dimension: usize,
    shares: Vec<Vec<f64>>,
    chances: Vec<f64>,
}

/// A factor made discrete.
struct Discrete {
    codes: Vec<Option<usize>>,
    shuffled: Vec<Option<usize>>,
    kinds: usize,
    known: usize,
    entropy: f64,
}

impl InformationWork {
    /// Of points and what is known of each.
    ///
    /// # Errors
    /// When a factor is not given for each point or known of none, or the bins are out of range.
    pub fn new(
        points: Arc<Points>,
        factors: &[Factor],
        options: &InformationOptions,
    ) -> Result<Self> {
        let bins = options.bins;
        INFORMATION_BINS.check(bins as f64)?;
        let factors: Vec<_> =
            factors.iter().map(|factor| discrete(factor, &points, bins)).collect::<Result<_>>()?;
        let (shares, chances) = (vec![Vec::new(); factors.len()], vec![0.0; factors.len()]);
        Ok(Self { points, bins, factors, dimension: 0, shares, chances })
    }

    fn measure(&mut self) {
        let column = self.points.iter().map(|point| point[self.dimension]);
        let codes = binned(&column.collect::<Vec<_>>(), self.bins);
        let found = self.shares.iter_mut().zip(&mut self.chances);
        for (factor, (shares, chance)) in self.factors.iter().zip(found) {
            shares.push(factor.share(&factor.codes, &codes, self.bins));
            *chance = chance.max(factor.share(&factor.shuffled, &codes, self.bins));
        }
        self.dimension += 1;
    }

    fn information(&mut self) -> Information {
        let found = std::mem::take(&mut self.shares).into_iter().zip(&self.chances);
        let factors: Vec<_> = self
            .factors
            .iter()
            .zip(found)
            .map(|(factor, (shares, &chance))| factor.information(shares, chance))
            .collect();
        let gaps: Vec<f64> = factors.iter().filter_map(|factor| factor.gap).collect();
        let gap = (!gaps.is_empty()).then(|| gaps.iter().sum::<f64>() / gaps.len() as f64);
        Information { factors, gap }
    }
}

impl Work for InformationWork {
    type Output = Information;

    fn advance(&mut self) -> Result<Option<Information>> {
        // A point is read, binned and counted twice for each factor, at some ten operations each.
        let cost = 10 * self.points.len() * (2 * self.factors.len() + 2);
        for _ in 0..PART / cost.max(1) + 1 {
            if self.dimension == self.points.dimensions() {
                return Ok(Some(self.information()));
            }
            self.measure();
        }
        Ok(None)
    }

    fn done(&self) -> f64 {
        self.dimension as f64 / self.points.dimensions() as f64
    }
}

impl Discrete {
    /// The mutual information of its codes, or the shuffled ones, with a discrete dimension, as a share of the entropy.
    fn share(&self, own: &[Option<usize>], codes: &[Option<usize>], bins: usize) -> f64 {
        if self.entropy == 0.0 {
            return 0.0;
        }
        let mut both = vec![0u32; bins * self.kinds];
        let mut alone = vec![0u32; bins];
        for (code, own) in codes.iter().zip(own) {
            if let (&Some(code), &Some(own)) = (code, own) {
                both[code * self.kinds + own] += 1;
                alone[code] += 1;
            }
        }
        // I(z; v) = H(z) + H(v) - H(z, v); rounding must not make it negative.
        let information = entropy(&alone) + self.entropy - entropy(&both);
        (information / self.entropy).clamp(0.0, 1.0)
    }

    fn information(&self, shares: Vec<f64>, chance: f64) -> FactorInformation {
        let most = |but: Option<usize>| {
            let others = shares.iter().enumerate().filter(|(at, _)| Some(*at) != but);
            // The first of equal ones.
            others.rev().max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, &share)| (at, share))
        };
        let (best, share) = most(None).unwrap_or_default();
        let second = most(Some(best)).map_or(0.0, |(_, share)| share);
        let gap = (self.entropy > 0.0).then_some(share - second);
        FactorInformation { points: self.known, entropy: self.entropy, shares, chance, best, gap }
    }
}

fn discrete(factor: &Factor, points: &Points, bins: usize) -> Result<Discrete> {
    let (codes, kinds): (Vec<_>, _) = match factor {
        Factor::Classes(labels) => {
            labels.belong_to(points)?;
            (labels.iter().collect(), labels.classes())
        }
        Factor::Values(values) => {
            let (found, expected) = (values.len(), points.len());
            if found != expected {
                return Err(Error::Count { what: "values of a factor", found, expected });
            }
            (binned(values, bins), bins)
        }
    };
    let mut counts = vec![0u32; kinds];
    codes.iter().flatten().for_each(|&code| counts[code] += 1);
    let known = codes.iter().flatten().count();
    if known == 0 {
        return Err(Error::TooFewPoints {
            what: "A factor that is known",
            points: known,
            least: 1,
        });
    }
    let mut shuffled = codes.clone();
    shuffled.shuffle(&mut ChaCha8Rng::seed_from_u64(0));
    Ok(Discrete { codes, shuffled, kinds, known, entropy: entropy(&counts) })
}

/// The bin of each finite value, of equally wide ones between the least and the greatest; the first of all where these
/// are equal.
fn binned(values: &[f32], bins: usize) -> Vec<Option<usize>> {
    let finite = || values.iter().filter(|value| value.is_finite()).map(|&value| f64::from(value));
    let (low, high) =
        (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
    let width = (high - low) / bins as f64;
    let bin = |value: f32| {
        let place = if width > 0.0 { (f64::from(value) - low) / width } else { 0.0 };
        value.is_finite().then(|| (place as usize).min(bins - 1))
    };
    values.iter().map(|&value| bin(value)).collect()
}

/// Of counts, in nats; exactly 0 where one has all.
fn entropy(counts: &[u32]) -> f64 {
    let total = f64::from(counts.iter().sum::<u32>());
    let present = counts.iter().filter(|&&count| count > 0).map(|&count| f64::from(count) / total);
    present.map(|share| -share * share.ln()).sum::<f64>().max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::complete;

    fn of(points: &[f32], dimensions: usize, factors: &[Factor]) -> Result<Information> {
        let points = Arc::new(Points::new(points.to_vec(), dimensions).unwrap());
        complete(InformationWork::new(points, factors, &InformationOptions { bins: 4 })?)
    }

    fn classes(values: &[i32]) -> Factor {
        Factor::Classes(Labels::new(values.to_vec(), 2).unwrap())
    }

    #[test]
    fn a_dimension_that_is_the_factor_has_all_and_another_half() {
        // The first dimension is the class; the second tells it where it is 0 or 3, and not where it is 1:
        // H(v | z) = 4/8 ln 2.
        let points =
            [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 9.0, 1.0, 9.0, 1.0, 9.0, 3.0, 9.0, 3.0];
        let measured = of(&points, 2, &[classes(&[0, 0, 0, 0, 1, 1, 1, 1])]).unwrap();
        let factor = &measured.factors[0];
        assert!((factor.entropy - 2f64.ln()).abs() < 1e-12);
        assert!((factor.shares[0] - 1.0).abs() < 1e-12 && (factor.shares[1] - 0.5).abs() < 1e-12);
        assert_eq!((factor.best, factor.points), (0, 8));
        assert!((measured.gap.unwrap() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let points = [0.0, 1.0, 2.0, 3.0, 1.5];
        let factors =
            [classes(&[0, 0, 1, 1, -1]), Factor::Values(vec![5.0, 5.0, 8.0, 8.0, f32::NAN])];
        let measured = of(&points, 1, &factors).unwrap();
        for factor in &measured.factors {
            assert_eq!(factor.points, 4);
            assert!((factor.gap.unwrap() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_factor_that_never_changes_has_no_gap() {
        let measured = of(&[0.0, 1.0], 1, &[classes(&[1, 1]), classes(&[0, 1])]).unwrap();
        assert_eq!(measured.factors[0].gap, None);
        assert_eq!(measured.factors[0].shares, [0.0]);
        assert!((measured.gap.unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(of(&[0.0, 1.0], 1, &[]).unwrap().gap, None);
        let equal = of(&[2.0, 2.0], 1, &[classes(&[0, 1])]).unwrap();
        assert_eq!(equal.gap, Some(0.0));
    }

    #[test]
    fn chance_is_all_in_few_points_and_little_in_many() {
        // Each point has a bin to itself, so that any labels are told by it.
        let few = of(&[0.0, 1.0, 2.0, 3.0], 1, &[classes(&[0, 0, 1, 1])]).unwrap();
        assert!((few.factors[0].chance - 1.0).abs() < 1e-12);
        // By chance (4 - 1) (2 - 1) / 2n nats are expected (Miller 1955), and the class is the first dimension.
        let points: Vec<f32> = (0..4000).map(|at| ((at / 2) % 4) as f32).collect();
        let labels: Vec<i32> = (0..4000).map(|at| (at / 2) % 4 / 2).collect();
        let many = of(&points, 1, &[classes(&labels)]).unwrap();
        let expected = 3.0 / 8000.0 / 2f64.ln();
        assert!((many.factors[0].shares[0] - 1.0).abs() < 1e-12);
        let chance = many.factors[0].chance;
        assert!(chance > 0.0 && chance < 10.0 * expected, "{chance} {expected}");
    }

    #[test]
    fn factors_that_do_not_match_are_refused() {
        let count = Error::Count { what: "values of a factor", found: 1, expected: 2 };
        assert_eq!(of(&[0.0, 1.0], 1, &[Factor::Values(vec![1.0])]), Err(count));
        let labels = Error::LabelCount { labels: 3, points: 2 };
        assert_eq!(of(&[0.0, 1.0], 1, &[classes(&[0, 1, 1])]), Err(labels));
        let unknown = of(&[0.0, 1.0], 1, &[classes(&[-1, -1])]);
        assert!(matches!(unknown, Err(Error::TooFewPoints { points: 0, .. })));
    }
}
