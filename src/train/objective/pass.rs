use std::f64::consts::TAU;

use burn::tensor::{Tensor, s};

use crate::model::{ElboTerms, Posterior};

/// What a batch's way through the model gave: everything that an objective is computed from. Of several draws
/// an image, the first of every image come before the second of any.
#[derive(Debug)]
pub struct Pass {
    pub(super) posterior: Posterior,
    /// `[draws * batch, latent]`, the posterior draws' before any other.
    pub(super) noise: Tensor<2>,
    /// `[samples * batch, latent]`
    pub(super) z: Tensor<2>,
    /// `-log p(x | z)`, in nats: `[samples * batch]`.
    pub(super) reconstruction: Tensor<1>,
    /// `[batch]`, in nats.
    pub(super) kl: Tensor<1>,
    pub(super) samples: usize,
}

impl Pass {
    /// Draws `samples` latents an image and measures them.
    ///
    /// # Shapes
    /// - noise: at least `[samples * batch, latent]`, standard normal; [`Objective::draws`] says how many
    /// - negative_log_likelihood: `[samples * batch, latent]` to `[samples * batch]`, in nats
    ///
    /// [`Objective::draws`]: super::Objective::draws
    pub fn new(
        posterior: Posterior,
        noise: Tensor<2>,
        samples: usize,
        negative_log_likelihood: impl FnOnce(Tensor<2>) -> Tensor<1>,
    ) -> Self {
        let rows = samples * posterior.parameters.dims()[0];
        let used = if noise.dims()[0] == rows {
            noise.clone()
        } else {
            noise.clone().slice(s![..rows, ..])
        };
        let z = if samples == 1 {
            posterior.sample(used)
        } else {
            Posterior { parameters: posterior.parameters.clone().repeat_dim(0, samples) }
                .sample(used)
        };
        let reconstruction = negative_log_likelihood(z.clone());
        let kl = posterior.kl();
        Self { posterior, noise, z, reconstruction, kl, samples }
    }

    /// The ELBO's terms, whatever is minimised; the reconstruction is the mean over an image's draws.
    pub fn terms(&self) -> ElboTerms {
        let reconstruction = self.reconstruction.clone();
        let reconstruction = match self.samples {
            1 => reconstruction,
            _ => self.by_draw(reconstruction).mean_dim(0).squeeze_dim(0),
        };
        ElboTerms { reconstruction, kl: self.kl.clone() }
    }

    /// `log q(z | x)` of each draw, in nats: `[samples * batch]`.
    pub(super) fn log_posterior(&self) -> Tensor<1> {
        let rows = self.z.dims()[0];
        let noise = self.noise.clone().slice(s![..rows, ..]);
        let log_variance = match self.samples {
            1 => self.posterior.log_variance(),
            samples => self.posterior.log_variance().repeat_dim(0, samples),
        };
        // (z - mean) / deviation is the noise.
        (noise.square() + log_variance + TAU.ln()).sum_dim(1).squeeze_dim(1) * -0.5
    }

    /// `log p(z)` of each draw, in nats: `[samples * batch]`.
    pub(super) fn log_prior(&self) -> Tensor<1> {
        (self.z.clone().square() + TAU.ln()).sum_dim(1).squeeze_dim(1) * -0.5
    }

    /// `[samples * batch]` as `[samples, batch]`.
    pub(super) fn by_draw(&self, values: Tensor<1>) -> Tensor<2> {
        values.reshape([self.samples, self.kl.dims()[0]])
    }
}
