//! The engine as a Python extension: [`session`] with numpy arrays in and out. What people import is
//! `vae_playground.engine`, which has the checks, the shapes and the words (notebook/src/vae_playground).

mod arguments;
mod errors;
mod session;
mod worker;

/// A step's tensors come and go by megabytes, which glibc gives back to the system each time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// See the crate.
#[pyo3::pymodule]
mod vae_playground_engine {
    #[pymodule_export]
    use super::session::Session;
}
