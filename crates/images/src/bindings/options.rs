//! What comes in from JavaScript as objects.

use serde::de::DeserializeOwned;
use vae_playground_js::{Problem, named, value};
use wasm_bindgen::prelude::*;

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

/// Reads an argument; a missing, unknown or mistyped member is named.
pub fn from_js<T: DeserializeOwned>(argument: &JsValue) -> Result<T, js_sys::Error> {
    value(argument).map_err(|Problem { path, problem, .. }| {
        let at = if path.is_empty() { path } else { format!("{path}: ") };
        named("InvalidOptionError", &format!("The options don't fit: {at}{problem}."))
    })
}

/// How to prepare images; all fields have defaults.
pub fn preparation(options: &JsValue) -> Result<Preparation, js_sys::Error> {
    if options.is_null_or_undefined() { Ok(Preparation::default()) } else { from_js(options) }
}
