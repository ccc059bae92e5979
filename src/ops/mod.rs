//! Operations that are one pass here and many in burn's own vocabulary. Each has burn's plain operations
//! as its default body, which tests compare with and which a backend without a kernel of its own uses.

mod bernoulli;
mod dense;
#[cfg(all(feature = "cpu", target_family = "wasm"))]
mod dense_cpu;
#[cfg(feature = "webgpu")]
mod dense_kernels;
mod differentiable;
#[cfg(feature = "cpu")]
mod flex;
#[cfg(feature = "webgpu")]
mod launch;
#[cfg(feature = "webgpu")]
mod loss_kernels;
mod loss_sums;
#[cfg(feature = "webgpu")]
mod patch_kernels;
mod patches;
mod posterior;
#[cfg(feature = "webgpu")]
mod posterior_kernels;
mod update;
#[cfg(feature = "webgpu")]
mod update_kernel;

pub use bernoulli::bernoulli_reconstruction;
pub use dense::{dense, product};
pub use loss_sums::add_losses;
pub use patches::{Window, patches, sum_of_patches};
pub use posterior::{posterior_kl, posterior_sample};
pub use update::{Moments, UpdateRule, update};
