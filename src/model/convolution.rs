use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::{Device, Tensor, TensorData};
use rand_chacha::ChaCha8Rng;

use super::linear::linear;
use super::mlp::activated;
use super::{Activation, Norm, Normalization};
use crate::data::Shape;
use crate::ops::{Window, patches, product, sum_of_patches};
use crate::random::uniform;

/// Every convolution's window: 3 x 3 pixels that move by 2, so that each layer halves the image.
const SIZE: usize = 3;
const STRIDE: usize = 2;
const PADDING: usize = 1;

/// The window of each layer over the image it takes, from the data's image inwards, where layer `i` gives
/// `channels[i]`; and the shape of what the last layer gives: rows, columns, channels.
pub(super) fn windows(shape: Shape, channels: &[usize]) -> (Vec<Window>, [usize; 3]) {
    let mut image = [shape.height, shape.width, shape.channels];
    let mut windows = Vec::new();
    for &channels in channels {
        let [height, width, inputs] = image;
        let window = Window {
            size: SIZE,
            stride: STRIDE,
            padding: PADDING,
            height,
            width,
            channels: inputs,
        };
        let [rows, columns] = window.places();
        image = [rows, columns, channels];
        windows.push(window);
    }
    (windows, image)
}

/// Convolutions, each with its norm and activation.
#[derive(Module, Debug)]
pub struct Convolutions {
    /// Weights `[3 * 3 * input channels, output channels]`, rows in the order row, column, channel.
    layers: Vec<Linear>,
    norms: Vec<Normalization>,
    #[module(skip)]
    windows: Vec<Window>,
    #[module(skip)]
    activation: Activation,
}

impl Convolutions {
    pub fn new(
        windows: &[Window],
        channels: &[usize],
        activation: Activation,
        norm: Norm,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        let pairs = windows.iter().zip(channels);
        let layers = pairs.map(|(w, &outputs)| linear(w.values(), outputs, rng, device)).collect();
        let norms = channels.iter().filter_map(|&channels| norm.init(channels, device)).collect();
        Self { layers, norms, windows: windows.to_vec(), activation }
    }

    /// # Shapes
    /// - images: `[batch, height * width * channels]`, channels last
    /// - output: the same of the last layer's image
    pub fn forward(&self, images: Tensor<2>) -> Tensor<2> {
        let batch = images.dims()[0];
        let mut x = images;
        for (i, (layer, &window)) in self.layers.iter().zip(&self.windows).enumerate() {
            let [rows, columns] = window.places();
            let seen = patches(x, window);
            let out = activated(layer, seen, self.norms.get(i), self.activation, rows * columns);
            let width = out.dims()[1] * rows * columns;
            x = out.reshape([batch, width]);
        }
        x
    }
}

/// Transposed convolutions, which undo the shapes of [`Convolutions`] from the last to the first: each with
/// its norm and activation but the last, which gives the image.
#[derive(Module, Debug)]
pub struct TransposedConvolutions {
    layers: Vec<TransposedConvolution>,
    norms: Vec<Normalization>,
    #[module(skip)]
    activation: Activation,
}

impl TransposedConvolutions {
    /// `windows` and `channels` as the encoder's convolutions have them.
    pub fn new(
        windows: &[Window],
        channels: &[usize],
        activation: Activation,
        norm: Norm,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        let inwards = windows.iter().zip(channels).rev();
        let layers = inwards
            .map(|(&window, &inputs)| TransposedConvolution::new(inputs, window, rng, device))
            .collect();
        let hidden = channels.split_last().map_or(&[][..], |(_, hidden)| hidden);
        let norms = hidden.iter().rev().filter_map(|&c| norm.init(c, device)).collect();
        Self { layers, norms, activation }
    }

    /// # Shapes
    /// - x: `[batch, rows * columns * channels]` of the encoder's last image, channels last
    /// - output: `[batch, height * width * channels]` of the data's images
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let mut x = x;
        for (i, layer) in self.layers.iter().enumerate() {
            x = layer.forward(x);
            if i + 1 < self.layers.len() {
                let Window { height, width, channels, .. } = layer.window;
                let [batch, values] = x.dims();
                let mut places = x.reshape([batch * height * width, channels]);
                if let Some(norm) = self.norms.get(i) {
                    places = norm.forward(places, height * width);
                }
                x = self.activation.forward(places).reshape([batch, values]);
            }
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
    fn new(inputs: usize, window: Window, rng: &mut ChaCha8Rng, device: &Device) -> Self {
        let bound = 1.0 / (window.values() as f32).sqrt();
        let weight = uniform(rng, inputs * window.values(), bound);
        let weight = TensorData::new(weight, [inputs, window.values()]);
        let bias = TensorData::new(uniform(rng, window.channels, bound), [window.channels]);
        let (weight, bias) = (Param::from_data(weight, device), Param::from_data(bias, device));
        Self { weight, bias, window }
    }

    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let [batch, values] = x.dims();
        let inputs = self.weight.dims()[0];
        let parts = product(x.reshape([batch * values / inputs, inputs]), self.weight.val());
        let image = sum_of_patches(parts, self.window);
        let [batch, values] = image.dims();
        let channels = self.window.channels;
        let places = image.reshape([batch * values / channels, channels]);
        (places + self.bias.val().unsqueeze()).reshape([batch, values])
    }
}
