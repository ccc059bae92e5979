//! Points in a latent space: components, mixtures, neighbours, classifiers, measures. An algorithm has a folder; none
//! knows of a model, a page or a device.

pub mod bootstrap;
pub mod confusion;
pub mod density;
pub mod discrepancy;
pub mod error;
pub mod features;
pub mod frechet;
pub mod information;
pub mod limits;
pub mod paths;
mod points;
pub mod precision_recall;
pub mod sampling;
mod work;

pub use error::{Error, Result};
pub use points::{Labels, Points};
pub use work::{Work, complete};
