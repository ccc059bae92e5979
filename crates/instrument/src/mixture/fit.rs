use std::sync::Arc;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use super::density::{Density, Terms};
use super::moments::Moments;
use super::start::{alike, lie_apart, mean_variance, some, spread_out};
use super::{Mixture, MixtureOptions};
use crate::error::{Error, Result};
use crate::lanes::{BLOCK, Block};
use crate::points::Points;
use crate::work::Work;

/// Points on which starts are compared.
const COMPARED: usize = 8192;
/// Iterations of Lloyd's algorithm after k-means++.
const LLOYD: usize = 5;
/// Products of a part of the work.
const PART: usize = 20_000_000;

/// A fitted mixture and how well it fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fit {
    /// What was fitted.
    pub mixture: Mixture,
    /// Mean over the points it was fitted to, in nats.
    pub log_likelihood: f64,
    /// Bayesian information criterion (Schwarz 1978) on them: less is better.
    pub bic: f64,
    /// Of expectation maximisation over all points.
    pub iterations: usize,
    /// Whether the last gained less than the tolerance.
    pub converged: bool,
}

/// Fits a mixture by expectation maximisation (Dempster, Laird & Rubin 1977). Starts are compared on a part of the
/// points where there are many; the best is followed on all.
pub struct FitWork {
    points: Arc<Points>,
    compared: Arc<Points>,
    /// Of the points compared, see [`mean_variance`].
    variance: f64,
    options: MixtureOptions,
    rng: ChaCha8Rng,
    /// Starts that are done, and the best.
    starts: usize,
    best: Option<Fit>,
    stage: Stage,
    pass: Pass,
}

#[derive(Clone, Copy)]
enum Stage {
    /// Lloyd's algorithm has done as many iterations.
    Lloyd(usize),
    /// Expectation maximisation has, and the last gave this mean log-likelihood.
    Maximise { done: usize, reached: f64 },
}

impl FitWork {
    /// # Errors
    /// As [`MixtureOptions::check`].
    pub fn new(points: Arc<Points>, options: MixtureOptions) -> Result<Self> {
        options.check(&points)?;
        let mut rng = ChaCha8Rng::seed_from_u64(options.seed.into());
        let compared = if points.len() > COMPARED {
            Arc::new(some(&points, COMPARED, &mut rng))
        } else {
            points.clone()
        };
        let variance = mean_variance(&compared);
        let pass = start(&compared, variance, &options, &mut rng);
        Ok(Self {
            points,
            compared,
            variance,
            options,
            rng,
            starts: 0,
            best: None,
            stage: Stage::Lloyd(0),
            pass,
        })
    }

    /// Follows one start on all points, such as the fit to them before they moved a little, and draws none by chance;
    /// as [`FitWork::new`] where the start has its components in one place, from which they would not part.
    ///
    /// # Errors
    /// As [`FitWork::new`], and when the start is not a mixture as the options say, in the points' space.
    pub fn warm(points: Arc<Points>, options: MixtureOptions, start: Mixture) -> Result<Self> {
        options.check(&points)?;
        let (found, expected) = (start.dimensions(), points.dimensions());
        if found != expected {
            return Err(Error::DifferentDimensions { found, expected });
        }
        if (start.components(), start.covariance) != (options.components, options.covariance) {
            return Err(Error::InvalidArgument {
                argument: "start".to_owned(),
                problem: "it has other components or covariances than the options ask for"
                    .to_owned(),
            });
        }
        let variance = mean_variance(&points);
        if !lie_apart(&start, variance) {
            return Self::new(points, options);
        }
        let moments = Moments::new(options.covariance, &start.means);
        Ok(Self {
            pass: Pass::new(points.clone(), start, moments, false),
            compared: points.clone(),
            points,
            variance,
            options: MixtureOptions { restarts: 1, ..options },
            rng: ChaCha8Rng::seed_from_u64(options.seed.into()),
            starts: 0,
            best: None,
            stage: FIRST,
        })
    }

    fn maximise(&mut self, points: Arc<Points>, mixture: Mixture, stage: Stage) {
        let moments = Moments::new(self.options.covariance, &mixture.means);
        self.pass = Pass::new(points, mixture, moments, false);
        self.stage = stage;
    }

