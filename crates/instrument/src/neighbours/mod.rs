//! The nearest of some points, found by comparing with all of them, and what these neighbours vote for.

mod search;
mod vote;

use serde::Serialize;

pub use search::SearchWork;
pub use vote::Vote;

/// The nearest points of each of some others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Neighbours {
    /// How many each has.
    pub k: usize,
    /// Indices of the nearest, nearest first, `[queries, k]`.
    pub indices: Vec<u32>,
    /// Euclidean distances to them, `[queries, k]`.
    pub distances: Vec<f32>,
}

impl Neighbours {
    /// How many points they are the neighbours of.
    pub fn len(&self) -> usize {
        self.indices.len() / self.k
    }

    /// Whether they are of none.
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// Index and distance of the neighbours of one, nearest first.
    pub fn of(&self, query: usize) -> impl Iterator<Item = (usize, f32)> {
        let range = query * self.k..(query + 1) * self.k;
        let indices = self.indices[range.clone()].iter().map(|&index| index as usize);
        indices.zip(self.distances[range].iter().copied())
    }
}
