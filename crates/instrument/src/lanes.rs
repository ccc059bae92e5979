//! Points in blocks, a dimension after the other, so that the compiler makes SIMD of loops over them.

pub use vae_playground_kernels::lanes::{
    BLOCK, Row, combine, dot, largest, log_gaussian, product, softmax, subtract,
};

use crate::points::Points;

/// Some points, `[dimensions, BLOCK]`; where there are fewer than `BLOCK`, 0 stands for the others.
pub struct Block {
    /// A row for each dimension.
    pub rows: Vec<Row>,
    /// How many points there are.
    pub count: usize,
}

impl Block {
    /// Holds no points yet.
    pub fn new(dimensions: usize) -> Self {
        Self { rows: vec![[0.0; BLOCK]; dimensions], count: 0 }
    }

    /// Takes the points from `start` on, less `origin`, `[dimensions]`, and times `scale`, `[dimensions]`.
    pub fn load_scaled(&mut self, points: &Points, start: usize, origin: &[f32], scale: &[f32]) {
        self.load(points, start);
        for ((row, origin), scale) in self.rows.iter_mut().zip(origin).zip(scale) {
            for value in &mut row[..self.count] {
                *value = (*value - origin) * scale;
            }
        }
    }

    /// Takes the points from `start` on.
    pub fn load(&mut self, points: &Points, start: usize) {
        self.count = BLOCK.min(points.len() - start);
        for lane in 0..self.count {
            for (row, &value) in self.rows.iter_mut().zip(points.point(start + lane)) {
                row[lane] = value;
            }
        }
        for row in &mut self.rows {
            row[self.count..].fill(0.0);
        }
    }
}
