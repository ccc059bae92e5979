//! Boxes around things in an image: how much two overlap, which of many say the same, and those around what is bright.

mod bounding;
mod components;
mod mask;
mod suppression;

use serde::{Deserialize, Serialize};

pub use bounding::BoundingBox;
pub use components::{Component, Components, components};
pub use mask::Mask;
pub use suppression::suppress;

#[cfg(test)]
pub(crate) use bounding::tests::bounds;
#[cfg(test)]
pub(crate) use mask::tests::drawn;

/// A thing that was found in an image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Detection {
    /// Where it is.
    #[serde(rename = "box")]
    pub bounds: BoundingBox,
    /// How sure it is; more is surer, on whatever scale.
    pub score: f64,
    /// What it was taken for, where that is known.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub class: Option<u32>,
    /// Its code, by which it is known again; as long for each that has one, or empty.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<Vec<f32>>", optional))]
    pub latent: Vec<f32>,
}
