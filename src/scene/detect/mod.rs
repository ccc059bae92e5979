//! Objects in a picture, found with a model of single ones.
//!
//! A window's score is `log p(window | object over background) - log p(window | background) - KL`, with the object
//! decoded from the posterior mean: a likelihood ratio, since the likelihood itself prefers plain windows whatever is in
//! them (Nalisnick et al. 2019; Xiao et al. 2020). The best windows are moved and scaled while that makes them better,
//! what they explain becomes part of the background, and the search goes on while an object is worth its price. At last
//! each object is looked at again beside all others, and given up where it is not worth its price any more. Where the
//! background is known, what stands out and is no object's yet is shared among them, or is one that the model can't explain.

mod background;
mod fit;
mod job;
mod layers;
mod likelihood;
mod matte;
mod options;
mod pieces;
mod plain;
mod rest;
mod search;
mod windows;

use serde::Serialize;

pub use job::{DetectJob, Scene};
pub use options::{Background, DetectOptions};

use super::Region;

/// An object that was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Detected {
    /// Around all of it that is visible.
    #[serde(rename = "box")]
    pub bounds: Region,
    /// What the model saw: a window of its images' shape.
    pub window: Region,
    /// `gain - kl`, the search's measure.
    pub score: f32,
    /// How much better it explains the window than what is there without it, in nats.
    pub gain: f32,
    /// Of its posterior from the prior, in nats.
    pub kl: f32,
}

/// What was found in a picture; large arrays cross beside the rest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Detections {
    /// The best first, and last those that are there by what stands out from a known background alone.
    pub objects: Vec<Detected>,
    /// Means of their posteriors, `objects * latent`.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub mean: Vec<f32>,
    /// Natural logarithms of their variances.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub log_variance: Vec<f32>,
    /// The decoded means, `objects * pixels` of the model's images.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub images: Vec<f32>,
    /// Which object each of the picture's pixels is of, counted from 1 as they stand in `objects`; 0 is background.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Uint8Array"))]
    pub labels: Vec<u8>,
    /// The posterior probability that a pixel is of an object, `height * width`; before a known background, at the end, 1
    /// where it is and 0 where it isn't.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub presence: Vec<f32>,
}
