use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, PoisonError};

/// How often one looks again before it sleeps: about a tenth of a millisecond, in which the next kernel often begins.
const LOOKS: usize = 2_000;

/// A number that threads share and can sleep on.
pub struct Word {
    value: AtomicU32,
    sleep: Mutex<()>,
    changed: Condvar,
}

impl Word {
    pub const fn new(value: u32) -> Self {
        Self { value: AtomicU32::new(value), sleep: Mutex::new(()), changed: Condvar::new() }
    }

    pub fn load(&self) -> u32 {
        self.value.load(SeqCst)
    }

    pub fn store(&self, value: u32) {
        self.value.store(value, SeqCst);
    }

    /// Returns what it was.
    pub fn add(&self, value: u32) -> u32 {
        self.value.fetch_add(value, SeqCst)
    }

    /// Makes `new` of `old`; returns what it was.
    pub fn exchange(&self, old: u32, new: u32) -> u32 {
        self.value.compare_exchange(old, new, SeqCst, SeqCst).unwrap_or_else(|found| found)
    }

    /// Looks for a while whether it still is `value`, then sleeps until it was changed and [`Self::wake`] called.
    pub fn wait_while(&self, value: u32) {
        for _ in 0..LOOKS {
            if self.load() != value {
                return;
            }
            std::hint::spin_loop();
        }
        let mut guard = self.sleep.lock().unwrap_or_else(PoisonError::into_inner);
        while self.load() == value {
            guard = self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Wakes all who sleep on it.
    pub fn wake(&self) {
        drop(self.sleep.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }
}
