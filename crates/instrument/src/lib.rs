//! Points in a latent space: components, mixtures, neighbours, classifiers, measures. An algorithm has a folder; none
//! knows of a model, a page or a device.

pub mod error;
mod lanes;
pub mod limits;
pub mod logistic;
pub mod mixture;
pub mod neighbours;
mod points;
pub mod principal;
pub mod spread;
mod work;

#[cfg(target_family = "wasm")]
pub mod bindings;
#[cfg(test)]
mod generate;

pub use error::{Error, Result};
pub use points::{Labels, Points};
pub use work::{Work, complete};
