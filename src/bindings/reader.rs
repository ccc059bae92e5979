//! Images that JavaScript reads.

use js_sys::{Function, Uint8Array, Uint32Array};
use vae_playground_js::{Problem, member};
use wasm_bindgen::prelude::*;

use crate::data::Reader;

/// A function that takes the rows of images, a `Uint32Array`, and gives their bytes at once, a `Uint8Array`.
pub struct JsReader(Function);

/// The function that is this member of the argument.
///
/// # Errors
/// When it is anything else.
pub fn reader(args: &JsValue, name: &str) -> Result<JsReader, Problem> {
    member(args, name).dyn_into().map(JsReader).map_err(|value| {
        let problem = "it must be a function that reads images".to_owned();
        Problem { path: name.to_owned(), problem, value }
    })
}

impl Reader for JsReader {
    fn read(&self, rows: &[u32], bytes: &mut [u8]) -> Result<(), String> {
        let rows = Uint32Array::from(rows);
        let read = self.0.call1(&JsValue::UNDEFINED, &rows).map_err(|error| {
            let message = member(&error, "message").as_string();
            message.unwrap_or_else(|| "the reader failed".to_owned())
        })?;
        let read: Uint8Array =
            read.dyn_into().map_err(|_| "the reader gave no bytes".to_owned())?;
        if read.length() as usize != bytes.len() {
            return Err(format!("{} bytes came of {}", read.length(), bytes.len()));
        }
        read.copy_to(bytes);
        Ok(())
    }
}
