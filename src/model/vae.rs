use burn::module::Module;
use burn::tensor::Tensor;

use super::{Decoder, Encoder};
use crate::ops::bernoulli_reconstruction;

/// A variational autoencoder with a diagonal Gaussian posterior, a standard normal prior and a
/// Bernoulli likelihood (Kingma & Welling 2013).
#[derive(Module, Debug)]
pub struct Vae {
    pub encoder: Encoder,
    pub decoder: Decoder,
}

/// The two terms of the negative ELBO for each image, in nats: `[batch]` each.
#[derive(Debug, Clone)]
pub struct ElboTerms {
    pub reconstruction: Tensor<1>,
    pub kl: Tensor<1>,
}

impl Vae {
    /// Encodes, draws one latent an image, decodes, and measures both terms.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`, values in [0, 1]
    /// - noise: `[batch, latent]`, standard normal
    pub fn elbo_terms(&self, images: Tensor<2>, noise: Tensor<2>) -> ElboTerms {
        let posterior = self.encoder.forward(images.clone());
        let logits = self.decoder.forward(posterior.sample(noise));
        ElboTerms { reconstruction: bernoulli_reconstruction(logits, images), kl: posterior.kl() }
    }
}
