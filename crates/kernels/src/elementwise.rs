use crate::pool::{Split, chunks, parts, run, vector};
use crate::simd_math::larger;

/// Values that take about a nanosecond.
const VALUES_A_NS: usize = 4;
/// Values that are given out at once, a whole number of cache lines: what a value takes is less than a nanosecond.
const VALUES: usize = 1024;
/// Columns that are summed at once, at least: with fewer, reading a part of each row costs more than a thread gives.
const COLUMNS: usize = 64;
/// Rows that are summed in parts where columns are fewer.
const MANY_ROWS: usize = 4096;

/// Ranges of values that each take little, shared by threads.
fn ranges(count: usize, work: impl Fn(std::ops::Range<usize>) + Sync) {
    chunks(count.div_ceil(VALUES), 1, (VALUES / VALUES_A_NS) as u64, |blocks, _| {
        work(blocks.start * VALUES..count.min(blocks.end * VALUES));
    });
}

/// `max(x, 0)` in place.
pub fn relu(values: &mut [f32]) {
    let (count, values) = (values.len(), Split::new(values));
    ranges(count, |range| {
        // SAFETY: ranges have nothing in common.
        let values = unsafe { values.part(range) };
        values.iter_mut().for_each(|value| *value = larger(*value, 0.0));
    });
}

/// Each value where its `gate` is above 0, else 0.
pub fn where_positive(values: &[f32], gates: &[f32]) -> Vec<f32> {
    let mut kept = vec![0.0; values.len()];
    let target = Split::new(&mut kept);
    ranges(values.len(), |range| {
        // SAFETY: ranges have nothing in common.
        let kept = unsafe { target.part(range.clone()) };
        for ((kept, &value), &gate) in
            kept.iter_mut().zip(&values[range.clone()]).zip(&gates[range])
        {
            *kept = if gate > 0.0 { value } else { 0.0 };
        }
    });
    kept
}

/// Each value becomes 0 where its `gate` is not above 0, in place.
pub fn keep_where_positive(values: &mut [f32], gates: &[f32]) {
    let (count, values) = (values.len(), Split::new(values));
    ranges(count, |range| {
        // SAFETY: ranges have nothing in common.
        let values = unsafe { values.part(range.clone()) };
        for (value, &gate) in values.iter_mut().zip(&gates[range]) {
            *value = if gate > 0.0 { *value } else { 0.0 };
        }
    });
}

/// Times `factor`, in place.
pub fn scale(values: &mut [f32], factor: f32) {
    values.iter_mut().for_each(|value| *value *= factor);
}

/// The same row so many times.
pub fn repeated(row: &[f32], count: usize) -> Vec<f32> {
    // SAFETY: every value is written.
    unsafe { vector(count * row.len(), |copies| fill_rows(&copies, row)) }
}

/// `row` in place of each row of the values.
pub fn fill_rows(values: &Split<f32>, row: &[f32]) {
    let length = row.len();
    chunks(values.len() / length, 1, (length / VALUES_A_NS) as u64, |range, _| {
        for i in range {
            let place = values.pointer(i * length..(i + 1) * length);
            // SAFETY: the room is there, and rows have nothing in common.
            unsafe { place.copy_from_nonoverlapping(row.as_ptr(), length) };
        }
    });
}

/// `sums[i] += values[i]`
pub fn add_to(sums: &mut [f32], values: &[f32]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

/// Adds each row of `values`, `[rows, columns]`, to `sums`, `[columns]`.
pub fn add_to_columns(sums: &mut [f32], values: &[f32]) {
    let columns = sums.len();
    if (1..COLUMNS).contains(&columns) && values.len() / columns >= MANY_ROWS {
        return add_to_few_columns(sums, values);
    }
    let column_ns = (values.len() / columns.max(1) / VALUES_A_NS) as u64;
    let sums = Split::new(sums);
    chunks(columns, COLUMNS, column_ns, |range, _| {
        // SAFETY: ranges have nothing in common.
        let sums = unsafe { sums.part(range.clone()) };
        for row in values.chunks_exact(columns) {
            add_to(sums, &row[range.clone()]);
        }
    });
}

/// Several rows side by side are added up as one, in parts, whose sums are then added up.
fn add_to_few_columns(sums: &mut [f32], values: &[f32]) {
    let columns = sums.len();
    let width = columns * (COLUMNS / columns);
    let lines = values.len() / width;
    let parts = parts((values.len() / VALUES_A_NS) as u64);
    let (length, mut of_parts) = (lines.div_ceil(parts), vec![0.0; parts * width]);
    let each = Split::new(&mut of_parts);
    run(parts, &|part, _| {
        // SAFETY: parts have nothing in common.
        let sums = unsafe { each.part(part * width..(part + 1) * width) };
        let range = [part, part + 1].map(|end| (end * length).min(lines) * width);
        values[range[0]..range[1]].chunks_exact(width).for_each(|line| add_to(sums, line));
    });
    let rest = &values[lines * width..];
    of_parts
        .chunks_exact(columns)
        .chain(rest.chunks_exact(columns))
        .for_each(|row| add_to(sums, row));
}

/// Adds `row`, `[columns]`, to each row of `values`, `[rows, columns]`.
pub fn add_to_rows(values: &mut [f32], row: &[f32]) {
    let length = row.len();
    let (count, values) = (values.len() / length, Split::new(values));
    let several = VALUES / length.min(VALUES);
    chunks(count.div_ceil(several), 1, (several * length / VALUES_A_NS) as u64, |blocks, _| {
        let range = blocks.start * several * length..count.min(blocks.end * several) * length;
        // SAFETY: ranges have nothing in common.
        let values = unsafe { values.part(range) };
        match *row {
            [value] => values.iter_mut().for_each(|sum| *sum += value),
            _ => values.chunks_exact_mut(length).for_each(|sums| add_to(sums, row)),
        }
    });
}
