//! What a page can know of a module that has trapped: the allocation that failed, and what a panic said. Neither is in
//! the error that JavaScript gets, "unreachable".

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

/// Bytes of the latest allocation that failed.
static REFUSED: AtomicUsize = AtomicUsize::new(0);

/// The usual allocator, which remembers what it could not give.
struct Remembering;

#[global_allocator]
static ALLOCATOR: Remembering = Remembering;

impl Remembering {
    fn remember(pointer: *mut u8, bytes: usize) -> *mut u8 {
        if pointer.is_null() {
            REFUSED.store(bytes, Relaxed);
        }
        pointer
    }
}

// SAFETY: all is done by `System`.
unsafe impl GlobalAlloc for Remembering {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::remember(unsafe { System.alloc(layout) }, layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::remember(unsafe { System.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        Self::remember(unsafe { System.realloc(pointer, layout, size) }, size)
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Bytes of the latest allocation that failed; 0 where none has.
#[wasm_bindgen(js_name = refusedBytes)]
pub fn refused_bytes() -> f64 {
    REFUSED.load(Relaxed) as f64
}

/// From now on a panic is written to the console, and its words stay in the global `lastPanic`.
pub fn tell_panics() {
    console_error_panic_hook::set_once();
    let write = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // A global object takes any member.
        let _ = Reflect::set(&js_sys::global(), &"lastPanic".into(), &panic.to_string().into());
        write(panic);
    }));
}
