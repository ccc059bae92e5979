//! Operations that are one pass here and many in burn's own vocabulary. Each has burn's plain operations
//! as its default body, which tests compare with and which a backend without a kernel of its own uses.

mod bernoulli;
mod composite;
mod dense;
mod differentiable;
#[cfg(feature = "cpu")]
mod flex;
#[cfg(feature = "webgpu")]
mod launch;
mod loss_sums;
mod patches;
mod posterior;
mod update;

pub use bernoulli::bernoulli_reconstruction;
pub use composite::composite;
pub use dense::{dense, product};
pub use loss_sums::add_losses;
#[cfg(feature = "cpu")]
pub(crate) use patches::runs;
pub use patches::{Window, patches, sum_of_patches};
pub use posterior::{posterior_kl, posterior_sample};
pub use update::{Moments, UpdateRule, update};
#[cfg(feature = "cpu")]
pub(crate) use update::{owned, update_values};
