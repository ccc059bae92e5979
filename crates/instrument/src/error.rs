//! What can go wrong: a stable code with its values, which a page makes a sentence of in its language, and the English
//! sentence, which says what was wrong, where, and what to do.

use serde::Serialize;

/// A failure that a person can act on. It serialises as `{ code, values }`.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "InstrumentFailure"))]
#[serde(
    tag = "code",
    content = "values",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[allow(missing_docs, reason = "the sentences say what the values are")]
pub enum Error {
    /// Values that don't come out even.
    #[error("{values} values don't make whole points of {dimensions} dimensions.")]
    Ragged { values: usize, dimensions: usize },
    /// NaN or an infinity.
    #[error("Dimension {dimension} of point {point} is {value}.")]
    NotFinite { point: usize, dimension: usize, value: f32 },
    /// A label that no class has.
    #[error("The label of point {point} is {label}; there are {classes} classes.")]
    NoSuchClass { point: usize, label: i32, classes: usize },
    /// Not as many labels as points.
    #[error("There are {labels} labels for {points} points.")]
    LabelCount { labels: usize, points: usize },
    /// An algorithm needs more points than there are.
    #[error("There are {points} points; {what} needs at least {least}.")]
    TooFewPoints { what: &'static str, points: usize, least: usize },
    /// A classifier needs two classes to tell apart.
    #[error("The labelled points are of {classes} class(es); {what} needs at least 2.")]
    TooFewClasses { what: &'static str, classes: usize },
    /// Points that are to be compared lie in different spaces.
    #[error("These points have {found} dimensions, the others {expected}.")]
    DifferentDimensions { found: usize, expected: usize },
    /// An argument that is not of the type it must have.
    #[error("{argument} can't be used: {problem}.")]
    InvalidArgument { argument: String, problem: String },
    /// A number is outside its range.
    #[error("{name} is {value}; it must be between {least} and {most}.")]
    OutOfRange { name: &'static str, value: f64, least: f64, most: f64 },
}

/// What may fail as [`Error`] says.
pub type Result<T, E = Error> = std::result::Result<T, E>;
