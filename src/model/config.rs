use burn::module::Param;
use burn::tensor::{Device, Tensor};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::convolution::windows;
use super::{
    Activation, Convolutions, Decoder, Encoder, Likelihood, Mlp, Norm, TransposedConvolutions, Vae,
};
use crate::data::Shape;
use crate::error::{Error, Result};
use crate::limits;

/// An encoder `image -> convolutions -> hidden widths -> 2 x latent` and a decoder
/// `latent -> hidden widths -> transposed convolutions -> image`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ModelOptions"))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ModelConfig {
    /// Widths of the encoder's hidden layers, from the image inwards.
    pub encoder: Vec<usize>,
    /// Widths of the decoder's hidden layers, from the latent outwards.
    pub decoder: Vec<usize>,
    /// Latent dimensions.
    pub latent: usize,
    /// Channels of the encoder's convolutions, from the image inwards; the decoder's are the same, outwards.
    /// Each layer halves the image. None for an MLP.
    pub channels: Vec<usize>,
    pub activation: Activation,
    pub norm: Norm,
    pub likelihood: Likelihood,
}

impl Default for ModelConfig {
    /// The reference network for images of 8 x 8 pixels, 64-128-2-128-64.
    fn default() -> Self {
        Self::mlp(&[64, 128], &[128, 64], 2)
    }
}

impl ModelConfig {
    /// An MLP for binary or grey images, with ReLU.
    pub fn mlp(encoder: &[usize], decoder: &[usize], latent: usize) -> Self {
        Self {
            encoder: encoder.to_vec(),
            decoder: decoder.to_vec(),
            latent,
            channels: Vec::new(),
            activation: Activation::default(),
            norm: Norm::default(),
            likelihood: Likelihood::default(),
        }
    }

    /// # Errors
    /// Naming the first field out of range.
    pub fn validate(&self) -> Result<()> {
        limits::ENCODER.check(&self.encoder)?;
        limits::DECODER.check(&self.decoder)?;
        limits::CHANNELS.check(&self.channels)?;
        limits::LATENT.check(self.latent as f64)?;
        self.likelihood.validate()
    }

    /// Whether the model fits images of `shape`, besides [`Self::validate`].
    ///
    /// # Errors
    /// [`Error::InvalidOption`] when the images are too small for so many convolutions.
    pub fn validate_for(&self, shape: Shape) -> Result<()> {
        self.validate()?;
        let side = shape.height.min(shape.width);
        if side >> self.channels.len() == 0 {
            let (field, count) = ("The number of convolutions", self.channels.len());
            let allowed = format!(
                "at most {} for images of {} x {} pixels",
                side.ilog2(),
                shape.height,
                shape.width
            );
            return Err(Error::option(field, count, allowed));
        }
        Ok(())
    }

    /// Widths of the encoder's and the decoder's MLP, from their inputs to their outputs.
    pub(super) fn widths(&self, shape: Shape) -> [Vec<usize>; 2] {
        let inner = windows(shape, &self.channels).1.iter().product();
        [
            [&[inner], &self.encoder[..], &[2 * self.latent]].concat(),
            [&[self.latent], &self.decoder[..], &[inner]].concat(),
        ]
    }

    /// A model for images of `shape`, its weights drawn from `rng`.
    pub fn init(&self, shape: Shape, rng: &mut ChaCha8Rng, device: &Device) -> Vae {
        let Self { activation, norm, likelihood, ref channels, .. } = *self;
        let (windows, _) = windows(shape, channels);
        let [encoder, decoder] = self.widths(shape);
        let encoder = Encoder {
            convolutions: Convolutions::new(&windows, channels, activation, norm, rng, device),
            mlp: Mlp::new(&encoder, activation, norm, rng, device),
        };
        let mlp = Mlp::new(&decoder, activation, norm, rng, device);
        let convolutions = (!channels.is_empty()).then(|| {
            TransposedConvolutions::new(&windows, channels, activation, norm, rng, device)
        });
        let log_scale =
            likelihood.learns_scale().then(|| Param::from_tensor(Tensor::zeros([1], device)));
        let decoder = Decoder { mlp, convolutions, log_scale, activation, likelihood };
        Vae { encoder, decoder, cost: self.cost(shape) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_out_of_range_by_name() {
        let good = ModelConfig::mlp(&[64, 128], &[], 2);
        assert!(good.validate().is_ok());
        let refused = |config: ModelConfig| config.validate().unwrap_err().to_string();
        let zero = ModelConfig { latent: 0, ..good.clone() };
        assert_eq!(
            refused(zero),
            "The number of latent dimensions is 0; it must be a whole number between 1 and 128."
        );
        let wide = ModelConfig { encoder: vec![64, 5000], ..good.clone() };
        assert!(refused(wide).starts_with("The encoder's widths is [64, 5000]"));
        let deep = ModelConfig { decoder: vec![8; 9], ..good };
        assert!(refused(deep).starts_with("The decoder's widths"));
    }

    #[test]
    fn refuses_more_convolutions_than_the_image_has_halves() {
        let shape = Shape { count: 1, height: 8, width: 12, channels: 1 };
        let config = |layers: usize| ModelConfig {
            channels: vec![4; layers],
            ..ModelConfig::mlp(&[], &[], 2)
        };
        assert!(config(3).validate_for(shape).is_ok());
        assert_eq!(
            config(4).validate_for(shape).unwrap_err().to_string(),
            "The number of convolutions is 4; it must be at most 3 for images of 8 x 12 pixels."
        );
    }
}
