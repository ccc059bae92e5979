use js_sys::{Float32Array, Object, Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use crate::write::write;

/// What is wrong with an argument, and where it stands: `training.batchSize`; empty for the whole.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Its path in the argument.
    pub path: String,
    /// In words, without a full stop.
    pub problem: String,
    /// What stands there.
    pub value: JsValue,
}

/// An object's members that have a type of their own in Rust; those in `beside` are read by other means.
///
/// # Errors
/// The first member that is missing, unknown or of another type.
pub fn read<T: DeserializeOwned + Serialize>(
    value: &JsValue,
    beside: &[&str],
) -> Result<T, Problem> {
    if !value.is_object() {
        let problem = format!("it is {}; it must be an object", described(value));
        return Err(Problem { path: String::new(), problem, value: value.clone() });
    }
    let source = serde_wasm_bindgen::Deserializer::from(value.clone());
    let read: T = serde_path_to_error::deserialize(source).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        let value = member(value, &path);
        Problem { problem: error.into_inner().to_string(), path, value }
    })?;
    // Deserializing looks only for the members that it knows.
    unknown(value, &write(&read), "", beside).map_or(Ok(read), Err)
}

/// The first member of `given` that `known`, in which every member is written, does not have.
fn unknown(given: &JsValue, known: &JsValue, path: &str, beside: &[&str]) -> Option<Problem> {
    let plain = |value: &JsValue| value.is_object() && !js_sys::Array::is_array(value);
    if !plain(given) || !plain(known) {
        return None;
    }
    let keys = Object::keys(given.unchecked_ref()).iter().filter_map(|key| key.as_string());
    keys.filter(|key| !beside.contains(&key.as_str())).find_map(|key| {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let [given, known] = [given, known].map(|object| member(object, &key));
        if known.is_undefined() && !given.is_undefined() {
            let problem = "there is no such member".to_owned();
            return Some(Problem { path, problem, value: given });
        }
        unknown(&given, &known, &path, &[])
    })
}

fn member(value: &JsValue, path: &str) -> JsValue {
    let parts = path.split('.').filter(|part| !part.is_empty());
    parts.fold(value.clone(), |value, part| {
        Reflect::get(&value, &part.into()).unwrap_or(JsValue::UNDEFINED)
    })
}

fn described(value: &JsValue) -> String {
    let kind = value.js_typeof().as_string().unwrap_or_default();
    if value.is_null() { "null".to_owned() } else { kind }
}

/// The numbers of a `Float32Array`, a member of the argument.
///
/// # Errors
/// When it is anything else.
pub fn floats(value: &JsValue, name: &str) -> Result<Vec<f32>, Problem> {
    typed(value, name, "a Float32Array").map(|array: Float32Array| array.to_vec())
}

/// The bytes of a `Uint8Array`, a member of the argument.
///
/// # Errors
/// When it is anything else.
pub fn bytes(value: &JsValue, name: &str) -> Result<Vec<u8>, Problem> {
    typed(value, name, "a Uint8Array").map(|array: Uint8Array| array.to_vec())
}

fn typed<T: JsCast>(value: &JsValue, name: &str, kind: &str) -> Result<T, Problem> {
    let value = member(value, name);
    value.dyn_into().map_err(|value| {
        let problem = format!("it is {}; it must be {kind}", described(&value));
        Problem { path: name.to_owned(), problem, value }
    })
}
