//! What can go wrong, in words that say what was wrong, where, and what to do.

/// A failure that a person can act on.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// A setting is outside its range.
    #[error("{field} is {value}; it must be {allowed}.")]
    InvalidOption { field: &'static str, value: String, allowed: String },
    /// The images, labels or rows handed in don't fit together.
    #[error("{0}")]
    InvalidData(String),
    /// Something that needs images was asked for before there were any.
    #[error("There are no images yet. Load a data set first.")]
    NoData,
    /// The loss is no longer a number.
    #[error(
        "The loss is no longer a finite number (step {step}). Lower the learning rate and reset."
    )]
    Diverged { step: usize },
    /// A file is no checkpoint, or one that can't be used.
    #[error("The checkpoint can't be used: {0}")]
    InvalidCheckpoint(String),
    /// Training can't go on with other images than it began with.
    #[error("{0}")]
    DifferentData(String),
    /// The device could not be opened or stopped working.
    #[error("The {device} device failed: {reason}")]
    Device { device: &'static str, reason: String },
}

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn option(
        field: &'static str,
        value: impl ToString,
        allowed: impl ToString,
    ) -> Self {
        Self::InvalidOption { field, value: value.to_string(), allowed: allowed.to_string() }
    }

    /// A stable name, the `name` of the JavaScript error.
    pub fn name(&self) -> &'static str {
        match self {
            Self::InvalidOption { .. } => "InvalidOptionError",
            Self::InvalidData(_) => "InvalidDataError",
            Self::NoData => "NoDataError",
            Self::Diverged { .. } => "DivergedError",
            Self::InvalidCheckpoint(_) => "InvalidCheckpointError",
            Self::DifferentData(_) => "DifferentDataError",
            Self::Device { .. } => "DeviceError",
        }
    }
}
