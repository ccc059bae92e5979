//! What can go wrong: a stable code with its values, which a page makes a sentence of in its language,
//! and the English sentence, which says what was wrong, where, and what to do.

use std::fmt;

use serde::Serialize;

/// A failure that a person can act on. It serialises as `{ code, values }`.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "EngineFailure"))]
#[serde(
    tag = "code",
    content = "values",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[allow(missing_docs, reason = "the sentences say what the values are")]
pub enum Error {
    /// A number is outside its range: see [`crate::limits`].
    #[error("{name} is {value}; it must be {}.", allowed(*least, *most, *whole, *above))]
    OutOfRange {
        field: &'static str,
        name: &'static str,
        value: f64,
        least: f64,
        most: f64,
        whole: bool,
        above: bool,
    },
    /// A list of whole numbers is too long, or has one outside its range.
    #[error("{name} is {values}; it must be at most {count} whole numbers between 1 and {most}.")]
    ListOutOfRange {
        field: &'static str,
        name: &'static str,
        values: String,
        count: usize,
        most: usize,
    },
    /// A setting that fits its own range, but not what else is set.
    #[error("{name} is {value}; it must be {allowed}.")]
    InvalidOption { name: &'static str, value: String, allowed: String },
    /// An argument that is not of the type it must have.
    #[error("{argument} can't be used: {problem}.")]
    InvalidArgument { argument: String, problem: String },
    /// The model, its training and its data would take more memory than there is. `batch` is the largest batch, of half
    /// the size and half of that, with which they would not.
    #[error(
        "The memory that {what} is {}; it must be below {} on the {device}: use fewer or narrower \
         layers, smaller batches, or fewer images.",
        gibibytes(*needed), gibibytes(*limit)
    )]
    TooLarge { what: Demand, needed: u64, limit: u64, device: &'static str, batch: Option<usize> },
    /// Images of a size of which one side is 0.
    #[error(
        "The images have the shape {count} x {height} x {width} x {channels}; every size must be \
         at least 1."
    )]
    EmptyImages { count: usize, height: usize, width: usize, channels: usize },
    /// Not as many values as the shape has.
    #[error("{values} pixel values don't make {count} images of {height} x {width} x {channels}.")]
    PixelCount { values: usize, count: usize, height: usize, width: usize, channels: usize },
    /// A value that no pixel can have.
    #[error("Pixel {pixel} of image {image} is {value}; pixel values must lie between 0 and 1.")]
    PixelRange { pixel: usize, image: usize, value: f32 },
    /// A row that the data do not have.
    #[error("Row {row} is outside the {count} images.")]
    NoSuchRow { row: u32, count: usize },
    /// A row that is to be tested on and is not there.
    #[error("Test row {row} is outside the {count} images.")]
    NoSuchTestRow { row: u32, count: usize },
    /// A row is named twice among those to test on.
    #[error("Test row {row} is named twice.")]
    TestRowTwice { row: u32 },
    /// Nothing is left to train on.
    #[error("Every image is a test image; leave some to train on.")]
    OnlyTestImages,
    /// Batch norm compares the images of a batch.
    #[error(
        "There is {count} training image; batch norm needs at least {least}. Load more images, or take \
         another norm."
    )]
    TooFewImages { count: usize, least: usize },
    /// Values that don't come out even.
    #[error("{values} values don't make whole {what}s of {size}.")]
    Ragged { values: usize, what: &'static str, size: usize },
    /// NaN or an infinity.
    #[error("Value {place} of {what} {index} is {value}.")]
    NotFinite { place: usize, what: &'static str, index: usize, value: f32 },
    /// Images that are read where they are stored are no longer there, or not as they were.
    #[error("The images can't be read from where they are stored: {reason}. Load them again.")]
    Unreadable { reason: String },
    /// Something that needs images was asked for before there were any.
    #[error("There are no images yet. Load a data set first.")]
    NoData,
    /// Something that needs scenes was asked for before there were any.
    #[error("There are no scenes yet. Compose or load some first.")]
    NoScenes,
    /// Something that needs a clip was asked for before there was one.
    #[error("There is no clip yet. Take some frames of one first.")]
    NoClip,
    /// The loss is no longer a number.
    #[error(
        "The loss is no longer a finite number (step {step}). Go back to weights that were, and lower the \
         learning rate."
    )]
    Diverged { step: usize },
    /// A file is no checkpoint, or one that can't be used.
    #[error("The checkpoint can't be used: {problem}")]
    InvalidCheckpoint { problem: String },
    /// Training can't go on with other images than it began with.
    #[error(
        "The checkpoint was trained on other images than these, or with other test images ({images} \
         images, {training_images} of them to train on). Load those to continue, or use its weights \
         alone to start anew."
    )]
    DifferentImages {
        images: usize,
        training_images: usize,
        height: usize,
        width: usize,
        channels: usize,
    },
    /// The model takes images of another size; `found` is `[height, width, channels]` of those here.
    #[error(
        "The checkpoint's images are {height} x {width} x {channels}, these are {} x {} x {} (height \
         x width x channels). Load images of its size.", found[0], found[1], found[2]
    )]
    DifferentSize { height: usize, width: usize, channels: usize, found: [usize; 3] },
    /// The device could not be opened or did not do what it was asked for.
    #[error("The {device} device failed: {reason}")]
    Device { device: &'static str, reason: String },
    /// The device is gone for good: nothing more can be asked of it.
    #[error("The {device} device was lost: {reason}")]
    DeviceLost { device: &'static str, reason: String },
}

/// What memory is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Demand {
    /// A model, its optimiser, its data and a step.
    Training,
    /// The largest tensor of a step.
    Tensor,
    /// Images that a command is to give.
    Images,
}

impl fmt::Display for Demand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Training => "training takes",
            Self::Tensor => "one tensor of this training takes",
            Self::Images => "the images asked for take",
        })
    }
}

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn option(name: &'static str, value: impl ToString, allowed: impl ToString) -> Self {
        Self::InvalidOption { name, value: value.to_string(), allowed: allowed.to_string() }
    }

    /// The name of its family, that of the JavaScript error.
    pub fn name(&self) -> &'static str {
        match self {
            Self::OutOfRange { .. }
            | Self::ListOutOfRange { .. }
            | Self::InvalidOption { .. }
            | Self::InvalidArgument { .. }
            | Self::TooLarge { .. } => "InvalidOptionError",
            Self::EmptyImages { .. }
            | Self::PixelCount { .. }
            | Self::PixelRange { .. }
            | Self::NoSuchRow { .. }
            | Self::NoSuchTestRow { .. }
            | Self::TestRowTwice { .. }
            | Self::OnlyTestImages
            | Self::TooFewImages { .. }
            | Self::Ragged { .. }
            | Self::NotFinite { .. } => "InvalidDataError",
            Self::Unreadable { .. } => "UnreadableDataError",
            Self::NoData | Self::NoScenes | Self::NoClip => "NoDataError",
            Self::Diverged { .. } => "DivergedError",
            Self::InvalidCheckpoint { .. } => "InvalidCheckpointError",
            Self::DifferentImages { .. } | Self::DifferentSize { .. } => "DifferentDataError",
            Self::Device { .. } => "DeviceError",
            Self::DeviceLost { .. } => "DeviceLostError",
        }
    }
}

fn allowed(least: f64, most: f64, whole: bool, above: bool) -> String {
    if above {
        format!("above {least} and at most {most}")
    } else if whole {
        format!("a whole number between {least} and {most}")
    } else {
        format!("between {least} and {most}")
    }
}

fn gibibytes(bytes: u64) -> String {
    format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30))
}
