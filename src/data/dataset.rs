use crate::error::{Error, Result};

/// The size of a set of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub count: usize,
    pub height: usize,
    pub width: usize,
    pub channels: usize,
}

impl Shape {
    /// Values an image.
    pub fn pixels(&self) -> usize {
        self.height * self.width * self.channels
    }
}

/// Which part of the data: the rows trained on, or the rows held out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    Train,
    Test,
}

/// Images with values in [0, 1], checked once, on the way in.
#[derive(Debug, Clone)]
pub struct Dataset {
    pixels: Vec<f32>,
    shape: Shape,
    train_rows: Vec<u32>,
    test_rows: Vec<u32>,
}

impl Dataset {
    /// `pixels` row-major, `count * height * width * channels` values; `test_rows` are held out of
    /// training.
    ///
    /// # Errors
    /// [`Error::InvalidData`] naming the first value, length or row that doesn't fit.
    pub fn new(pixels: Vec<f32>, shape: Shape, test_rows: &[u32]) -> Result<Self> {
        let fail = |message: String| Err(Error::InvalidData(message));
        if shape.count == 0 || shape.pixels() == 0 {
            return fail(format!(
                "The images have the shape {} x {} x {} x {}; every size must be at least 1.",
                shape.count, shape.height, shape.width, shape.channels
            ));
        }
        let expected = shape.count.checked_mul(shape.pixels());
        if expected != Some(pixels.len()) {
            return fail(format!(
                "{} pixel values don't make {} images of {} x {} x {}.",
                pixels.len(),
                shape.count,
                shape.height,
                shape.width,
                shape.channels
            ));
        }
        if let Some(at) = pixels.iter().position(|v| !(0.0..=1.0).contains(v)) {
            return fail(format!(
                "Pixel {} of image {} is {}; pixel values must lie between 0 and 1.",
                at % shape.pixels(),
                at / shape.pixels(),
                pixels[at]
            ));
        }
        let mut held_out = vec![false; shape.count];
        for &row in test_rows {
            match held_out.get_mut(row as usize) {
                None => {
                    return fail(format!("Test row {row} is outside the {} images.", shape.count));
                }
                Some(true) => return fail(format!("Test row {row} is named twice.")),
                Some(held) => *held = true,
            }
        }
        if test_rows.len() == shape.count {
            return fail("Every image is a test image; leave some to train on.".into());
        }
        let train_rows = (0..shape.count as u32).filter(|&row| !held_out[row as usize]).collect();
        Ok(Self { pixels, shape, train_rows, test_rows: test_rows.to_vec() })
    }

    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Row indices of a split, in the order given (test) or ascending (train).
    pub fn rows(&self, split: Split) -> &[u32] {
        match split {
            Split::Train => &self.train_rows,
            Split::Test => &self.test_rows,
        }
    }

    /// The pixels of some rows, one after another.
    ///
    /// # Errors
    /// [`Error::InvalidData`] when a row doesn't exist.
    pub fn gather(&self, rows: &[u32]) -> Result<Vec<f32>> {
        let size = self.shape.pixels();
        let mut pixels = Vec::with_capacity(rows.len() * size);
        for &row in rows {
            let start = row as usize * size;
            let image = self.pixels.get(start..start + size).ok_or_else(|| {
                Error::InvalidData(format!("Row {row} is outside the {} images.", self.shape.count))
            })?;
            pixels.extend_from_slice(image);
        }
        Ok(pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape { count: 3, height: 1, width: 2, channels: 1 };

    fn message(result: Result<Dataset>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn splits_rows() {
        let pixels = vec![0.0, 0.1, 0.2, 0.3, 0.4, 0.5];
        let data = Dataset::new(pixels, SHAPE, &[1]).unwrap();
        assert_eq!(data.rows(Split::Train), [0, 2]);
        assert_eq!(data.rows(Split::Test), [1]);
        assert_eq!(data.gather(&[2, 0]).unwrap(), [0.4, 0.5, 0.0, 0.1]);
        assert!(data.gather(&[3]).is_err());
    }

    #[test]
    fn names_what_is_wrong() {
        let zeros = || vec![0.0; 6];
        assert!(message(Dataset::new(vec![0.0; 5], SHAPE, &[])).starts_with("5 pixel values"));
        let mut bad = zeros();
        bad[3] = f32::NAN;
        assert!(message(Dataset::new(bad, SHAPE, &[])).starts_with("Pixel 1 of image 1 is NaN"));
        let mut bad = zeros();
        bad[4] = 255.0;
        assert!(message(Dataset::new(bad, SHAPE, &[])).starts_with("Pixel 0 of image 2 is 255"));
        assert!(message(Dataset::new(zeros(), SHAPE, &[3])).contains("outside the 3 images"));
        assert!(message(Dataset::new(zeros(), SHAPE, &[1, 1])).contains("twice"));
        assert!(message(Dataset::new(zeros(), SHAPE, &[0, 1, 2])).contains("to train on"));
        let empty = Shape { count: 0, ..SHAPE };
        assert!(message(Dataset::new(vec![], empty, &[])).contains("at least 1"));
        let huge = Shape { count: usize::MAX, ..SHAPE };
        assert!(message(Dataset::new(zeros(), huge, &[])).starts_with("6 pixel values"));
    }
}
