//! Values and errors across the border between a wasm module and JavaScript, one way for every module:
//! objects by serde, large arrays as typed arrays, failures as errors with a name, a code and its values.
#![cfg(target_family = "wasm")]

mod error;
mod read;
mod write;

pub use error::{error, named};
pub use read::{Problem, bytes, floats, indices, integers, member, read, value};
pub use write::{set, write};
