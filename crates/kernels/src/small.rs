//! Matrix products of small factors in wasm. Threads share the output's rows. What [`product`](crate::matmul::product) does first, packing
//! both factors, takes a tenth of its time where the sums are 64 terms long: here the left factor is read where it lies,
//! and the right one too where its rows allow it. The sums are the same, bit for bit.

use std::arch::wasm32::*;
use std::cell::RefCell;
use std::ops::Range;

use crate::matmul::pack::pack_right;
use crate::matmul::{COLUMNS, Matrix, TERMS};
use crate::pool::{Split, chunks};
use crate::vector::{LANES, multiply_add};

/// Most columns of a right factor: with more, each panel of it is better copied once than read line by line.
const MOST_COLUMNS: usize = 128;
/// Most values from one term of the left factor to the next, for the same reason.
const LEFT_STRIDE: usize = 512;

/// Rows that any tile divides.
const TILES: usize = 24;
/// Products of two values that take about a nanosecond.
const PRODUCTS_A_NS: usize = 25;

/// What is done with a tile's sums before they are written.
#[derive(Debug, Clone, Copy)]
pub enum Finish<'a> {
    /// Nothing.
    Sums,
    /// A bias for each column is added.
    Bias(&'a [f32]),
    /// A bias is added, and what is then below 0 becomes 0.
    BiasRelu(&'a [f32]),
}

thread_local! {
    /// Room for a right factor that has to be packed, kept between products.
    static PANELS: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// Whether [`product`] is the faster one for such factors.
pub fn is_small(left: Matrix, [_, terms, columns]: [usize; 3]) -> bool {
    terms <= TERMS && columns <= MOST_COLUMNS && left.strides[1] <= LEFT_STRIDE
}

/// `left right` into `output`, row-major.
///
/// # Shapes
/// - left: `[rows, terms]`
/// - right: `[terms, columns]`
/// - bias: `[columns]`
/// - output: `[rows, columns]`
///
/// # Panics
/// If a slice is shorter than its shape.
pub fn product(
    left: Matrix,
    right: Matrix,
    [rows, terms, columns]: [usize; 3],
    output: &mut [f32],
    finish: Finish,
) {
    if rows == 0 || columns == 0 || terms == 0 {
        return;
    }
    let last = |[a, b]: [usize; 2], [rows, columns]: [usize; 2]| (rows - 1) * a + (columns - 1) * b;
    assert!(left.values.len() > last(left.strides, [rows, terms]));
    assert!(right.values.len() > last(right.strides, [terms, columns]));
    assert!(output.len() >= rows * columns);
    let (bias, relu) = match finish {
        Finish::Sums => (None, false),
        Finish::Bias(bias) => (Some(bias), false),
        Finish::BiasRelu(bias) => (Some(bias), true),
    };
    assert!(bias.is_none_or(|bias| bias.len() >= columns));
    let whole = right.strides[1] == 1 && columns % LANES == 0;
    PANELS.with_borrow_mut(|panels| {
        if !whole {
            pack_right(right, 0, terms, columns, panels);
        }
        let (panels, output) = (&*panels, Split::new(output));
        chunks(rows, TILES, (terms * columns / PRODUCTS_A_NS) as u64, |range, _| {
            for column in (0..columns).step_by(COLUMNS) {
                let width = COLUMNS.min(columns - column);
                let vectors = width.div_ceil(LANES);
                let (panel, stride) = match whole {
                    true => (&right.values[column..], right.strides[0]),
                    false => (&panels[column * terms..], vectors * LANES),
                };
                let panel = Panel {
                    left: left.values.as_ptr(),
                    left_strides: left.strides,
                    right: panel.as_ptr(),
                    right_stride: stride,
                    terms,
                    target: output.pointer(column..rows * columns),
                    columns,
                    width,
                    bias: bias.map(|bias| bias[column..].as_ptr()),
                    relu,
                };
                // SAFETY: the assertions above; a packed panel has whole vectors for each term; rows are of one thread each.
                unsafe {
                    match vectors {
                        1 => panel.rows::<8, 1>(range.clone()),
                        2 => panel.rows::<4, 2>(range.clone()),
                        _ => panel.rows::<3, 3>(range.clone()),
                    }
                }
            }
        });
    });
}

/// Some columns of the output, at most twelve, and what they are computed from.
struct Panel {
    left: *const f32,
    left_strides: [usize; 2],
    right: *const f32,
    /// From term to term.
    right_stride: usize,
    terms: usize,
    target: *mut f32,
    /// From row to row of the target.
    columns: usize,
    /// Columns that are wanted.
    width: usize,
    bias: Option<*const f32>,
    relu: bool,
}

impl Panel {
    /// Some rows, `ROWS` at once: as many as give `VECTORS` vectors eight or nine sums, which hide what a sum takes to be
    /// ready and fit x86's registers.
    ///
    /// # Safety
    /// The pointers must reach as far as `rows`, terms, strides and the width say, the right one over whole vectors.
    unsafe fn rows<const ROWS: usize, const VECTORS: usize>(&self, rows: Range<usize>) {
        for row in rows.clone().step_by(ROWS) {
            // SAFETY: the caller's promise.
            unsafe { self.tile::<ROWS, VECTORS>(row, ROWS.min(rows.end - row)) };
        }
    }

    /// `height` rows from `row` on. Past them the last row's values are repeated; their sums are not written.
    ///
    /// # Safety
    /// As [`Self::rows`].
    #[inline(never)]
    #[cfg_attr(feature = "relaxed-simd", target_feature(enable = "relaxed-simd"))]
    unsafe fn tile<const ROWS: usize, const VECTORS: usize>(&self, row: usize, height: usize) {
        let mut sums = [[f32x4_splat(0.0); VECTORS]; ROWS];
        let [from_row, from_term] = self.left_strides;
        let line = |i: usize| self.left.wrapping_add((row + i.min(height - 1)) * from_row);
        let mut lines: [*const f32; ROWS] = std::array::from_fn(line);
        let mut right = self.right;
        // SAFETY: the caller's promise.
        unsafe {
            for _ in 0..self.terms {
                let factors: [v128; VECTORS] =
                    std::array::from_fn(|v| v128_load(right.add(LANES * v).cast()));
                for (sums, line) in sums.iter_mut().zip(&mut lines) {
                    let value = v128_load32_splat(line.cast());
                    for (sum, factor) in sums.iter_mut().zip(factors) {
                        *sum = multiply_add(value, factor, *sum);
                    }
                    *line = line.wrapping_add(from_term);
                }
                right = right.wrapping_add(self.right_stride);
            }
            for v in 0..VECTORS {
                let lanes = LANES.min(self.width - LANES * v);
                let bias = self.bias.map(|bias| load(bias.add(LANES * v), lanes));
                for (i, sums) in sums.iter().enumerate() {
                    if i >= height {
                        break;
                    }
                    let mut sum = sums[v];
                    if let Some(bias) = bias {
                        sum = f32x4_add(bias, sum);
                    }
                    if self.relu {
                        sum = f32x4_pmax(f32x4_splat(0.0), sum);
                    }
                    store(self.target.add((row + i) * self.columns + LANES * v), sum, lanes);
                }
            }
        }
    }
}

/// # Safety
/// The pointer must reach over so many lanes.
#[inline(always)]
unsafe fn load(from: *const f32, lanes: usize) -> v128 {
    // SAFETY: the caller's promise.
    unsafe {
        if lanes == LANES {
            return v128_load(from.cast());
        }
        let mut values = [0.0f32; LANES];
        values[..lanes].copy_from_slice(std::slice::from_raw_parts(from, lanes));
        v128_load(values.as_ptr().cast())
    }
}

/// # Safety
/// As [`load`].
#[inline(always)]
unsafe fn store(to: *mut f32, vector: v128, lanes: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        if lanes == LANES {
            return v128_store(to.cast(), vector);
        }
        let mut values = [0.0f32; LANES];
        v128_store(values.as_mut_ptr().cast(), vector);
        std::slice::from_raw_parts_mut(to, lanes).copy_from_slice(&values[..lanes]);
    }
}
