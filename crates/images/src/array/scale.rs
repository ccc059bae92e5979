use crate::error::{Error, Place, Result};

/// White in the number ranges in use: fractions and masks, scikit-learn's digits, bytes, 16 bits.
const SCALES: [f64; 4] = [1.0, 16.0, 255.0, 65_535.0];

pub(crate) const SCALES_IN_WORDS: &str =
    "Values must lie in 0 to 1, 0 to 16, 0 to 255 or 0 to 65535";

/// The least and the largest value of an array or a table, and where they are.
pub(crate) struct Extent {
    file: String,
    low: (f64, Place),
    high: (f64, Place),
}

impl Extent {
    pub fn new(file: &str) -> Self {
        let at = Place::Content;
        Self { file: file.into(), low: (f64::INFINITY, at), high: (f64::NEG_INFINITY, at) }
    }

    pub fn add(&mut self, value: f64, place: impl Fn() -> Place) {
        if value < self.low.0 {
            self.low = (value, place());
        }
        if value > self.high.0 {
            self.high = (value, place());
        }
    }
}

/// How values become fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    black: f64,
    white: f64,
}

impl Scale {
    /// Of the parts of a set: black and white as chosen in `range`, or 0 and the smallest of the scales in
    /// use that holds the largest value.
    ///
    /// # Errors
    /// [`Error::ValueRange`] where nothing is chosen and a value is negative or above all scales.
    pub fn new(parts: &[Extent], range: Option<(f64, f64)>) -> Result<Self> {
        if let Some((black, white)) = range {
            return Ok(Self { black, white });
        }
        let (mut low, mut high) = (&parts[0], &parts[0]);
        for part in parts {
            low = if part.low.0 < low.low.0 { part } else { low };
            high = if part.high.0 > high.high.0 { part } else { high };
        }
        let refused = |extent: &Extent, (value, place)| {
            let file = extent.file.clone();
            Error::ValueRange { file, place, value, low: low.low.0, high: high.high.0 }
        };
        if low.low.0 < 0.0 {
            return Err(refused(low, low.low));
        }
        let white = SCALES.into_iter().find(|&white| high.high.0 <= white);
        let white = white.ok_or_else(|| refused(high, high.high))?;
        Ok(Self { black: 0.0, white })
    }

    /// A value as a fraction; what lies outside a chosen range becomes black or white.
    pub fn unit(self, value: f64) -> f32 {
        ((value - self.black) / (self.white - self.black)).clamp(0.0, 1.0) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(file: &str, low: f64, high: f64) -> Extent {
        let mut extent = Extent::new(file);
        extent.add(low, || Place::Byte(1));
        extent.add(high, || Place::Byte(2));
        extent
    }

    #[test]
    fn takes_the_smallest_that_holds_all() {
        for (max, white) in [
            (0.0, 1.0),
            (1.0, 1.0),
            (1.5, 16.0),
            (16.0, 16.0),
            (17.0, 255.0),
            (256.0, 65_535.0),
            (65_535.0, 65_535.0),
        ] {
            let parts = [extent("a", 0.0, 0.0), extent("b", 0.0, max)];
            assert_eq!(Scale::new(&parts, None), Ok(Scale { black: 0.0, white }));
        }
    }

    #[test]
    fn others_need_a_range() {
        let parts = [extent("a", -2.0, 0.0), extent("b", -1.0, 70_000.0)];
        assert_eq!(
            Scale::new(&parts, None).unwrap_err().to_string(),
            "a, byte 1: the value is -2. Values must lie in 0 to 1, 0 to 16, 0 to 255 or 0 to 65535; \
             here they run from -2 to 70000. They can be rescaled."
        );
        let high = Scale::new(&[extent("b", 0.0, 70_000.0)], None).unwrap_err();
        assert!(high.to_string().starts_with("b, byte 2: the value is 70000."), "{high}");
        let scale = Scale::new(&parts, Some((-1.0, 1.0))).unwrap();
        assert_eq!([-2.0, -1.0, 0.0, 0.5, 3.0].map(|v| scale.unit(v)), [0.0, 0.0, 0.5, 0.75, 1.0]);
    }
}
