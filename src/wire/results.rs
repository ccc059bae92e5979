//! What commands give.

use serde::Serialize;

use super::SessionOptions;
use crate::inside::{StepRecord, UnitStatistics};
use crate::latent::Statistics;
use crate::model::{Plan, TensorPlan};
use crate::scene::clip::{ClipLosses, ClipOptions};
use crate::scene::vae::{SceneLosses, SceneOptions};
use crate::scene::{Detections, Tiles};
use crate::train::Losses;

/// What was set up, and the options that are in force now, complete.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Setup {
    /// As the engine completed them.
    pub options: SessionOptions,
    /// Trainable parameters.
    pub parameters: u64,
    /// Bytes that training will hold beside the data, an estimate.
    pub training_bytes: u64,
    /// Whether a checkpoint of the model is small enough to be read again.
    pub savable: bool,
    /// Optimiser steps an epoch.
    pub steps_per_epoch: usize,
}

/// What a training call did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Trained {
    /// Steps taken in this call.
    pub steps: usize,
    /// Steps since the last reset.
    pub step: usize,
    /// Epochs completed, a fraction while inside one.
    pub epoch: f64,
    /// Whether the last step ended an epoch.
    pub epoch_ended: bool,
    /// Training images seen in this call.
    pub images: usize,
    /// Mean over the batches since the last call.
    pub losses: Losses,
}

/// What came out of a checkpoint.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Loaded {
    /// Steps since the last reset.
    pub step: usize,
    /// Epochs completed, a fraction while inside one.
    pub epoch: f64,
    #[allow(missing_docs, reason = "its type says it")]
    pub setup: Setup,
}

/// A place in training.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Place {
    /// Steps since the last reset.
    pub step: usize,
    /// Epochs completed, a fraction while inside one.
    pub epoch: f64,
}

/// A job that has begun.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct JobStarted {
    /// What it is called from now on.
    pub id: u32,
    /// Parts it has, such as images to measure.
    pub total: usize,
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct JobState {
    /// Parts that are done.
    pub done: usize,
    /// Parts in all.
    pub total: usize,
    /// What the parts that are done give; `null` before there is something.
    pub result: Option<JobResult>,
}

/// What a job gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum JobResult {
    #[allow(missing_docs, reason = "its type says it")]
    Statistics(Statistics),
    #[allow(missing_docs, reason = "its type says it")]
    Units(UnitStatistics),
    #[allow(missing_docs, reason = "its type says it")]
    Detections(Detections),
    #[allow(missing_docs, reason = "its type says it")]
    Tiles(Tiles),
}

/// A session that was opened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SessionInfo {
    /// As the engine completed them.
    pub options: SessionOptions,
    /// What the driver calls the device's hardware; empty where it does not tell.
    pub adapter: String,
    /// Most bytes of one tensor on the device.
    pub largest_buffer: u64,
}

/// What a model is made of, and what it takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Structure {
    #[allow(missing_docs, reason = "its type says it")]
    pub plan: Plan,
    /// Trainable parameters.
    pub parameters: u64,
    /// Bytes that training will hold beside the data, an estimate.
    pub training_bytes: u64,
}

/// A step that was taken while it was looked at; large arrays cross beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// As of any other step.
    pub trained: Trained,
    #[allow(missing_docs, reason = "its type says it")]
    pub step: StepRecord,
}

/// A block's parameters in a recorded step; their values cross beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedBlock {
    /// Weight, bias, gamma and beta, one after another in each of the three.
    pub tensors: Vec<TensorPlan>,
    /// Before the step.
    pub before: Vec<f32>,
    /// The loss's, before any clipping.
    pub gradient: Vec<f32>,
    /// After the step.
    pub after: Vec<f32>,
}

/// A scene VAE that was set up or loaded.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SceneSetup {
    /// As the engine completed them.
    pub options: SceneOptions,
    /// Trainable parameters.
    pub parameters: usize,
    /// Rows and columns of cells.
    pub grid: [usize; 2],
    /// Steps on dreams before those on the scenes; 0 where there is nothing to dream of.
    pub dreams: usize,
    /// Steps so far.
    pub step: usize,
}

/// What training a scene VAE did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SceneTrained {
    /// Steps so far, those on dreams included.
    pub step: usize,
    /// Whether the last step was one on dreams.
    pub dreaming: bool,
    /// Mean over the steps since the last call.
    pub losses: SceneLosses,
    /// Negative ELBO of the scenes held out at the best weights so far; `null` before they were looked at.
    pub best: Option<f32>,
}

/// A background VAE that was set up.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClipSetup {
    /// As the engine completed them.
    pub options: ClipOptions,
    /// Height, width and channels of frames as it sees them.
    pub size: [usize; 3],
    /// Trainable parameters.
    pub parameters: usize,
}

/// What training a background VAE did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClipTrained {
    /// Steps so far.
    pub step: usize,
    /// Mean over the steps since the last call.
    pub losses: ClipLosses,
}
