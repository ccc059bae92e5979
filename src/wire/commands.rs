//! The arguments of commands. Numbers are taken as JavaScript has them, so that what is out of range can be told;
//! large arrays come beside them (see `crate::bindings`).

use serde::{Deserialize, Serialize};

use super::SessionOptions;
use crate::data::Split;
use crate::inside::{Edit, SaliencyOf};
use crate::scene::DetectOptions;
use crate::scene::clip::ClipOptions;
use crate::scene::vae::SceneOptions;

/// Images, whose values come beside this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetData {
    /// `[count, height, width, channels]`
    pub shape: [f64; 4],
    /// Rows held out of training.
    #[serde(default)]
    pub test_rows: Option<Vec<u32>>,
    /// Of the model that begins on them; those in force where there are none.
    #[serde(default)]
    pub options: Option<SessionOptions>,
}

/// At most so many optimiser steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainSteps {
    #[allow(missing_docs, reason = "the struct says it")]
    pub steps: f64,
}

/// Which part of the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluate {
    #[allow(missing_docs, reason = "the struct says it")]
    pub split: Split,
}

/// Rows of the data, all of them where none are given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Embed {
    #[allow(missing_docs, reason = "the struct says it")]
    #[serde(default)]
    pub rows: Option<Vec<u32>>,
}

/// Rows of the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reconstruct {
    #[allow(missing_docs, reason = "the struct says it")]
    pub rows: Vec<u32>,
}

/// So many draws of the prior.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    #[allow(missing_docs, reason = "the struct says it")]
    pub count: f64,
}

/// A grid over two latent dimensions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifold {
    /// Images each way.
    pub size: f64,
    /// It reaches from `-extent` to `extent`.
    pub extent: f64,
    /// The horizontal and the vertical dimension; one row where they are the same.
    pub dimensions: [f64; 2],
}

/// The line between the posterior means of two rows of the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interpolate {
    /// The row it begins at.
    pub from: f64,
    /// The row it ends at.
    pub to: f64,
    /// Images, both ends included.
    pub steps: f64,
}

/// A command whose only argument, if any, comes beside this.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Which weights a checkpoint is to have.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Save {
    /// Those that were kept last, in place of the model's own.
    #[serde(default)]
    pub kept: bool,
}

/// How to take a checkpoint, whose bytes come beside this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Load {
    /// Start anew with its weights, on any images of its size.
    #[serde(default)]
    pub weights_only: bool,
    /// In place of the batch size that it was trained with.
    #[serde(default)]
    pub batch_size: Option<f64>,
}

/// Long work that goes on in parts while training does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum JobRequest {
    /// How good the model is on a split as it is now, and what its latent space looks like there, from `samples`
    /// latents an image.
    Statistics {
        #[allow(missing_docs, reason = "the variant says it")]
        split: Split,
        #[allow(missing_docs, reason = "the variant says it")]
        samples: f64,
    },
    /// How the hidden units answer to a split's images.
    Units {
        #[allow(missing_docs, reason = "the variant says it")]
        split: Split,
    },
}

/// How to search a picture for objects; its values come beside this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartDetect {
    /// `[height, width, channels]`
    pub shape: [f64; 3],
    #[allow(missing_docs, reason = "its type says it")]
    #[serde(default)]
    pub options: DetectOptions,
}

/// How to cut a picture, whose values come beside this, into tiles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TilesArgs {
    /// `[height, width, channels]`
    pub shape: [f64; 3],
    /// Pixels from one tile to the next; half a tile where it is left out.
    #[serde(default)]
    pub stride: Option<f64>,
}

/// A job that was started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobId {
    #[allow(missing_docs, reason = "the struct says it")]
    pub id: u32,
}

/// A model that may not have been made yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StructureArgs {
    /// Its settings; the defaults where they are left out.
    #[serde(default)]
    pub options: SessionOptions,
    /// `[height, width, channels]` of its images; the data's where there is none.
    #[serde(default)]
    pub shape: Option<[f64; 3]>,
}

/// How to trace images or latent vectors, whose values come beside this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraceArgs {
    /// Outputs that are something else than what the blocks compute.
    #[serde(default)]
    pub edits: Vec<Edit>,
}

/// One block of the model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockOf {
    /// The encoder's blocks, then the decoder's, counted from 0.
    pub block: f64,
}

/// What is derived by the pixels of images, which come beside this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaliencyArgs {
    #[allow(missing_docs, reason = "the struct says it")]
    pub of: SaliencyOf,
}

/// Some units of a block of the encoder at one place, for an image that comes beside this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplatesArgs {
    /// Counted from 0.
    pub block: usize,
    /// Channels of its output; values of a dense layer's.
    pub units: Vec<usize>,
    /// Place of its output, row-major; 0 of a dense layer.
    pub place: usize,
}

/// How much of a step to record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordStep {
    /// The batch's first images, of which all values are kept.
    pub images: f64,
}

/// Scenes of several objects, whose values come beside this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetScenes {
    /// `[count, height, width, channels]`
    pub shape: [f64; 4],
    /// Of the scene VAE that begins on them.
    #[serde(default)]
    pub options: SceneOptions,
}

/// So many optimiser steps of the scene VAE.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainScene {
    #[allow(missing_docs, reason = "the struct says it")]
    pub steps: f64,
}

/// Frames of a clip, whose values come beside this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetClip {
    /// `[frames, height, width, channels]`
    pub shape: [f64; 4],
    /// Of the background VAE that begins on them.
    #[serde(default)]
    pub options: ClipOptions,
}

/// So many optimiser steps of the background VAE.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainClip {
    #[allow(missing_docs, reason = "the struct says it")]
    pub steps: f64,
}
