//! How well things are found in scenes whose things are known.

mod average_precision;
mod counts;
mod masks;
mod rand_index;

pub use average_precision::{Scene, average_precision};
pub use counts::count_accuracy;
pub use masks::mask_iou;
pub use rand_index::{adjusted_rand, adjusted_rand_foreground};
