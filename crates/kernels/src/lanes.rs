//! Sums over points that stand in blocks, a row of numbers after the other.

use crate::simd_math::{exp_of_negative, larger};

/// Points of a block.
pub const BLOCK: usize = 128;

/// A number of each point of a block.
pub type Row = [f32; BLOCK];

/// The product of two rows, summed in eight lanes.
pub fn dot(a: &Row, b: &Row) -> f32 {
    let mut sums = [0.0f32; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum()
}

/// `out = start + sum over rows of weight * row`.
pub fn combine(rows: &[Row], weights: &[f32], start: f32, out: &mut Row) {
    const LANES: usize = 16;
    for (chunk, out) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let mut sums = [start; LANES];
        for (row, weight) in rows.iter().zip(weights) {
            let values = &row.as_chunks::<LANES>().0[chunk];
            for lane in 0..LANES {
                sums[lane] += weight * values[lane];
            }
        }
        *out = sums;
    }
}

/// The largest of the rows at each lane.
pub fn largest(rows: &[Row]) -> Row {
    let mut largest = rows[0];
    for row in &rows[1..] {
        for (largest, &x) in largest.iter_mut().zip(row) {
            *largest = larger(x, *largest);
        }
    }
    largest
}

/// Makes of logarithms the share of each row at each lane, and returns the logarithm of the sum (log-sum-exp).
pub fn softmax(rows: &mut [Row]) -> Row {
    let mut logarithm = largest(rows);
    let mut sums = [0.0f32; BLOCK];
    for row in &mut *rows {
        for ((x, largest), sum) in row.iter_mut().zip(&logarithm).zip(&mut sums) {
            *x = exp_of_negative(*x - largest);
            *sum += *x;
        }
    }
    for row in rows {
        for (x, sum) in row.iter_mut().zip(&sums) {
            *x /= sum;
        }
    }
    for (out, sum) in logarithm.iter_mut().zip(sums) {
        *out += sum.ln();
    }
    logarithm
}
