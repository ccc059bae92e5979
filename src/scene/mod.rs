//! Pictures of several things, seen with a model of single ones: cut into tiles and put together again, and searched
//! for what the model can explain better than a model of the background.

mod crop;
mod detect;
mod picture;
mod tiles;

pub use crop::{Region, Resampling, Size};
pub use detect::{Background, DetectJob, DetectOptions, Detected, Detections, Scene};
pub use picture::Picture;
pub use tiles::{Tiles, tile_count, tiles};
