use burn::tensor::{Tensor, s};

use crate::ops::{posterior_kl, posterior_sample};

/// A diagonal Gaussian over the latent space for each image.
#[derive(Debug, Clone)]
pub struct Posterior {
    /// `[batch, 2 latent]`, means before log-variances, as the encoder gives them.
    pub parameters: Tensor<2>,
}

impl Posterior {
    fn latent(&self) -> usize {
        self.parameters.dims()[1] / 2
    }

    /// `[batch, latent]`
    pub fn mean(&self) -> Tensor<2> {
        self.parameters.clone().slice(s![.., ..self.latent()])
    }

    /// `[batch, latent]`
    pub fn log_variance(&self) -> Tensor<2> {
        self.parameters.clone().slice(s![.., self.latent()..])
    }

    /// One draw an image.
    ///
    /// # Shapes
    /// - noise: `[batch, latent]`, standard normal
    /// - z: `[batch, latent]`
    pub fn sample(&self, noise: Tensor<2>) -> Tensor<2> {
        posterior_sample(self.parameters.clone(), noise)
    }

    /// KL divergence to the standard normal prior, in nats, summed over latent dimensions.
    ///
    /// # Shapes
    /// - KL: `[batch]`
    pub fn kl(&self) -> Tensor<1> {
        posterior_kl(self.parameters.clone())
    }
}
