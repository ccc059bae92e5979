//! What a member of an objective is that is left out: what people begin with.

pub(super) fn free_nats() -> f64 {
    0.5
}

pub(super) fn capacity_nats() -> f64 {
    5.0
}

pub(super) fn capacity_steps() -> usize {
    5000
}

pub(super) fn capacity_gamma() -> f64 {
    30.0
}

pub(super) fn samples() -> usize {
    5
}

/// As the plain ELBO has it.
pub(super) fn plain_weight() -> f64 {
    1.0
}

/// The beta of Chen et al. 2018, section 4.
pub(super) fn total_correlation() -> f64 {
    6.0
}

pub(super) fn info_alpha() -> f64 {
    0.5
}

pub(super) fn info_lambda() -> f64 {
    10.0
}
