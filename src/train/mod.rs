//! Training: configuration, one optimiser step, and what was measured on the way.

mod config;
mod metrics;
mod trainer;

pub use config::TrainingConfig;
pub use metrics::Losses;
pub use trainer::Trainer;
