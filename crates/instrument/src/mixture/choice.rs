use std::sync::Arc;

use serde::Serialize;

use super::{Fit, FitWork, MixtureOptions};
use crate::error::Result;
use crate::points::Points;
use crate::work::Work;

/// How well a number of components fits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    /// How many.
    pub components: usize,
    /// As [`Fit::log_likelihood`].
    pub log_likelihood: f64,
    /// As [`Fit::bic`].
    pub bic: f64,
}

/// Mixtures of 1 component, 2, and so on, and which has the least BIC.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// Each number of components, from 1 on.
    pub curve: Vec<Tried>,
    /// The fit with the least BIC.
    pub best: Fit,
}

/// Chooses how many components a mixture has, from 1 to [`MixtureOptions::components`], by their BIC.
pub struct ChoiceWork {
    points: Arc<Points>,
    options: MixtureOptions,
    curve: Vec<Tried>,
    best: Option<Fit>,
    fit: FitWork,
}

impl ChoiceWork {
    /// # Errors
    /// As [`MixtureOptions::check`].
    pub fn new(points: Arc<Points>, options: MixtureOptions) -> Result<Self> {
        options.check(&points)?;
        let fit = FitWork::new(points.clone(), MixtureOptions { components: 1, ..options })?;
        Ok(Self { points, options, curve: Vec::new(), best: None, fit })
    }

    /// Numbers of components tried, so far.
    pub fn curve(&self) -> &[Tried] {
        &self.curve
    }
}

impl Work for ChoiceWork {
    type Output = Choice;

    fn advance(&mut self) -> Result<Option<Choice>> {
        let Some(fit) = self.fit.advance()? else { return Ok(None) };
        let components = fit.mixture.components();
        let Fit { log_likelihood, bic, .. } = fit;
        self.curve.push(Tried { components, log_likelihood, bic });
        let best = match self.best.take() {
            Some(best) if best.bic <= bic => best,
            _ => fit,
        };
        if components == self.options.components {
            return Ok(Some(Choice { curve: std::mem::take(&mut self.curve), best }));
        }
        self.best = Some(best);
        let options = MixtureOptions { components: components + 1, ..self.options };
        self.fit = FitWork::new(self.points.clone(), options)?;
        Ok(None)
    }

    /// A fit takes as long as it has components.
    fn done(&self) -> f64 {
        let (tried, all) = (self.curve.len() as f64, self.options.components as f64);
        let done = tried * (tried + 1.0) / 2.0 + self.fit.done() * (tried + 1.0);
        done / (all * (all + 1.0) / 2.0)
    }
}
