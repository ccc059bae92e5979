//! The variational autoencoder: encoder, posterior, decoder, likelihood and the two terms of its loss.

mod activation;
mod config;
mod convolution;
mod cost;
mod decoder;
mod encoder;
mod likelihood;
mod linear;
mod mlp;
mod normalization;
mod parameters;
mod plan;
mod posterior;
mod room;
mod vae;
mod watch;

pub use activation::Activation;
#[cfg(test)]
pub(crate) use activation::LEAKY_SLOPE;
pub use config::ModelConfig;
pub use convolution::{Convolutions, TransposedConvolutions};
pub use cost::Cost;
pub use decoder::Decoder;
pub use encoder::Encoder;
pub use likelihood::Likelihood;
pub(crate) use linear::layer;
pub use mlp::Mlp;
#[cfg(test)]
pub(crate) use normalization::EPSILON;
pub use normalization::{Norm, Normalization};
pub(crate) use parameters::{Parameter, gradients, parameters, with_values};
pub use plan::{Block, Kind, NormPlan, Plan, Size, TensorPlan};
pub use posterior::Posterior;
pub use vae::{ElboTerms, Vae};
pub use watch::{Stage, Unwatched, Watch};
