//! Pictures of several things: cut into tiles and searched with a model of single ones, or learned by a model of their
//! own.

pub mod clip;
mod crop;
mod detect;
mod picture;
mod tiles;
pub mod vae;

pub use crop::{Region, Resampling, Size};
pub use detect::{Background, DetectJob, DetectOptions, Detected, Detections, Scene};
pub use picture::Picture;
pub use tiles::{Tiles, TilesJob, tile_count};
