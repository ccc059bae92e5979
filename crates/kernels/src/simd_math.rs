//! Elementary functions without branches, so that the compiler makes SIMD of a loop over them.

/// `exp(x)` for `x <= 0`, relative error below 2e-7; 0 below -87.
#[inline(always)]
pub fn exp_of_negative(x: f32) -> f32 {
    // x = k ln 2 + r with |r| <= ln 2 / 2, ln 2 in two parts (Cody & Waite 1980). Adding 1.5 * 2^23
    // rounds to a whole number, whose bits then are the sum's lowest.
    const ROUND: f32 = 12_582_912.0;
    let x = larger(x, -87.0);
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let k = rounded - ROUND;
    let r = (x - k * 0.693_359_4) + k * 2.121_944_4e-4;
    // Taylor's polynomial of degree 7, which at |r| <= 0.347 is exact to a float's last bit or two.
    let p = 1.0 / 5040.0;
    let p = p * r + 1.0 / 720.0;
    let p = p * r + 1.0 / 120.0;
    let p = p * r + 1.0 / 24.0;
    let p = p * r + 1.0 / 6.0;
    let p = p * r + 0.5;
    let p = p * r + 1.0;
    let p = p * r + 1.0;
    p * f32::from_bits((rounded.to_bits() << 23).wrapping_add(1.0f32.to_bits()))
}

/// `f32::max` without its care for NaN, which has no SIMD instruction in wasm.
#[inline(always)]
pub fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// `ln(1 + a)` for `0 <= a <= 1`, relative error below 3e-7: `2 artanh(a / (2 + a))` by its series.
#[inline(always)]
pub fn ln_1p_of_unit(a: f32) -> f32 {
    let s = a / (2.0 + a);
    let q = s * s;
    let p = 2.0 / 13.0;
    let p = p * q + 2.0 / 11.0;
    let p = p * q + 2.0 / 9.0;
    let p = p * q + 2.0 / 7.0;
    let p = p * q + 2.0 / 5.0;
    let p = p * q + 2.0 / 3.0;
    s * (p * q + 2.0)
}

/// A sum whose order is the compiler's to make SIMD of: eight partial sums.
pub fn sum_in_lanes(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for chunk in chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *sum += value;
        }
    }
    sums.iter().chain(rest).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worst(values: impl Iterator<Item = f32>, f: fn(f32) -> f32, exact: fn(f64) -> f64) -> f64 {
        let error = |x: f32| {
            let expected = exact(f64::from(x));
            ((f64::from(f(x)) - expected) / expected.max(1e-37)).abs()
        };
        values.map(error).fold(0.0, f64::max)
    }

    #[test]
    fn agree_with_double_precision() {
        let negatives = (0..=200_000).map(|i| -86.0 * i as f32 / 200_000.0);
        assert!(worst(negatives, exp_of_negative, f64::exp) < 2e-7);
        let units = (1..=200_000).map(|i| i as f32 / 200_000.0);
        assert!(worst(units, ln_1p_of_unit, f64::ln_1p) < 3e-7);
        assert_eq!((exp_of_negative(0.0), ln_1p_of_unit(0.0)), (1.0, 0.0));
        assert!(exp_of_negative(f32::NEG_INFINITY) < 2e-38);
    }
}
