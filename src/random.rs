//! Random numbers that one seed fixes: each purpose draws from a stream of its own, on the host, so
//! that every device gets the same weights, batches and noise.

use burn::tensor::{Device, Tensor, TensorData};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Open01, StandardNormal, Uniform};

/// What the numbers are for.
#[derive(Debug, Clone, Copy)]
#[repr(u64)]
pub enum Stream {
    /// A model's weights before training.
    Weights,
    /// Which images make a batch.
    BatchOrder,
    /// Draws of posteriors in training.
    Noise,
    /// Draws of posteriors where a model is measured.
    Evaluation,
    /// Latents of new images.
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

/// `count` draws from the standard logistic distribution, `log u - log(1 - u)` of uniform `u`.
pub fn standard_logistic_values(rng: &mut impl Rng, count: usize) -> Vec<f32> {
    let uniform = Distribution::<f32>::sample_iter(Open01, rng);
    uniform.take(count).map(|u| (u / (1.0 - u)).ln()).collect()
}

/// `count` draws from the uniform distribution on [-bound, bound).
pub fn uniform(rng: &mut impl Rng, count: usize, bound: f32) -> Vec<f32> {
    let distribution = Uniform::new(-bound, bound).expect("the bound is positive and finite");
    distribution.sample_iter(rng).take(count).collect()
}

/// Where a generator stands in its stream, in words of 32 bits.
pub fn word_position(generator: &ChaCha8Rng) -> u64 {
    // ChaCha's counter has 64 bits of blocks; no run comes to 2^64 words.
    generator.get_word_pos() as u64
}

/// The generator of one stream of a seed, at a place that [`word_position`] told.
pub fn generator_at(seed: u64, stream: Stream, word: u64) -> ChaCha8Rng {
    let mut generator = generator(seed, stream);
    generator.set_word_pos(word.into());
    generator
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generator_continues_from_its_position() {
        let mut rng = generator(42, Stream::Noise);
        for count in [0, 1, 7, 15, 33, 200] {
            standard_normal_values(&mut rng, count);
            let mut again = generator_at(42, Stream::Noise, word_position(&rng));
            assert_eq!(
                standard_normal_values(&mut again, 150),
                standard_normal_values(&mut rng.clone(), 150)
            );
        }
    }
}
