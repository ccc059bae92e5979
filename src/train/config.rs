use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

const MAX_BATCH: usize = 4096;

/// What the optimiser does. Adam's other constants are the paper's (Kingma & Ba 2014):
/// beta1 0.9, beta2 0.999, epsilon 1e-8.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrainingConfig {
    /// Images a step.
    pub batch_size: usize,
    pub learning_rate: f64,
    /// Weight of the KL term (Higgins et al. 2017): loss = reconstruction + beta * KL.
    pub beta: f64,
}

impl TrainingConfig {
    /// # Errors
    /// [`Error::InvalidOption`] naming the first field out of range.
    pub fn validate(&self) -> Result<()> {
        if !(1..=MAX_BATCH).contains(&self.batch_size) {
            let allowed = format!("a whole number between 1 and {MAX_BATCH}");
            return Err(Error::option("The batch size", self.batch_size, allowed));
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= 1.0) {
            let allowed = "above 0 and at most 1";
            return Err(Error::option("The learning rate", self.learning_rate, allowed));
        }
        if !(0.0..=1000.0).contains(&self.beta) {
            return Err(Error::option("Beta", self.beta, "between 0 and 1000"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_out_of_range_by_name() {
        let good = TrainingConfig { batch_size: 64, learning_rate: 1e-3, beta: 1.0 };
        assert!(good.validate().is_ok());
        let refused = |config: TrainingConfig| config.validate().unwrap_err().to_string();
        let config = TrainingConfig { batch_size: 0, ..good.clone() };
        assert_eq!(
            refused(config),
            "The batch size is 0; it must be a whole number between 1 and 4096."
        );
        for learning_rate in [0.0, -0.1, 2.0, f64::NAN] {
            let config = TrainingConfig { learning_rate, ..good.clone() };
            assert!(refused(config).starts_with("The learning rate is"));
        }
        for beta in [-1.0, f64::INFINITY] {
            assert!(refused(TrainingConfig { beta, ..good.clone() }).starts_with("Beta is"));
        }
    }
}
