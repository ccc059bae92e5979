//! Two lower bounds of a training step on one thread, for `benches/browser/floor.mjs`, which does the timing:
//! the engine's own matrix product without the engine, and multiply-adds that wait for nothing.

use std::arch::wasm32::*;
use std::cell::RefCell;
use std::hint::black_box;

use vae_playground_kernels::matmul::{self, Matrix, Output};

thread_local! {
    /// Left factor, right factor and output, kept between calls so that only the first of a shape pays for them.
    static BUFFERS: RefCell<[Vec<f32>; 3]> = const { RefCell::new([const { Vec::new() }; 3]) };
}

/// The product of a `[rows, terms]` and a `[terms, columns]` matrix, `repeats` times. A transposed one is stored
/// the other way round.
#[unsafe(no_mangle)]
pub extern "C" fn product(
    rows: usize,
    terms: usize,
    columns: usize,
    left_transposed: bool,
    right_transposed: bool,
    repeats: usize,
) {
    BUFFERS.with_borrow_mut(|[left, right, output]| {
        left.resize(rows * terms, 0.5);
        right.resize(terms * columns, 0.5);
        output.resize(rows * columns, 0.0);
        let left = matrix(left, [rows, terms], left_transposed);
        let right = matrix(right, [terms, columns], right_transposed);
        for _ in 0..repeats {
            matmul::product(left, right, [rows, terms, columns], output, Output::Overwrite);
            black_box(&mut *output);
        }
    });
}

fn matrix(values: &[f32], [rows, columns]: [usize; 2], transposed: bool) -> Matrix<'_> {
    if transposed { Matrix::new(values, rows).transposed() } else { Matrix::new(values, columns) }
}

/// Sums of the peak kernel, as many as the matrix product's kernel has: enough that none waits for its last
/// addition, few enough for x86's sixteen registers.
const SUMS: usize = 9;
/// Turns written out, so that the loop itself costs nothing.
const TURNS: usize = 8;

/// Multiply-adds on registers alone, which is as fast as the machine goes on wasm's 128-bit vectors: `repeats`
/// times as many floating-point operations as it returns.
#[unsafe(no_mangle)]
pub extern "C" fn peak(repeats: usize) -> usize {
    // Sums that start alike would be computed once.
    let mut sums = black_box([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]).map(|v| f32x4_splat(v));
    let [factor, term] = black_box([0.5, 0.25]).map(|v| f32x4_splat(v));
    // SAFETY: who instantiated this module has relaxed SIMD.
    unsafe { multiply_add(&mut sums, factor, term, repeats) };
    black_box(sums);
    2 * 4 * SUMS * TURNS
}

/// # Safety
/// Needs relaxed SIMD.
#[inline(never)]
#[target_feature(enable = "relaxed-simd")]
unsafe fn multiply_add(target: &mut [v128; SUMS], factor: v128, term: v128, repeats: usize) {
    let mut sums = *target;
    for _ in 0..repeats {
        for _ in 0..TURNS {
            for sum in &mut sums {
                *sum = f32x4_relaxed_madd(*sum, factor, term);
            }
        }
    }
    *target = sums;
}
