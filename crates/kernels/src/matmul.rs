//! The matrix product in wasm's 128-bit SIMD, on one thread. gemm's kernel, which burn uses, gives 40 GFLOP/s
//! where this gives 50, and 54 with relaxed SIMD's fused multiply-add (`docs/performance.md`).

use std::arch::wasm32::*;
use std::cell::RefCell;

const LANES: usize = 4;
/// Rows and columns whose sums a kernel keeps in registers. Nine vectors of sums, three of the right factor
/// and one of the left fit the sixteen registers of x86; V8 spills the fourteenth.
const ROWS: usize = 3;
const COLUMNS: usize = 3 * LANES;
/// Terms of the sums taken at once, so that a panel of the right factor (18 kB) stays in the first-level cache.
const TERMS: usize = 384;
/// Rows taken at once, so that a block of the left factor stays in the second-level cache.
const BLOCK_ROWS: usize = 96 * ROWS;

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
    /// Room for the packed factors, kept between products.
    static PANELS: RefCell<[Vec<f32>; 2]> = const { RefCell::new([Vec::new(), Vec::new()]) };
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
pub fn product(
    left: Matrix,
    right: Matrix,
    [rows, terms, columns]: [usize; 3],
    output: &mut [f32],
    mode: Output,
) {
    PANELS.with_borrow_mut(|[left_panels, right_panels]| {
        for first_term in (0..terms).step_by(TERMS) {
            let count = TERMS.min(terms - first_term);
            let add = mode == Output::Add || first_term > 0;
            pack_right(right, first_term, count, columns, right_panels);
            for first_row in (0..rows).step_by(BLOCK_ROWS) {
                let block = BLOCK_ROWS.min(rows - first_row);
                // Rows whose terms are neighbours are read where they are.
                let packed = left.strides[1] != 1;
                if packed {
                    pack_left(left, [first_row, first_term], [block, count], left_panels);
                }
                for (column, panel) in
                    (0..).step_by(COLUMNS).zip(right_panels.chunks(COLUMNS * count))
                {
                    for row in (0..block).step_by(ROWS) {
                        let height = ROWS.min(block - row);
                        // Past the last row its values are repeated; their sums are not written.
                        let (lines, stride) = if packed {
                            ([0, 1, 2].map(|i| &left_panels[row * count + i..]), ROWS)
                        } else {
                            let line = |i: usize| first_row + row + i.min(height - 1);
                            ([0, 1, 2].map(|i| left.from(line(i), first_term)), 1)
                        };
                        let target = &mut output[(first_row + row) * columns + column..];
                        let size = [height, COLUMNS.min(columns - column)];
                        tile(Lines { lines, stride }, panel, count, target, columns, size, add);
                    }
                }
            }
        }
    });
}

/// Three rows of the left factor, whose terms are `stride` apart.
#[derive(Clone, Copy)]
struct Lines<'a> {
    lines: [&'a [f32]; ROWS],
    stride: usize,
}

/// The sums of one tile. A tile on the output's edge is computed aside, then copied as far as it is wanted.
#[inline(always)]
fn tile(
    left: Lines,
    panel: &[f32],
    terms: usize,
    target: &mut [f32],
    columns: usize,
    [height, width]: [usize; 2],
    add: bool,
) {
    let kernel = match width.div_ceil(LANES) {
        1 => kernel::<1>,
        2 => kernel::<2>,
        _ => kernel::<3>,
    };
    for line in left.lines {
        assert!(line.len() > (terms - 1) * left.stride);
    }
    assert!(panel.len() >= terms * width.next_multiple_of(LANES));
    if height == ROWS && width % LANES == 0 {
        assert!(target.len() >= (ROWS - 1) * columns + width);
        // SAFETY: the assertions above are the kernel's demands.
        unsafe { kernel(left, panel, terms, target, columns, add) };
        return;
    }
    let mut edge = [0.0; ROWS * COLUMNS];
    let lines = edge.chunks_mut(COLUMNS).zip(target.chunks_mut(columns)).take(height);
    if add {
        lines.for_each(|(edge, target)| edge[..width].copy_from_slice(&target[..width]));
    }
    // SAFETY: as above; `edge` holds a whole tile.
    unsafe { kernel(left, panel, terms, &mut edge, COLUMNS, add) };
    let lines = edge.chunks(COLUMNS).zip(target.chunks_mut(columns)).take(height);
    lines.for_each(|(edge, target)| target[..width].copy_from_slice(&edge[..width]));
}

#[cfg(feature = "relaxed-simd")]
use f32x4_relaxed_madd as multiply_add;

#[cfg(not(feature = "relaxed-simd"))]
#[inline(always)]
fn multiply_add(a: v128, b: v128, c: v128) -> v128 {
    f32x4_add(f32x4_mul(a, b), c)
}

