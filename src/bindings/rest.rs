//! The CPU's module comes in two files (`scripts/bindgen/split.rs`): the functions that a first training calls, and the
//! rest. What is called of the rest before it is there asks the page for it here, and waits.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Gives this module its other functions before it returns, or throws.
    #[wasm_bindgen(js_namespace = globalThis, js_name = loadRest)]
    fn load_rest();
}

/// For the split, which has the functions that are not there call it, and removes the export.
#[unsafe(no_mangle)]
extern "C" fn __load_rest() {
    load_rest();
}
