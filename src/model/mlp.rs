use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::{Device, Tensor};
use rand_chacha::ChaCha8Rng;

use super::linear::linear;
use super::{Activation, Norm, Normalization};
use crate::ops::dense;

/// Linear layers with a norm and an activation between them, none after the last.
#[derive(Module, Debug)]
pub struct Mlp {
    layers: Vec<Linear>,
    /// One for each layer but the last, or none.
    norms: Vec<Normalization>,
    #[module(skip)]
    activation: Activation,
}

impl Mlp {
    /// Layers between consecutive `widths`.
    pub fn new(
        widths: &[usize],
        activation: Activation,
        norm: Norm,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        let layers = widths.windows(2).map(|pair| linear(pair[0], pair[1], rng, device)).collect();
        let hidden = &widths[1..widths.len() - 1];
        let norms = hidden.iter().filter_map(|&width| norm.init(width, device)).collect();
        Self { layers, norms, activation }
    }

    /// # Shapes
    /// - input: `[batch, first width]`
    /// - output: `[batch, last width]`
    pub fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let (last, hidden) = self.layers.split_last().expect("an MLP has a layer");
        let mut x = input;
        for (i, layer) in hidden.iter().enumerate() {
            x = activated(layer, x, self.norms.get(i), self.activation, 1);
        }
        dense(last, x, false)
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
    activation: Activation,
    places: usize,
) -> Tensor<2> {
    match norm {
        None if activation == Activation::Relu => dense(layer, input, true),
        None => activation.forward(dense(layer, input, false)),
        Some(norm) => activation.forward(norm.forward(dense(layer, input, false), places)),
    }
}