/// A tile of `ROWS` rows and `VECTORS` vectors, in registers.
///
/// # Safety
/// Each line must hold `(terms - 1) * stride + 1` values, the panel `terms` rows of `VECTORS` vectors, the
/// target `ROWS` lines of `VECTORS` vectors that are `columns` apart.
#[inline(never)]
#[cfg_attr(feature = "relaxed-simd", target_feature(enable = "relaxed-simd"))]
unsafe fn kernel<const VECTORS: usize>(
    left: Lines,
    panel: &[f32],
    terms: usize,
    target: &mut [f32],
    columns: usize,
    add: bool,
) {
    let mut sums = [[f32x4_splat(0.0); VECTORS]; ROWS];
    let [mut a0, mut a1, mut a2] = left.lines.map(<[f32]>::as_ptr);
    let mut b = panel.as_ptr();
    // SAFETY: the caller's promise.
    unsafe {
        for _ in 0..terms {
            let factors: [v128; VECTORS] =
                std::array::from_fn(|v| v128_load(b.add(LANES * v).cast()));
            for (sums, a) in sums.iter_mut().zip([a0, a1, a2]) {
                let a = v128_load32_splat(a.cast());
                for (sum, b) in sums.iter_mut().zip(factors) {
                    *sum = multiply_add(a, b, *sum);
                }
            }
            (a0, a1, a2) = (a0.add(left.stride), a1.add(left.stride), a2.add(left.stride));
            b = b.add(LANES * VECTORS);
        }
        for (i, sums) in sums.iter().enumerate() {
            for (v, &sum) in sums.iter().enumerate() {
                let at = target.as_mut_ptr().add(i * columns + LANES * v).cast();
                v128_store(at, if add { f32x4_add(v128_load(at), sum) } else { sum });
            }
        }
    }
}

/// Panels of twelve columns, a term's values side by side. The last is as narrow as its vectors allow, and 0
/// past the edge.
fn pack_right(
    right: Matrix,
    first_term: usize,
    terms: usize,
    columns: usize,
    panels: &mut Vec<f32>,
) {
    panels.clear();
    panels.resize(terms * columns.next_multiple_of(LANES), 0.0);
    for (first, panel) in (0..).step_by(COLUMNS).zip(panels.chunks_mut(terms * COLUMNS)) {
        let width = panel.len() / terms;
        let real = width.min(columns - first);
        if right.strides[1] == 1 {
            for (t, target) in panel.chunks_exact_mut(width).enumerate() {
                let source = right.from(first_term + t, first);
                match target.as_chunks_mut::<COLUMNS>().0 {
                    [target] if real == COLUMNS => target.copy_from_slice(&source[..COLUMNS]),
                    _ => target[..real].copy_from_slice(&source[..real]),
                }
            }
        } else {
            for group in (0..real).step_by(LANES) {
                let inside = LANES.min(real - group);
                let line = |j: usize| right.from(first_term, first + group + j);
                let mut done = 0;
                if right.strides[0] == 1 && inside == LANES {
                    let lines = [0, 1, 2, 3].map(|j| &line(j)[..terms]);
                    done = interleave(lines, &mut panel[group..], width);
                }
                for j in 0..inside {
                    let line = line(j);
                    for t in done..terms {
                        panel[t * width + group + j] = line[t * right.strides[0]];
                    }
                }
            }
        }
    }
}

/// Four lines of one length side by side, each four values `width` after the last; returns how many values of
/// a line were taken, all but at most three.
fn interleave(lines: [&[f32]; LANES], target: &mut [f32], width: usize) -> usize {
    let lines = lines.map(|line| line.as_chunks::<LANES>().0);
    for (q, ((&a, &b), (&c, &d))) in
        lines[0].iter().zip(lines[1]).zip(lines[2].iter().zip(lines[3])).enumerate()
    {
        let [a, b, c, d] = [a, b, c, d].map(|[x, y, z, w]| f32x4(x, y, z, w));
        let (ab, ab2) = (i32x4_shuffle::<0, 4, 1, 5>(a, b), i32x4_shuffle::<2, 6, 3, 7>(a, b));
        let (cd, cd2) = (i32x4_shuffle::<0, 4, 1, 5>(c, d), i32x4_shuffle::<2, 6, 3, 7>(c, d));
        let columns = [
            i64x2_shuffle::<0, 2>(ab, cd),
            i64x2_shuffle::<1, 3>(ab, cd),
            i64x2_shuffle::<0, 2>(ab2, cd2),
            i64x2_shuffle::<1, 3>(ab2, cd2),
        ];
        for (i, column) in columns.into_iter().enumerate() {
            let target = &mut target[(q * LANES + i) * width..][..LANES];
            // SAFETY: the slice holds a vector.
            unsafe { v128_store(target.as_mut_ptr().cast(), column) };
        }
    }
    lines[0].len() * LANES
}

/// Panels of three rows, a term's values side by side. What lies past the last row is not read.
fn pack_left(
    left: Matrix,
    [first_row, first_term]: [usize; 2],
    [rows, terms]: [usize; 2],
    panels: &mut Vec<f32>,
) {
    panels.resize(rows.next_multiple_of(ROWS) * terms, 0.0);
    for (first, panel) in (0..).step_by(ROWS).zip(panels.chunks_exact_mut(ROWS * terms)) {
        let height = ROWS.min(rows - first);
        for (t, target) in panel.as_chunks_mut::<ROWS>().0.iter_mut().enumerate() {
            let source = left.from(first_row + first, first_term + t);
            match source {
                [x, y, z, ..] if height == ROWS && left.strides[0] == 1 => *target = [*x, *y, *z],
                _ => {
                    for (i, value) in target[..height].iter_mut().enumerate() {
                        *value = source[i * left.strides[0]];
                    }
                }
            }
        }
    }
}
