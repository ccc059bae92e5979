//! Images in memory: flat values, their shape, their classes, and which rows are held out.

mod batches;
mod dataset;

pub use batches::BatchOrder;
pub(crate) use dataset::check_images;
pub use dataset::{Dataset, Shape, Split};
