//! Operations that are one pass here and many in burn's own vocabulary. Each has burn's plain operations
//! as its default body, which tests compare with and which a backend without a kernel of its own uses.

mod adam;
#[cfg(feature = "webgpu")]
mod adam_kernel;
mod bernoulli;
mod dense;
#[cfg(feature = "webgpu")]
mod dense_kernels;
#[cfg(feature = "cpu")]
mod simd_math;

pub use adam::{Adam, AdamConstants};
pub use bernoulli::bernoulli_reconstruction;
pub use dense::dense;
