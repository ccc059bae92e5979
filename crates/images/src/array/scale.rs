/// White in the number ranges in use: fractions and masks, scikit-learn's digits, bytes, 16 bits.
const SCALES: [f64; 4] = [1.0, 16.0, 255.0, 65_535.0];

pub(crate) const SCALES_IN_WORDS: &str =
    "Values must lie in 0 to 1, 0 to 16, 0 to 255 or 0 to 65535";

/// What white is in a set whose largest value is `max`: the smallest scale that holds it.
pub(crate) fn scale(max: f64) -> Option<f64> {
    SCALES.into_iter().find(|&scale| max <= scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_smallest_that_holds_all() {
        let scales = [0.0, 1.0, 1.5, 16.0, 17.0, 255.0, 256.0, 65_535.0].map(scale);
        let expected = [1.0, 1.0, 16.0, 16.0, 255.0, 255.0, 65_535.0, 65_535.0].map(Some);
        assert_eq!(scales, expected);
        assert_eq!(scale(65_536.0), None);
    }
}
