//! What a model is made of, known before anything is allocated. Initialisation, [`Cost`](super::Cost) and
//! checkpoints read the structure here, and nowhere else.

use serde::Serialize;

use super::{Activation, Norm, Stage};
use crate::data::Shape;
use crate::ops::Window;

/// Every convolution's window: 3 x 3 pixels that move by 2, so that each layer halves the image.
const SIZE: usize = 3;
const STRIDE: usize = 2;
const PADDING: usize = 1;

/// The blocks of a model for images of one size, each network's from its input to its output. Counts have 64
/// bits on every machine and stop at the largest there is, so that what does not fit is never taken for little.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Image to mean and log-variance: convolutions, where there are any, then dense layers.
    pub encoder: Vec<Block>,
    /// Latent vector to image: dense layers, then transposed convolutions, where there are any.
    pub decoder: Vec<Block>,
    /// Logarithm of the likelihood's scale, where it is learned.
    pub log_scale: Option<TensorPlan>,
}

/// A layer with its norm and its activation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Block {
    /// Before its weight's and bias's names in a checkpoint, such as `encoder.mlp.layers.1`.
    pub name: String,
    /// Dense, or a convolution of either direction.
    #[serde(rename = "layer")]
    pub kind: Kind,
    /// What the block before gives; the image or the latent vector, of the first.
    pub input: Size,
    /// What the block after takes; the posterior's parameters or the image, of the last.
    pub output: Size,
    /// Weight and bias.
    pub parameters: [TensorPlan; 2],
    /// Between the layer and its activation, where there is one.
    pub norm: Option<NormPlan>,
    /// After the norm; none at a network's end.
    pub activation: Option<Activation>,
    /// Products of a weight and a value in the forward pass of one image.
    pub multiply_adds: u64,
}

/// How a layer's weight `[rows, columns]` is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "LayerKind"))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Kind {
    /// Once: inputs to outputs.
    Dense,
    /// At each place of the window on the input: what is under it to the output's channels.
    Convolution {
        /// Over the block's input.
        window: Window,
    },
    /// At each place of the window on the output: the input's channels to what is under it, added up.
    TransposedConvolution {
        /// Over the block's output.
        window: Window,
    },
}

/// What a block takes or gives for one image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Size {
    /// `height * width` pixels of `channels` values, channels last.
    #[allow(missing_docs, reason = "said with the variant")]
    Image { height: u64, width: u64, channels: u64 },
    /// A vector.
    Features {
        /// Values of it.
        features: u64,
    },
}

/// What normalises a layer's output, channel by channel, before the activation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct NormPlan {
    /// Batch or group.
    pub kind: Norm,
    /// Of the layer's output.
    pub channels: u64,
    /// Of a group norm: how many groups the channels make.
    pub groups: Option<u64>,
    /// Gamma and beta.
    pub parameters: [TensorPlan; 2],
    /// Of a batch norm: running mean and variance.
    pub statistics: Vec<TensorPlan>,
}

/// A tensor of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TensorPlan {
    /// Its place in the module's tree, such as `encoder.mlp.layers.1.weight`.
    pub name: String,
    /// Sizes of its dimensions, row-major.
    pub shape: Vec<u64>,
}

impl Plan {
    /// The encoder's, then the decoder's.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.encoder.iter().chain(&self.decoder)
    }

    /// What training changes.
    pub fn parameters(&self) -> impl Iterator<Item = &TensorPlan> {
        self.blocks().flat_map(Block::learned).chain(&self.log_scale)
    }

    /// What batch norms keep of what they saw.
    pub fn statistics(&self) -> impl Iterator<Item = &TensorPlan> {
        self.blocks().flat_map(|block| &block.norm).flat_map(|norm| &norm.statistics)
    }
}

impl Block {
    /// The layer's parameters and its norm's.
    pub fn learned(&self) -> impl Iterator<Item = &TensorPlan> {
        self.parameters.iter().chain(self.norm.iter().flat_map(|norm| &norm.parameters))
    }

    /// What a value goes through from its input to its output, the last of which the next block takes.
    pub fn stages(&self) -> impl Iterator<Item = Stage> {
        let norm = self.norm.is_some().then_some(Stage::Norm);
        let activation = self.activation.is_some().then_some(Stage::Activation);
        [Some(Stage::Layer), norm, activation].into_iter().flatten()
    }

