use std::fs;
use std::path::Path;

use serde::Deserialize;
use vae_playground::model::ModelConfig;
use vae_playground::train::TrainingConfig;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    pub model: ModelConfig,
    pub training: TrainingConfig,
    pub seed: u64,
    pub epochs: usize,
    /// Without it, a fifth; of the digits, scikit-learn's own test images.
    pub test_fraction: Option<f64>,
}

impl Settings {
    pub fn read(path: &Path) -> Result<Self, String> {
        let place = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(path).map_err(|error| place(&error))?;
        let settings: Self = serde_json::from_str(&text).map_err(|error| place(&error))?;
        settings.model.validate().map_err(|error| place(&error))?;
        settings.training.validate().map_err(|error| place(&error))?;
        Ok(settings)
    }
}
