//! The JavaScript surface: each command by its name gives a task. The only module that knows JS.

mod task;

pub use task::Task;

use vae_playground_js::{Problem, error, write};
use wasm_bindgen::prelude::*;

use crate::error::Error;

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

impl From<Problem> for Error {
    fn from(found: Problem) -> Self {
        let argument = if found.path.is_empty() { "The argument".to_owned() } else { found.path };
        Error::InvalidArgument { argument, problem: found.problem }
    }
}

/// The work that a command asks for. What is wrong with its arguments is said at once.
#[wasm_bindgen]
pub fn start(command: &str, args: JsValue) -> Result<Task, JsValue> {
    let _ = args;
    let problem = "there is no such command".to_owned();
    Err(Error::InvalidArgument { argument: command.to_owned(), problem }.into())
}
