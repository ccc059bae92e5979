use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::limits::{BOX_PLACE, BOX_SIDE};

/// An upright box in an image, in pixels from its top left corner; its numbers are finite and its sides above 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(try_from = "Plain")]
pub struct BoundingBox {
    /// Of the left edge.
    x: f64,
    /// Of the upper edge.
    y: f64,
    width: f64,
    height: f64,
}

/// As it is written, not yet checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl TryFrom<Plain> for BoundingBox {
    type Error = Error;

    fn try_from(Plain { x, y, width, height }: Plain) -> Result<Self> {
        Self::new(x, y, width, height)
    }
}

impl BoundingBox {
    /// By its upper left corner and its sides.
    ///
    /// # Errors
    /// When a number is out of range, or none.
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Result<Self> {
        BOX_PLACE.check(x)?;
        BOX_PLACE.check(y)?;
        BOX_SIDE.check(width)?;
        BOX_SIDE.check(height)?;
        Ok(Self { x, y, width, height })
    }

    /// Of the left edge.
    pub fn x(&self) -> f64 {
        self.x
    }

    /// Of the upper edge.
    pub fn y(&self) -> f64 {
        self.y
    }

    /// From the left to the right edge.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// From the upper to the lower edge.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// Its middle, `[x, y]`.
    pub fn centre(&self) -> [f64; 2] {
        [self.x + self.width / 2.0, self.y + self.height / 2.0]
    }

    /// In square pixels.
    pub fn area(&self) -> f64 {
        self.width * self.height
    }

    /// The area that both cover as a share of what either covers, between 0 and 1 (Jaccard's index).
    pub fn iou(&self, other: &Self) -> f64 {
        let shared = |a: f64, length: f64, b: f64, other: f64| {
            ((a + length).min(b + other) - a.max(b)).max(0.0)
        };
        let both = shared(self.x, self.width, other.x, other.width)
            * shared(self.y, self.height, other.y, other.height);
        both / (self.area() + other.area() - both)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn bounds([x, y, width, height]: [f64; 4]) -> BoundingBox {
        BoundingBox::new(x, y, width, height).unwrap()
    }

    #[test]
    fn the_overlap_by_hand() {
        let one = bounds([0.0, 0.0, 4.0, 2.0]);
        assert_eq!(one.iou(&one), 1.0);
        // 2 x 1 of both, 8 + 4 - 2 of either.
        assert_eq!(one.iou(&bounds([2.0, 1.0, 2.0, 2.0])), 0.2);
        // Within: 1 of 8.
        assert_eq!(one.iou(&bounds([1.0, 0.5, 1.0, 1.0])), 0.125);
        // Edges that touch share nothing; nor do boxes that are apart both ways.
        assert_eq!(one.iou(&bounds([4.0, 0.0, 4.0, 2.0])), 0.0);
        assert_eq!(one.iou(&bounds([9.0, 9.0, 1.0, 1.0])), 0.0);
        assert_eq!(one.centre(), [2.0, 1.0]);
    }

    #[test]
    fn what_is_no_box_is_refused() {
        for bad in [f64::NAN, f64::INFINITY, -1e9] {
            for at in 0..4 {
                let mut numbers = [1.0; 4];
                numbers[at] = bad;
                let [x, y, width, height] = numbers;
                let refused = BoundingBox::new(x, y, width, height);
                assert!(matches!(refused, Err(Error::OutOfRange { .. })), "{numbers:?}");
            }
        }
        assert!(BoundingBox::new(0.0, 0.0, 0.0, 1.0).is_err());
        let read = |text: &str| serde_json::from_str::<BoundingBox>(text);
        let wrong = read(r#"{"x":0,"y":0,"width":-2,"height":1}"#).unwrap_err().to_string();
        assert!(wrong.starts_with("A box's side is -2; it must be between"), "{wrong}");
        assert!(read(r#"{"x":0,"y":0,"width":null,"height":1}"#).is_err());
        let text = r#"{"x":0.5,"y":0.0,"width":2.0,"height":1.0}"#;
        assert_eq!(serde_json::to_string(&read(text).unwrap()).unwrap(), text);
    }
}
