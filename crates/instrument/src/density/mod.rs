//! Where points are dense, beside where the prior N(0, I) is: histograms of each dimension, densities of any two
//! coordinates on a grid, and the holes, where the prior would draw from and the data never were.

mod grid;
mod histogram;
mod holes;

pub use grid::{Field, Grid, density, log_ratio, prior};
pub use histogram::{Histogram, histograms};
pub use holes::{Hole, HoleOptions, holes};

use crate::error::{Error, Result};

/// Whether a range has an extent.
fn check_range(low: f64, high: f64) -> Result<()> {
    if low.is_finite() && high.is_finite() && low < high {
        return Ok(());
    }
    Err(Error::OutOfRange {
        name: "The upper end of a range",
        value: high,
        least: low,
        most: f64::MAX,
    })
}
