//! Train and explore variational autoencoders, in a browser or natively.
//!
//! Imports go one way: [`error`], [`device`], [`data`], [`random`], [`ops`] <- [`model`] <-
//! [`train`] <- [`checkpoint`];
//! [`latent`] and [`scene`] use [`model`], [`inside`] uses [`train`] too; `bindings`, the only module that knows JavaScript, uses all.

pub mod checkpoint;
pub mod data;
pub mod device;
pub mod error;
pub mod inside;
pub mod latent;
pub mod limits;
pub mod model;
pub mod ops;
pub mod random;
pub mod scene;
pub mod session;
pub mod train;
pub mod wire;

#[cfg(target_family = "wasm")]
pub mod bindings;
