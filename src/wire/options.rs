use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::ModelConfig;
use crate::train::TrainingConfig;

/// A model and its training. What is left out is the reference network for 8x8 digits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct SessionOptions {
    /// The network.
    pub model: ModelConfig,
    /// How it is trained.
    pub training: TrainingConfig,
    /// Fixes initial weights, batch order and noise.
    pub seed: u32,
}

impl Default for SessionOptions {
    fn default() -> Self {
        Self { model: ModelConfig::default(), training: TrainingConfig::default(), seed: 42 }
    }
}

impl SessionOptions {
    /// # Errors
    /// Naming the first option that is out of range.
    pub fn validate(&self) -> Result<()> {
        self.model.validate()?;
        self.training.validate()
    }
}
