use burn::tensor::Tensor;

/// A diagonal Gaussian over the latent space for each image: `[batch, latent]` each.
#[derive(Debug, Clone)]
pub struct Posterior {
    pub mean: Tensor<2>,
    pub log_variance: Tensor<2>,
}

impl Posterior {
    /// `z = mean + exp(log_variance / 2) * noise`, the reparameterisation of Kingma & Welling 2013,
    /// section 2.4.
    ///
    /// # Shapes
    /// - noise: `[batch, latent]`, standard normal
    /// - z: `[batch, latent]`
    pub fn sample(&self, noise: Tensor<2>) -> Tensor<2> {
        self.mean.clone() + (self.log_variance.clone() * 0.5).exp() * noise
    }

    /// KL divergence to the standard normal prior, in nats, summed over latent dimensions
    /// (Kingma & Welling 2013, appendix B).
    ///
    /// # Shapes
    /// - KL: `[batch]`
    pub fn kl(&self) -> Tensor<1> {
        let terms = self.mean.clone().square() + self.log_variance.clone().exp()
            - self.log_variance.clone()
            - 1.0;
        terms.sum_dim(1).squeeze_dim(1) * 0.5
    }
}
