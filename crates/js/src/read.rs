use js_sys::{Float32Array, Object, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};

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
/// By way of a [`Value`], which checkpoints are read from too: each type then has one reader in a module, and none
/// that would pass over members it does not know.
///
/// # Errors
/// The first member that is missing, unknown or of another type.
pub fn read<T: DeserializeOwned>(value: &JsValue, beside: &[&str]) -> Result<T, Problem> {
    let problem = |path: String, problem: String| {
        let value = member(value, &path);
        Problem { path, problem, value }
    };
    if !value.is_object() {
        let found = format!("it is {}; it must be an object", described(value));
        return Err(problem(String::new(), found));
    }
    let plain = Object::assign(&Object::new(), value.unchecked_ref());
    for name in beside {
        // A copy of a plain object gives any member up.
        let _ = Reflect::delete_property(&plain, &(*name).into());
    }
    let plain: Value = serde_wasm_bindgen::from_value(plain.into())
        .map_err(|error| problem(String::new(), error.to_string()))?;
    serde_path_to_error::deserialize(plain).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        problem(path, error.into_inner().to_string())
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
