//! Threads that share the work of this module's kernels: workers with other instances of it over the same memory (`www/engine/pool`).

use vae_playground_kernels::pool;
use wasm_bindgen::prelude::*;

/// The most threads that it may have.
#[wasm_bindgen(js_name = mostThreads)]
pub fn most_threads() -> usize {
    pool::MOST_THREADS
}

/// There are so many threads now, this one included, whose helpers sleep until there is work.
#[wasm_bindgen(js_name = openPool)]
pub fn open_pool(threads: usize) {
    pool::open(threads);
}

/// Makes a helper of this instance, the thread of this number, for ever: nothing else may be asked of it.
#[wasm_bindgen]
pub fn help(thread: usize) {
    pool::help(thread);
}

/// Tells the thread that has work that this helper has trapped.
#[wasm_bindgen(js_name = failToHelp)]
pub fn fail_to_help() {
    pool::fail();
}
