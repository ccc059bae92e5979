//! Inner loops of the CPU device and of what is done with points, on plain slices. A crate of its own because it alone is compiled for speed:
//! the rest of a module is compiled for size.

mod bernoulli;
mod composite;
pub mod distances;
mod elementwise;
pub mod lanes;
#[cfg(target_family = "wasm")]
pub mod matmul;
mod simd_math;
mod update;

pub use bernoulli::bernoulli;
pub use composite::{Layers, composite, composite_gradient};
pub use elementwise::{add_to, add_to_columns, relu, where_positive};
pub use simd_math::{exp_of_negative, larger};
pub use update::{AdamStep, adam, rms_prop, sgd};
