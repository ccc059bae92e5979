use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::{Device, Tensor, TensorData};
use rand_chacha::ChaCha8Rng;

use super::linear::linear;
use super::mlp::{activated, finished};
use super::{Activation, Block, Normalization, Stage, Watch};
use crate::ops::{Window, patches, product, sum_of_patches};
use crate::random::uniform;

/// Convolutions, each with its norm and activation.
#[derive(Module, Debug)]
pub struct Convolutions {
    /// Weights `[3 * 3 * input channels, output channels]`, rows in the order row, column, channel.
    layers: Vec<Linear>,
    norms: Vec<Normalization>,
    #[module(skip)]
    windows: Vec<Window>,
    #[module(skip)]
    activations: Vec<Option<Activation>>,
}

impl Convolutions {
    /// One layer a block.
    pub fn new(blocks: &[Block], rng: &mut ChaCha8Rng, device: &Device) -> Self {
        Self {
            layers: blocks.iter().map(|block| linear(block, rng, device)).collect(),
            norms: Normalization::of(blocks, device),
            windows: blocks.iter().filter_map(Block::window).collect(),
            activations: blocks.iter().map(|block| block.activation).collect(),
        }
    }

    /// # Shapes
    /// - images: `[batch, height * width * channels]`, channels last
    /// - output: the same of the last layer's image
    pub fn forward(&self, images: Tensor<2>, watch: &mut dyn Watch) -> Tensor<2> {
        let batch = images.dims()[0];
        let mut x = images;
        for (i, (layer, &window)) in self.layers.iter().zip(&self.windows).enumerate() {
            let [rows, columns] = window.places();
            let seen = patches(x, window);
            let (norm, places) = (self.norms.get(i), rows * columns);
            let out = activated(layer, seen, norm, self.activations[i], places, watch);
            let width = out.dims()[1] * places;
            x = out.reshape([batch, width]);
        }
        x
    }
}

/// Transposed convolutions, which undo the shapes of [`Convolutions`] from the last to the first, each with its
/// norm and activation, where it has them.
#[derive(Module, Debug)]
pub struct TransposedConvolutions {
    layers: Vec<TransposedConvolution>,
    /// Of the first layers, or none.
    norms: Vec<Normalization>,
    #[module(skip)]
    activations: Vec<Option<Activation>>,
}

impl TransposedConvolutions {
    /// One layer a block.
    pub fn new(blocks: &[Block], rng: &mut ChaCha8Rng, device: &Device) -> Self {
        let layers = blocks.iter().filter_map(|block| {
            Some(TransposedConvolution::new(block, block.window()?, rng, device))
        });
        Self {
            layers: layers.collect(),
            norms: Normalization::of(blocks, device),
            activations: blocks.iter().map(|block| block.activation).collect(),
        }
    }

    pub(super) fn norms(&self) -> &[Normalization] {
        &self.norms
    }

    /// # Shapes
    /// - x: `[batch, rows * columns * channels]` of the encoder's last image, channels last
    /// - output: `[batch, height * width * channels]` of the data's images
    pub fn forward(&self, x: Tensor<2>, watch: &mut dyn Watch) -> Tensor<2> {
        let mut x = x;
        for (i, (layer, &activation)) in self.layers.iter().zip(&self.activations).enumerate() {
            let Window { height, width, channels, .. } = layer.window;
            let places = height * width;
            let out = watch.pass(Stage::Layer, layer.forward(x), places);
            let out = finished(out, self.norms.get(i), activation, places, watch);
            let rows = out.dims()[0];
            x = out.reshape([rows / places, places * channels]);
        }
        x
    }
}

/// The transpose of a convolution, with a bias for each channel.
#[derive(Module, Debug)]
pub struct TransposedConvolution {
    /// `[input channels, 3 * 3 * output channels]`, columns in the order row, column, channel.
    weight: Param<Tensor<2>>,
    /// `[output channels]`
    bias: Param<Tensor<1>>,
    #[module(skip)]
    window: Window,
}

impl TransposedConvolution {
    /// Weights and biases start uniform in ±1/sqrt(3 * 3 * output channels), PyTorch's default.
    fn new(block: &Block, window: Window, rng: &mut ChaCha8Rng, device: &Device) -> Self {
        let [weight, bias] = &block.parameters;
        let ([inputs, values], [channels]) = (weight.dims(), bias.dims());
        let bound = 1.0 / (values as f32).sqrt();
        let weight = TensorData::new(uniform(rng, inputs * values, bound), [inputs, values]);
        let bias = TensorData::new(uniform(rng, channels, bound), [channels]);
        let (weight, bias) = (Param::from_data(weight, device), Param::from_data(bias, device));
        Self { weight, bias, window }
    }

    /// # Shapes
    /// - x: `[batch, rows * columns * input channels]`
    /// - output: `[batch * height * width, channels]`
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let [batch, values] = x.dims();
        let inputs = self.weight.dims()[0];
        let parts = product(x.reshape([batch * values / inputs, inputs]), self.weight.val());
        let image = sum_of_patches(parts, self.window);
        let [batch, values] = image.dims();
        let channels = self.window.channels;
        image.reshape([batch * values / channels, channels]) + self.bias.val().unsqueeze()
    }
}
