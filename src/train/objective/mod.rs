//! What a step minimises. [`Pass`] is the network's part of it; what is computed from a pass is one file a
//! family of formulas, which need no network.

mod defaults;
mod elbo;
mod info;
mod iwae;
mod pass;
mod tcvae;

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::limits::{self, Limit};
use crate::model::{Stage, Vae, Watch};

pub use pass::Pass;

/// The loss that training minimises, in nats an image. `beta` and its schedule weigh the KL term of `elbo` and
/// `freeBits`; the others have weights of their own.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Objective {
    /// `reconstruction + beta KL`: the negative ELBO (Kingma & Welling 2013) at beta 1, a beta-VAE (Higgins et
    /// al. 2017) at any other.
    #[default]
    Elbo,
    /// `reconstruction + beta sum_j max(nats, KL_j)`, with the batch's mean of each latent dimension's KL: a
    /// dimension may carry `nats` at no price (Kingma et al. 2016, "Improving Variational Inference with Inverse
    /// Autoregressive Flow").
    FreeBits {
        /// Free nats of each latent dimension.
        #[serde(default = "defaults::free_nats")]
        nats: f64,
    },
    /// `reconstruction + gamma |KL - C|` for each image, where C rises linearly from 0 to `nats` over `steps`
    /// steps (Burgess et al. 2018, "Understanding disentangling in beta-VAE").
    Capacity {
        /// The capacity C at its end, over all latent dimensions.
        #[serde(default = "defaults::capacity_nats")]
        nats: f64,
        /// Optimiser steps in which C rises.
        #[serde(default = "defaults::capacity_steps")]
        steps: usize,
        /// Weight of the distance from C.
        #[serde(default = "defaults::capacity_gamma")]
        gamma: f64,
    },
    /// `-log mean_k p(x, z_k) / q(z_k | x)` over `samples` draws an image, a bound at least as tight as the ELBO
    /// (Burda et al. 2016, "Importance Weighted Autoencoders").
    Iwae {
        /// Draws of the posterior an image.
        #[serde(default = "defaults::samples")]
        samples: usize,
    },
    /// `reconstruction` plus the three parts of the aggregate KL, each with a weight: the mutual information of
    /// image and latent, the total correlation of the latent dimensions, and each dimension's KL (Chen et al.
    /// 2018, "Isolating Sources of Disentanglement in VAEs"), by the paper's minibatch weighted sampling. With all
    /// weights 1 they add up to the sampled ELBO.
    BetaTcVae {
        /// Weight of the mutual information, the paper's alpha.
        #[serde(default = "defaults::plain_weight")]
        mutual_information: f64,
        /// Weight of the total correlation, the paper's beta.
        #[serde(default = "defaults::total_correlation")]
        total_correlation: f64,
        /// Weight of the dimension-wise KL, the paper's gamma.
        #[serde(default = "defaults::plain_weight")]
        dimension_wise: f64,
    },
    /// `reconstruction + (1 - alpha) KL + (alpha + lambda - 1) MMD` (Zhao et al. 2017, "InfoVAE"), with the
    /// squared maximum mean discrepancy of a batch of posterior draws and one of prior draws, by its biased
    /// estimate (Gretton et al. 2012, "A Kernel Two-Sample Test", `MMD_b`) under the inverse multiquadratic
    /// kernel `c / (c + |a - b|^2)`, `c = 2 latent` (Tolstikhin et al. 2018, "Wasserstein Auto-Encoders",
    /// section 4). The ELBO at alpha 0 and lambda 1.
    InfoVae {
        /// At most 1, where the KL term is gone.
        #[serde(default = "defaults::info_alpha")]
        alpha: f64,
        /// At least `1 - alpha`, where the MMD term is gone.
        #[serde(default = "defaults::info_lambda")]
        lambda: f64,
    },
}

/// What a loss needs beside the pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// The KL term's weight now, its schedule applied.
    pub beta: f64,
    /// Steps taken so far.
    pub step: usize,
    /// Images in the training set.
    pub training_images: usize,
}

impl Objective {
    /// Rows of noise an image.
    pub fn draws(&self) -> usize {
        match *self {
            Self::Iwae { samples } => samples,
            // The second is the prior's.
            Self::InfoVae { .. } => 2,
            _ => 1,
        }
    }

    /// Encodes, draws, decodes and measures.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`, values in [0, 1]
    /// - noise: `[draws * batch, latent]`, standard normal
    /// - watch: sees the latents on their way to the decoder, not in the KL term
    pub fn pass(
        &self,
        model: &Vae,
        images: Tensor<2>,
        noise: Tensor<2>,
        watch: &mut dyn Watch,
    ) -> Pass {
        let posterior = model.encoder.watched(images.clone(), watch);
        let samples = self.samples();
        let images = if samples == 1 { images } else { images.repeat_dim(0, samples) };
        Pass::new(posterior, noise, samples, |z| {
            let z = watch.pass(Stage::Latent, z, 1);
            model.decoder.watched_negative_log_likelihood(z, images, watch)
        })
    }

