//! Operations that are one pass here and many in burn's own vocabulary. Each has burn's plain operations
//! as its default body, which tests compare with and which a backend without a kernel of its own uses.

mod adam;
mod bernoulli;
#[cfg(feature = "cpu")]
mod simd_math;

pub use adam::{Adam, AdamConstants};
pub use bernoulli::bernoulli_reconstruction;
