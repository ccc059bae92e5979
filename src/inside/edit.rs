use burn::tensor::{Device, Tensor, TensorData};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::limits::Limit;
use crate::model::Plan;

/// What is in force in place of what a block computes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Edit {
    /// The encoder's blocks, then the decoder's, counted from 0.
    pub block: usize,
    /// A channel of its output; a value of a dense layer's.
    pub unit: usize,
    /// A place of a convolution's output, row-major; all of them where there is none.
    #[serde(default)]
    pub place: Option<usize>,
    /// What its output is there.
    pub value: f32,
}

/// Whether the model has such outputs, and they can have such values.
///
/// # Errors
/// Naming the first number that is out of range.
pub fn check_edits(edits: &[Edit], plan: &Plan) -> Result<()> {
    for edit in edits {
        check_unit(plan, edit.block, edit.unit, edit.place.unwrap_or(0))?;
        let (least, most) = (f64::from(f32::MIN), f64::from(f32::MAX));
        let name = "The value to hold a unit at";
        let limit = Limit { field: "edits", name, least, most, whole: false, above: false };
        limit.check(edit.value.into())?;
    }
    Ok(())
}

/// Whether the model has such a unit, and it has such a place.
///
/// # Errors
/// Naming the first number that is out of range.
pub(super) fn check_unit(plan: &Plan, block: usize, unit: usize, place: usize) -> Result<()> {
    let index = |field, name, value: usize, count: u64| {
        let (least, most) = (0.0, count as f64 - 1.0);
        Limit { field, name, least, most, whole: true, above: false }.count(value as f64)
    };
    let block = index("block", "The block", block, plan.blocks().count() as u64)?;
    let block = plan.blocks().nth(block).expect("it was checked");
    index("unit", "The unit", unit, block.units())?;
    index("place", "The place", place, block.places())?;
    Ok(())
}

/// The values of a block's output with some of them edited.
///
/// # Shapes
/// - values, output: `[batch, places * channels]`
pub(super) fn edited(values: Tensor<2>, channels: usize, edits: &[&Edit]) -> Tensor<2> {
    if edits.is_empty() {
        return values;
    }
    let [batch, width] = values.dims();
    let (mut edited, mut new) = (vec![0.0_f32; width], vec![0.0_f32; width]);
    for edit in edits {
        let places = edit.place.map_or(0..width / channels, |place| place..place + 1);
        for place in places {
            let at = place * channels + edit.unit;
            (edited[at], new[at]) = (1.0, edit.value);
        }
    }
    let device = values.device();
    let row = |values: Vec<f32>, device: &Device| {
        let row = Tensor::<2>::from_data(TensorData::new(values, [1, width]), device);
        row.expand([batch, width])
    };
    values.mask_where(row(edited, &device).greater_elem(0.5), row(new, &device))
}
