use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

use crate::random::{Stream, generator};

/// Standard normal draws, each row of the data with a place of its own in the seed's stream: batches and
/// chunks of any size draw the same ones.
#[derive(Debug)]
pub struct Noise {
    start: ChaCha8Rng,
}

impl Noise {
    pub fn new(seed: u64) -> Self {
        Self { start: generator(seed, Stream::Evaluation) }
    }

    /// The draws of one row of the data. 2^32 words lie between two rows, more than the longest
    /// evaluation draws for one.
    pub fn row(&self, row: u32) -> RowNoise {
        let mut generator = self.start.clone();
        generator.set_word_pos(u128::from(row) << 32);
        RowNoise(generator)
    }
}

#[derive(Debug)]
pub struct RowNoise(ChaCha8Rng);

impl RowNoise {
    pub fn draw(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }
}
