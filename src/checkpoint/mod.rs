//! A model and its training in one safetensors file, and out of it again. `docs/checkpoint.md` has the
//! format.

mod fingerprint;
mod header;
pub(crate) mod read;
mod resume;
pub(crate) mod write;

pub use header::Image;
pub(crate) use header::{field, text};
pub use read::{Settings, load, settings, take};
pub use resume::Checkpoint;
pub use write::{fits, is_finite, save};

/// Format version written, and the only one read.
const VERSION: u32 = 1;
/// Most bytes of a file. A module in a browser has 4 GiB for everything.
const MAX_BYTES: usize = 1 << 30;
/// Most bytes of a file's header: names, shapes and settings.
const MAX_HEADER_BYTES: usize = 1 << 20;

/// The tensor with the training images in the epoch's order.
const ORDER: &str = "batches.order";
/// Before the names of the optimiser's tensors.
const OPTIMIZER: &str = "optimizer.";
/// After a parameter's name, for what [`crate::ops::Moments`] has of it.
const MOMENTS: [&str; 3] = [".first", ".second", ".corrections"];

pub(crate) fn invalid(problem: impl Into<String>) -> crate::error::Error {
    crate::error::Error::InvalidCheckpoint { problem: problem.into() }
}
