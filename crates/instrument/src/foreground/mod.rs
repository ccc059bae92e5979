//! What moves before a still camera: how far each pixel is from its background, in units of that pixel's noise.

mod background;
mod clip;
mod segment;

pub use background::Background;
pub use clip::ClipWork;
pub use segment::{ForegroundOptions, foreground};
