use super::{Matrix, Output, new_product, product};
use crate::pool::Pool;

/// Some values, of no pattern that a mistake could hide in.
fn values(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 16_777_216.0 - 0.5
    };
    (0..count).map(next).collect()
}

/// How the factors lie in memory.
fn matrix(values: &[f32], [rows, columns]: [usize; 2], transposed: bool) -> Matrix<'_> {
    if transposed { Matrix::new(values, rows).transposed() } else { Matrix::new(values, columns) }
}

fn multiplied(size: [usize; 3], transposed: [bool; 2], mode: Output) -> Vec<f32> {
    let [rows, terms, columns] = size;
    let (left, right) = (values(rows * terms, 1), values(terms * columns, 2));
    let left = matrix(&left, [rows, terms], transposed[0]);
    let right = matrix(&right, [terms, columns], transposed[1]);
    if mode == Output::Overwrite {
        return new_product(left, right, size);
    }
    let mut output = values(rows * columns, 3);
    product(left, right, size, &mut output, mode);
    output
}

/// The same in 64 bits, sum by sum.
fn exact([rows, terms, columns]: [usize; 3], transposed: [bool; 2], mode: Output) -> Vec<f64> {
    let (left, right) = (values(rows * terms, 1), values(terms * columns, 2));
    let left = matrix(&left, [rows, terms], transposed[0]);
    let right = matrix(&right, [terms, columns], transposed[1]);
    let value = |m: Matrix, i: usize, j: usize| f64::from(m.from(i, j)[0]);
    let old = values(rows * columns, 3).into_iter().map(f64::from).enumerate();
    old.map(|(at, old)| {
        let (i, j) = (at / columns, at % columns);
        let sum: f64 = (0..terms).map(|t| value(left, i, t) * value(right, t, j)).sum();
        if mode == Output::Add { old + sum } else { sum }
    })
    .collect()
}

/// Sizes that are shared out, whose last tiles reach past the edge: by columns, by rows, by both; several blocks of terms, and groups of them; and
/// small ones.
const SIZES: [[usize; 3]; 7] = [
    [48, 800, 121],
    [151, 128, 130],
    [4000, 70, 5],
    [37, 2000, 29],
    [10, 9000, 61],
    [7, 5, 3],
    [1, 1, 1],
];
const WAYS: [[bool; 2]; 4] = [[false, false], [true, false], [false, true], [true, true]];

#[test]
fn products_are_those_of_double_precision() {
    for (size, transposed) in SIZES.iter().flat_map(|&size| WAYS.map(|way| (size, way))) {
        for mode in [Output::Overwrite, Output::Add] {
            let exact = exact(size, transposed, mode);
            for (ours, exact) in multiplied(size, transposed, mode).iter().zip(exact) {
                let error = (f64::from(*ours) - exact).abs();
                assert!(error < 2e-5, "{size:?} {transposed:?}: {error}");
            }
        }
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let all = || {
        let each = SIZES.iter().flat_map(|&size| WAYS.map(|way| (size, way)));
        each.flat_map(|(size, way)| multiplied(size, way, Output::Add)).map(f32::to_bits)
    };
    let bits = |threads| Pool::new(threads).install(|| all().collect::<Vec<_>>());
    let one = bits(1);
    for threads in [2, 3, 7] {
        assert!(bits(threads) == one, "{threads} threads");
    }
}

#[test]
fn large_products_are_shared_out() {
    // The test above can fail only where they are.
    Pool::new(2).install(|| {
        for size in &SIZES[..5] {
            for packed in [false, true] {
                let shares = super::Shares::new(*size, packed);
                assert!(shares.count() * shares.groups > 1, "{size:?}");
            }
        }
    });
}
