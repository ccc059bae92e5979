//! Training: configuration, what is minimised, one optimiser step, and what was measured on the way.

mod clip;
#[cfg(feature = "cpu")]
mod compiled;
mod config;
mod feed;
mod metrics;
mod objective;
mod optimizer;
mod optimizer_config;
mod schedule;
mod trainer;

pub use clip::clip_gradients;
pub(crate) use feed::FeedState;
pub(crate) use trainer::{READ_AHEAD, TrainerState};

pub use config::{TrainingConfig, check_together};
pub use metrics::Losses;
pub use objective::{Objective, Pass, Setting};
pub use optimizer::Optimizer;
pub use optimizer_config::OptimizerConfig;
pub use schedule::{BetaSchedule, RateSchedule};
pub use trainer::{Images, Snapshot, StepWatch, Trainer};
