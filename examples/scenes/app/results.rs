//! What runs came to, a line of JSON each, so that a long bench goes on where it ended.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::measures::Measured;
use super::street::Followed;
use super::tiers::Tier;

/// Who finds objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Method {
    TrainedVae,
    Components,
    Likelihood,
    Templates,
    SceneVae,
}

impl Method {
    pub const ALL: [Self; 5] =
        [Self::TrainedVae, Self::SceneVae, Self::Components, Self::Likelihood, Self::Templates];

    pub fn title(self) -> &'static str {
        match self {
            Self::TrainedVae => "trained VAE, likelihood ratio",
            Self::Components => "connected components",
            Self::Likelihood => "trained VAE, raw likelihood",
            Self::Templates => "mean images of classes",
            Self::SceneVae => "scene VAE, 48 x 48",
        }
    }

    /// Whether runs with other training seeds differ.
    pub fn is_trained(self) -> bool {
        !matches!(self, Self::Components | Self::Templates)
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Work {
    /// A tier's scenes were searched.
    Scenes { tier: Tier, method: Method, scenes: usize },
    /// A street was followed.
    Street { frames: usize },
}

/// A run with its outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    pub work: Work,
    /// Of the model's training; 0 where none is trained.
    pub seed: u64,
    /// Of the scenes or the street.
    pub scene_seed: u64,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Outcome {
    Found { measured: Measured, rate: Option<f64> },
    Followed(Followed),
    Failed(String),
}

/// Those of a file, in their order; none where there is no file.
///
/// # Errors
/// When the file can't be read, naming the line.
pub fn read(path: &Path) -> Result<Vec<Run>, String> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let run = |(at, line): (usize, &str)| {
        serde_json::from_str(line)
            .map_err(|error| format!("{}, line {}: {error}", path.display(), at + 1))
    };
    text.lines().enumerate().map(run).collect()
}

/// Appends a run.
///
/// # Errors
/// When the file can't be written.
pub fn write(path: &Path, run: &Run) -> Result<(), String> {
    let line = serde_json::to_string(run).map_err(|error| error.to_string())?;
    let file = File::options().create(true).append(true).open(path);
    file.and_then(|mut file| writeln!(file, "{line}"))
        .map_err(|error| format!("{} can't be written: {error}", path.display()))
}
