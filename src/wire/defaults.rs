//! What a person begins with where the options have no place for it.

/// Epochs at which training stops by itself.
pub const EPOCHS: usize = 400;
/// Latents drawn an image when a model is measured.
pub const STATISTICS_SAMPLES: usize = 64;
