use crate::error::{Error, Result};
use crate::limits::{COORDINATE, NOISE};

/// What a still camera sees when nothing moves, and how much that varies.
#[derive(Debug, Clone, PartialEq)]
pub struct Background {
    mean: Vec<f32>,
    noise: Vec<f32>,
    width: usize,
    channels: usize,
}

impl Background {
    /// Takes the mean and the noise's standard deviation of each value, `[height, width, channels]` both: a clip's own
    /// medians, or what a model makes of it.
    ///
    /// # Errors
    /// When they don't make whole rows, are not as many, or are out of range; noise must be above 0.
    pub fn new(mean: Vec<f32>, noise: Vec<f32>, width: usize, channels: usize) -> Result<Self> {
        let row = width.saturating_mul(channels);
        if row == 0 || !mean.len().is_multiple_of(row) {
            return Err(Error::Ragged { values: mean.len(), dimensions: row });
        }
        if noise.len() != mean.len() {
            let what = "values of the background's noise";
            return Err(Error::Count { what, found: noise.len(), expected: mean.len() });
        }
        mean.iter().try_for_each(|&value| COORDINATE.check(value.into()))?;
        noise.iter().try_for_each(|&value| NOISE.check(value.into()))?;
        Ok(Self { mean, noise, width, channels })
    }

    /// Of each value, `[height, width, channels]`.
    pub fn mean(&self) -> &[f32] {
        &self.mean
    }

    /// Standard deviation of each value, `[height, width, channels]`.
    pub fn noise(&self) -> &[f32] {
        &self.noise
    }

    /// Pixels of a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How far each pixel of a frame, `[height, width, channels]`, is from it, `[height, width]`: the root of the mean
    /// over channels of the squared differences in units of the noise.
    ///
    /// # Errors
    /// When the frame is of another size, or a value is NaN or too great.
    pub fn residual(&self, frame: &[f32]) -> Result<Vec<f32>> {
        if frame.len() != self.mean.len() {
            let (found, expected) = (frame.len(), self.mean.len());
            return Err(Error::Count { what: "values of a frame", found, expected });
        }
        frame.iter().try_for_each(|&value| COORDINATE.check(value.into()))?;
        let values = frame.iter().zip(&self.mean).zip(&self.noise);
        let squares: Vec<f32> =
            values.map(|((value, mean), noise)| ((value - mean) / noise).powi(2)).collect();
        let pixels = squares.chunks_exact(self.channels);
        Ok(pixels.map(|pixel| (pixel.iter().sum::<f32>() / self.channels as f32).sqrt()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residuals_are_in_units_of_the_noise() {
        let background = Background::new(vec![0.5; 4], vec![0.1, 0.2, 0.1, 0.1], 1, 2).unwrap();
        // 3 and 4 times the noise; the root of 25 / 2.
        let residual = background.residual(&[0.8, 1.3, 0.5, 0.5]).unwrap();
        assert!((residual[0] - 12.5f32.sqrt()).abs() < 1e-5 && residual[1] == 0.0, "{residual:?}");
        assert!(background.residual(&[0.5; 3]).is_err());
        assert!(background.residual(&[f32::NAN, 0.5, 0.5, 0.5]).is_err());
    }

    #[test]
    fn what_is_no_background_is_refused() {
        for bad in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(Background::new(vec![0.5; 2], vec![0.1, bad], 2, 1).is_err(), "{bad}");
            assert!(bad.is_finite() || Background::new(vec![bad], vec![0.1], 1, 1).is_err());
        }
        assert!(Background::new(vec![0.5; 3], vec![0.1; 3], 2, 1).is_err());
        assert!(Background::new(vec![0.5; 4], vec![0.1; 3], 2, 1).is_err());
        assert!(Background::new(vec![], vec![], 0, 1).is_err());
        assert!(Background::new(vec![0.5; 2], vec![0.1; 2], usize::MAX, 2).is_err());
    }
}