    /// The loss of each image, whose mean is minimised: `[batch]`. What belongs to a batch as a whole counts
    /// equally in each.
    pub fn losses(&self, pass: Pass, setting: &Setting) -> Tensor<1> {
        match *self {
            Self::Elbo => elbo::elbo(pass, setting.beta),
            Self::FreeBits { nats } => elbo::free_bits(pass, setting.beta, nats),
            Self::Capacity { nats, steps, gamma } => {
                elbo::capacity(pass, gamma, elbo::capacity_at(setting.step, nats, steps))
            }
            Self::Iwae { .. } => iwae::iwae(pass),
            Self::BetaTcVae { mutual_information, total_correlation, dimension_wise } => {
                let weights = [mutual_information, total_correlation, dimension_wise];
                tcvae::beta_tc_vae(pass, weights, setting.training_images)
            }
            Self::InfoVae { alpha, lambda } => info::info_vae(pass, alpha, lambda),
        }
    }

    /// Posterior draws an image, each of them decoded.
    pub fn samples(&self) -> usize {
        match *self {
            Self::Iwae { samples } => samples,
            _ => 1,
        }
    }

    pub(super) fn validate(&self, batch_size: usize) -> Result<()> {
        match *self {
            Self::Elbo => Ok(()),
            Self::FreeBits { nats } => limits::FREE_NATS.check(nats),
            Self::Capacity { nats, steps, gamma } => {
                limits::CAPACITY_NATS.check(nats)?;
                limits::CAPACITY_STEPS.check(steps as f64)?;
                limits::CAPACITY_GAMMA.check(gamma)
            }
            Self::Iwae { samples } => {
                limits::IWAE_SAMPLES.check(samples as f64)?;
                let most = (limits::IWAE_DECODED.most / batch_size as f64).floor();
                let name = "The number of samples an image at this batch size";
                Limit { name, most, ..limits::IWAE_SAMPLES }.check(samples as f64)
            }
            Self::BetaTcVae { mutual_information, total_correlation, dimension_wise } => {
                limits::TCVAE_MUTUAL_INFORMATION.check(mutual_information)?;
                limits::TCVAE_TOTAL_CORRELATION.check(total_correlation)?;
                limits::TCVAE_DIMENSION_WISE.check(dimension_wise)?;
                limits::TCVAE_BATCH_SIZE.check(batch_size as f64)
            }
            Self::InfoVae { alpha, lambda } => {
                limits::INFO_ALPHA.check(alpha)?;
                Limit { least: 1.0 - alpha, ..limits::INFO_LAMBDA }.check(lambda)
            }
        }
    }
}

/// `log sum exp` over one dimension, which keeps size 1.
fn log_sum_exp<const D: usize>(values: Tensor<D>, dimension: usize) -> Tensor<D> {
    // A shift changes nothing but what overflows, so no gradient goes through it.
    let largest = values.clone().detach().max_dim(dimension);
    (values - largest.clone()).exp().sum_dim(dimension).log() + largest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_is_named() {
        let refused = |objective: Objective, batch_size| {
            objective.validate(batch_size).unwrap_err().to_string()
        };
        let iwae = |samples| Objective::Iwae { samples };
        assert!(iwae(16).validate(4096).is_ok());
        assert_eq!(
            refused(iwae(17), 4096),
            "The number of samples an image at this batch size is 17; it must be a whole number \
             between 1 and 16."
        );
        assert!(refused(iwae(0), 1).ends_with("between 1 and 512."));
        let info = |alpha, lambda| Objective::InfoVae { alpha, lambda };
        assert_eq!(
            refused(info(0.25, 0.5), 64),
            "InfoVAE's lambda at this alpha is 0.5; it must be between 0.75 and 100000."
        );
        for bad in [-0.5, 1e9, f64::NAN] {
            let free_bits = Objective::FreeBits { nats: bad };
            assert!(refused(free_bits, 64).starts_with("The free nats of a dimension is"));
            let capacity = |nats, gamma| Objective::Capacity { nats, steps: 10, gamma };
            assert!(refused(capacity(bad, 1.0), 64).starts_with("The capacity, in nats, is"));
            assert!(refused(capacity(1.0, bad), 64).starts_with("The capacity's weight gamma is"));
            let tcvae = |[mutual_information, total_correlation, dimension_wise]: [f64; 3]| {
                Objective::BetaTcVae { mutual_information, total_correlation, dimension_wise }
            };
            assert!(refused(tcvae([bad, 1.0, 1.0]), 64).starts_with("The mutual information's"));
            assert!(refused(tcvae([1.0, bad, 1.0]), 64).starts_with("The total correlation's"));
            assert!(refused(tcvae([1.0, 1.0, bad]), 64).starts_with("The dimension-wise KL's"));
            assert!(refused(tcvae([1.0; 3]), 513).starts_with("The batch size with the objective"));
            assert!(refused(info(0.0, bad), 64).starts_with("InfoVAE's lambda"));
        }
        let capacity = Objective::Capacity { nats: 1.0, steps: 0, gamma: 1.0 };
        assert!(refused(capacity, 64).starts_with("The steps to the full capacity is 0"));
        assert!(refused(info(f64::NAN, 1.0), 64).starts_with("InfoVAE's alpha is NaN"));
    }
}
