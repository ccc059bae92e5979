//! A value of each thread, for the CPU module whose threads share its memory (`build.sh`): of a module that has none, the linker says that
//! such values have an alignment of 0, and wasm-bindgen, which makes room for them, takes no such alignment.
#![no_std]
#![feature(thread_local)]

#[used]
#[thread_local]
static NOTHING: u32 = 1;
