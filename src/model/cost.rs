use serde::Serialize;

use super::{ModelConfig, Norm};
use crate::data::Shape;
use crate::model::convolution::windows;

/// What a model takes, known before anything is allocated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// Numbers that training changes.
    pub parameters: usize,
    /// Numbers that batch norms keep of what they saw.
    pub statistics: usize,
    /// Values that one image's step holds at its height.
    pub values_per_image: usize,
}

impl Cost {
    /// Bytes that training takes beside the data, an estimate: each parameter with its gradient and two
    /// moments, each value with its gradient, 4 bytes a number.
    pub fn training_bytes(&self, batch_size: usize) -> u64 {
        let [parameters, values, images] =
            [self.parameters, self.values_per_image, batch_size].map(|count| count as u64);
        4 * (4 * parameters + 2 * values * images)
    }
}

impl ModelConfig {
    /// The model's cost for images of `shape`.
    pub fn cost(&self, shape: Shape) -> Cost {
        let (windows, _) = windows(shape, &self.channels);
        let [encoder, decoder] = self.widths(shape);
        // Two numbers a channel, and one more value.
        let normed = usize::from(self.norm != Norm::None);
        let batch_norm = usize::from(self.norm == Norm::Batch);
        let mut cost = Cost {
            statistics: 0,
            parameters: usize::from(self.likelihood.learns_scale()),
            // The image, mean, log-variance, noise and sample, and the loss's gradient.
            values_per_image: 2 * shape.pixels() + 4 * self.latent,
        };
        for widths in [&encoder, &decoder] {
            for pair in widths.windows(2) {
                cost.parameters += (pair[0] + 1) * pair[1];
                cost.values_per_image += pair[1];
            }
            for width in &widths[1..widths.len() - 1] {
                cost.parameters += normed * 2 * width;
                cost.statistics += batch_norm * 2 * width;
                cost.values_per_image += normed * width;
            }
        }
        for (i, (window, &channels)) in windows.iter().zip(&self.channels).enumerate() {
            let places: usize = window.places().iter().product();
            let image = window.height * window.width * window.channels;
            cost.parameters += (window.values() + 1) * channels;
            cost.parameters += channels * window.values() + window.channels;
            cost.values_per_image += places * (2 * window.values() + channels) + image;
            cost.parameters += normed * 2 * channels;
            cost.statistics += batch_norm * 2 * channels;
            cost.values_per_image += normed * places * channels;
            // The outermost transposed convolution has no norm.
            if i > 0 {
                cost.parameters += normed * 2 * window.channels;
                cost.statistics += batch_norm * 2 * window.channels;
                cost.values_per_image += normed * image;
            }
        }
        cost
    }
}
