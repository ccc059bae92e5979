use std::sync::Arc;

use super::lbfgs::Lbfgs;
use super::objective::Objective;
use super::{Logistic, LogisticOptions};
use crate::error::{Error, Result};
use crate::limits::{
    LOGISTIC_ITERATIONS, LOGISTIC_STRENGTH, LOGISTIC_TOLERANCE, check_coordinates,
};
use crate::points::{Labels, Points};
use crate::work::Work;

/// Fits a logistic regression to the labelled points: the least of the mean cross-entropy and a penalty, the
/// intercepts free of it (scikit-learn's `LogisticRegression` on standardised dimensions).
pub struct LogisticWork {
    objective: Objective,
    search: Lbfgs,
    options: LogisticOptions,
    classes: usize,
    present: Vec<usize>,
}

impl LogisticWork {
    /// # Errors
    /// When an option is out of its range, the labels don't belong to the points, fewer than two classes have a point,
    /// or a coordinate is too large.
    pub fn new(points: Arc<Points>, labels: &Labels, options: LogisticOptions) -> Result<Self> {
        LOGISTIC_STRENGTH.check(options.strength)?;
        LOGISTIC_TOLERANCE.check(options.tolerance)?;
        LOGISTIC_ITERATIONS.check(options.iterations as f64)?;
        labels.belong_to(&points)?;
        check_coordinates(&points)?;
        let members = labels.by_class();
        let classes = labels.classes();
        let present: Vec<usize> = (0..classes).filter(|&at| !members[at].is_empty()).collect();
        if present.len() < 2 {
            let what = "a logistic regression";
            return Err(Error::TooFewClasses { what, classes: present.len() });
        }
        let known: Vec<usize> =
            (0..points.len()).filter(|&point| labels.get(point).is_some()).collect();
        let targets = labels.iter().flatten().map(|class| {
            // Present classes ascend, and every label is one of them.
            present.partition_point(|&other| other < class)
        });
        let targets = targets.collect();
        let points = if known.len() == points.len() { points } else { points.select(known).into() };
        let objective = Objective::new(points, targets, present.len(), options.strength);
        let search = Lbfgs::new(vec![0.0; objective.unknowns()]);
        Ok(Self { objective, search, options, classes, present })
    }

    fn output(&self, converged: bool) -> Logistic {
        let length = self.objective.mean.len() + 1;
        let place: Vec<f32> = self.search.place().iter().map(|&x| x as f32).collect();
        let rows = place.chunks_exact(length);
        Logistic {
            mean: self.objective.mean.clone(),
            scale: self.objective.scale.clone(),
            classes: self.classes,
            present: self.present.clone(),
            coefficients: rows.clone().map(|row| row[..length - 1].to_vec()).collect(),
            intercepts: rows.map(|row| row[length - 1]).collect(),
            iterations: self.search.iterations(),
            converged,
        }
    }
}

impl Work for LogisticWork {
    type Output = Logistic;

    fn advance(&mut self) -> Result<Option<Logistic>> {
        let Some((loss, slope)) = self.objective.advance(self.search.asked()) else {
            return Ok(None);
        };
        let goes_on = self.search.tell(loss, &slope);
        let converged = self.search.steepest() <= self.options.tolerance;
        let finished = converged || !goes_on || self.search.iterations() >= self.options.iterations;
        Ok(finished.then(|| self.output(converged)))
    }

    /// Takes some 50 iterations to be what a fit needs.
    fn done(&self) -> f64 {
        let iterations = self.search.iterations() as f64 + self.objective.seen();
        iterations / (iterations + 50.0)
    }
}
