use std::cell::UnsafeCell;

/// A number that threads share and can sleep on, by JavaScript's `Atomics`: this target has none of its own in stable Rust.
pub struct Word(UnsafeCell<u32>);

// SAFETY: all access goes through `Atomics`.
unsafe impl Sync for Word {}

// `www/engine/pool/words.ts`, by the address of a word.
#[link(wasm_import_module = "#pool/words")]
unsafe extern "C" {
    fn load(word: *const u32) -> u32;
    fn store(word: *const u32, value: u32);
    fn add(word: *const u32, value: u32) -> u32;
    fn exchange(word: *const u32, old: u32, new: u32) -> u32;
    fn wait(word: *const u32, value: u32);
    fn wake(word: *const u32);
}

impl Word {
    pub const fn new(value: u32) -> Self {
        Self(UnsafeCell::new(value))
    }

    pub fn load(&self) -> u32 {
        // SAFETY: the word is aligned and lives; so below.
        unsafe { load(self.0.get()) }
    }

    pub fn store(&self, value: u32) {
        unsafe { store(self.0.get(), value) }
    }

    /// Returns what it was.
    pub fn add(&self, value: u32) -> u32 {
        unsafe { add(self.0.get(), value) }
    }

    /// Makes `new` of `old`; returns what it was.
    pub fn exchange(&self, old: u32, new: u32) -> u32 {
        unsafe { exchange(self.0.get(), old, new) }
    }

    /// Looks for a while whether it still is `value`, then sleeps until it was changed and [`Self::wake`] called.
    pub fn wait_while(&self, value: u32) {
        unsafe { wait(self.0.get(), value) }
    }

    /// Wakes all who sleep on it.
    pub fn wake(&self) {
        unsafe { wake(self.0.get()) }
    }
}
