//! Brings images, one at a time, into the form asked for.

mod builder;
mod centre;
mod channels;
mod options;
mod resample;
mod value;

pub(crate) use builder::Builder;
pub(crate) use resample::{Crop, resampled};
pub(crate) use value::Value;

pub use options::{Channels, Fit, MAX_SIDE, Preparation};

/// The size of one image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub height: usize,
    pub width: usize,
    /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.
    pub channels: usize,
}

impl Size {
    pub fn values(self) -> usize {
        self.height * self.width * self.channels
    }
}
