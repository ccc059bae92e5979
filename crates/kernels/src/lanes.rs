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

/// `out = row - shift`.
pub fn subtract(row: &Row, shift: f32, out: &mut Row) {
    for (out, x) in out.iter_mut().zip(row) {
        *out = x - shift;
    }
}

/// `out = a * b`.
pub fn product(a: &Row, b: &Row, out: &mut Row) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = a * b;
    }
}

/// Lanes that are summed at a time, in registers.
const LANES: usize = 16;

/// `out = constant - half the sum of squares` of the rows times `whitening`: a lower triangle, whose rows are of 1, 2, 3, ...
/// numbers, or as many as there are rows, the diagonal of one.
pub fn log_gaussian(rows: &[Row], whitening: &[f32], constant: f32, out: &mut Row) {
    let diagonal = whitening.len() == rows.len();
    for (chunk, out) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let values = |row: usize| &rows[row].as_chunks::<LANES>().0[chunk];
        let mut squares = [0.0f32; LANES];
        let mut rest = whitening;
        for last in 0..rows.len() {
            let first = if diagonal { last } else { 0 };
            let (weights, after) = rest.split_at(last + 1 - first);
            rest = after;
            let mut sums = [0.0f32; LANES];
            for (row, weight) in (first..).zip(weights) {
                let values = values(row);
                for lane in 0..LANES {
                    sums[lane] += weight * values[lane];
                }
            }
            for lane in 0..LANES {
                squares[lane] += sums[lane] * sums[lane];
            }
        }
        for lane in 0..LANES {
            out[lane] = constant - 0.5 * squares[lane];
        }
    }
}

/// `out = start + sum over rows of weight * row`.
pub fn combine(rows: &[Row], weights: &[f32], start: f32, out: &mut Row) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gaussians_logarithm_by_hand() {
        // The point (3, 4) in every lane but the last, which is (1, 0).
        let mut rows = [[3.0; BLOCK], [4.0; BLOCK]];
        (rows[0][BLOCK - 1], rows[1][BLOCK - 1]) = (1.0, 0.0);
        let mut out = [0.0; BLOCK];
        // 2 * 3 = 6 and -1 * 3 + 0.5 * 4 = -1: half of 37.
        log_gaussian(&rows, &[2.0, -1.0, 0.5], 10.0, &mut out);
        assert_eq!((out[0], out[BLOCK - 1]), (-8.5, 7.5));
        // 2 * 3 = 6 and 0.5 * 4 = 2: half of 40.
        log_gaussian(&rows, &[2.0, 0.5], 10.0, &mut out);
        assert_eq!((out[0], out[BLOCK - 1]), (-10.0, 8.0));
        // One dimension is both.
        log_gaussian(&rows[..1], &[2.0], 0.0, &mut out);
        assert_eq!((out[0], out[BLOCK - 1]), (-18.0, -2.0));
    }
}
