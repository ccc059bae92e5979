//! What each option may be: written here once, checked here.

use crate::error::{Error, Result};

/// The range of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Its path in the options, such as `bootstrap.level`.
    pub field: &'static str,
    /// What a person calls it, at the start of a sentence.
    pub name: &'static str,
    /// Least and most value.
    pub least: f64,
    #[allow(missing_docs, reason = "said with `least`")]
    pub most: f64,
    /// Only whole numbers.
    pub whole: bool,
}

impl Limit {
    /// The number itself, where it is in the range.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(&self, value: f64) -> Result<f64> {
        let &Self { name, least, most, .. } = self;
        if (least..=most).contains(&value) {
            return Ok(value);
        }
        Err(Error::OutOfRange { name, value, least, most })
    }

    /// As [`check`](Self::check), of a count.
    ///
    /// # Errors
    /// When it is outside.
    pub fn count(&self, value: usize) -> Result<usize> {
        self.check(value as f64).map(|_| value)
    }
}

const fn whole(field: &'static str, name: &'static str, least: f64, most: f64) -> Limit {
    Limit { field, name, least, most, whole: true }
}

const fn number(field: &'static str, name: &'static str, least: f64, most: f64) -> Limit {
    Limit { field, name, least, most, whole: false }
}

/// Declares limits and the list of them all.
macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident: $make:ident($field:literal, $words:literal, $least:expr, $most:expr);)*) => {
        $($(#[$doc])* pub const $name: Limit = $make($field, $words, $least, $most);)*
        /// Every limit of a number.
        pub const ALL: &[Limit] = &[$($name),*];
    };
}

limits! {
    /// Points of each set that a measure of two sets looks at; all pairs of them are kept.
    SAMPLING_MOST: whole("sampling.most", "The number of points compared", 2.0, 2_000.0);
    /// How often points are drawn anew.
    BOOTSTRAP_RESAMPLES: whole("bootstrap.resamples", "The number of resamples", 20.0, 2_000.0);
    /// Share of the resampled values within the interval.
    BOOTSTRAP_LEVEL: number("bootstrap.level", "The interval's level", 0.5, 0.999);
    /// Which neighbour a ball reaches to.
    PRECISION_RECALL_NEIGHBOURS: whole("precisionRecall.neighbours", "The number of neighbours", 1.0, 100.0);
    /// Of a latent dimension, and of a continuous factor.
    INFORMATION_BINS: whole("information.bins", "The number of bins", 2.0, 1_000.0);
    /// Of a histogram.
    HISTOGRAM_BINS: whole("histogram.bins", "The number of bins of a histogram", 1.0, 1_000.0);
    /// Cells of a density's grid, each way.
    DENSITY_CELLS: whole("density.cells", "The number of cells of a side", 2.0, 512.0);
    /// Share of the prior's density that a hole may have of the data.
    HOLE_SHARE: number("holes.share", "A hole's share of the prior's density", 0.0, 1.0);
    /// How many holes are given.
    HOLE_COUNT: whole("holes.count", "The number of holes", 1.0, 100.0);
    /// Between two holes, in the space's units.
    HOLE_APART: number("holes.apart", "The distance of two holes", 0.0, 1_000.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_outside_is_named() {
        assert_eq!(BOOTSTRAP_LEVEL.check(0.9), Ok(0.9));
        let wrong = Err(Error::OutOfRange {
            name: "The interval's level",
            value: 1.0,
            least: 0.5,
            most: 0.999,
        });
        assert_eq!(BOOTSTRAP_LEVEL.check(1.0), wrong);
        assert!(BOOTSTRAP_LEVEL.check(f64::NAN).is_err());
        assert!(SAMPLING_MOST.count(1).is_err());
    }
}
