//! Logistic regression of several classes, with a penalty on the squares of its coefficients.

mod fit;
mod lbfgs;
mod objective;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::lanes::{BLOCK, Block, Row, combine, softmax};
use crate::limits::check_coordinates;
use crate::points::Points;

pub use fit::LogisticWork;

/// How a regression is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct LogisticOptions {
    /// Weight of the data against the penalty, as scikit-learn's `C`.
    pub strength: f64,
    /// Largest slope, of the mean loss, that counts as none.
    pub tolerance: f64,
    /// Of L-BFGS.
    pub iterations: usize,
}

impl Default for LogisticOptions {
    fn default() -> Self {
        Self { strength: 1.0, tolerance: 1e-4, iterations: 300 }
    }
}

/// A fitted regression. Its coefficients are of standardised dimensions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "LogisticModel"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Logistic {
    /// Of each dimension of the points it was fitted to.
    pub mean: Vec<f32>,
    /// One by the standard deviation of each dimension; 1 where that is 0.
    pub scale: Vec<f32>,
    /// How many classes there are, with those that no point has.
    pub classes: usize,
    /// The classes that some point has.
    pub present: Vec<usize>,
    /// Of each class present, `[dimensions]`.
    pub coefficients: Vec<Vec<f32>>,
    /// Of each class present.
    pub intercepts: Vec<f32>,
    /// Of L-BFGS.
    pub iterations: usize,
    /// Whether the slope fell below the tolerance.
    pub converged: bool,
}

impl Logistic {
    /// Whether its parts belong together, as those of a fit do; what comes from elsewhere may not.
    ///
    /// # Errors
    /// Which part has not as many numbers as there should be.
    pub fn check(&self) -> Result<()> {
        let (dimensions, present) = (self.mean.len(), self.present.len());
        let same = |what, found, expected| {
            if found == expected { Ok(()) } else { Err(Error::Count { what, found, expected }) }
        };
        same("scales of a regression", self.scale.len(), dimensions)?;
        same("classes with coefficients", self.coefficients.len(), present)?;
        same("intercepts of a regression", self.intercepts.len(), present)?;
        self.coefficients
            .iter()
            .try_for_each(|row| same("coefficients of a class", row.len(), dimensions))?;
        match self.present.iter().find(|&&class| class >= self.classes) {
            Some(&class) => {
                Err(Error::NoSuchClass { point: 0, label: class as i32, classes: self.classes })
            }
            None => Ok(()),
        }
    }

    /// Probability of each class given each point, `[points, classes]`.
    ///
    /// # Errors
    /// When the points have other dimensions than those it was fitted to, or a coordinate is too large.
    pub fn predict(&self, points: &Points) -> Result<Vec<f32>> {
        let (found, expected) = (points.dimensions(), self.mean.len());
        if found != expected {
            return Err(Error::DifferentDimensions { found, expected });
        }
        check_coordinates(points)?;
        let mut shares = vec![0.0; points.len() * self.classes];
        let mut block = Block::new(expected);
        let mut rows: Vec<Row> = vec![[0.0; BLOCK]; self.present.len()];
        for start in (0..points.len()).step_by(BLOCK) {
            block.load_scaled(points, start, &self.mean, &self.scale);
            for ((row, weights), &intercept) in
                rows.iter_mut().zip(&self.coefficients).zip(&self.intercepts)
            {
                combine(&block.rows, weights, intercept, row);
            }
            softmax(&mut rows);
            let out = shares[start * self.classes..].chunks_exact_mut(self.classes);
            for (lane, out) in out.take(block.count).enumerate() {
                for (&class, row) in self.present.iter().zip(&rows) {
                    out[class] = row[lane];
                }
            }
        }
        Ok(shares)
    }
}
