use serde::{Deserialize, Serialize};

use crate::boxes::{Mask, components};
use crate::error::{Error, Result};
use crate::limits::RESIDUAL;

/// Which pixels are of the foreground.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct ForegroundOptions {
    /// Residual above which a pixel is of it; 4, which noise alone passes at 6 pixels of 100,000.
    pub high: f32,
    /// Residual above which it is where others that hang together with it pass `high`; 2.
    pub low: f32,
    /// Pixels of the smallest thing; 6.
    pub least_area: usize,
}

impl Default for ForegroundOptions {
    fn default() -> Self {
        Self { high: 4.0, low: 2.0, least_area: 6 }
    }
}

/// The foreground by the residuals of a frame's pixels, `[height, width]`: those above the lower threshold that hang
/// together with one above the higher (hysteresis, Canny 1986), less what is but a speck or a hole, by the median of 3 x
/// 3 pixels, less what is too small. [`components`] has its boxes.
///
/// # Errors
/// When residuals don't make whole rows, or a threshold is out of range.
pub fn foreground(residual: &[f32], width: usize, options: &ForegroundOptions) -> Result<Mask> {
    RESIDUAL.check(options.high.into())?;
    RESIDUAL.check(options.low.into())?;
    if options.low > options.high {
        let argument = "The lower threshold of the foreground".to_owned();
        let problem = format!("it is {}, above the higher, {}", options.low, options.high);
        return Err(Error::InvalidArgument { argument, problem });
    }
    let parts = components(&Mask::brighter(residual, width, options.low)?, 1)?;
    let mut strong = vec![false; parts.found.len() + 1];
    for (&part, &value) in parts.labels.iter().zip(residual) {
        strong[part as usize] |= part > 0 && value > options.high;
    }
    let kept = parts.labels.iter().map(|&part| strong[part as usize]).collect();
    let smooth = median(&Mask::new(kept, width)?)?;
    let large = components(&smooth, options.least_area)?;
    Mask::new(large.labels.iter().map(|&part| part > 0).collect(), width)
}

/// The median of each pixel and its neighbours: whether most are set. Beyond the edge nothing is.
fn median(mask: &Mask) -> Result<Mask> {
    let most = |pixel| mask.around(pixel).filter(|&near| mask.values()[near]).count() >= 5;
    Mask::new((0..mask.values().len()).map(most).collect(), mask.width())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boxes::{bounds, drawn};

    fn residuals(rows: &[&str]) -> Vec<f32> {
        rows.concat().chars().map(|digit| digit.to_digit(10).unwrap() as f32).collect()
    }

    #[test]
    fn specks_and_holes_go_and_weak_parts_stay_with_strong_ones() {
        let rows =
            ["0000000000", "0333000900", "0353000000", "0303000333", "0333000333", "0333000333"];
        let options = ForegroundOptions { least_area: 3, ..Default::default() };
        let mask = foreground(&residuals(&rows), 10, &options).unwrap();
        // The strong pixel alone is a speck; the weak square has no strong one; corners are rounded.
        let expected = drawn(&[
            "..........",
            "..#.......",
            ".###......",
            ".###......",
            ".###......",
            "..#.......",
        ]);
        assert_eq!(mask, expected);
        let found = components(&mask, 1).unwrap().found;
        assert_eq!((found.len(), found[0].bounds), (1, bounds([1.0, 1.0, 3.0, 5.0])));
        let large = ForegroundOptions { least_area: 12, ..Default::default() };
        assert_eq!(foreground(&residuals(&rows), 10, &large).unwrap().area(), 0);
    }

    #[test]
    fn thresholds_out_of_order_and_bad_numbers() {
        let options = ForegroundOptions { low: 5.0, ..Default::default() };
        assert!(matches!(foreground(&[0.0; 4], 2, &options), Err(Error::InvalidArgument { .. })));
        let options = ForegroundOptions { high: f32::NAN, ..Default::default() };
        assert!(foreground(&[0.0; 4], 2, &options).is_err());
        let options = ForegroundOptions::default();
        assert_eq!(foreground(&[f32::NAN; 9], 3, &options).unwrap().area(), 0);
        assert!(foreground(&[0.0; 5], 2, &options).is_err());
    }
}
