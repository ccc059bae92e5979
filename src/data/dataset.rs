use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::stored::{self, Reader, Stored};
use crate::error::{Error, Result};

/// The size of a set of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Images.
    pub count: usize,
    /// Rows of pixels.
    pub height: usize,
    /// Columns of pixels.
    pub width: usize,
    /// Values of a pixel.
    pub channels: usize,
}

impl Shape {
    /// Values of all images; `None` where there are more than an address has room for.
    pub fn values(&self) -> Option<usize> {
        let sizes = [self.height, self.width, self.channels];
        sizes.into_iter().try_fold(self.count, usize::checked_mul)
    }

    /// Values an image.
    pub fn pixels(&self) -> usize {
        self.height * self.width * self.channels
    }
}

/// Which part of the data: the rows trained on, or the rows held out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Split {
    /// Trained on.
    Train,
    /// Held out of training.
    Test,
}

/// Images with values in [0, 1], in memory or where they are stored.
#[derive(Debug, Clone)]
pub struct Dataset {
    source: Source,
    shape: Shape,
    train_rows: Vec<u32>,
    test_rows: Vec<u32>,
    /// Takes a look at every value.
    fingerprint: OnceLock<String>,
}

/// Where the values are.
#[derive(Debug, Clone)]
enum Source {
    /// Checked once, on the way in.
    Memory(Vec<f32>),
    Stored(Stored),
}

impl Dataset {
    /// `pixels` row-major, `count * height * width * channels` values; `test_rows` are held out of
    /// training.
    ///
    /// # Errors
    /// Naming the first size, value or row that doesn't fit.
    pub fn new(pixels: Vec<f32>, shape: Shape, test_rows: &[u32]) -> Result<Self> {
        check_images(&pixels, shape)?;
        Self::of(Source::Memory(pixels), shape, test_rows)
    }

    /// Images that stay where `reader` reads them whenever they are needed, each value as its byte over 255.
    ///
    /// # Errors
    /// Naming the first size or row that doesn't fit.
    pub fn stored(reader: impl Reader + 'static, shape: Shape, test_rows: &[u32]) -> Result<Self> {
        check_shape(shape)?;
        Self::of(Source::Stored(Stored::new(reader)), shape, test_rows)
    }

    fn of(source: Source, shape: Shape, test_rows: &[u32]) -> Result<Self> {
        let count = shape.count;
        let mut held_out = vec![false; count];
        for &row in test_rows {
            match held_out.get_mut(row as usize) {
                None => return Err(Error::NoSuchTestRow { row, count }),
                Some(true) => return Err(Error::TestRowTwice { row }),
                Some(held) => *held = true,
            }
        }
        if test_rows.len() == count {
            return Err(Error::OnlyTestImages);
        }
        let train_rows = (0..shape.count as u32).filter(|&row| !held_out[row as usize]).collect();
        let (test_rows, fingerprint) = (test_rows.to_vec(), OnceLock::new());
        Ok(Self { source, shape, train_rows, test_rows, fingerprint })
    }

    /// Whether the images are read where they are stored.
    pub fn is_stored(&self) -> bool {
        matches!(self.source, Source::Stored(_))
    }

    /// What `compute` finds of all values, once for all clones made after.
    pub(crate) fn fingerprint(&self, compute: impl FnOnce() -> Result<String>) -> Result<&str> {
        if let Some(known) = self.fingerprint.get() {
            return Ok(known);
        }
        let found = compute()?;
        Ok(self.fingerprint.get_or_init(|| found))
    }

    /// Of all images, those of either split.
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
    /// [`Error::NoSuchRow`]; [`Error::Unreadable`] of images that are stored.
    pub fn gather(&self, rows: &[u32]) -> Result<Vec<f32>> {
        let size = self.shape.pixels();
        let count = self.shape.count;
        if let Some(&row) = rows.iter().find(|&&row| row as usize >= count) {
            return Err(Error::NoSuchRow { row, count });
        }
        let Source::Memory(all) = &self.source else {
            let mut bytes = vec![0; rows.len() * size];
            self.read(rows, &mut bytes)?;
            return Ok(stored::pixels(&bytes).collect());
        };
        let mut pixels = Vec::with_capacity(rows.len() * size);
        for &row in rows {
            let start = row as usize * size;
            pixels.extend_from_slice(&all[start..start + size]);
        }
        Ok(pixels)
    }

    /// The bytes of some rows of images that are stored, all of which there are; `bytes` has room for just these.
    ///
    /// # Errors
    /// [`Error::Unreadable`]
    pub(crate) fn read(&self, rows: &[u32], bytes: &mut [u8]) -> Result<()> {
        match &self.source {
            Source::Stored(stored) => stored.read(rows, bytes),
            Source::Memory(_) => unreachable!("images in memory have no bytes"),
        }
    }
}

/// Whether values are those of images of `shape`.
///
/// # Errors
/// Naming the first size or value that doesn't fit.
pub(crate) fn check_images(pixels: &[f32], shape: Shape) -> Result<()> {
    let Shape { count, height, width, channels } = check_shape(shape)?;
    if shape.values() != Some(pixels.len()) {
        let values = pixels.len();
        return Err(Error::PixelCount { values, count, height, width, channels });
    }
    if let Some(at) = pixels.iter().position(|v| !(0.0..=1.0).contains(v)) {
        let (pixel, image) = (at % shape.pixels(), at / shape.pixels());
        return Err(Error::PixelRange { pixel, image, value: pixels[at] });
    }
    Ok(())
}

fn check_shape(shape: Shape) -> Result<Shape> {
    let Shape { count, height, width, channels } = shape;
    if [count, height, width, channels].contains(&0) {
        return Err(Error::EmptyImages { count, height, width, channels });
    }
    Ok(shape)
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
        // Sizes whose product wraps to the number of values.
        let huge = Shape { count: 6, height: usize::MAX / 2 + 1, width: 2, channels: 1 };
        assert!(message(Dataset::new(vec![], huge, &[])).starts_with("0 pixel values"));
    }
}
