use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, LazyLock, Mutex, TryLockError};
use std::thread::{self, JoinHandle};

use super::shared::Shared;
use super::{MOST_THREADS, Work, alone};

/// Threads of its own: the one that asks, and helpers that sleep until it does.
pub struct Pool {
    shared: Arc<Shared>,
    over: Arc<AtomicBool>,
    helpers: Vec<JoinHandle<()>>,
    /// Held by who has work. Another one does its own alone meanwhile.
    turn: Mutex<()>,
}

/// One thread for each core, up to [`MOST_THREADS`].
static EVERY_CORE: LazyLock<Pool> =
    LazyLock::new(|| Pool::new(thread::available_parallelism().map_or(1, |n| n.get())));

thread_local! {
    static INSTALLED: Cell<Option<*const Pool>> = const { Cell::new(None) };
}

impl Pool {
    /// With so many threads, the caller's included, as far as they can be had.
    pub fn new(threads: usize) -> Self {
        let (shared, over) = (Arc::new(Shared::new()), Arc::new(AtomicBool::new(false)));
        let start = |thread| {
            let (shared, over) = (shared.clone(), over.clone());
            let help = move || {
                while !over.load(SeqCst) {
                    // A part that fails has told its caller.
                    let _ = catch_unwind(AssertUnwindSafe(|| shared.help(thread)));
                }
            };
            thread::Builder::new().name("kernels".into()).spawn(help).ok()
        };
        let helpers = (1..threads.min(MOST_THREADS)).map_while(start).collect();
        Self { shared, over, helpers, turn: Mutex::new(()) }
    }

    /// Kernels that `work` calls on this thread use this pool, else one with a thread for each core.
    pub fn install<R>(&self, work: impl FnOnce() -> R) -> R {
        struct Restore(Option<*const Pool>);
        impl Drop for Restore {
            fn drop(&mut self) {
                INSTALLED.set(self.0);
            }
        }
        let _restore = Restore(INSTALLED.replace(Some(self)));
        work()
    }

    fn run(&self, parts: usize, work: &Work) {
        let turn = match self.turn.try_lock() {
            // It guards nothing that a failed part could have left half done.
            Err(TryLockError::Poisoned(turn)) => Some(turn.into_inner()),
            turn => turn.ok(),
        };
        if turn.is_some() && parts > 1 && !self.helpers.is_empty() {
            self.shared.run(parts, work);
        } else {
            alone(parts, work);
        }
    }

    fn threads(&self) -> usize {
        self.helpers.len() + 1
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.over.store(true, SeqCst);
        self.shared.announce();
        for helper in self.helpers.drain(..) {
            let _ = helper.join();
        }
    }
}

fn with<R>(use_it: impl FnOnce(&Pool) -> R) -> R {
    match INSTALLED.get() {
        // SAFETY: it is borrowed for as long as it is installed.
        Some(pool) => use_it(unsafe { &*pool }),
        None => use_it(&EVERY_CORE),
    }
}

/// Does `work` for each part, on all threads that are free.
pub fn run(parts: usize, work: &Work) {
    with(|pool| pool.run(parts, work));
}

/// How many threads may run parts.
pub fn threads() -> usize {
    with(Pool::threads)
}
