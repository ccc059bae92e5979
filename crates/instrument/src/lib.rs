//! Points in a latent space: components, mixtures, neighbours, classifiers, measures; and things in images and video:
//! boxes, tracks, what moves, how well they are found. An algorithm has a folder; none knows of a model, a page or a
//! device.

pub mod assignment;
pub mod bootstrap;
pub mod boxes;
pub mod comparison;
pub mod confusion;
pub mod density;
pub mod detection;
pub mod discrepancy;
pub mod error;
pub mod features;
pub mod foreground;
pub mod frechet;
pub mod information;
mod lanes;
pub mod limits;
pub mod logistic;
pub mod mixture;
pub mod neighbours;
pub mod paths;
mod points;
pub mod precision_recall;
pub mod principal;
pub mod sampling;
pub mod spread;
pub mod templates;
pub mod tracking;
pub mod wire;
mod work;

#[cfg(target_family = "wasm")]
pub mod bindings;
#[cfg(test)]
mod generate;

pub use error::{Error, Result};
pub use points::{Labels, Points};
pub use work::{Once, Work, complete};
