use std::sync::Arc;

use serde::Serialize;

use super::{Fit, FitWork, MixtureOptions};
use crate::error::Result;
use crate::points::Points;
use crate::work::Work;

/// Mixtures of 1 component, 2, and so on, and which has the least BIC.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// Each number of components, from 1 on.
    pub fits: Vec<Fit>,
    /// Which of them has the least BIC.
    pub best: usize,
}

/// Chooses how many components a mixture has, from 1 to [`MixtureOptions::components`], by their BIC.
pub struct ChoiceWork {
    points: Arc<Points>,
    options: MixtureOptions,
    fits: Vec<Fit>,
    fit: FitWork,
}

impl ChoiceWork {
    /// # Errors
    /// As [`MixtureOptions::check`].
    pub fn new(points: Arc<Points>, options: MixtureOptions) -> Result<Self> {
        options.check(&points)?;
        let fit = FitWork::new(points.clone(), MixtureOptions { components: 1, ..options })?;
        Ok(Self { points, options, fits: Vec::new(), fit })
    }
}

impl Work for ChoiceWork {
    type Output = Choice;

    fn advance(&mut self) -> Result<Option<Choice>> {
        let Some(fit) = self.fit.advance()? else { return Ok(None) };
        let components = fit.mixture.components();
        self.fits.push(fit);
        if components == self.options.components {
            let fits = std::mem::take(&mut self.fits);
            let least = fits.iter().enumerate().min_by(|a, b| a.1.bic.total_cmp(&b.1.bic));
            let best = least.expect("one was fitted").0;
            return Ok(Some(Choice { fits, best }));
        }
        let options = MixtureOptions { components: components + 1, ..self.options };
        self.fit = FitWork::new(self.points.clone(), options)?;
        Ok(None)
    }

    /// A fit takes as long as it has components.
    fn done(&self) -> f64 {
        let (tried, all) = (self.fits.len() as f64, self.options.components as f64);
        let done = tried * (tried + 1.0) / 2.0 + self.fit.done() * (tried + 1.0);
        done / (all * (all + 1.0) / 2.0)
    }
}
