//! What comes in from JavaScript as objects, and goes out. `www/engine/protocol.ts` holds their types.

use js_sys::Error as JsError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::errors::named;
use crate::data::{Shape, Split};
use crate::error::{Error, Result};
use crate::model::ModelConfig;
use crate::train::{Losses, TrainingConfig};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionOptions {
    pub model: ModelConfig,
    pub training: TrainingConfig,
    pub seed: u32,
}

impl SessionOptions {
    pub fn validate(&self) -> Result<()> {
        self.model.validate()?;
        self.training.validate()
    }
}

/// What a training call did.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trained {
    /// Steps taken in this call.
    pub steps: usize,
    /// Steps since the last reset.
    pub step: usize,
    pub epoch: f64,
    pub epoch_ended: bool,
    /// Training images seen in this call.
    pub images: usize,
    pub losses: Losses,
}

/// The size of what was set up.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Setup {
    pub parameters: u64,
    /// What training will hold beside the data, an estimate.
    pub training_bytes: u64,
    pub steps_per_epoch: usize,
}

/// What came out of a checkpoint.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Loaded {
    pub model: ModelConfig,
    pub training: TrainingConfig,
    pub seed: u32,
    pub step: usize,
    pub epoch: f64,
    pub setup: Setup,
}

/// `[count, height, width, channels]`
pub fn shape(sizes: &[u32]) -> Result<Shape> {
    match *sizes {
        [count, height, width, channels] => Ok(Shape {
            count: count as usize,
            height: height as usize,
            width: width as usize,
            channels: channels as usize,
        }),
        _ => Err(Error::InvalidData(format!(
            "The images' shape has {} sizes; it must be [count, height, width, channels].",
            sizes.len()
        ))),
    }
}

pub fn split(name: &str) -> Result<Split> {
    match name {
        "train" => Ok(Split::Train),
        "test" => Ok(Split::Test),
        _ => Err(Error::option("The split", format!("{name:?}"), "\"train\" or \"test\"")),
    }
}

/// Reads an options object; a missing, unknown or mistyped field is named. By way of JSON, as checkpoints are
/// read: a second reader of the same structures takes 300 kB of the module.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> std::result::Result<T, JsError> {
    let fail =
        |problem: &str| named("InvalidOptionError", &format!("The options don't fit: {problem}."));
    let text = js_sys::JSON::stringify(&value).ok().and_then(|text| text.as_string());
    let text = text.ok_or_else(|| fail("they must be a plain object"))?;
    serde_json::from_str(&text).map_err(|error| {
        // The name last read says more than a column of a text that nobody wrote.
        let read: String = text.chars().take(error.column()).collect();
        let name = read.rmatch_indices('"').nth(1).map_or("", |(start, _)| &read[start..]);
        let problem = error.to_string();
        let problem = problem.split(" at line").next().unwrap_or_default();
        fail(&format!("{problem}, in {name}"))
    })
}

/// An object for JavaScript; what is absent becomes `null`.
pub fn to_js<T: Serialize>(value: &T) -> std::result::Result<JsValue, JsError> {
    let text =
        serde_json::to_string(value).map_err(|error| named("InternalError", &error.to_string()))?;
    js_sys::JSON::parse(&text).map_err(JsError::from)
}
