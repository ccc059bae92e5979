use serde::Serialize;

use crate::model::Stage;

/// Where one stage's values stand in what a trace gives of each image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TracePart {
    /// Of which stage they are.
    pub kind: PartKind,
    /// Of which block: the encoder's, then the decoder's, counted from 0; `null` of what belongs to none.
    pub block: Option<usize>,
    /// Values of the image before them.
    pub offset: usize,
    /// How many they are.
    pub values: usize,
}

/// What a part of a trace is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum PartKind {
    /// What the block's layer gives: products, summed, and the bias. The posterior's means and log-variances of the
    /// encoder's last block, logits or means of pixels of the decoder's.
    Layer,
    /// The layer's output after the block's norm.
    Norm,
    /// After the block's activation, which the next block takes.
    Activation,
    /// The latent vector: `latent` values.
    Latent,
    /// The expected image, values in [0, 1].
    Image,
    /// `-log p(x | z)`, in nats: one value.
    Reconstruction,
    /// KL divergence of the posterior from the prior, in nats: one value.
    Kl,
    /// Logarithm of the likelihood's scale in force, where it is learned: one value, the same for all images.
    LogScale,
}

impl From<Stage> for PartKind {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Layer => Self::Layer,
            Stage::Norm => Self::Norm,
            Stage::Activation => Self::Activation,
            Stage::Latent => Self::Latent,
        }
    }
}
