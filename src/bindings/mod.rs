//! The JavaScript surface: an opaque session with a few async methods. The only module that knows JS.

mod ending;
mod errors;
#[cfg(feature = "threads")]
mod helpers;
mod reader;
#[cfg(feature = "cpu")]
mod rest;
mod session;

pub use ending::refused_bytes;
pub use session::Session;

use std::sync::Once;

use wasm_bindgen::prelude::*;

unsafe extern "C" {
    fn __wasm_call_ctors();
}

/// Runs the module's static constructors, once. Without this call the linker would wrap every export
/// so that each call runs them all again. A page's module calls this by itself; a test module, which
/// has a start function of its own, must do it.
#[wasm_bindgen(start)]
pub fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // SAFETY: what the linker made of the static constructors; they run once.
        unsafe { __wasm_call_ctors() };
        ending::tell_panics();
    });
}
