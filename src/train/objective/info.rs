use burn::tensor::{Tensor, s};

use super::Pass;

/// `reconstruction + (1 - alpha) KL + (alpha + lambda - 1) MMD`.
pub(super) fn info_vae(pass: Pass, alpha: f64, lambda: f64) -> Tensor<1> {
    let batch = pass.kl.dims()[0];
    let prior = pass.noise.slice(s![batch.., ..]);
    let discrepancy = discrepancies(pass.z, prior) * (alpha + lambda - 1.0);
    pass.reconstruction + pass.kl * (1.0 - alpha) + discrepancy
}

/// Each row's share of the squared maximum mean discrepancy, their mean: `[rows]`. All pairs count, each row's
/// with itself too, so that the mean is never below 0: the biased estimate (Gretton et al. 2012, "A Kernel
/// Two-Sample Test", `MMD_b`). Tolstikhin et al. 2018 leave a row's pair with itself out.
///
/// # Shapes
/// - a, b: `[rows, latent]`
fn discrepancies(a: Tensor<2>, b: Tensor<2>) -> Tensor<1> {
    let within = similarity(a.clone(), a.clone()) + similarity(b.clone(), b.clone());
    within - similarity(a, b) * 2.0
}

/// The mean over `b` of `c / (c + |a - b|^2)` for each row of `a`, where c, twice the dimensions, is the mean
/// squared distance of two draws of the prior.
fn similarity(a: Tensor<2>, b: Tensor<2>) -> Tensor<1> {
    let scale = 2.0 * a.dims()[1] as f64;
    let squares = |rows: Tensor<2>| rows.square().sum_dim(1);
    // |a - b|^2 = |a|^2 + |b|^2 - 2 a b, which needs no tensor of every pair's every dimension.
    let products = a.clone().matmul(b.clone().transpose());
    let distances = squares(a) + squares(b).transpose() - products * 2.0;
    // Rounding may leave a row's distance to itself a little below 0; the kernel does not mind.
    ((distances + scale).recip() * scale).mean_dim(1).squeeze_dim(1)
}
