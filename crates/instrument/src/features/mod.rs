//! Features of images by which sets of them are compared: those of a small classifier of digits and clothes in colour,
//! trained by `scripts/make_features.py`. They are not Inception's, and a distance over them is not the FID.

mod network;
mod resize;

pub use network::{FEATURES, Network};

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::points::Points;
use crate::work::{PART, Work};

/// Computes the features of images, `[images, 64]`.
pub struct FeaturesWork {
    network: Arc<Network>,
    images: Arc<Points>,
    resize: resize::Resize,
    values: Vec<f32>,
}

impl FeaturesWork {
    /// Takes images as `[images, height * width * channels]`, rows of pixels from the top, values from 0 to 1, of any
    /// size; grey ones are taken as three equal channels.
    ///
    /// # Errors
    /// When the channels are neither 1 nor 3, or an image has another number of values.
    pub fn new(
        network: Arc<Network>,
        images: Arc<Points>,
        [height, width, channels]: [usize; 3],
    ) -> Result<Self> {
        if !matches!(channels, 1 | 3) {
            return Err(Error::Channels { channels });
        }
        let (found, expected) = (images.dimensions(), height * width * channels);
        if found != expected {
            return Err(Error::Count { what: "values of an image", found, expected });
        }
        let resize = resize::Resize::new(height, width, channels);
        Ok(Self { network, images, resize, values: Vec::new() })
    }

    fn computed(&self) -> usize {
        self.values.len() / FEATURES
    }
}

impl Work for FeaturesWork {
    type Output = Points;

    fn advance(&mut self) -> Result<Option<Points>> {
        let cost = self.network.cost() + self.resize.cost();
        let first = self.computed();
        let end = self.images.len().min(first + PART / cost + 1);
        for image in first..end {
            let pixels = self.resize.apply(self.images.point(image));
            self.values.extend(self.network.features(&pixels));
        }
        if end < self.images.len() {
            return Ok(None);
        }
        Points::new(std::mem::take(&mut self.values), FEATURES).map(Some)
    }

    fn done(&self) -> f64 {
        self.computed() as f64 / self.images.len().max(1) as f64
    }
}
