use js_sys::{
    Array, ArrayBuffer, Float32Array, Int32Array, Object, Reflect, Uint8Array, Uint32Array,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};

/// Most levels of an argument, of which ours have four.
const MOST_DEPTH: usize = 16;

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

/// A value that has a type of its own in Rust.
///
/// By way of a [`Value`], which checkpoints are read from too: each type then has one reader in a module, and none
/// that would pass over members it does not know.
///
/// # Errors
/// The first member that is missing, unknown, of another type, or no finite number.
pub fn value<T: DeserializeOwned>(given: &JsValue) -> Result<T, Problem> {
    // A `Value` has none, and would take it for one that is left out.
    if let Some(problem) = unusable(given, String::new(), 0) {
        return Err(problem);
    }
    let wrong = |path: String, problem: String| {
        let value = member(given, &path);
        Problem { path, problem, value }
    };
    let plain: Value = serde_wasm_bindgen::from_value(given.clone())
        .map_err(|error| wrong(String::new(), error.to_string()))?;
    serde_path_to_error::deserialize(plain).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        wrong(path, error.into_inner().to_string())
    })
}

/// The same of an object; its members in `beside` are read by other means.
///
/// # Errors
/// As [`value`], and when it is no object.
pub fn read<T: DeserializeOwned>(given: &JsValue, beside: &[&str]) -> Result<T, Problem> {
    if !given.is_object() {
        let problem = format!("it is {}; it must be an object", described(given));
        return Err(Problem { path: String::new(), problem, value: given.clone() });
    }
    let plain = Object::assign(&Object::new(), given.unchecked_ref());
    for name in beside {
        // A copy of a plain object gives any member up.
        let _ = Reflect::delete_property(&plain, &(*name).into());
    }
    for key in Object::keys(&plain).iter() {
        let found = Reflect::get(&plain, &key).unwrap_or(JsValue::UNDEFINED);
        if ArrayBuffer::is_view(&found) {
            // Short ones, such as rows; a plain object takes any member.
            let _ = Reflect::set(&plain, &key, &Array::from(&found));
        }
    }
    value(&plain)
}

/// The first number in it that is not finite, or what lies too deep, as in an object that holds itself.
fn unusable(value: &JsValue, path: String, depth: usize) -> Option<Problem> {
    let wrong =
        |problem: String| Some(Problem { path: path.clone(), problem, value: value.clone() });
    if let Some(number) = value.as_f64() {
        return if number.is_finite() { None } else { wrong(format!("it is {number}")) };
    }
    if !value.is_object() || ArrayBuffer::is_view(value) {
        return None;
    }
    if depth == MOST_DEPTH {
        return wrong(format!("it has more than {MOST_DEPTH} levels"));
    }
    if let Some(items) = value.dyn_ref::<Array>() {
        let mut items = items.iter().enumerate();
        return items.find_map(|(at, item)| unusable(&item, format!("{path}[{at}]"), depth + 1));
    }
    Object::keys(value.unchecked_ref::<Object>()).iter().find_map(|key| {
        let member = Reflect::get(value, &key).unwrap_or(JsValue::UNDEFINED);
        let dot = if path.is_empty() { "" } else { "." };
        let key = key.as_string().unwrap_or_default();
        unusable(&member, format!("{path}{dot}{key}"), depth + 1)
    })
}

/// What stands at a path, `points.values`; undefined where nothing does.
pub fn member(value: &JsValue, path: &str) -> JsValue {
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

/// The numbers of an `Int32Array`, a member of the argument.
///
/// # Errors
/// When it is anything else.
pub fn integers(value: &JsValue, name: &str) -> Result<Vec<i32>, Problem> {
    typed(value, name, "an Int32Array").map(|array: Int32Array| array.to_vec())
}

/// The numbers of a `Uint32Array`, a member of the argument.
///
/// # Errors
/// When it is anything else.
pub fn indices(value: &JsValue, name: &str) -> Result<Vec<u32>, Problem> {
    typed(value, name, "a Uint32Array").map(|array: Uint32Array| array.to_vec())
}

fn typed<T: JsCast>(value: &JsValue, name: &str, kind: &str) -> Result<T, Problem> {
    let value = member(value, name);
    value.dyn_into().map_err(|value| {
        let problem = format!("it is {}; it must be {kind}", described(&value));
        Problem { path: name.to_owned(), problem, value }
    })
}
