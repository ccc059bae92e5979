use burn::tensor::Tensor;

use super::{Pass, log_sum_exp};

/// `-log mean_k exp(log p(x | z_k) + log p(z_k) - log q(z_k | x))`.
pub(super) fn iwae(pass: Pass) -> Tensor<1> {
    let log_weights = pass.log_prior() - pass.log_posterior() - pass.reconstruction.clone();
    if pass.samples == 1 {
        return -log_weights;
    }
    let sum = log_sum_exp(pass.by_draw(log_weights), 0).squeeze_dim(0);
    -(sum - (pass.samples as f64).ln())
}
