//! The JavaScript surface: functions that return a set of images. The only module that knows JS.

mod entries;
mod images;
mod options;
mod scenes;
pub(crate) mod text_decoder;

pub use images::{LoadedImages, LoadedLabels};
pub use scenes::{ComposedScenes, SceneObjects};

use js_sys::{JsString, Uint8Array};
use vae_playground_js::{named, set};
use wasm_bindgen::prelude::*;

use crate::error::Error;
use crate::generated::{self, Arrangement, FACTORS, LANDSCAPE_FACTORS, Toy};
use crate::labels::Labels;
use crate::limits::Limits;
use entries::JsEntries;
use options::{from_js, preparation};

type JsResult<T> = std::result::Result<T, JsValue>;

/// A panic is thrown as an error of this name with its message, which is in the browser's console too: what traps
/// without one has run out of memory.
const PANIC: &str = "PanicError";

/// Has panics thrown.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let message = info.payload_as_str().unwrap_or_default();
        let at = info.location().map(ToString::to_string).unwrap_or_default();
        wasm_bindgen::throw_val(named(PANIC, &format!("{message} ({at})")).into());
    }));
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let js = named(error.name(), &error.to_string()).into();
        match error.range() {
            Some((black, white)) => {
                set(js, "range", js_sys::Array::of2(&black.into(), &white.into()))
            }
            None => js,
        }
    }
}

/// Reads a file of images, and a file of labels beside it where there is one.
#[wasm_bindgen]
pub fn load(
    name: String,
    bytes: Vec<u8>,
    #[wasm_bindgen(js_name = labelsName)] labels_name: Option<String>,
    #[wasm_bindgen(js_name = labelBytes)] label_bytes: Option<Vec<u8>>,
    #[wasm_bindgen(unchecked_param_type = "PreparationOptions | undefined")] options: JsValue,
) -> JsResult<LoadedImages> {
    let preparation = preparation(&options)?;
    let labels = labels_name.as_deref().zip(label_bytes.as_deref());
    Ok(crate::load(&name, &bytes, labels, &preparation, &Limits::default())?.into())
}

/// So many bytes at the start of a file tell `rawImages` where its images lie.
#[wasm_bindgen(js_name = rawStart)]
pub fn raw_start() -> usize {
    crate::RAW_START
}

/// `[offset, count, height, width, channels]` of images that lie in a file as they are used, by its first bytes and
/// its length; `undefined` where they don't.
#[wasm_bindgen(js_name = rawImages)]
pub fn raw_images(name: String, start: Vec<u8>, length: f64) -> JsResult<Option<Vec<f64>>> {
    let found = crate::raw_images(&name, &start, length as u64)?;
    Ok(found.map(|crate::RawImages { offset, shape }| {
        let crate::Shape { count, height, width, channels } = shape;
        vec![offset as f64, count as f64, height as f64, width as f64, channels as f64]
    }))
}

/// Reads a file of labels, of which there must be one for each of so many images.
#[wasm_bindgen(js_name = loadLabels)]
pub fn load_labels(name: String, bytes: Vec<u8>, images: usize) -> JsResult<LoadedLabels> {
    Ok(crate::load_labels(&name, &bytes, images, &Limits::default())?.into())
}

/// Reads the pictures among the files of a folder; `names` are their paths. The buffers stay in
/// JavaScript, and one at a time is copied.
#[wasm_bindgen(js_name = loadEntries)]
pub fn load_entries(
    name: String,
    names: Vec<JsString>,
    buffers: Vec<Uint8Array>,
    #[wasm_bindgen(unchecked_param_type = "PreparationOptions | undefined")] options: JsValue,
) -> JsResult<LoadedImages> {
    let preparation = preparation(&options)?;
    let mut entries = JsEntries::new(names, buffers)?;
    Ok(crate::load_entries(&name, &mut entries, &preparation, &Limits::default())?.into())
}

/// Draws test rows, ascending; `labels` are classes, for stratification.
#[wasm_bindgen]
pub fn split(
    labels: Option<Vec<u32>>,
    count: usize,
    #[wasm_bindgen(js_name = testFraction)] test_fraction: f64,
    seed: u32,
    stratified: bool,
) -> JsResult<Vec<u32>> {
    let labels = labels.map(|values| Labels { values, names: Vec::new() });
    Ok(crate::split(labels.as_ref(), count, test_fraction, seed.into(), stratified)?)
}

/// Squares, ellipses and hearts with the factors of dSprites.
#[wasm_bindgen]
pub fn sprites(
    #[wasm_bindgen(unchecked_param_type = "Arrangement")] arrangement: JsValue,
    size: usize,
    seed: u32,
) -> JsResult<LoadedImages> {
    let arrangement: Arrangement = from_js(&arrangement)?;
    let sprites = generated::sprites(arrangement, size, seed.into(), &Limits::default())?;
    let factors = sprites.factors.into_flattened();
    Ok(LoadedImages::with_factors(sprites.images, factors, &FACTORS))
}

/// Landscapes in colour with six known factors.
#[wasm_bindgen]
pub fn landscapes(count: usize, size: usize, seed: u32) -> JsResult<LoadedImages> {
    let drawn = generated::landscapes(count, size, seed.into(), &Limits::default())?;
    let factors = drawn.factors.into_flattened();
    Ok(LoadedImages::with_factors(drawn.images, factors, &LANDSCAPE_FACTORS))
}

/// Points of a toy density as images of a blob; the points are the factors.
#[wasm_bindgen]
pub fn toy(
    #[wasm_bindgen(unchecked_param_type = "Toy")] kind: JsValue,
    count: usize,
    size: usize,
    seed: u32,
) -> JsResult<LoadedImages> {
    let kind: Toy = from_js(&kind)?;
    let limits = Limits::default();
    let toy = generated::toy(kind, count, seed.into(), &limits)?;
    let mut images = generated::toy_images(&toy.points, size, &limits)?;
    images.labels = Some(toy.labels);
    Ok(LoadedImages::with_factors(images, toy.points.into_flattened(), &["x", "y"]))
}
