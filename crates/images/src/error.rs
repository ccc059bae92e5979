//! What can go wrong, in words that say what was wrong, where, and what to do.

use std::fmt;

use crate::array::SCALES_IN_WORDS;

/// A failure that a person can act on.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[allow(missing_docs, reason = "the sentences say what the values are")]
pub enum Error {
    /// Neither the content nor the name says what the file is.
    #[error(
        "{file} is not a format this reads: it starts with {start}. It reads IDX, NPY and CSV, packed \
         with gzip or not, NPZ, PNG, JPEG, WebP, and zip archives of pictures."
    )]
    UnknownFormat { file: String, start: String },
    /// A picture, but of another kind.
    #[error("{file} is a {kind} picture; PNG, JPEG and WebP are read. Save it as one of these.")]
    OtherPicture { file: String, kind: String },
    /// Values outside the ranges in use, without a range chosen to take them from.
    #[error(
        "{file}, {place}: the value is {value}. {SCALES_IN_WORDS}; here they run from {low} to {high}. \
         They can be rescaled."
    )]
    ValueRange { file: String, place: Place, value: f64, low: f64, high: f64 },
    /// The file doesn't keep to its format.
    #[error("{file}, {place}: {problem}")]
    Malformed { file: String, place: Place, problem: String },
    /// More than the limits allow, found before memory was taken for it.
    #[error("{file}: {what} would take {size}; the limit is {limit}. {advice}")]
    TooLarge { file: String, what: String, size: String, limit: String, advice: &'static str },
    /// Pictures of several sizes, and no size to bring them to.
    #[error(
        "{first} is {first_size} pixels (height x width), {second} is {second_size}. Choose a size \
         to bring all pictures to."
    )]
    MixedSizes { first: String, first_size: String, second: String, second_size: String },
    /// An archive, a folder or an array file without images.
    #[error("{file} holds no images: {found}")]
    NoImages { file: String, found: String },
    /// Images and labels differ in number.
    #[error("{file} has {labels} labels for {images} images; there must be one for each.")]
    LabelCount { file: String, labels: usize, images: usize },
    /// A setting is outside its range.
    #[error("{field} is {value}; it must be {allowed}.")]
    InvalidOption { field: &'static str, value: String, allowed: String },
    /// The file system or the browser refused to hand over a file.
    #[error("{file} can't be read: {reason}")]
    Unreadable { file: String, reason: String },
}

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Where in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants say what the numbers are")]
pub enum Place {
    /// Bytes from the start of the file, after unpacking.
    Byte(usize),
    /// A line of a text, counted from 1.
    Line(u64),
    /// A cell of a table; both counted from 1.
    Cell { line: u64, column: usize },
    /// A value of an array of images; all counted from 0, as the array's indices are.
    Value { image: usize, row: usize, column: usize },
    /// A label of an array of labels, counted from 0.
    Label(usize),
    /// The file as a whole, or an entry of an archive.
    Content,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Byte(at) => write!(f, "byte {at}"),
            Self::Line(line) => write!(f, "line {line}"),
            Self::Cell { line, column } => write!(f, "line {line}, column {column}"),
            Self::Value { image, row, column } => {
                write!(f, "image {image}, row {row}, column {column}")
            }
            Self::Label(at) => write!(f, "label {at}"),
            Self::Content => write!(f, "content"),
        }
    }
}

impl Error {
    pub(crate) fn malformed(file: &str, place: Place, problem: impl Into<String>) -> Self {
        Self::Malformed { file: shortened(file), place, problem: problem.into() }
    }

    pub(crate) fn option(
        field: &'static str,
        value: impl ToString,
        allowed: impl ToString,
    ) -> Self {
        Self::InvalidOption { field, value: value.to_string(), allowed: allowed.to_string() }
    }

    /// What is wrong, without the file it is wrong with.
    pub(crate) fn problem(&self) -> String {
        match self {
            Self::Malformed { problem, .. } => problem.clone(),
            Self::TooLarge { what, size, limit, .. } => {
                format!("{what} would take {size}; the limit is {limit}")
            }
            Self::Unreadable { reason, .. } => reason.clone(),
            other => other.to_string(),
        }
    }

    /// What to take for black and white, where the values are outside the ranges in use.
    pub fn range(&self) -> Option<(f64, f64)> {
        match *self {
            Self::ValueRange { low, high, .. } if low >= -1.0 && high <= 1.0 => Some((-1.0, 1.0)),
            Self::ValueRange { low, high, .. } => Some((low, high)),
            _ => None,
        }
    }

    /// A stable name, the `name` of the JavaScript error.
    pub fn name(&self) -> &'static str {
        match self {
            Self::UnknownFormat { .. } => "UnknownFormatError",
            Self::OtherPicture { .. } => "OtherPictureError",
            Self::ValueRange { .. } => "ValueRangeError",
            Self::Malformed { .. } => "MalformedFileError",
            Self::TooLarge { .. } => "TooLargeError",
            Self::MixedSizes { .. } => "MixedSizesError",
            Self::NoImages { .. } => "NoImagesError",
            Self::LabelCount { .. } => "LabelCountError",
            Self::InvalidOption { .. } => "InvalidOptionError",
            Self::Unreadable { .. } => "UnreadableFileError",
        }
    }
}

/// A text from a file, fit for a message: control characters escaped, its end cut off where it is long.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 120;
    let mut short: String = text.chars().take(LONGEST).flat_map(printable).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push_str("...");
    }
    short
}

fn printable(c: char) -> impl Iterator<Item = char> {
    let escaped = c.is_control().then(|| c.escape_default());
    let plain = (!c.is_control()).then_some(c);
    escaped.into_iter().flatten().chain(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_from_files_are_shortened_and_escaped() {
        assert_eq!(shortened("a\nb\0"), "a\\nb\\u{0}");
        assert_eq!(shortened(&"x".repeat(500)).len(), 123);
    }

    #[test]
    fn places_are_named() {
        let error = Error::malformed("a.csv", Place::Cell { line: 3, column: 4 }, "no number.");
        assert_eq!(error.to_string(), "a.csv, line 3, column 4: no number.");
        assert_eq!(error.name(), "MalformedFileError");
    }
}
