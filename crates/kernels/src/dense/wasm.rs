//! The products by our own kernels, which one by their sizes.

use super::Stored;
use crate::elementwise::fill_rows;
use crate::matmul::{self, Matrix, Output};
use crate::pool::Split;
use crate::relu;
use crate::small::{self, Finish, is_small};

fn factors<'a>(
    left: &'a [f32],
    right: &'a [f32],
    stored: Stored,
    [rows, terms, columns]: [usize; 3],
) -> [Matrix<'a>; 2] {
    match stored {
        Stored::Plain => [Matrix::new(left, terms), Matrix::new(right, columns)],
        Stored::LeftByColumns => {
            [Matrix::new(left, rows).transposed(), Matrix::new(right, columns)]
        }
        Stored::RightByColumns => {
            [Matrix::new(left, terms), Matrix::new(right, terms).transposed()]
        }
    }
}

/// `left right`, `[rows, terms]` by `[terms, columns]`.
pub fn product(left: &[f32], right: &[f32], stored: Stored, shape: [usize; 3], output: &mut [f32]) {
    let [left, right] = factors(left, right, stored, shape);
    if is_small(left, shape) {
        small::product(left, right, shape, output, Finish::Sums);
    } else {
        matmul::product(left, right, shape, output, Output::Overwrite);
    }
}

/// `left right + bias`, then ReLU where it is wanted.
pub fn with_bias(
    left: &[f32],
    right: &[f32],
    bias: &[f32],
    shape: [usize; 3],
    activated: bool,
    output: &mut [f32],
) {
    let [left, right] = factors(left, right, Stored::Plain, shape);
    if is_small(left, shape) {
        let finish = if activated { Finish::BiasRelu(bias) } else { Finish::Bias(bias) };
        return small::product(left, right, shape, output, finish);
    }
    fill_rows(&Split::new(&mut output[..shape[0] * shape[2]]), bias);
    matmul::product(left, right, shape, output, Output::Add);
    if activated {
        relu(output);
    }
}
