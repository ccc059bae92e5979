use super::crop::Size;
use crate::data::{Shape, check_images};
use crate::error::{Error, Result};

/// The weights of red, green and blue in grey (ITU-R BT.709), as where pictures are read.
const LUMA: [f32; 3] = [0.2126, 0.7152, 0.0722];

/// A picture of any size, values in [0, 1], row by row, the channels last.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// `height * width * channels` values.
    pub pixels: Vec<f32>,
    /// Height, width and channels.
    pub size: Size,
}

impl Picture {
    /// # Errors
    /// Naming the first size or value that doesn't fit.
    pub fn new(pixels: Vec<f32>, size: Size) -> Result<Self> {
        let [height, width, channels] = size;
        check_images(&pixels, Shape { count: 1, height, width, channels })?;
        Ok(Self { pixels, size })
    }

    /// As a model of `channels` takes it: colour becomes grey by its luma, grey is repeated.
    ///
    /// # Errors
    /// When the picture or the model has other than 1 or 3 channels, and they differ.
    pub fn with_channels(self, channels: usize) -> Result<Self> {
        let Self { pixels, size: [height, width, own] } = self;
        let pixels = match (own, channels) {
            (own, channels) if own == channels => pixels,
            (3, 1) => {
                let luma =
                    |pixel: &[f32; 3]| pixel.iter().zip(LUMA).map(|(v, w)| v * w).sum::<f32>();
                pixels.as_chunks().0.iter().map(|pixel| luma(pixel).min(1.0)).collect()
            }
            (1, channels) => {
                pixels.iter().flat_map(|&v| std::iter::repeat_n(v, channels)).collect()
            }
            _ => {
                let allowed = format!("{channels}, as the model's images have, or 1");
                return Err(Error::option("The picture's number of channels", own, allowed));
            }
        };
        Ok(Self { pixels, size: [height, width, channels] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_is_repeated_and_colour_becomes_luma() {
        let grey = Picture::new(vec![0.25, 1.0], [1, 2, 1]).unwrap();
        let colour = grey.clone().with_channels(3).unwrap();
        assert_eq!(colour.pixels, [0.25, 0.25, 0.25, 1.0, 1.0, 1.0]);
        assert_eq!(colour.size, [1, 2, 3]);
        let red = Picture::new(vec![1.0, 0.0, 0.0, 1.0, 1.0, 1.0], [1, 2, 3]).unwrap();
        assert_eq!(red.with_channels(1).unwrap().pixels, [0.2126, 1.0]);
        let error = Picture::new(vec![0.5; 4], [1, 1, 4]).unwrap().with_channels(3).unwrap_err();
        assert!(error.to_string().starts_with("The picture's number of channels is 4"), "{error}");
        assert!(Picture::new(vec![1.5], [1, 1, 1]).is_err());
    }
}
