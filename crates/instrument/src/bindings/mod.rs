//! The JavaScript surface: each command by its name gives a task. The only module that knows JS.

mod arguments;
mod commands;
mod results;
mod task;
mod video;

pub use task::Task;

use vae_playground_js::{error, write};
use wasm_bindgen::prelude::*;

use crate::error::Error;
use arguments::Arguments;

/// Has the message of a panic in the browser's console.
#[wasm_bindgen(start)]
pub fn begin() {
    console_error_panic_hook::set_once();
}

impl From<Error> for JsValue {
    fn from(failure: Error) -> Self {
        error("InstrumentError", &failure.to_string(), &write(&failure)).into()
    }
}

/// The work that a command asks for (`www/instrument/protocol.ts`). What is wrong with its arguments is said at once.
#[wasm_bindgen]
pub fn start(command: &str, args: JsValue) -> Result<Task, JsValue> {
    Ok(commands::start(command, &Arguments(args))?)
}
