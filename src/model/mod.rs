//! The variational autoencoder: encoder, posterior, decoder and the two terms of its loss.

mod config;
mod decoder;
mod encoder;
mod mlp;
mod posterior;
mod vae;

pub use config::ModelConfig;
pub use decoder::Decoder;
pub use encoder::Encoder;
pub use mlp::Mlp;
pub use posterior::Posterior;
pub use vae::{ElboTerms, Vae};
