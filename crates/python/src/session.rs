use numpy::{PyArray1, PyReadonlyArrayDyn};
use pollster::block_on;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use pythonize::pythonize;
use serde::Serialize;
use vae_playground::error::Error;
use vae_playground::latent::Embedding;
use vae_playground::session;

use crate::arguments::read;
use crate::errors::raised;
use crate::worker::{Failure, Worker};

type Given<'py> = PyResult<Bound<'py, PyAny>>;

/// A model, its data and its training: the commands of [`session::Session`]. Each takes a dictionary and what stands beside
/// it, waits its turn, and leaves everything as it was where it fails.
#[pyclass(frozen, module = "vae_playground_engine")]
pub struct Session(Worker);

impl Session {
    /// What a command gives. The interpreter is free meanwhile.
    fn ask<T: Send + 'static>(
        &self,
        py: Python,
        command: impl FnOnce(&mut session::Session) -> Result<T, Error> + Send + 'static,
    ) -> PyResult<T> {
        py.detach(|| self.0.ask(command)).map_err(|failure| raised(py, failure))
    }
}

/// A command: its name, what stands beside its dictionary, what its result becomes; and what its members' names begin with
/// in [`vae_playground::limits`].
macro_rules! commands {
    ($($name:ident ($($bulk:ident: $kind:ty),*) $give:ident $prefix:literal;)*) => {
        #[pymethods]
        impl Session {
            /// Opens the device and checks the options. Images come with `set_data`.
            #[new]
            fn open(py: Python, options: &Bound<PyAny>, threads: Option<usize>) -> PyResult<Self> {
                let fail = |failure| raised(py, failure);
                let options = read(options, "").map_err(|error| fail(Failure::Refused(error)))?;
                let open = move || block_on(session::Session::open(options));
                py.detach(|| Worker::start(threads, open)).map(Self).map_err(fail)
            }

            /// Where it runs, and the options in force, complete.
            fn info<'py>(&self, py: Python<'py>) -> Given<'py> {
                object(py, self.ask(py, |session| Ok(session.info()))?)
            }

            $(
                /// The command of this name in [`session::Session`].
                fn $name<'py>(
                    &self, py: Python<'py>, args: &Bound<'py, PyAny>, $($bulk: $kind),*
                ) -> Given<'py> {
                    let args = read(args, $prefix);
                    let args = args.map_err(|error| raised(py, Failure::Refused(error)))?;
                    $(let $bulk = $bulk.to_vec()?;)*
                    let command = move |session: &mut session::Session| {
                        block_on(session.$name(args, $($bulk),*))
                    };
                    $give(py, self.ask(py, command)?)
                }
            )*
        }
    };
}

commands! {
    set_data(pixels: Floats) object "";
    reset() object "";
    set_training() object "training.";
    train_steps() object "trainSteps.";
    evaluate() object "";
    images() floats "";
    embed() posteriors "";
    encode(pixels: Floats) posteriors "";
    decode(z: Floats) floats "";
    reconstruct() floats "";
    manifold() floats "manifold.";
    interpolate() floats "interpolate.";
    sample() floats "sample.";
    structure() object "";
    start_job() object "statistics.";
    advance_job() object "";
    end_job() object "";
    keep() object "";
    go_back() object "";
    save() file "";
    load(bytes: Bytes) object "";
}

/// A contiguous array, of which the engine keeps a copy of its own.
#[derive(FromPyObject)]
#[pyo3(transparent)]
struct Floats<'py>(PyReadonlyArrayDyn<'py, f32>);

impl Floats<'_> {
    fn to_vec(&self) -> PyResult<Vec<f32>> {
        Ok(self.0.as_slice()?.to_vec())
    }
}

#[derive(FromPyObject)]
#[pyo3(transparent)]
struct Bytes<'py>(Bound<'py, PyBytes>);

impl Bytes<'_> {
    fn to_vec(&self) -> PyResult<Vec<u8>> {
        Ok(self.0.as_bytes().to_vec())
    }
}

fn object<'py, T: Serialize>(py: Python<'py>, value: T) -> Given<'py> {
    Ok(pythonize(py, &value)?)
}

/// An array that has the very values.
fn floats(py: Python, values: Vec<f32>) -> Given {
    Ok(PyArray1::from_vec(py, values).into_any())
}

fn posteriors(py: Python, Embedding { mean, log_variance }: Embedding) -> Given {
    Ok((floats(py, mean)?, floats(py, log_variance)?).into_pyobject(py)?.into_any())
}

fn file(py: Python, bytes: Vec<u8>) -> Given {
    Ok(PyBytes::new(py, &bytes).into_any())
}
