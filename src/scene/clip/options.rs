use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::limits;

/// The background VAE of a clip, and its training. What is left out when it is read has its default.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ClipOptions {
    /// Pixels of a frame's longer side as the model sees it; larger frames are shrunk.
    pub side: usize,
    /// Latent dimensions: the ways in which the light can change.
    pub latent: usize,
    /// Frames a step.
    pub batch_size: usize,
    /// At the start; it falls to nearly 0 over `steps`.
    pub learning_rate: f64,
    /// Over which the learning rate falls.
    pub steps: usize,
    /// Fixes initial weights, batches and noise.
    pub seed: u32,
}

impl Default for ClipOptions {
    fn default() -> Self {
        Self { side: 128, latent: 4, batch_size: 8, learning_rate: 0.01, steps: 400, seed: 42 }
    }
}

impl ClipOptions {
    /// # Errors
    /// Naming the first that is out of range.
    pub fn validate(&self) -> Result<()> {
        limits::CLIP_SIDE.check(self.side as f64)?;
        limits::CLIP_LATENT.check(self.latent as f64)?;
        limits::CLIP_BATCH_SIZE.check(self.batch_size as f64)?;
        limits::CLIP_LEARNING_RATE.check(self.learning_rate)?;
        limits::CLIP_STEPS.check(self.steps as f64)
    }
}
