use burn::module::Module;
use burn::nn::{BatchNorm, BatchNormConfig, GroupNorm, GroupNormConfig};
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use super::{Block, NormPlan};

/// Most groups of a group norm.
const GROUPS: u64 = 8;

/// Added to every variance, so that none is 0.
pub(crate) const EPSILON: f64 = 1e-5;

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
            None => Self::Batch(BatchNormConfig::new(channels).with_epsilon(EPSILON).init(device)),
            Some(groups) => {
                let config = GroupNormConfig::new(groups as usize, channels);
                Self::Group(config.with_epsilon(EPSILON).init(device))
            }
        }
    }

    /// The norm's derivative at `x` in the direction `tangent`, as in evaluation. A batch norm's is linear, and its
    /// own: `forward` of the tangent less that of 0. With `y = gamma (x - m) / s + beta` over a group and `h` for
    /// `(x - m) / s`, a group norm's is `gamma / s (t - mean t - h mean (h t))`.
    ///
    /// # Shapes
    /// - x: `[places, channels]`, of one image
    /// - tangent, output: `[directions * places, channels]`
    pub(crate) fn tangent(&self, x: Tensor<2>, tangent: Tensor<2>, places: usize) -> Tensor<2> {
        let Self::Group(norm) = self else {
            let zero = self.forward(x.zeros_like(), places);
            let directions = tangent.dims()[0] / places;
            return self.forward(tangent, places) - zero.repeat_dim(0, directions);
        };
        let (groups, [rows, channels]) = (norm.num_groups, tangent.dims());
        let members = channels / groups;
        // [images, groups, values of a group]
        let grouped = |t: Tensor<2>| {
            let images = t.dims()[0] / places;
            let by_channel = t.reshape([images, places, channels]).swap_dims(1, 2);
            by_channel.reshape([images, groups, members * places])
        };
        let x = grouped(x);
        let centred = x.clone() - x.mean_dim(2);
        let deviation = (centred.clone().square().mean_dim(2) + norm.epsilon).sqrt();
        let (normal, t) = (centred / deviation.clone(), grouped(tangent));
        let along = (t.clone() * normal.clone()).mean_dim(2);
        let moved = (t.clone() - t.mean_dim(2) - normal * along) / deviation;
        let moved = moved.reshape([rows / places, channels, places]).swap_dims(1, 2);
        let moved = moved.reshape([rows, channels]);
        match &norm.gamma {
            Some(gamma) => moved * gamma.val().unsqueeze(),
            None => moved,
        }
    }

    /// # Shapes
    /// - x, output: `[batch * places, channels]`
    pub fn forward(&self, x: Tensor<2>, places: usize) -> Tensor<2> {
        match self {
            Self::Batch(norm) => norm.forward(x),
            // A dense layer's channels are all there is of an image.
            Self::Group(norm) if places == 1 => norm.forward(x),
            Self::Group(norm) => {
                let [rows, channels] = x.dims();
                let by_image = x.reshape([rows / places, places, channels]).swap_dims(1, 2);
                norm.forward(by_image).swap_dims(1, 2).reshape([rows, channels])
            }
        }
    }
}
