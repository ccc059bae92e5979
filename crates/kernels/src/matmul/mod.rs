//! The matrix product in wasm's 128-bit SIMD. gemm's kernel, which burn uses, gives 40 GFLOP/s where this gives 50, and 54 with relaxed
//! SIMD's fused multiply-add (`docs/performance.md`). Threads share the output's tiles: each value is summed by one of them, in an order
//! that their number does not change.

pub(crate) mod pack;
mod shares;
mod tile;

use std::cell::RefCell;
use std::ops::Range;

use crate::elementwise::add_to;
use crate::pool::{Split, run, threads, vector};
use crate::vector::LANES;
use pack::{pack_left, pack_right};
use shares::Shares;
use tile::{Lines, tile};

/// Rows and columns whose sums a kernel keeps in registers. Nine vectors of sums, three of the right factor
/// and one of the left fit the sixteen registers of x86; V8 spills the fourteenth.
const ROWS: usize = 3;
pub(crate) const COLUMNS: usize = 3 * LANES;
/// Terms of the sums taken at once, so that a panel of the right factor (18 kB) stays in the first-level cache.
pub(crate) const TERMS: usize = 384;
/// Rows taken at once, so that a block of the left factor stays in the second-level cache.
const BLOCK_ROWS: usize = 96 * ROWS;
/// Values of the right factor that several threads pack before they multiply: they seldom wait for each other then.
const SHARED_VALUES: usize = 1 << 18;

/// Values whose neighbours in a column are `strides[0]` apart, in a row `strides[1]`.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a> {
    /// From row 0, column 0 on.
    pub values: &'a [f32],
    /// In values: from row to row, from column to column.
    pub strides: [usize; 2],
}

impl<'a> Matrix<'a> {
    /// Row-major, `[values.len() / columns, columns]`.
    pub fn new(values: &'a [f32], columns: usize) -> Self {
        Self { values, strides: [columns, 1] }
    }

    /// Rows for columns; no value moves.
    pub fn transposed(self) -> Self {
        Self { strides: [self.strides[1], self.strides[0]], ..self }
    }

    /// The values from `row`, `column` on.
    fn from(&self, row: usize, column: usize) -> &'a [f32] {
        &self.values[row * self.strides[0] + column * self.strides[1]..]
    }
}

/// What becomes of the output's old values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// They are lost.
    Overwrite,
    /// The product is added to them.
    Add,
}

thread_local! {
    /// Room that is kept between products: for the packed factors, the left one's of each thread, and for sums of groups of terms.
    static PANELS: RefCell<[Vec<f32>; 3]> = const { RefCell::new([const { Vec::new() }; 3]) };
}

/// `left right` into `output`, row-major.
///
/// # Shapes
/// - left: `[rows, terms]`
/// - right: `[terms, columns]`
/// - output: `[rows, columns]`
///
/// # Panics
/// If a slice is shorter than its shape.
pub fn product(left: Matrix, right: Matrix, shape: [usize; 3], output: &mut [f32], mode: Output) {
    multiply(left, right, shape, &Split::new(output), mode);
}

/// `left right` as [`product`] has it, in a vector of its own.
pub fn new_product(left: Matrix, right: Matrix, shape: [usize; 3]) -> Vec<f32> {
    let [rows, terms, columns] = shape;
    if terms == 0 {
        return vec![0.0; rows * columns];
    }
    // SAFETY: each value is overwritten, and none is read before.
    unsafe {
        vector(rows * columns, |output| {
            multiply(left, right, shape, &output, Output::Overwrite);
        })
    }
}

