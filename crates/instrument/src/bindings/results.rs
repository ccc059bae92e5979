//! What commands tell, as objects and typed arrays.

use js_sys::{Float32Array, Int32Array, Object, Uint32Array};
use vae_playground_js::set;
use wasm_bindgen::JsValue;

pub fn classified(classes: Vec<i32>, confidence: Vec<f32>) -> JsValue {
    set(object("classes", Int32Array::from(&classes[..])), "confidence", floats(confidence))
}

pub fn object(name: &str, value: impl Into<JsValue>) -> JsValue {
    set(Object::new().into(), name, value)
}

pub fn floats(values: Vec<f32>) -> JsValue {
    Float32Array::from(&values[..]).into()
}

pub fn counts(values: Vec<u32>) -> JsValue {
    Uint32Array::from(&values[..]).into()
}
