use burn::module::Module;
use burn::nn::{BatchNorm, BatchNormConfig, GroupNorm, GroupNormConfig};
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use super::{Block, NormPlan};

/// Most groups of a group norm.
const GROUPS: u64 = 8;

/// What normalises each hidden layer before its activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Norm {
    /// Layers stay as they are.
    #[default]
    None,
    /// Over the batch and all places (Ioffe & Szegedy 2015).
    Batch,
    /// Over all places and the channels of a group of each image (Wu & He 2018), in the most groups up to 8
    /// that divide the channels.
    Group,
}

impl Norm {
    /// Fewest images of a batch that it can learn from: of one, each channel of a dense layer has variance 0.
    pub fn smallest_batch(self) -> usize {
        if self == Self::Batch { 2 } else { 1 }
    }

    /// Values for each of a layer's outputs that a step keeps of it.
    pub(super) fn kept(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Batch => 1,
            Self::Group => 3,
        }
    }
}

/// The most groups, up to [`GROUPS`], that divide the channels of a group norm.
pub(super) fn groups(channels: u64) -> u64 {
    (1..=GROUPS).rev().find(|groups| channels.is_multiple_of(*groups)).unwrap_or(1)
}

/// A layer's norm, with its parameters.
#[derive(Module, Debug)]
pub enum Normalization {
    /// With the running moments that evaluation takes.
    Batch(BatchNorm),
    /// The same in training and evaluation.
    Group(GroupNorm),
}

impl Normalization {
    /// The norms of some blocks, where they have one.
    pub(super) fn of(blocks: &[Block], device: &Device) -> Vec<Self> {
        blocks.iter().flat_map(|block| &block.norm).map(|norm| Self::new(norm, device)).collect()
    }

    fn new(plan: &NormPlan, device: &Device) -> Self {
        let [channels] = plan.parameters[0].dims();
        match plan.groups {
            None => Self::Batch(BatchNormConfig::new(channels).init(device)),
            Some(groups) => {
                Self::Group(GroupNormConfig::new(groups as usize, channels).init(device))
            }
        }
    }

    /// # Shapes
    /// - x, output: `[batch * places, channels]`
    pub fn forward(&self, x: Tensor<2>, places: usize) -> Tensor<2> {
        match self {
            Self::Batch(norm) => norm.forward(x),
            Self::Group(norm) => {
                let [rows, channels] = x.dims();
                let by_image = x.reshape([rows / places, places, channels]).swap_dims(1, 2);
                norm.forward(by_image).swap_dims(1, 2).reshape([rows, channels])
            }
        }
    }
}
