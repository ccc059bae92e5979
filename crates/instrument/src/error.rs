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
    /// As many of something as there should be.
    #[error("There are {found} {what}; there must be {expected}.")]
    Count { what: &'static str, found: usize, expected: usize },
    /// An index that no point has.
    #[error("There is no point {point}; there are {points}, counted from 0.")]
    NoSuchPoint { point: usize, points: usize },
    /// A dimension that the space has not.
    #[error("There is no dimension {dimension}; there are {dimensions}, counted from 0.")]
    NoSuchDimension { dimension: usize, dimensions: usize },
    /// Points in parts of a graph that no edge links.
    #[error("No way leads from point {from} to point {to}.")]
    NoWay { from: usize, to: usize },
    /// A length that no edge can have.
    #[error("The length of edge {edge} is {length}; it must be a number of at least 0.")]
    EdgeLength { edge: usize, length: f64 },
    /// Images that are neither grey nor coloured.
    #[error("The images have {channels} channels; their features need 1 or 3.")]
    Channels { channels: usize },
    /// The weights of the features are not what they should be.
    #[error("The file of features can't be used: {reason}. Load it again.")]
    FeaturesFile { reason: String },
}

/// What may fail as [`Error`] says.
pub type Result<T, E = Error> = std::result::Result<T, E>;
