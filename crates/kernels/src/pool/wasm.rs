use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

use super::shared::Shared;
use super::{Work, alone};

static SHARED: Shared = Shared::new();
/// Of the module's own thread: whether a job is under way, in which another one would wait for itself.
static BUSY: AtomicBool = AtomicBool::new(false);
static THREADS: AtomicUsize = AtomicUsize::new(1);

/// From now on there are so many threads, whose helpers have begun to [`help`].
pub fn open(threads: usize) {
    THREADS.store(threads, Relaxed);
}

/// Helps for ever, as the thread of this number, from 1 on.
pub fn help(thread: usize) -> ! {
    loop {
        SHARED.help(thread);
    }
}

/// A helper's module has trapped inside of a job.
pub fn fail() {
    SHARED.fail();
}

/// Does `work` for each part, on all threads that are free.
pub fn run(parts: usize, work: &Work) {
    if parts == 1 || threads() == 1 || BUSY.swap(true, Relaxed) {
        return alone(parts, work);
    }
    SHARED.run(parts, work);
    BUSY.store(false, Relaxed);
}

/// How many threads may run parts.
pub fn threads() -> usize {
    THREADS.load(Relaxed)
}
