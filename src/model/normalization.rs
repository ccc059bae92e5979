use burn::module::Module;
use burn::nn::{BatchNorm, BatchNormConfig, GroupNorm, GroupNormConfig};
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

/// Most groups of a group norm.
const GROUPS: usize = 8;

/// What normalises each hidden layer before its activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Norm {
    #[default]
    None,
    /// Over the batch and all places (Ioffe & Szegedy 2015).
    Batch,
    /// Over all places and the channels of a group of each image (Wu & He 2018), in the most groups up to 8
    /// that divide the channels.
    Group,
}

/// A layer's norm, with its parameters.
#[derive(Module, Debug)]
pub enum Normalization {
    Batch(BatchNorm),
    Group(GroupNorm),
}

impl Norm {
    /// The norm of a layer of `channels`.
    pub fn init(self, channels: usize, device: &Device) -> Option<Normalization> {
        let groups = (1..=GROUPS).rev().find(|groups| channels.is_multiple_of(*groups))?;
        match self {
            Self::None => None,
            Self::Batch => Some(Normalization::Batch(BatchNormConfig::new(channels).init(device))),
            Self::Group => {
                let config = GroupNormConfig::new(groups, channels);
                Some(Normalization::Group(config.init(device)))
            }
        }
    }
}

impl Normalization {
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
