use burn::module::Param;
use burn::tensor::{Device, Tensor};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::{
    Activation, Convolutions, Decoder, Encoder, Likelihood, Mlp, Norm, Plan,
    TransposedConvolutions, Vae,
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
    /// After each layer but the last of encoder and decoder.
    pub activation: Activation,
    /// Before the activation of each hidden layer.
    pub norm: Norm,
    /// What the decoder's output says of a pixel.
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

    /// A model for images of `shape`, its weights drawn from `rng`.
    pub fn init(&self, shape: Shape, rng: &mut ChaCha8Rng, device: &Device) -> Vae {
        let Plan { encoder, decoder, log_scale } = self.plan(shape);
        let (convolutions, mlp) = encoder.split_at(self.channels.len());
        let encoder = Encoder {
            convolutions: Convolutions::new(convolutions, rng, device),
            mlp: Mlp::new(mlp, rng, device),
        };
        let (mlp, convolutions) = decoder.split_at(decoder.len() - self.channels.len());
        let decoder = Decoder {
            mlp: Mlp::new(mlp, rng, device),
            convolutions: (!convolutions.is_empty())
                .then(|| TransposedConvolutions::new(convolutions, rng, device)),
            log_scale: log_scale
                .map(|scale| Param::from_tensor(Tensor::zeros(scale.dims::<1>(), device))),
            likelihood: self.likelihood,
        };
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
