use burn::module::Module;
use burn::tensor::Tensor;

use super::{Cost, Decoder, Encoder};

/// A variational autoencoder with a diagonal Gaussian posterior and a standard normal prior (Kingma &
/// Welling 2013).
#[derive(Module, Debug)]
pub struct Vae {
    /// Image to posterior.
    pub encoder: Encoder,
    /// Latent vector to the distribution of an image.
    pub decoder: Decoder,
    #[module(skip)]
    pub(super) cost: Cost,
}

/// The two terms of the negative ELBO for each image, in nats: `[batch]` each.
#[derive(Debug, Clone)]
pub struct ElboTerms {
    /// `-log p(x | z)`, summed over pixels.
    pub reconstruction: Tensor<1>,
    /// Divergence of the posterior from the prior, summed over latent dimensions.
    pub kl: Tensor<1>,
}

impl Vae {
    /// What it takes for the images it was made for.
    pub fn cost(&self) -> &Cost {
        &self.cost
    }

    /// Encodes, draws one latent an image, decodes, and measures both terms.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`, values in [0, 1]
    /// - noise: `[batch, latent]`, standard normal
    pub fn elbo_terms(&self, images: Tensor<2>, noise: Tensor<2>) -> ElboTerms {
        let posterior = self.encoder.forward(images.clone());
        let z = posterior.sample(noise);
        ElboTerms { reconstruction: self.negative_log_likelihood(z, images), kl: posterior.kl() }
    }

    /// `-log p(x | z)` of each image, in nats, summed over pixels.
    ///
    /// # Shapes
    /// - z: `[batch, latent]`
    /// - images: `[batch, pixels]`, values in [0, 1]
    /// - output: `[batch]`
    pub fn negative_log_likelihood(&self, z: Tensor<2>, images: Tensor<2>) -> Tensor<1> {
        self.decoder.negative_log_likelihood(z, images)
    }
}
