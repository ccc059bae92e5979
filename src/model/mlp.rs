use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::{Device, Tensor, TensorData};
use rand_chacha::ChaCha8Rng;

use crate::ops::dense;
use crate::random::uniform;

/// Linear layers with ReLU between them, none after the last.
#[derive(Module, Debug)]
pub struct Mlp {
    layers: Vec<Linear>,
}

impl Mlp {
    /// Layers between consecutive `widths`. Weights and biases start uniform in
    /// ±1/sqrt(inputs), PyTorch's default for a linear layer.
    pub fn new(widths: &[usize], rng: &mut ChaCha8Rng, device: &Device) -> Self {
        let mut layer = |inputs: usize, outputs: usize| {
            let bound = 1.0 / (inputs as f32).sqrt();
            let weight = TensorData::new(uniform(rng, inputs * outputs, bound), [inputs, outputs]);
            let bias = TensorData::new(uniform(rng, outputs, bound), [outputs]);
            Linear {
                weight: Param::from_data(weight, device),
                bias: Some(Param::from_data(bias, device)),
            }
        };
        Self { layers: widths.windows(2).map(|pair| layer(pair[0], pair[1])).collect() }
    }

    /// # Shapes
    /// - input: `[batch, first width]`
    /// - output: `[batch, last width]`
    pub fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let (last, hidden) = self.layers.split_last().expect("an MLP has a layer");
        let hidden = hidden.iter().fold(input, |x, layer| dense(layer, x, true));
        dense(last, hidden, false)
    }
}
