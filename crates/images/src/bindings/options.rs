//! What comes in from JavaScript as objects.

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use super::named;
use crate::error::shortened;
use crate::prepare::Preparation;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** How images are read and brought into one form. */
export interface PreparationOptions {
  /** Height and width as stored, 1 to 1024; as they come where there is none. */
  size?: [number, number];
  /** How other proportions go into the size: scaled each way (the default), with bars, or cut off. */
  fit?: "stretch" | "contain" | "cover";
  /** "keep" (the default) is RGB where any image has colours, else grey. */
  channels?: "keep" | "grey" | "rgb";
  invert?: boolean;
  /** Scales and centres what is bright as MNIST does, in `size` or 28 x 28. */
  centre?: boolean;
  /** Height and width of images that come as a flat row of values. */
  rowShape?: [number, number];
  /** A CSV file's label column: its name, or its number counted from 1; 0 for none. */
  labelColumn?: string;
  /** The numbers of an array or a table that become black and white. */
  range?: [number, number];
}

/** What reading found and left out. */
export interface Receipt {
  /** A table's label column, counted from 1, 0 where there is none, and those that may be chosen. */
  labelColumn: { number: number; sure: boolean; choices: { number: number; name: string }[] } | null;
  /** The parts of a file with a split of its own, in the order of the images; the last is for testing. */
  split: { parts: { name: string; count: number }[] } | null;
  skipped: { count: number; first: { name: string; why: string }[] };
  /** Whether the images come from picture files, in which grey is brightness. */
  pictures: boolean;
}

/** Every combination of factors, or some drawn at random. */
export type Arrangement =
  | { grid: { scales: number; rotations: number; positions: number } }
  | { random: { count: number } };

export type Toy = "moons" | "circles" | "swissRoll" | "gaussians" | "pinwheel";
"#;

/// Reads an options object; a missing or mistyped field is named.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, js_sys::Error> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| named("InvalidOptionError", &format!("The options don't fit: {error}.")))
}

/// How to prepare images; all fields have defaults.
pub fn preparation(value: JsValue) -> Result<Preparation, js_sys::Error> {
    const FIELDS: [&str; 8] =
        ["size", "fit", "channels", "invert", "centre", "rowShape", "labelColumn", "range"];
    if value.is_null_or_undefined() {
        return Ok(Preparation::default());
    }
    // serde-wasm-bindgen looks only for the fields it knows.
    if let Some(object) = value.dyn_ref::<js_sys::Object>() {
        let keys = js_sys::Object::keys(object);
        let mut keys = keys.iter().filter_map(|key| key.as_string());
        if let Some(unknown) = keys.find(|key| !FIELDS.contains(&key.as_str())) {
            let (unknown, known) = (shortened(&unknown), FIELDS.join(", "));
            let message = format!("There is no option {unknown}; there are {known}.");
            return Err(named("InvalidOptionError", &message));
        }
    }
    from_js(value)
}
