use serde::Serialize;

use super::{ModelConfig, Norm};
use crate::data::Shape;
use crate::model::convolution::windows;

/// What a model takes, known before anything is allocated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Cost {
    pub parameters: u64,
    pub statistics: u64,
    pub encoder_values: u64,
    pub decoder_values: u64,
    pub largest_values: u64,
}

impl ModelConfig {
    /// The model's cost for images of `shape`.
    pub fn cost(&self, shape: Shape) -> Cost {
        let (windows, _) = windows(shape, &self.channels);
        let [encoder, decoder] = self.widths(shape);
        let w = |n: usize| n as u64;
        let normed = u64::from(self.norm != Norm::None);
        let batch_norm = u64::from(self.norm == Norm::Batch);
        let mut cost =
            Cost { parameters: u64::from(self.likelihood.learns_scale()), ..Cost::default() };
        cost.encoder_values = w(shape.pixels()) + 4 * w(self.latent);
        cost.decoder_values = w(shape.pixels());
        for (k, widths) in [&encoder, &decoder].into_iter().enumerate() {
            for pair in widths.windows(2) {
                cost.parameters += (w(pair[0]) + 1) * w(pair[1]);
                if k == 0 {
                    cost.encoder_values += w(pair[1])
                } else {
                    cost.decoder_values += w(pair[1])
                }
            }
            for width in &widths[1..widths.len() - 1] {
                cost.parameters += normed * 2 * w(*width);
                cost.statistics += batch_norm * 2 * w(*width);
            }
        }
        for (i, (window, &channels)) in windows.iter().zip(&self.channels).enumerate() {
            let places: u64 = window.places().iter().map(|&p| w(p)).product();
            let image = w(window.height * window.width * window.channels);
            cost.parameters += (w(window.values()) + 1) * w(channels);
            cost.parameters += w(channels * window.values() + window.channels);
            cost.encoder_values += places * w(window.values() + channels);
            cost.decoder_values += places * w(window.values()) + image;
            cost.largest_values = cost.largest_values.max(places * w(window.values()));
            cost.parameters += normed * 2 * w(channels);
            cost.statistics += batch_norm * 2 * w(channels);
            if i > 0 {
                cost.parameters += normed * 2 * w(window.channels);
                cost.statistics += batch_norm * 2 * w(window.channels);
            }
        }
        cost.largest_values = cost.largest_values.max(w(shape.pixels()));
        cost
    }
}
