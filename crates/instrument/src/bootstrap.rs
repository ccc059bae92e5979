//! How far a measure would stray if other points had been drawn: its values over points drawn anew from those there
//! are, with replacement (Efron 1979).

use rand::RngExt;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::limits::{BOOTSTRAP_LEVEL, BOOTSTRAP_RESAMPLES};
use crate::work::{PART, Work};

/// A measure of two sets of points, made ready to be asked often.
pub trait Measure {
    /// Between which its values are.
    const RANGE: [f64; 2];

    /// Points of each set.
    fn points(&self) -> [usize; 2];

    /// Multiplications and additions of one value.
    fn cost(&self) -> usize;

    /// Its value where each point counts as often as its weight says; at least two points of a set of two or more have
    /// one.
    fn weighted(&self, weights: [&[f64]; 2]) -> f64;

    /// Its value for the points as they are.
    fn value(&self) -> f64 {
        let [first, second] = self.points().map(|points| vec![1.0; points]);
        self.weighted([&first, &second])
    }
}

/// How often points are drawn anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct BootstrapOptions {
    /// How often.
    pub resamples: usize,
    /// Share of the resampled values within the interval.
    pub level: f64,
    /// The same seed draws the same points.
    pub seed: u32,
}

impl Default for BootstrapOptions {
    fn default() -> Self {
        Self { resamples: 200, level: 0.95, seed: 0 }
    }
}

/// A measure with its interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// For the points as they are.
    pub value: f64,
    /// Percentiles of the resampled values, moved by `bias` and kept within the measure's range.
    pub low: f64,
    #[allow(missing_docs, reason = "said with `low`")]
    pub high: f64,
    /// By how much the resampled values lie above `value` in the mean. A resample has fewer different points, which
    /// alone makes a Frechet distance larger; the interval would else lie above the value.
    pub bias: f64,
    /// Points of each set that were compared.
    pub points: [usize; 2],
}

/// Makes an [`Estimate`].
pub struct Bootstrap<M> {
    measure: M,
    options: BootstrapOptions,
    random: ChaCha8Rng,
    values: Vec<f64>,
}

impl<M: Measure> Bootstrap<M> {
    /// Of a measure.
    ///
    /// # Errors
    /// When an option is out of range.
    pub fn new(measure: M, options: BootstrapOptions) -> Result<Self> {
        BOOTSTRAP_RESAMPLES.check(options.resamples as f64)?;
        BOOTSTRAP_LEVEL.check(options.level)?;
        let random = ChaCha8Rng::seed_from_u64(options.seed.into());
        Ok(Self { measure, options, random, values: Vec::new() })
    }

    /// How often each of so many points is drawn. One point alone, of several, makes no distribution and is drawn
    /// again.
    fn weights(&mut self, points: usize) -> Vec<f64> {
        loop {
            let mut weights = vec![0.0; points];
            for _ in 0..points {
                weights[self.random.random_range(0..points)] += 1.0;
            }
            if points < 2 || weights.iter().all(|&weight| weight < points as f64) {
                return weights;
            }
        }
    }

    fn estimate(&mut self) -> Estimate {
        let value = self.measure.value();
        let bias = self.values.iter().sum::<f64>() / self.values.len() as f64 - value;
        self.values.sort_by(f64::total_cmp);
        let tail = (1.0 - self.options.level) / 2.0;
        let [least, most] = M::RANGE;
        let bound = |share| (percentile(&self.values, share) - bias).clamp(least, most);
        let (low, high) = (bound(tail), bound(1.0 - tail));
        Estimate { value, low, high, bias, points: self.measure.points() }
    }
}

impl<M: Measure> Work for Bootstrap<M> {
    type Output = Estimate;

    fn advance(&mut self) -> Result<Option<Estimate>> {
        let [first, second] = self.measure.points();
        // Drawing a point costs some eight multiplications.
        let part = PART / (self.measure.cost() + 8 * (first + second)) + 1;
        for _ in 0..part.min(self.options.resamples - self.values.len()) {
            let (first, second) = (self.weights(first), self.weights(second));
            self.values.push(self.measure.weighted([&first, &second]));
        }
        let over = self.values.len() == self.options.resamples;
        Ok(over.then(|| self.estimate()))
    }

    fn done(&self) -> f64 {
        self.values.len() as f64 / self.options.resamples as f64
    }
}

/// Of sorted values, linear between them, as NumPy's.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::work::complete;

    /// The difference of two means.
    struct Difference([Vec<f64>; 2]);

    impl Measure for Difference {
        const RANGE: [f64; 2] = [-1.0, 1.0];
        fn points(&self) -> [usize; 2] {
            [self.0[0].len(), self.0[1].len()]
        }
        fn cost(&self) -> usize {
            self.0[0].len()
        }
        fn weighted(&self, weights: [&[f64]; 2]) -> f64 {
            let mean = |of: usize| {
                let sum: f64 = weights[of].iter().zip(&self.0[of]).map(|(w, v)| w * v).sum();
                sum / weights[of].iter().sum::<f64>()
            };
            mean(0) - mean(1)
        }
    }

    #[test]
    fn percentiles_are_linear_between_values() {
        assert_eq!(percentile(&[0.0, 1.0, 4.0], 0.75), 2.5);
        assert_eq!(percentile(&[0.0, 1.0, 4.0], 1.0), 4.0);
    }

    #[test]
    fn an_interval_of_means_is_as_wide_as_the_normal_ones() {
        // 200 and 400 coins: the difference's standard deviation is sqrt(0.25 / 200 + 0.25 / 400).
        let coins = |n: usize| (0..n).map(|i| (i % 2) as f64).collect();
        let options = BootstrapOptions { resamples: 2_000, level: 0.95, seed: 3 };
        let estimate = || {
            let measure = Difference([coins(200), coins(400)]);
            complete(Bootstrap::new(measure, options.clone()).unwrap()).unwrap()
        };
        let Estimate { value, low, high, bias, points } = estimate();
        let half = 1.96 * (0.25f64 / 200.0 + 0.25 / 400.0).sqrt();
        assert_eq!((value, points), (0.0, [200, 400]));
        assert!((low + half).abs() < 0.008 && (high - half).abs() < 0.008, "{low} {high} {half}");
        assert!(bias.abs() < 0.004);
        assert_eq!(estimate(), estimate());
    }

    #[test]
    fn one_point_and_options_out_of_range() {
        let of = |options| Bootstrap::new(Difference([vec![1.0], vec![0.0, 0.0]]), options);
        let options = BootstrapOptions::default();
        let one = complete(of(options.clone()).unwrap()).unwrap();
        assert_eq!((one.value, one.low, one.high), (1.0, 1.0, 1.0));
        let few = of(BootstrapOptions { resamples: 3, ..options.clone() });
        assert!(matches!(few.err(), Some(Error::OutOfRange { value: 3.0, .. })));
        assert!(of(BootstrapOptions { level: 1.0, ..options }).is_err());
    }
}
