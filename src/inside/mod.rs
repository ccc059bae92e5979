//! What passes through a model, seen from inside: the values, weights and gradients that a result follows from.
//!
//! A trace comes from the layers that train and infer, by [`crate::model::Watch`]; there is no second forward pass that
//! could differ.

mod edit;
mod jacobian;
mod layout;
mod measures;
mod record;
mod recorder;
mod saliency;
mod templates;
mod tensors;
mod trace;
mod units;

pub use edit::{Edit, check_edits};
pub use jacobian::jacobian;
pub use layout::{PartKind, TracePart};
pub use measures::{ParameterMeasure, StepMeasures};
pub use record::{Record, StepRecord, measured, recorded};
pub use saliency::{SaliencyOf, saliency};
pub use templates::templates;
pub use tensors::{BlockTensors, block_tensors};
pub use trace::{Trace, decode_trace, trace, trace_values};
pub use units::{BlockUnits, UnitStatistics, UnitsJob};
