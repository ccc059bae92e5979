use super::{COLUMNS, Matrix, ROWS};
use crate::vector::{LANES, Vector, add, load, multiply_add, splat, splat_from, store};

/// Three rows of the left factor, whose terms are `stride` apart.
#[derive(Clone, Copy)]
pub struct Lines<'a> {
    lines: [&'a [f32]; ROWS],
    stride: usize,
}

impl<'a> Lines<'a> {
    /// From a panel of them on.
    pub fn packed(panel: &'a [f32]) -> Self {
        Self { lines: [0, 1, 2].map(|i| &panel[i..]), stride: ROWS }
    }

    /// Where they are. Past the last of `height` rows its values are repeated; their sums are not written.
    pub fn of(matrix: Matrix<'a>, [row, term]: [usize; 2], height: usize) -> Self {
        Self {
            lines: [0, 1, 2].map(|i: usize| matrix.from(row + i.min(height - 1), term)),
            stride: 1,
        }
    }
}

/// A tile's sums into `target`, whose rows are `columns` apart. One on the output's edge is computed aside, then copied as far as it is
/// wanted.
///
/// # Safety
/// The target has `height` rows of `width` values.
#[inline(always)]
pub unsafe fn tile(
    left: Lines,
    panel: &[f32],
    terms: usize,
    target: *mut f32,
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
        // SAFETY: the assertions above and the caller's promise are the kernel's demands.
        unsafe { kernel(left, panel, terms, target, columns, add) };
        return;
    }
    let mut edge = [0.0; ROWS * COLUMNS];
    let lines = || (0..height).map(|i| (i * COLUMNS, i * columns));
    // SAFETY: `edge` holds a whole tile, the target as much as is copied.
    unsafe {
        let aside = edge.as_mut_ptr();
        if add {
            lines().for_each(|(e, t)| aside.add(e).copy_from(target.add(t), width));
        }
        kernel(left, panel, terms, aside, COLUMNS, add);
        lines().for_each(|(e, t)| target.add(t).copy_from(aside.add(e), width));
    }
}

/// A tile of `ROWS` rows and `VECTORS` vectors, in registers.
///
/// # Safety
/// Each line must hold `(terms - 1) * stride + 1` values, the panel `terms` rows of `VECTORS` vectors, the
/// target `ROWS` lines of `VECTORS` vectors that are `columns` apart.
#[inline(never)]
#[cfg_attr(
    all(target_family = "wasm", feature = "relaxed-simd"),
    target_feature(enable = "relaxed-simd")
)]
unsafe fn kernel<const VECTORS: usize>(
    left: Lines,
    panel: &[f32],
    terms: usize,
    target: *mut f32,
    columns: usize,
    more: bool,
) {
    let mut sums = [[splat(0.0); VECTORS]; ROWS];
    let [mut a0, mut a1, mut a2] = left.lines.map(<[f32]>::as_ptr);
    let mut b = panel.as_ptr();
    // SAFETY: the caller's promise.
    unsafe {
        for _ in 0..terms {
            let factors: [Vector; VECTORS] = std::array::from_fn(|v| load(b.add(LANES * v)));
            for (sums, a) in sums.iter_mut().zip([a0, a1, a2]) {
                let a = splat_from(a);
                for (sum, b) in sums.iter_mut().zip(factors) {
                    *sum = multiply_add(a, b, *sum);
                }
            }
            // Past the last term they point nowhere, and are not read.
            [a0, a1, a2] = [a0, a1, a2].map(|a| a.wrapping_add(left.stride));
            b = b.add(LANES * VECTORS);
        }
        for (i, sums) in sums.iter().enumerate() {
            for (v, &sum) in sums.iter().enumerate() {
                let at = target.add(i * columns + LANES * v);
                store(at, if more { add(load(at), sum) } else { sum });
            }
        }
    }
}
