//! Random numbers that one seed fixes: each purpose draws from a stream of its own, on the host, so
//! that every device gets the same weights, batches and noise.

use burn::tensor::{Device, Tensor, TensorData};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal, Uniform};

/// What the numbers are for.
#[derive(Debug, Clone, Copy)]
#[repr(u64)]
pub enum Stream {
    Weights,
    BatchOrder,
    Noise,
    Evaluation,
    Prior,
}

/// The generator of one stream of a seed.
pub fn generator(seed: u64, stream: Stream) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(stream as u64);
    generator
}

/// `[rows, columns]` draws from the standard normal distribution.
pub fn standard_normal(
    rng: &mut impl Rng,
    [rows, columns]: [usize; 2],
    device: &Device,
) -> Tensor<2> {
    let values = standard_normal_values(rng, rows * columns);
    Tensor::from_data(TensorData::new(values, [rows, columns]), device)
}

/// `count` draws from the standard normal distribution.
pub fn standard_normal_values(rng: &mut impl Rng, count: usize) -> Vec<f32> {
    StandardNormal.sample_iter(rng).take(count).collect()
}

/// `count` draws from the uniform distribution on [-bound, bound).
pub fn uniform(rng: &mut impl Rng, count: usize, bound: f32) -> Vec<f32> {
    let distribution = Uniform::new(-bound, bound).expect("the bound is positive and finite");
    distribution.sample_iter(rng).take(count).collect()
}
