//! Threads that share a kernel's work. It is split into parts that depend on its size alone, never on how many threads there are, so that
//! every number is the same on any of them; whoever is free takes the next part. Who finds none sleeps.
//!
//! Natively they are the standard library's threads. In wasm they are workers, each with an instance of this module over the same memory
//! (`www/engine/pool`). All but this module is compiled for one thread there: parts allocate nothing, and touch no lock and no
//! thread-local value.

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(any(not(target_family = "wasm"), feature = "threads"))]
mod shared;
mod split;
#[cfg(all(target_family = "wasm", feature = "threads"))]
mod wasm;
#[cfg(any(not(target_family = "wasm"), feature = "threads"))]
#[cfg_attr(target_family = "wasm", path = "word_wasm.rs")]
mod word;

#[cfg(not(target_family = "wasm"))]
pub use native::{Pool, run, threads};
pub use split::{Split, chunks, each_row, rows, vector};
#[cfg(all(target_family = "wasm", feature = "threads"))]
pub use wasm::{fail, help, open, run, threads};

/// Does the part of this number, on the thread of this number below [`threads`].
pub type Work<'a> = dyn Fn(usize, usize) + Sync + 'a;

/// The most threads, and thus the scratch that a kernel may need for each.
pub const MOST_THREADS: usize = 16;

/// What a part takes at least: waking a thread costs some microseconds.
const PART_NS: u64 = 25_000;
const MOST_PARTS: u64 = 32;

/// Parts of work that takes one thread about so many nanoseconds: below twice what a part takes it is one, and wakes nobody.
pub fn parts(nanoseconds: u64) -> usize {
    (nanoseconds / PART_NS).clamp(1, MOST_PARTS) as usize
}

/// All parts, one after the other, here.
fn alone(parts: usize, work: &Work) {
    (0..parts).for_each(|part| work(part, 0));
}

/// Does `work` for each part. This module has one thread.
#[cfg(all(target_family = "wasm", not(feature = "threads")))]
pub fn run(parts: usize, work: &Work) {
    alone(parts, work);
}

/// How many threads may run parts.
#[cfg(all(target_family = "wasm", not(feature = "threads")))]
pub fn threads() -> usize {
    1
}

#[cfg(test)]
mod tests;
