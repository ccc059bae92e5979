use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::{Device, Tensor};
use rand_chacha::ChaCha8Rng;

use super::linear::linear;
use super::{Activation, Block, Normalization, Stage, Watch};
use crate::ops::dense;

/// Linear layers, each with its norm and activation, where it has them.
#[derive(Module, Debug)]
pub struct Mlp {
    layers: Vec<Linear>,
    /// Of the first layers, or none.
    norms: Vec<Normalization>,
    #[module(skip)]
    activations: Vec<Option<Activation>>,
}

impl Mlp {
    /// One layer a block.
    pub fn new(blocks: &[Block], rng: &mut ChaCha8Rng, device: &Device) -> Self {
        Self {
            layers: blocks.iter().map(|block| linear(block, rng, device)).collect(),
            norms: Normalization::of(blocks, device),
            activations: blocks.iter().map(|block| block.activation).collect(),
        }
    }

    pub(super) fn norms(&self) -> &[Normalization] {
        &self.norms
    }

    /// # Shapes
    /// - input: `[batch, first width]`
    /// - output: `[batch, last width]`
    pub fn forward(&self, input: Tensor<2>, watch: &mut dyn Watch) -> Tensor<2> {
        let layers = self.layers.iter().zip(&self.activations).enumerate();
        layers.fold(input, |x, (i, (layer, &activation))| {
            activated(layer, x, self.norms.get(i), activation, 1, watch)
        })
    }
}

/// A linear layer, its norm and its activation, as few operations as they allow.
///
/// # Shapes
/// - input: `[batch * places, inputs]`
/// - output: `[batch * places, outputs]`
pub(super) fn activated(
    layer: &Linear,
    input: Tensor<2>,
    norm: Option<&Normalization>,
    activation: Option<Activation>,
    places: usize,
    watch: &mut dyn Watch,
) -> Tensor<2> {
    if norm.is_none() && activation == Some(Activation::Relu) && !watch.opens() {
        return dense(layer, input, true);
    }
    let x = watch.pass(Stage::Layer, dense(layer, input, false), places);
    finished(x, norm, activation, places, watch)
}

/// A layer's output after its norm and its activation, where it has them.
///
/// # Shapes
/// - x, output: `[batch * places, channels]`
pub(super) fn finished(
    x: Tensor<2>,
    norm: Option<&Normalization>,
    activation: Option<Activation>,
    places: usize,
    watch: &mut dyn Watch,
) -> Tensor<2> {
    let mut x = x;
    if let Some(norm) = norm {
        x = watch.pass(Stage::Norm, norm.forward(x, places), places);
    }
    if let Some(activation) = activation {
        x = watch.pass(Stage::Activation, activation.forward(x), places);
    }
    x
}
