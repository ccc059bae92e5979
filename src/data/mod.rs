//! Images in memory or where they are stored: their values, their shape, and which rows are held out.

mod batches;
mod dataset;
#[cfg(not(target_family = "wasm"))]
mod file;
mod stored;

pub use batches::BatchOrder;
pub(crate) use dataset::check_images;
pub use dataset::{Dataset, Shape, Split};
#[cfg(not(target_family = "wasm"))]
pub use file::FileReader;
pub use stored::Reader;
pub(crate) use stored::pixels;
