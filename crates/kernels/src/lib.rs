//! Inner loops of the CPU device and of what is done with points, on plain slices. A crate of its own because it alone is compiled for speed:
//! the rest of a module is compiled for size.

mod bernoulli;
mod composite;
mod dense;
pub mod distances;
mod elementwise;
pub mod lanes;
pub mod matmul;
pub mod pool;
mod posterior;
mod runs;
mod simd_math;
#[cfg(target_family = "wasm")]
mod small;
mod update;
mod vector;

pub use bernoulli::bernoulli;
pub use composite::{Layers, composite, composite_gradient};
pub use dense::{
    DenseShape, dense, dense_input_gradient, dense_product, dense_product_gradient,
    dense_weight_gradient,
};
pub use elementwise::{
    add_to, add_to_columns, add_to_rows, keep_where_positive, relu, repeated, scale, where_positive,
};
pub use posterior::{draw, draw_gradient};
pub use runs::{Run, add_runs, copy_runs, run_ns};
pub use simd_math::{exp_of_negative, larger, sum_in_lanes};
pub use update::{AdamStep, adam, rms_prop, sgd};
