use std::sync::Arc;

use serde::Serialize;

use super::{Fit, FitWork, MixtureOptions};
use crate::error::{Error, Result};
use crate::points::{Labels, Points};
use crate::work::Work;

/// A mixture of each class's own, and how common the class is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PerClass {
    /// Share of the labelled points; 0 for a class that has none.
    pub priors: Vec<f64>,
    /// None for a class without points.
    pub fits: Vec<Option<Fit>>,
}

impl PerClass {
    /// Probability of each class given each point, by Bayes' rule, `[points, classes]`.
    ///
    /// # Errors
    /// As [`super::Mixture::log_density`].
    pub fn posterior(&self, points: &Points) -> Result<Vec<f32>> {
        let classes = self.priors.len();
        let mut logs = vec![f64::NEG_INFINITY; points.len() * classes];
        for (class, (fit, prior)) in self.fits.iter().zip(&self.priors).enumerate() {
            let Some(fit) = fit else { continue };
            let densities = fit.mixture.log_density(points)?;
            for (row, density) in logs.chunks_exact_mut(classes).zip(densities) {
                row[class] = prior.ln() + density;
            }
        }
        for row in logs.chunks_exact_mut(classes) {
            let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            row.iter_mut().for_each(|log| *log = (*log - largest).exp());
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|share| *share /= sum);
        }
        Ok(logs.into_iter().map(|share| share as f32).collect())
    }
}

/// Fits a mixture to each class by itself. A class of fewer points than components gets as many as it has points.
pub struct PerClassWork {
    members: Vec<Arc<Points>>,
    options: MixtureOptions,
    fits: Vec<Option<Fit>>,
    fit: Option<FitWork>,
}

impl PerClassWork {
    /// # Errors
    /// When the labels don't belong to the points, no point has one, or as [`MixtureOptions::check`].
    pub fn new(points: &Points, labels: &Labels, options: MixtureOptions) -> Result<Self> {
        labels.belong_to(points)?;
        let members: Vec<_> =
            labels.by_class().into_iter().map(|members| Arc::new(points.select(members))).collect();
        if members.iter().all(|members| members.is_empty()) {
            return Err(Error::TooFewPoints {
                what: "a mixture for each class, which is fitted to labelled points,",
                points: 0,
                least: 1,
            });
        }
        Ok(Self { members, options, fits: Vec::new(), fit: None })
    }

    fn output(&mut self) -> PerClass {
        let counts = self.members.iter().map(|members| members.len() as f64);
        let total: f64 = counts.clone().sum();
        PerClass {
            priors: counts.map(|count| count / total).collect(),
            fits: std::mem::take(&mut self.fits),
        }
    }
}

impl Work for PerClassWork {
    type Output = PerClass;

    fn advance(&mut self) -> Result<Option<PerClass>> {
        let Some(members) = self.members.get(self.fits.len()) else {
            return Ok(Some(self.output()));
        };
        if members.is_empty() {
            self.fits.push(None);
            return Ok(None);
        }
        let fit = match &mut self.fit {
            Some(fit) => fit,
            none => {
                let components = self.options.components.min(members.len());
                let options = MixtureOptions { components, ..self.options };
                none.insert(FitWork::new(members.clone(), options)?)
            }
        };
        if let Some(fit) = fit.advance()? {
            self.fits.push(Some(fit));
            self.fit = None;
        }
        Ok(None)
    }

    fn done(&self) -> f64 {
        let within = self.fit.as_ref().map_or(0.0, FitWork::done);
        (self.fits.len() as f64 + within) / self.members.len() as f64
    }
}
