//! Failures as JavaScript errors with a stable `name`.

use crate::error::Error;

impl From<Error> for wasm_bindgen::JsValue {
    fn from(error: Error) -> Self {
        named(error.name(), &error.to_string()).into()
    }
}

pub fn named(name: &str, message: &str) -> js_sys::Error {
    let error = js_sys::Error::new(message);
    error.set_name(name);
    error
}
