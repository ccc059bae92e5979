//! Checks that every setting shares, with one wording.

use std::ops::RangeInclusive;

use crate::error::{Error, Result};

/// Longest schedule, in steps.
pub(super) const MAX_STEPS: usize = 1_000_000_000;

/// Refuses a number outside `range`, and not a number.
pub(super) fn within(field: &'static str, value: f64, range: RangeInclusive<f64>) -> Result<()> {
    if range.contains(&value) {
        return Ok(());
    }
    Err(Error::option(field, value, format!("between {} and {}", range.start(), range.end())))
}

/// Refuses a count outside `range`.
pub(super) fn whole(field: &'static str, value: usize, range: RangeInclusive<usize>) -> Result<()> {
    if range.contains(&value) {
        return Ok(());
    }
    let allowed = format!("a whole number between {} and {}", range.start(), range.end());
    Err(Error::option(field, value, allowed))
}
