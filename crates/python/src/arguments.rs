//! Settings as Python has them.

use pyo3::prelude::*;
use pythonize::depythonize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use vae_playground::error::Error;
use vae_playground::limits;

/// A dictionary's value in its own type; what its members' names begin with in [`limits`] is `prefix`.
///
/// By way of a [`Value`], as in JavaScript: what is no whole number can then be told as out of its range.
///
/// # Errors
/// The first member that is missing, unknown, or of another type.
pub fn read<T: DeserializeOwned>(given: &Bound<PyAny>, prefix: &str) -> Result<T, Error> {
    let plain: Value = depythonize(given).map_err(|error| Error::InvalidArgument {
        argument: "The argument".to_owned(),
        problem: error.to_string(),
    })?;
    serde_path_to_error::deserialize(&plain).map_err(|error| {
        let path = error.path().to_string();
        let path = path.strip_prefix("options.").unwrap_or(&path);
        let field = format!("{prefix}{path}");
        let limit = limits::ALL.iter().find(|limit| limit.field == field);
        let value = member(&plain, &error.path().to_string()).and_then(Value::as_f64);
        if let (Some(limit), Some(value)) = (limit, value)
            && let Err(error) = limit.check(value)
        {
            return error;
        }
        let argument = if path == "." { "The argument".to_owned() } else { path.to_owned() };
        Error::InvalidArgument { argument, problem: error.into_inner().to_string() }
    })
}

fn member<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, part| value.get(part))
}
