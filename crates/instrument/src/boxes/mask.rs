use crate::error::{Error, Result};

/// Which pixels of an image are of something, `[height, width]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    values: Vec<bool>,
    width: usize,
}

impl Mask {
    /// Takes `[height, width]` pixels.
    ///
    /// # Errors
    /// When they don't make whole rows.
    pub fn new(values: Vec<bool>, width: usize) -> Result<Self> {
        if width == 0 || !values.len().is_multiple_of(width) {
            let expected = (values.len() / width.max(1) + 1).saturating_mul(width.max(1));
            return Err(Error::Count { what: "pixels of a mask", found: values.len(), expected });
        }
        Ok(Self { values, width })
    }

    /// The pixels that are brighter than a threshold; what is NaN is not.
    ///
    /// # Errors
    /// As [`Mask::new`].
    pub fn brighter(values: &[f32], width: usize, threshold: f32) -> Result<Self> {
        Self::new(values.iter().map(|&value| value > threshold).collect(), width)
    }

    /// Pixels of a row; at least 1.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.values.len() / self.width
    }

    /// All pixels, `[height, width]`.
    pub fn values(&self) -> &[bool] {
        &self.values
    }

    /// How many pixels are of it.
    pub fn area(&self) -> usize {
        self.values.iter().filter(|&&set| set).count()
    }

    /// The pixels of both as a share of those of either; 1 where neither has any.
    ///
    /// # Errors
    /// When they are of different sizes.
    pub fn iou(&self, other: &Self) -> Result<f64> {
        for (what, found, expected) in [
            ("pixels of a mask's row", other.width, self.width),
            ("pixels of a mask", other.values.len(), self.values.len()),
        ] {
            if found != expected {
                return Err(Error::Count { what, found, expected });
            }
        }
        let pairs = || self.values.iter().zip(&other.values);
        let both = pairs().filter(|&(&a, &b)| a && b).count();
        let either = pairs().filter(|&(&a, &b)| a || b).count();
        Ok(if either == 0 { 1.0 } else { both as f64 / either as f64 })
    }

    /// The up to nine pixels around one, and itself, within the image.
    pub(crate) fn around(&self, pixel: usize) -> impl Iterator<Item = usize> + use<> {
        let (width, height) = (self.width, self.height());
        let (row, column) = (pixel / width, pixel % width);
        let near = |at: usize, length: usize| at.saturating_sub(1)..(at + 2).min(length);
        near(row, height)
            .flat_map(move |row| near(column, width).map(move |column| row * width + column))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// `#` is of it.
    pub fn drawn(rows: &[&str]) -> Mask {
        Mask::new(rows.concat().chars().map(|pixel| pixel == '#').collect(), rows[0].len()).unwrap()
    }

    #[test]
    fn the_overlap_by_hand() {
        let (one, other) = (drawn(&["##..", "##.."]), drawn(&[".##.", "...."]));
        assert_eq!(one.iou(&other), Ok(0.2));
        assert_eq!(one.iou(&one), Ok(1.0));
        let none = drawn(&["....", "...."]);
        assert_eq!((one.iou(&none), none.iou(&none)), (Ok(0.0), Ok(1.0)));
        assert!(one.iou(&drawn(&["....."])).is_err() && one.iou(&drawn(&["##.."])).is_err());
        assert_eq!((one.area(), one.height()), (4, 2));
    }

    #[test]
    fn whole_rows_alone_make_a_mask() {
        let wrong = Error::Count { what: "pixels of a mask", found: 5, expected: 6 };
        assert_eq!(Mask::new(vec![true; 5], 3), Err(wrong));
        assert!(Mask::new(Vec::new(), 0).is_err());
        let bright = Mask::brighter(&[0.2, f32::NAN, 0.7, 0.5], 2, 0.5).unwrap();
        assert_eq!(bright.values(), [false, false, true, false]);
    }
}
