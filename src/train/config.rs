use serde::{Deserialize, Serialize};

use super::{BetaSchedule, Objective, OptimizerConfig, RateSchedule};
use crate::error::{Error, Result};
use crate::limits;
use crate::model::{ModelConfig, Norm};

/// What a step minimises, and how. Every field can change between steps; what is left out when it is read has
/// its default: the ELBO, constant beta and learning rate, Adam with the paper's constants, no clipping.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "TrainingOptions"))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TrainingConfig {
    /// Images a step.
    pub batch_size: usize,
    /// Before its schedule.
    pub learning_rate: f64,
    /// Weight of the KL term (Higgins et al. 2017): loss = reconstruction + beta * KL.
    pub beta: f64,
    /// The loss of a step, with its constants.
    pub objective: Objective,
    /// What beta is multiplied with at each step.
    pub beta_schedule: BetaSchedule,
    /// What the learning rate is multiplied with at each step.
    pub rate_schedule: RateSchedule,
    /// How gradients change the weights.
    pub optimizer: OptimizerConfig,
    /// Longest gradient, all parameters together, at the mean loss of a batch; a longer one is shortened to it.
    pub clip_norm: Option<f64>,
}

impl Default for TrainingConfig {
    /// Batches of 64 and a learning rate of 0.001.
    fn default() -> Self {
        Self {
            batch_size: 64,
            learning_rate: 1e-3,
            beta: 1.0,
            objective: Objective::default(),
            beta_schedule: BetaSchedule::default(),
            rate_schedule: RateSchedule::default(),
            optimizer: OptimizerConfig::default(),
            clip_norm: None,
        }
    }
}

impl TrainingConfig {
    /// # Errors
    /// Naming the first field out of range.
    pub fn validate(&self) -> Result<()> {
        limits::BATCH_SIZE.check(self.batch_size as f64)?;
        limits::LEARNING_RATE.check(self.learning_rate)?;
        limits::BETA.check(self.beta)?;
        if let Some(norm) = self.clip_norm {
            limits::CLIP_NORM.check(norm)?;
        }
        self.objective.validate(self.batch_size)?;
        self.beta_schedule.validate()?;
        self.rate_schedule.validate()?;
        self.optimizer.validate()
    }
}

/// Whether a model can be trained so, where each alone is valid.
///
/// # Errors
/// Naming both, when batches are too small for the model's norm.
pub fn check_together(model: &ModelConfig, training: &TrainingConfig) -> Result<()> {
    check_batch(model.norm, training.batch_size)
}

pub(super) fn check_batch(norm: Norm, batch_size: usize) -> Result<()> {
    if batch_size >= norm.smallest_batch() {
        return Ok(());
    }
    let allowed = "at least 2, for batch norm compares the images of a batch; or take another norm";
    Err(Error::option("The batch size with batch norm", batch_size, allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_out_of_range_by_name() {
        let good = TrainingConfig::default();
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
        for norm in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let config = TrainingConfig { clip_norm: Some(norm), ..good.clone() };
            assert!(refused(config).starts_with("The largest norm of the gradient is"));
        }
        let objective = Objective::Iwae { samples: 0 };
        assert!(refused(TrainingConfig { objective, ..good.clone() }).contains("samples"));
        let beta_schedule = BetaSchedule::Linear { steps: 0 };
        assert!(refused(TrainingConfig { beta_schedule, ..good.clone() }).contains("warm-up"));
        let rate_schedule = RateSchedule::Cosine { steps: 0, floor: 0.0, warmup: 0 };
        assert!(refused(TrainingConfig { rate_schedule, ..good.clone() }).contains("cosine"));
        let optimizer = OptimizerConfig::Sgd { momentum: 1.0 };
        assert!(refused(TrainingConfig { optimizer, ..good }).contains("momentum"));
    }

    #[test]
    fn refuses_batch_norm_of_one_image() {
        let training = |batch_size| TrainingConfig { batch_size, ..TrainingConfig::default() };
        let model = |norm| ModelConfig { norm, ..ModelConfig::mlp(&[4], &[4], 2) };
        assert!(check_together(&model(Norm::Group), &training(1)).is_ok());
        assert!(check_together(&model(Norm::Batch), &training(2)).is_ok());
        assert_eq!(
            check_together(&model(Norm::Batch), &training(1)).unwrap_err().to_string(),
            "The batch size with batch norm is 1; it must be at least 2, for batch norm compares the images of a \
             batch; or take another norm."
        );
    }

    #[cfg(not(target_family = "wasm"))]
    #[test]
    fn what_is_left_out_has_its_default() {
        let read = |json: &str| serde_json::from_str::<TrainingConfig>(json);
        let short = r#"{"batchSize": 64, "learningRate": 0.001, "beta": 1}"#;
        assert_eq!(read(short).unwrap(), TrainingConfig::default());
        let full = r#"{"batchSize": 32, "learningRate": 0.01, "beta": 4,
            "objective": {"kind": "betaTcVae", "mutualInformation": 1, "totalCorrelation": 6,
                "dimensionWise": 1},
            "betaSchedule": {"kind": "cyclical", "period": 100, "ratio": 0.5},
            "rateSchedule": {"kind": "step", "every": 50, "factor": 0.1},
            "optimizer": {"kind": "adamW", "weightDecay": 0.02}, "clipNorm": 5}"#;
        let config = read(full).unwrap();
        assert_eq!(config.clip_norm, Some(5.0));
        let step = RateSchedule::Step { every: 50, factor: 0.1, warmup: 0 };
        assert_eq!(config.rate_schedule, step);
        let adam_w =
            OptimizerConfig::AdamW { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.02 };
        assert_eq!(config.optimizer, adam_w);
        assert_eq!(read(&serde_json::to_string(&config).unwrap()).unwrap(), config);
        let unknown = r#"{"batchSize": 64, "learningRate": 0.001, "beta": 1,
            "objective": {"kind": "iwae", "samples": 5, "draws": 5}}"#;
        assert!(read(unknown).unwrap_err().to_string().contains("unknown field `draws`"));
    }
}
