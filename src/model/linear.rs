use burn::module::Param;
use burn::nn::Linear;
use burn::tensor::{Device, TensorData};
use rand_chacha::ChaCha8Rng;

use super::Block;
use crate::random::uniform;

/// A block's linear layer, whose weights and biases start uniform in ±1/sqrt(inputs), PyTorch's default.
pub fn linear(block: &Block, rng: &mut ChaCha8Rng, device: &Device) -> Linear {
    let [weight, bias] = &block.parameters;
    let [inputs, outputs] = weight.dims();
    let bound = 1.0 / (inputs as f32).sqrt();
    let weight = TensorData::new(uniform(rng, inputs * outputs, bound), [inputs, outputs]);
    let [width] = bias.dims();
    let bias = TensorData::new(uniform(rng, width, bound), [width]);
    Linear { weight: Param::from_data(weight, device), bias: Some(Param::from_data(bias, device)) }
}
