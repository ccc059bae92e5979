use std::f64::consts::TAU;

use burn::tensor::Tensor;

use super::{Pass, log_sum_exp};

/// Least log-variance of a posterior's density: a deviation of 3e-7, the distance of two 32-bit numbers near 2 to
/// 4. A narrower density at a draw would be the draw's rounding; and at -89 its precision overflows.
const MIN_LOG_VARIANCE: f64 = -30.0;

/// `reconstruction + a MI + b TC + c DW`, where `MI = log q(z | x) - log q(z)`,
/// `TC = log q(z) - sum_j log q(z_j)` and `DW = sum_j log q(z_j) - log p(z)`.
pub(super) fn beta_tc_vae(pass: Pass, [a, b, c]: [f64; 3], training_images: usize) -> Tensor<1> {
    let (log_posterior, log_prior) = (pass.log_posterior(), pass.log_prior());
    let (joint, product) = aggregate(&pass, training_images);
    // By density, not by part: with equal weights what is estimated drops out exactly.
    let parts = log_posterior * a + joint * (b - a) + product * (c - b) - log_prior * c;
    pass.reconstruction + parts
}

/// `log q(z)` and `sum_j log q(z_j)` of each draw under the training set's aggregate posterior, estimated from
/// the batch's own posteriors: `[batch]` each.
fn aggregate(pass: &Pass, training_images: usize) -> (Tensor<1>, Tensor<1>) {
    let [batch, latent] = pass.z.dims();
    let z = pass.z.clone().reshape([batch, 1, latent]);
    let mean = pass.posterior.mean().reshape([1, batch, latent]);
    let log_variance = pass.posterior.log_variance().clamp_min(MIN_LOG_VARIANCE);
    let log_variance = log_variance.reshape([1, batch, latent]);
    let precision = log_variance.clone().neg().exp();
    // Each draw's log-density, by dimension, under each image's posterior: [draw, image, latent].
    let densities = ((z - mean).square() * precision + (log_variance + TAU.ln())) * -0.5;

    let count = (training_images as f64 * batch as f64).ln();
    let joint: Tensor<2> = densities.clone().sum_dim(2).squeeze_dim(2);
    let joint: Tensor<1> = log_sum_exp(joint, 1).squeeze_dim(1) - count;
    let dimensions: Tensor<2> = log_sum_exp(densities, 1).squeeze_dim(1) - count;
    (joint, dimensions.sum_dim(1).squeeze_dim(1))
}