    /// A start has come to an end, or the whole fit, which is then returned.
    fn settle(&mut self, fit: Fit) -> Option<Fit> {
        if self.starts == self.options.restarts {
            return Some(fit);
        }
        self.starts += 1;
        if self.best.as_ref().is_none_or(|best| fit.log_likelihood > best.log_likelihood) {
            self.best = Some(fit);
        }
        if self.starts < self.options.restarts {
            self.pass = start(&self.compared, self.variance, &self.options, &mut self.rng);
            self.stage = Stage::Lloyd(0);
            return None;
        }
        let best = self.best.take()?;
        if Arc::ptr_eq(&self.points, &self.compared) {
            return Some(best);
        }
        self.maximise(self.points.clone(), best.mixture, FIRST);
        None
    }
}

const FIRST: Stage = Stage::Maximise { done: 0, reached: f64::NEG_INFINITY };

impl Work for FitWork {
    type Output = Fit;

    fn advance(&mut self) -> Result<Option<Fit>> {
        if !self.pass.advance() {
            return Ok(None);
        }
        let moments = &self.pass.moments;
        match self.stage {
            Stage::Lloyd(done) if done < LLOYD => {
                let nearest = alike(moments.means(), self.variance);
                let moments = Moments::new(self.options.covariance, &nearest.means);
                self.pass = Pass::new(self.compared.clone(), nearest, moments, true);
                self.stage = Stage::Lloyd(done + 1);
            }
            Stage::Lloyd(_) => {
                let mixture = moments.mixture(self.options.regularisation);
                self.maximise(self.compared.clone(), mixture, FIRST);
            }
            Stage::Maximise { done, reached: before } => {
                let (done, reached) = (done + 1, self.pass.log_likelihood());
                let converged = (reached - before).abs() < self.options.tolerance;
                if converged || done == self.options.iterations {
                    let fit = self.pass.fit(done, converged);
                    return Ok(self.settle(fit));
                }
                let mixture = moments.mixture(self.options.regularisation);
                let points = self.pass.points.clone();
                self.maximise(points, mixture, Stage::Maximise { done, reached });
            }
        }
        Ok(None)
    }

    /// Takes some 20 iterations to be what a fit needs.
    fn done(&self) -> f64 {
        let within = match self.stage {
            Stage::Lloyd(_) => 0.0,
            Stage::Maximise { done, .. } => done as f64 / (done as f64 + 20.0),
        };
        let fits = if Arc::ptr_eq(&self.points, &self.compared) {
            self.options.restarts
        } else {
            self.options.restarts + 1
        };
        (self.starts as f64 + within) / fits as f64
    }
}

fn start(
    points: &Arc<Points>,
    variance: f64,
    options: &MixtureOptions,
    rng: &mut ChaCha8Rng,
) -> Pass {
    let nearest = alike(spread_out(points, options.components, rng), variance);
    let moments = Moments::new(options.covariance, &nearest.means);
    Pass::new(points.clone(), nearest, moments, true)
}

/// One way through the points: how likely a mixture makes them, and their moments by component.
struct Pass {
    points: Arc<Points>,
    mixture: Mixture,
    density: Density,
    moments: Moments,
    /// Each point counts for its likeliest component alone.
    hard: bool,
    at: usize,
    sum: f64,
    block: Block,
    terms: Terms,
}

impl Pass {
    fn new(points: Arc<Points>, mixture: Mixture, moments: Moments, hard: bool) -> Self {
        Self {
            density: Density::new(&mixture),
            block: Block::new(points.dimensions()),
            terms: Terms::new(mixture.components()),
            points,
            mixture,
            moments,
            hard,
            at: 0,
            sum: 0.0,
        }
    }

    /// Sees some points, and says whether all have been seen.
    fn advance(&mut self) -> bool {
        let dimensions = self.points.dimensions();
        let products = self.mixture.components() * dimensions * (dimensions + 4);
        let end = self.points.len().min(self.at + (PART / products).max(BLOCK));
        while self.at < end {
            self.block.load(&self.points, self.at);
            self.density.terms(&self.block, &mut self.terms);
            if self.hard {
                self.terms.harden();
            } else {
                self.terms.soften();
            }
            let densities = &self.terms.log_density[..self.block.count];
            self.sum += densities.iter().map(|&density| f64::from(density)).sum::<f64>();
            self.moments.add(&self.block, &self.terms.rows);
            self.at += self.block.count;
        }
        self.at == self.points.len()
    }

    fn log_likelihood(&self) -> f64 {
        self.sum / self.points.len() as f64
    }

    fn fit(&self, iterations: usize, converged: bool) -> Fit {
        let penalty = self.mixture.parameters() as f64 * (self.points.len() as f64).ln();
        Fit {
            mixture: self.mixture.clone(),
            log_likelihood: self.log_likelihood(),
            bic: penalty - 2.0 * self.sum,
            iterations,
            converged,
        }
    }
}
