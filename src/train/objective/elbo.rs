use burn::tensor::Tensor;

use super::Pass;
use crate::train::schedule::ramp;

/// `reconstruction + beta KL`.
pub(super) fn elbo(pass: Pass, beta: f64) -> Tensor<1> {
    pass.reconstruction + pass.kl * beta
}

/// `reconstruction + beta sum_j max(nats, mean KL_j)`.
pub(super) fn free_bits(pass: Pass, beta: f64, nats: f64) -> Tensor<1> {
    let (mean, log_variance) = (pass.posterior.mean(), pass.posterior.log_variance());
    let kl = (mean.square() + log_variance.clone().exp() - log_variance - 1.0) * 0.5;
    let held: Tensor<1> = kl.mean_dim(0).clamp_min(nats).sum();
    pass.reconstruction + held * beta
}

/// The capacity after `step` steps, in nats.
pub(super) fn capacity_at(step: usize, nats: f64, steps: usize) -> f64 {
    nats * ramp(step, steps)
}

/// `reconstruction + gamma |KL - capacity|`.
pub(super) fn capacity(pass: Pass, gamma: f64, capacity: f64) -> Tensor<1> {
    pass.reconstruction + (pass.kl - capacity).abs() * gamma
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_capacity_rises_and_stays() {
        let capacities = [0, 5, 10, 99].map(|step| capacity_at(step, 25.0, 10));
        assert_eq!(capacities, [0.0, 12.5, 25.0, 25.0]);
    }
}
