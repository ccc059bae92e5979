//! The products by gemm, which knows the machine and which burn multiplies with, too. Threads share the output's rows.

use gemm::{Parallelism, gemm};

use super::Stored;
use crate::pool::{Split, parts, run, threads};

/// Products of two values that take about a nanosecond.
const PRODUCTS_A_NS: u64 = 40;
/// A multiple of the rows of a tile of gemm's.
const ROWS: usize = 8;
/// Of outputs with fewer rows and columns gemm adds a value's terms up in another order. All larger ones follow the number of terms.
const LARGE: usize = 64;

/// Rows of a part: as many parts as there are threads, as each packs the right factor again, of which each value is the same as in one.
fn height([rows, terms, columns]: [usize; 3]) -> usize {
    let nanoseconds = rows as u64 * terms as u64 * columns as u64 / PRODUCTS_A_NS;
    let height = rows / parts(nanoseconds).min(threads()) / ROWS * ROWS;
    let large = height.max(columns) > LARGE && height * columns > 4 * LARGE;
    if large { height } else { rows }
}

/// `left right`, `[rows, terms]` by `[terms, columns]`.
pub fn product(
    left: &[f32],
    right: &[f32],
    stored: Stored,
    [rows, terms, columns]: [usize; 3],
    output: &mut [f32],
) {
    assert!(left.len() >= rows * terms && right.len() >= terms * columns);
    let output = Split::new(&mut output[..rows * columns]);
    let plain = |width: usize| [1, width as isize];
    let turned = |height: usize| [height as isize, 1];
    let left_strides = if stored == Stored::LeftByColumns { turned(rows) } else { plain(terms) };
    let right_strides =
        if stored == Stored::RightByColumns { turned(terms) } else { plain(columns) };
    let [[left_column, left_row], [right_column, right_row]] = [left_strides, right_strides];
    let each = height([rows, terms, columns]);
    let count = rows.checked_div(each).unwrap_or(1);
    run(count, &|part, _| {
        let first = part * each;
        let height = if part + 1 == count { rows - first } else { each };
        // SAFETY: parts have other rows.
        let output = unsafe { output.part(first * columns..(first + height) * columns) };
        // SAFETY: the factors and the output have as many values as their shapes.
        unsafe {
            gemm(
                height,
                columns,
                terms,
                output.as_mut_ptr(),
                1,
                columns as isize,
                false,
                left.as_ptr().offset(first as isize * left_row),
                left_column,
                left_row,
                right.as_ptr(),
                right_column,
                right_row,
                0.0,
                1.0,
                false,
                false,
                false,
                Parallelism::None,
            );
        }
    });
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
    product(left, right, Stored::Plain, shape, output);
    for row in output.chunks_exact_mut(bias.len()) {
        for (value, bias) in row.iter_mut().zip(bias) {
            *value += bias;
            // Not a number stays so: the run has diverged, and is to say it.
            if activated && *value <= 0.0 {
                *value = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool::Pool;

    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        // Below and above what gemm takes for large, and of rests of all kinds.
        let shapes = [
            [128, 784, 400],
            [785, 128, 401],
            [130, 1500, 64],
            [129, 3000, 30],
            [4001, 288, 32],
            [2000, 900, 3],
        ];
        for shape @ [rows, terms, columns] in shapes {
            let values = |count, salt: usize| {
                (0..count).map(|i| ((i * 7 + salt) % 101) as f32 / 101.0 - 0.3).collect::<Vec<_>>()
            };
            let (left, right) = (values(rows * terms, 1), values(terms * columns, 2));
            for stored in [Stored::Plain, Stored::LeftByColumns, Stored::RightByColumns] {
                let with = |threads| {
                    let mut output = vec![0.0; rows * columns];
                    let work = || product(&left, &right, stored, shape, &mut output);
                    Pool::new(threads).install(work);
                    output.into_iter().map(f32::to_bits).collect::<Vec<_>>()
                };
                let one = with(1);
                for threads in [2, 3, 7] {
                    assert!(with(threads) == one, "{shape:?}, {stored:?}, {threads} threads");
                }
            }
        }
    }
}