fn multiply(
    left: Matrix,
    right: Matrix,
    [rows, terms, columns]: [usize; 3],
    output: &Split<f32>,
    mode: Output,
) {
    if rows * terms * columns == 0 {
        return;
    }
    // Rows whose terms are neighbours are read where they are.
    let packed = left.strides[1] != 1;
    let shares = Shares::new([rows, terms, columns], packed);
    let groups = shares.groups;
    let shared = shares.count() > 1 || groups > 1;
    let blocks = if shared { (SHARED_VALUES / columns / TERMS).max(1) } else { 1 };
    PANELS.with_borrow_mut(|[left_panels, right_panels, sums_of_groups]| {
        let values = rows * columns;
        sums_of_groups.clear();
        sums_of_groups.resize(if groups > 1 { groups * values } else { 0 }, 0.0);
        let grouped = Split::new(sums_of_groups);
        for first_term in (0..terms).step_by(blocks * TERMS) {
            let count = (blocks * TERMS).min(terms - first_term);
            pack_right(right, first_term, count, columns, right_panels);
            let room = if packed { shares.rows.min(BLOCK_ROWS) * TERMS.min(count) } else { 0 };
            left_panels.resize(left_panels.len().max(threads() * room), 0.0);
            let left_panels = Split::new(left_panels);
            let target = if groups > 1 { &grouped } else { output };
            let sums =
                Sums { left, panels: right_panels, first_term, count, output: target, columns };
            let length = count.div_ceil(groups).next_multiple_of(TERMS);
            run(shares.count() * groups, &|part, thread| {
                let (share, group) = (part / groups, part % groups);
                let terms = [group, group + 1].map(|end| (end * length).min(count));
                // SAFETY: each thread has room of its own.
                let room = unsafe { left_panels.part(thread * room..(thread + 1) * room) };
                let add = groups > 1 || mode == Output::Add || first_term > 0;
                let place = (shares.get(share), terms[0]..terms[1], group * values);
                // SAFETY: shares of the output have nothing in common, nor have groups.
                unsafe { sums.add_up(place, packed.then_some(room), add) };
            });
        }
        if groups > 1 {
            // SAFETY: nobody else has the output now.
            let output = unsafe { output.part(0..values) };
            if mode == Output::Overwrite {
                output.fill(0.0);
            }
            sums_of_groups.chunks_exact(values).for_each(|sums| add_to(output, sums));
        }
    });
}

/// The product's sums over the terms whose right factor is packed.
struct Sums<'a> {
    left: Matrix<'a>,
    panels: &'a [f32],
    first_term: usize,
    /// Terms in the panels.
    count: usize,
    output: &'a Split<'a, f32>,
    columns: usize,
}

impl Sums<'_> {
    /// Those of some rows, columns and terms, into the output from a place on or, by `add`, onto it. Where there is `room`, the left factor is
    /// packed into it.
    ///
    /// # Safety
    /// Nobody else uses these rows and columns of the output there.
    unsafe fn add_up(
        &self,
        ([rows, columns], summed, from): ([Range<usize>; 2], Range<usize>, usize),
        mut room: Option<&mut [f32]>,
        add: bool,
    ) {
        for term in summed.clone().step_by(TERMS) {
            let terms = TERMS.min(summed.end - term);
            for first_row in rows.clone().step_by(BLOCK_ROWS) {
                let height = BLOCK_ROWS.min(rows.end - first_row);
                let corner = [first_row, self.first_term + term];
                if let Some(room) = &mut room {
                    pack_left(self.left, corner, [height, terms], room);
                }
                for column in columns.clone().step_by(COLUMNS) {
                    let width = COLUMNS.min(self.columns.next_multiple_of(LANES) - column);
                    let panel =
                        &self.panels[column * self.count..][term * width..][..terms * width];
                    for row in (0..height).step_by(ROWS) {
                        let size = [ROWS.min(height - row), COLUMNS.min(self.columns - column)];
                        let lines = match &room {
                            Some(room) => Lines::packed(&room[row * terms..]),
                            None => Lines::of(self.left, [first_row + row, corner[1]], size[0]),
                        };
                        let first = from + (first_row + row) * self.columns + column;
                        let past = first + (size[0] - 1) * self.columns + size[1];
                        let target = self.output.pointer(first..past);
                        // SAFETY: the range was checked, and is the caller's alone.
                        unsafe {
                            tile(
                                lines,
                                panel,
                                terms,
                                target,
                                self.columns,
                                size,
                                add || term > summed.start,
                            );
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
