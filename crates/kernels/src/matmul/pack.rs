use super::{COLUMNS, Matrix, ROWS, TERMS};
use crate::pool::{Split, chunks};
use crate::vector::{LANES, store, transposed};

/// Values that take about a nanosecond.
const VALUES_A_NS: u64 = 2;

/// Panels of twelve columns, a term's values side by side. The last is as narrow as its vectors allow, and 0
/// past the edge.
pub fn pack_right(
    right: Matrix,
    first_term: usize,
    terms: usize,
    columns: usize,
    panels: &mut Vec<f32>,
) {
    let padded = columns.next_multiple_of(LANES);
    panels.resize(terms * padded, 0.0);
    let panels = Split::new(panels);
    // Parts of a panel's terms.
    let blocks = terms.div_ceil(TERMS);
    let block_ns = (TERMS * COLUMNS) as u64 / VALUES_A_NS;
    chunks(columns.div_ceil(COLUMNS) * blocks, 1, block_ns, |numbers, _| {
        for number in numbers {
            let (first, term) = (number / blocks * COLUMNS, number % blocks * TERMS);
            let width = COLUMNS.min(padded - first);
            let count = TERMS.min(terms - term);
            let place = first * terms + term * width;
            // SAFETY: parts of panels have nothing in common.
            let panel = unsafe { panels.part(place..place + count * width) };
            pack_panel(right, [first_term + term, first], width.min(columns - first), width, panel);
        }
    });
}

fn pack_panel(
    right: Matrix,
    [first_term, first]: [usize; 2],
    real: usize,
    width: usize,
    panel: &mut [f32],
) {
    let terms = panel.len() / width;
    if real < width {
        panel.fill(0.0);
    }
    if right.strides[1] == 1 {
        for (t, target) in panel.chunks_exact_mut(width).enumerate() {
            let source = right.from(first_term + t, first);
            match target.as_chunks_mut::<COLUMNS>().0 {
                [target] if real == COLUMNS => target.copy_from_slice(&source[..COLUMNS]),
                // A call to copy memory takes longer.
                _ => target[..real].iter_mut().zip(source).for_each(|(to, from)| *to = *from),
            }
        }
        return;
    }
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

/// Four lines of one length side by side, each four values `width` after the last; returns how many values of
/// a line were taken, all but at most three.
fn interleave(lines: [&[f32]; LANES], target: &mut [f32], width: usize) -> usize {
    let lines = lines.map(|line| line.as_chunks::<LANES>().0);
    for (q, ((&a, &b), (&c, &d))) in
        lines[0].iter().zip(lines[1]).zip(lines[2].iter().zip(lines[3])).enumerate()
    {
        for (i, column) in transposed([a, b, c, d]).into_iter().enumerate() {
            let target = &mut target[(q * LANES + i) * width..][..LANES];
            // SAFETY: the slice holds a vector.
            unsafe { store(target.as_mut_ptr(), column) };
        }
    }
    lines[0].len() * LANES
}

/// Panels of three rows, a term's values side by side. What lies past the last row is not read.
pub fn pack_left(
    left: Matrix,
    [first_row, first_term]: [usize; 2],
    [rows, terms]: [usize; 2],
    panels: &mut [f32],
) {
    let rows_of_panels = (0..rows).step_by(ROWS);
    for (first, panel) in rows_of_panels.zip(panels.chunks_exact_mut(ROWS * terms)) {
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
