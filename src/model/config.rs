use burn::tensor::Device;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::{Decoder, Encoder, Mlp, Vae};
use crate::error::{Error, Result};

const MAX_LAYERS: usize = 8;
const MAX_WIDTH: usize = 4096;
const MAX_LATENT: usize = 128;

/// An MLP encoder `pixels -> encoder widths -> 2 x latent` and an MLP decoder
/// `latent -> decoder widths -> pixels`, with ReLU between layers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelConfig {
    /// Widths of the encoder's hidden layers, from the image inwards.
    pub encoder: Vec<usize>,
    /// Widths of the decoder's hidden layers, from the latent outwards.
    pub decoder: Vec<usize>,
    /// Latent dimensions.
    pub latent: usize,
}

impl ModelConfig {
    /// # Errors
    /// [`Error::InvalidOption`] naming the first field out of range.
    pub fn validate(&self) -> Result<()> {
        for (field, widths) in
            [("The encoder's widths", &self.encoder), ("The decoder's widths", &self.decoder)]
        {
            let valid = widths.len() <= MAX_LAYERS
                && widths.iter().all(|width| (1..=MAX_WIDTH).contains(width));
            if !valid {
                let allowed =
                    format!("at most {MAX_LAYERS} whole numbers between 1 and {MAX_WIDTH}");
                return Err(Error::option(field, format!("{widths:?}"), allowed));
            }
        }
        if !(1..=MAX_LATENT).contains(&self.latent) {
            let allowed = format!("a whole number between 1 and {MAX_LATENT}");
            return Err(Error::option("The number of latent dimensions", self.latent, allowed));
        }
        Ok(())
    }

    /// A model for images of `pixels` values, its weights drawn from `rng`.
    pub fn init(&self, pixels: usize, rng: &mut ChaCha8Rng, device: &Device) -> Vae {
        let widths = |from: usize, hidden: &[usize], to: usize| -> Vec<usize> {
            [&[from], hidden, &[to]].concat()
        };
        let encoder = Mlp::new(&widths(pixels, &self.encoder, 2 * self.latent), rng, device);
        let decoder = Mlp::new(&widths(self.latent, &self.decoder, pixels), rng, device);
        Vae { encoder: Encoder { mlp: encoder }, decoder: Decoder { mlp: decoder } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_out_of_range_by_name() {
        let good = ModelConfig { encoder: vec![64, 128], decoder: vec![], latent: 2 };
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
}
