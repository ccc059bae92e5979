//! How good a model is on a set of images, and what its latent space looks like there: the ELBO and its
//! terms, the importance-weighted bound, active units and the aggregate posterior.

mod evaluator;
mod log_mean_exp;
mod noise;
mod running_moments;
mod statistics;

pub use evaluator::{EvaluationOptions, Evaluator, evaluate};
pub use log_mean_exp::LogMeanExp;
pub use running_moments::RunningMoments;
pub use statistics::{AggregatePosterior, Statistics};
