//! Training: configuration, one optimiser step, and what was measured on the way.

mod config;
mod feed;
mod metrics;
mod optimizer;
mod trainer;

pub(crate) use feed::FeedState;
pub(crate) use trainer::TrainerState;

pub use config::TrainingConfig;
pub use metrics::Losses;
pub use optimizer::Optimizer;
pub use trainer::Trainer;
