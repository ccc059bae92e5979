//! Failures as JavaScript errors.

use vae_playground_js::{Problem, error, write};
use wasm_bindgen::JsValue;

use crate::error::Error;
use crate::limits;

impl From<Error> for JsValue {
    fn from(failure: Error) -> Self {
        error(failure.name(), &failure.to_string(), &write(&failure)).into()
    }
}

/// What is wrong with an argument, whose path begins with `prefix` in the options; with the range, where the
/// argument has one.
pub fn invalid(found: Problem, prefix: &str) -> Error {
    let path = found.path.strip_prefix("options.").unwrap_or(&found.path);
    let field = format!("{prefix}{path}");
    let limit = limits::ALL.iter().find(|limit| limit.field == field);
    if let (Some(limit), Some(value)) = (limit, found.value.as_f64())
        && let Err(error) = limit.check(value)
    {
        return error;
    }
    let argument = if found.path.is_empty() { "The argument".to_owned() } else { found.path };
    Error::InvalidArgument { argument, problem: found.problem }
}
