//! A variational autoencoder of what a still camera sees when nothing passes: how the light changes, and how much noise
//! each pixel has of its own. What is far from it, in units of that noise, is in the foreground.

mod likelihood;
mod model;
mod options;
mod trainer;
mod view;

pub use likelihood::negative_log;
pub use model::ClipVae;
pub use options::ClipOptions;
pub use trainer::{ClipBackground, ClipLosses, ClipTrainer};