    /// What the layer gives at each place: channels of a convolution, all values of a dense layer, also where the next
    /// block takes them for an image.
    pub fn units(&self) -> u64 {
        self.output.values() / self.places()
    }

    /// Places of a convolution's output; 1 of a dense layer's.
    pub fn places(&self) -> u64 {
        match self.kind {
            Kind::Dense => 1,
            _ => self.output.places(),
        }
    }

    /// Of a convolution of either direction.
    pub fn window(&self) -> Option<Window> {
        match self.kind {
            Kind::Dense => None,
            Kind::Convolution { window } | Kind::TransposedConvolution { window } => Some(window),
        }
    }

    /// Values of one image that a convolution copies out of its input, or adds into its output.
    pub fn patches(&self) -> u64 {
        match self.kind {
            Kind::Dense => 0,
            Kind::Convolution { window } => product([self.output.places(), under(window)]),
            Kind::TransposedConvolution { window } => product([self.input.places(), under(window)]),
        }
    }
}

impl Size {
    pub(super) fn features(count: usize) -> Self {
        Self::Features { features: count as u64 }
    }

    pub(super) fn image([height, width, channels]: [usize; 3]) -> Self {
        let [height, width, channels] = [height, width, channels].map(|side| side as u64);
        Self::Image { height, width, channels }
    }

    /// All numbers in it.
    pub fn values(self) -> u64 {
        product([self.places(), self.channels()])
    }

    /// Pixels; 1 of features.
    pub fn places(self) -> u64 {
        match self {
            Self::Image { height, width, .. } => product([height, width]),
            Self::Features { .. } => 1,
        }
    }

    /// Values of a pixel; all, of features.
    pub fn channels(self) -> u64 {
        match self {
            Self::Image { channels, .. } => channels,
            Self::Features { features } => features,
        }
    }
}

impl TensorPlan {
    fn new(name: String, shape: impl Into<Vec<u64>>) -> Self {
        Self { name, shape: shape.into() }
    }

    /// Numbers in it, at most `u64::MAX`.
    pub fn values(&self) -> u64 {
        product(self.shape.iter().copied())
    }

    /// The shape, to allocate.
    ///
    /// # Panics
    /// Where the machine's memory has no room for such a tensor.
    pub(super) fn dims<const D: usize>(&self) -> [usize; D] {
        let side = |side: &u64| usize::try_from(*side).expect("models that fit in memory are made");
        let dims: Vec<usize> = self.shape.iter().map(side).collect();
        dims.try_into().expect("the plan gives each tensor its rank")
    }
}

impl super::ModelConfig {
    /// The model for images of `shape`, which must be one that [`Self::validate_for`] accepts.
    pub fn plan(&self, shape: Shape) -> Plan {
        let (windows, inner) = windows(shape, &self.channels);
        let [image, inner] = [[shape.height, shape.width, shape.channels], inner].map(Size::image);
        let latent = Size::features(self.latent);
        let convolutional = !windows.is_empty();

        let mut encoder: Vec<Block> = windows
            .iter()
            .zip(&self.channels)
            .enumerate()
            .map(|(index, (&window, &channels))| {
                let [height, width] = window.places();
                let sizes = [
                    Size::image([window.height, window.width, window.channels]),
                    Size::image([height, width, channels]),
                ];
                self.hidden("encoder.convolutions", index, Kind::Convolution { window }, sizes)
            })
            .collect();
        let parameters = Size::features(2 * self.latent);
        encoder.extend(self.dense("encoder.mlp", inner, &self.encoder, parameters));

        let mut decoder = self.dense("decoder.mlp", latent, &self.decoder, inner);
        if let Some(last) = decoder.last_mut().filter(|_| convolutional) {
            last.activation = Some(self.activation);
        }
        let outwards = encoder[..windows.len()].iter().rev().enumerate().map(|(index, block)| {
            let window = block.window().expect("it is a convolution");
            let kind = Kind::TransposedConvolution { window };
            let sizes = [block.output, block.input];
            if index + 1 < windows.len() {
                self.hidden("decoder.convolutions", index, kind, sizes)
            } else {
                Block::new("decoder.convolutions", index, kind, sizes)
            }
        });
        decoder.extend(outwards);
        debug_assert_eq!(decoder.last().map(|block| block.output), Some(image));

        let log_scale = self
            .likelihood
            .learns_scale()
            .then(|| TensorPlan::new("decoder.log_scale".into(), [1]));
        Plan { encoder, decoder, log_scale }
    }

