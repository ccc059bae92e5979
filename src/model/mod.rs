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
mod plan;
mod posterior;
mod room;
mod vae;

pub use activation::Activation;
pub use config::ModelConfig;
pub use convolution::{Convolutions, TransposedConvolutions};
pub use cost::Cost;
pub use decoder::Decoder;
pub use encoder::Encoder;
pub use likelihood::Likelihood;
pub use mlp::Mlp;
pub use normalization::{Norm, Normalization};
pub use plan::{Block, Kind, NormPlan, Plan, Size, TensorPlan};
pub use posterior::Posterior;
pub use vae::{ElboTerms, Vae};
