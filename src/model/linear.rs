use burn::module::Param;
use burn::nn::Linear;
use burn::tensor::{Device, TensorData};
use rand_chacha::ChaCha8Rng;

use super::Block;
use crate::random::uniform;

/// A block's linear layer.
pub fn linear(block: &Block, rng: &mut ChaCha8Rng, device: &Device) -> Linear {
    layer(block.parameters[0].dims(), rng, device)
}

/// A linear layer, whose weights and biases start uniform in ±1/sqrt(inputs), PyTorch's default.
pub fn layer([inputs, outputs]: [usize; 2], rng: &mut ChaCha8Rng, device: &Device) -> Linear {
    let bound = 1.0 / (inputs as f32).sqrt();
    let weight = TensorData::new(uniform(rng, inputs * outputs, bound), [inputs, outputs]);
    let bias = TensorData::new(uniform(rng, outputs, bound), [outputs]);
    Linear { weight: Param::from_data(weight, device), bias: Some(Param::from_data(bias, device)) }
}