    /// Layers from `input` over the hidden `widths` to `output`.
    fn dense(&self, part: &str, input: Size, widths: &[usize], output: Size) -> Vec<Block> {
        let mut input = input;
        let mut blocks = Vec::new();
        for (index, &width) in widths.iter().enumerate() {
            let sizes = [input, Size::features(width)];
            blocks.push(self.hidden(part, index, Kind::Dense, sizes));
            input = sizes[1];
        }
        blocks.push(Block::new(part, widths.len(), Kind::Dense, [input, output]));
        blocks
    }

    /// A layer with the model's norm and activation.
    fn hidden(&self, part: &str, index: usize, kind: Kind, sizes: [Size; 2]) -> Block {
        Block {
            norm: NormPlan::new(self.norm, part, index, sizes[1].channels()),
            activation: Some(self.activation),
            ..Block::new(part, index, kind, sizes)
        }
    }
}

impl Block {
    /// A layer alone, the `index`th of its part of the model.
    fn new(part: &str, index: usize, kind: Kind, [input, output]: [Size; 2]) -> Self {
        let (weight, places) = match kind {
            Kind::Dense => ([input.values(), output.values()], 1),
            Kind::Convolution { window } => ([under(window), output.channels()], output.places()),
            Kind::TransposedConvolution { window } => {
                ([input.channels(), under(window)], input.places())
            }
        };
        let bias = if kind == Kind::Dense { output.values() } else { output.channels() };
        let name = format!("{part}.layers.{index}");
        Self {
            kind,
            input,
            output,
            parameters: [
                TensorPlan::new(format!("{name}.weight"), weight),
                TensorPlan::new(format!("{name}.bias"), [bias]),
            ],
            norm: None,
            activation: None,
            multiply_adds: product([places, weight[0], weight[1]]),
            name,
        }
    }
}

impl NormPlan {
    fn new(kind: Norm, part: &str, index: usize, channels: u64) -> Option<Self> {
        let name = match kind {
            Norm::None => return None,
            Norm::Batch => format!("{part}.norms.{index}.Batch"),
            Norm::Group => format!("{part}.norms.{index}.Group"),
        };
        let tensors =
            |ends: [&str; 2]| ends.map(|end| TensorPlan::new(format!("{name}.{end}"), [channels]));
        let statistics = match kind {
            Norm::Batch => tensors(["running_mean", "running_var"]).to_vec(),
            _ => Vec::new(),
        };
        Some(Self {
            kind,
            channels,
            groups: (kind == Norm::Group).then(|| super::normalization::groups(channels)),
            parameters: tensors(["gamma", "beta"]),
            statistics,
        })
    }
}

/// The window of each convolution over the image it takes, from the data's image inwards, where layer `i` gives
/// `channels[i]`; and the size of what the last one gives: rows, columns, channels.
fn windows(shape: Shape, channels: &[usize]) -> (Vec<Window>, [usize; 3]) {
    let mut image = [shape.height, shape.width, shape.channels];
    let mut windows = Vec::new();
    for &channels in channels {
        let [height, width, inputs] = image;
        let (size, stride, padding) = (SIZE, STRIDE, PADDING);
        let window = Window { size, stride, padding, height, width, channels: inputs };
        let [rows, columns] = window.places();
        image = [rows, columns, channels];
        windows.push(window);
    }
    (windows, image)
}

/// Values under a window.
fn under(window: Window) -> u64 {
    product([window.size as u64, window.size as u64, window.channels as u64])
}

fn product(factors: impl IntoIterator<Item = u64>) -> u64 {
    factors.into_iter().fold(1, u64::saturating_mul)
}

/// The sum, at most the largest number.
pub(super) fn sum(terms: impl IntoIterator<Item = u64>) -> u64 {
    terms.into_iter().fold(0, u64::saturating_add)
}
