//! What one does with a latent space: embed images in it, walk through it, look at what it decodes to.

mod embed;
mod evaluation;
mod grid;
mod interpolate;
mod rows;

pub use embed::{Embedding, decode, embed};
pub use evaluation::{
    AggregatePosterior, EvaluationOptions, Evaluator, LogMeanExp, RunningMoments, Statistics,
    evaluate,
};
pub use grid::grid;
pub use interpolate::linear;
pub(crate) use rows::{batches, read};
