use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

/// A JavaScript error. `told` is an object with `code` and `values`, from which a page makes the sentence in its own
/// language; its members become the error's.
pub fn error(name: &str, message: &str, told: &JsValue) -> Error {
    let error = Error::new(message);
    error.set_name(name);
    for member in ["code", "values"] {
        let value = Reflect::get(told, &member.into()).unwrap_or(JsValue::UNDEFINED);
        // An error object takes any member.
        let _ = Reflect::set(&error, &member.into(), &value);
    }
    error
}
