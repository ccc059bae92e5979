use serde::Serialize;

use super::check_range;
use crate::error::Result;
use crate::limits::HISTOGRAM_BINS;
use crate::points::Points;

/// How many points have one coordinate in each of equally wide bins.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Histogram {
    /// The range of the bins; `high` itself belongs to the last.
    pub low: f64,
    #[allow(missing_docs, reason = "said with `low`")]
    pub high: f64,
    /// Of each bin.
    pub counts: Vec<u32>,
    /// Points outside.
    pub below: u32,
    #[allow(missing_docs, reason = "said with `below`")]
    pub above: u32,
}

impl Histogram {
    /// The density of each bin, of all points, those outside too: to be drawn over a distribution's.
    pub fn density(&self) -> Vec<f64> {
        let width = (self.high - self.low) / self.counts.len() as f64;
        let total = f64::from(self.counts.iter().sum::<u32>() + self.below + self.above).max(1.0);
        self.counts.iter().map(|&count| f64::from(count) / (total * width)).collect()
    }
}

/// One histogram a dimension, all over one range.
///
/// # Errors
/// When the range has no extent, or the bins are out of range.
pub fn histograms(points: &Points, [low, high]: [f64; 2], bins: usize) -> Result<Vec<Histogram>> {
    check_range(low, high)?;
    HISTOGRAM_BINS.check(bins as f64)?;
    let empty = Histogram { low, high, counts: vec![0; bins], below: 0, above: 0 };
    let mut made = vec![empty; points.dimensions()];
    let width = (high - low) / bins as f64;
    for point in points.iter() {
        for (histogram, &value) in made.iter_mut().zip(point) {
            let value = f64::from(value);
            if value < low {
                histogram.below += 1;
            } else if value > high {
                histogram.above += 1;
            } else {
                histogram.counts[(((value - low) / width) as usize).min(bins - 1)] += 1;
            }
        }
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_hand() {
        let points =
            Points::new(vec![-2.0, 0.0, -1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 3.0, 0.0], 2).unwrap();
        let made = histograms(&points, [-1.0, 1.0], 4).unwrap();
        assert_eq!(made[0].counts, [1, 0, 1, 1]);
        assert_eq!((made[0].below, made[0].above), (1, 1));
        assert_eq!(made[0].density(), [0.4, 0.0, 0.4, 0.4]);
        assert_eq!(made[1].counts, [0, 0, 5, 0]);
    }

    #[test]
    fn a_range_needs_an_extent() {
        let points = Points::new(vec![0.0; 128], 128).unwrap();
        assert_eq!(histograms(&points, [-1.0, 1.0], 2).unwrap().len(), 128);
        assert!(histograms(&points, [1.0, 1.0], 2).is_err());
        assert!(histograms(&points, [f64::NAN, 1.0], 2).is_err());
        assert!(histograms(&points, [-1.0, 1.0], 0).is_err());
    }
}
