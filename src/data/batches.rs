use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::random::{Stream, generator, generator_at, word_position};

/// Walks over `0..count` in batches, in a new random order each epoch. The last batch of an epoch
/// may be smaller, or larger by a rest that would be too small.
#[derive(Debug, Clone)]
pub struct BatchOrder {
    order: Vec<u32>,
    /// Indices drawn in this epoch; all of them before the first.
    position: usize,
    rng: ChaCha8Rng,
    /// Fewest indices of a batch.
    smallest: usize,
}

impl BatchOrder {
    /// Over `0..count`; the first batch begins an epoch.
    pub fn new(count: usize, seed: u64) -> Self {
        Self {
            order: (0..count as u32).collect(),
            position: count,
            rng: generator(seed, Stream::BatchOrder),
            smallest: 1,
        }
    }

    /// No batch has fewer indices than `smallest`, where there are so many: an epoch's rest that would be joins
    /// the batch before it.
    pub fn with_smallest(self, smallest: usize) -> Self {
        // A rest that an order without this rule left is filled up with what came before it.
        let most = self.order.len().saturating_sub(smallest);
        let position = if self.at_epoch_end() { self.position } else { self.position.min(most) };
        Self { smallest, position, ..self }
    }

    /// The next `size` indices, or what is left of them, never across an epoch's end.
    pub fn next(&mut self, size: usize) -> &[u32] {
        if self.at_epoch_end() {
            self.order.shuffle(&mut self.rng);
            self.position = 0;
        }
        let start = self.position;
        let end = (start + size).min(self.order.len());
        let rest = self.order.len() - end;
        self.position = if rest < self.smallest { self.order.len() } else { end };
        &self.order[start..self.position]
    }

    /// Gives back the last `count` indices drawn, at most to the epoch's begin.
    pub fn rewind(&mut self, count: usize) {
        self.position = self.position.saturating_sub(count);
    }

    /// Whether the next batch begins an epoch.
    pub fn at_epoch_end(&self) -> bool {
        self.position == self.order.len()
    }

    /// Indices drawn in the current epoch.
    pub fn position(&self) -> usize {
        self.position
    }
}

/// For checkpoints.
impl BatchOrder {
    /// All indices in this epoch's order.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// Where the generator stands that shuffles the next epoch.
    pub fn word_position(&self) -> u64 {
        word_position(&self.rng)
    }

    /// Continues where another stood: its order, the indices drawn of it, and its generator's position.
    pub fn resume(order: Vec<u32>, position: usize, seed: u64, word: u64) -> Self {
        Self { order, position, rng: generator_at(seed, Stream::BatchOrder, word), smallest: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(order: &mut BatchOrder, size: usize) -> Vec<u32> {
        let mut seen = Vec::new();
        loop {
            seen.extend_from_slice(order.next(size));
            if order.at_epoch_end() {
                return seen;
            }
        }
    }

    #[test]
    fn each_epoch_visits_every_index_once_in_a_new_order() {
        let mut order = BatchOrder::new(10, 7);
        let (first, second) = (epoch(&mut order, 4), epoch(&mut order, 4));
        assert_ne!(first, second);
        for mut seen in [first, second] {
            seen.sort_unstable();
            assert_eq!(seen, (0..10).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_rest_that_is_too_small_joins_the_batch_before_it() {
        let sizes = |count: usize, size: usize| {
            let mut order = BatchOrder::new(count, 7).with_smallest(2);
            let mut sizes = Vec::new();
            loop {
                sizes.push(order.next(size).len());
                if order.at_epoch_end() {
                    return sizes;
                }
            }
        };
        assert_eq!(sizes(9, 4), [4, 5]);
        assert_eq!(sizes(10, 4), [4, 4, 2]);
        assert_eq!(sizes(8, 4), [4, 4]);
        assert_eq!(sizes(3, 2), [3]);
        assert_eq!(sizes(2, 64), [2]);
        // A run saved before the rule, one image from its epoch's end, sees another one again.
        let mut order = BatchOrder::resume((0..9).collect(), 8, 7, 0).with_smallest(2);
        assert_eq!(order.next(4), [7, 8]);
    }

    #[test]
    fn gives_back_what_was_not_used() {
        let mut order = BatchOrder::new(10, 7);
        let first = order.next(6).to_vec();
        order.rewind(6);
        assert_eq!(order.next(4), &first[..4]);
        assert_eq!(order.next(2), &first[4..]);
        order.next(4);
        assert!(order.at_epoch_end());
        order.rewind(1);
        assert_eq!(order.position(), 9);
    }

    #[test]
    fn a_seed_fixes_the_order() {
        let order = |seed| epoch(&mut BatchOrder::new(50, seed), 8);
        assert_eq!(order(1), order(1));
        assert_ne!(order(1), order(2));
    }
}
