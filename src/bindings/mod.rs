//! The JavaScript surface: an opaque session with a few async methods. The only module that knows JS.

mod errors;
mod options;
mod session;

pub use session::Session;

use wasm_bindgen::prelude::*;

unsafe extern "C" {
    fn __wasm_call_ctors();
}

/// Runs the module's static constructors, once. Without this call the linker would wrap every export
/// so that each call runs them all again.
#[wasm_bindgen(start)]
pub fn start() {
    // SAFETY: called once, before anything else in the module.
    unsafe { __wasm_call_ctors() };
    console_error_panic_hook::set_once();
}
