//! Failures as Python's exceptions.

use pyo3::prelude::*;
use pythonize::pythonize;
use vae_playground::error::Error;

use crate::worker::Failure;

/// `vae_playground.errors.EngineError` with the sentence, the code and its values.
pub fn raised(py: Python, failure: Failure) -> PyErr {
    let raise = |sentence: String, code: Option<&Error>| -> PyResult<PyErr> {
        let class = py.import("vae_playground.errors")?.getattr("EngineError")?;
        let told = pythonize(py, &code)?;
        Ok(PyErr::from_value(class.call1((sentence, told))?))
    };
    let made = match failure {
        Failure::Refused(error) => raise(error.to_string(), Some(&error)),
        Failure::Ended(reason) => raise(
            format!(
                "The engine stopped by a fault of its own ({reason}). Open a new session; it goes on from what was saved last."
            ),
            None,
        ),
        Failure::Forked => raise(
            "This session belongs to the process that this one was forked from. Open another one here, and load what \
             save() gave there."
                .to_owned(),
            None,
        ),
    };
    made.unwrap_or_else(|error| error)
}
