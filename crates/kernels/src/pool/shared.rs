use std::cell::UnsafeCell;

use super::Work;
use super::word::Word;

/// The bit of [`Shared::state`] that says that there are parts to take.
const OPEN: u32 = 1;
/// A helper among those that it counts.
const HELPER: u32 = 2;

/// What a thread that has work and its helpers agree on.
pub struct Shared {
    /// [`OPEN`], and [`HELPER`] for each helper that may look at the job.
    state: Word,
    /// The part that is taken next.
    next: Word,
    /// Jobs so far. Helpers sleep on it.
    jobs: Word,
    /// Not 0 when a part of this job has failed.
    failed: Word,
    job: UnsafeCell<Job>,
}

struct Job {
    parts: usize,
    work: *const Work<'static>,
}

// SAFETY: the job is written while no helper may look at it, and its work can be shared.
unsafe impl Sync for Shared {}
// SAFETY: as above.
unsafe impl Send for Shared {}

impl Shared {
    pub const fn new() -> Self {
        const NOTHING: *const Work<'static> = &|_, _| ();
        Self {
            state: Word::new(0),
            next: Word::new(0),
            jobs: Word::new(0),
            failed: Word::new(0),
            job: UnsafeCell::new(Job { parts: 0, work: NOTHING }),
        }
    }

    /// Does all parts, with those helpers that come. One caller at a time.
    ///
    /// # Panics
    /// If a part has failed on another thread.
    pub fn run(&self, parts: usize, work: &Work) {
        // SAFETY: the pointer is followed only by helpers that have entered, and this waits below until all have left.
        let work = unsafe { std::mem::transmute::<*const Work<'_>, *const Work<'static>>(work) };
        // SAFETY: it isn't open, and no helper is inside.
        unsafe { *self.job.get() = Job { parts, work } };
        self.failed.store(0);
        self.next.store(0);
        self.state.store(OPEN);
        self.announce();
        let mine = Closing(self);
        self.take(parts, work, 0);
        drop(mine);
        assert!(self.failed.load() == 0, "a part of a kernel's work failed on another thread");
    }

    /// Wakes those who wait for a job.
    pub fn announce(&self) {
        self.jobs.add(1);
        self.jobs.wake();
    }

    /// Helps with one job, then sleeps until there is another.
    pub fn help(&self, thread: usize) {
        let seen = self.jobs.load();
        if self.enter() {
            let leaving = Leaving(self);
            // SAFETY: who has entered finds the job as it was opened.
            let &Job { parts, work } = unsafe { &*self.job.get() };
            self.take(parts, work, thread);
            drop(leaving);
        }
        self.jobs.wait_while(seen);
    }

    /// A helper has failed inside of a job.
    pub fn fail(&self) {
        self.failed.store(1);
        self.leave();
    }

    fn take(&self, parts: usize, work: *const Work<'static>, thread: usize) {
        loop {
            let part = self.next.add(1) as usize;
            if part >= parts {
                return;
            }
            // SAFETY: the work lives until its `run` returns.
            unsafe { (*work)(part, thread) };
        }
    }

    fn enter(&self) -> bool {
        let mut state = self.state.load();
        while state & OPEN != 0 {
            let found = self.state.exchange(state, state + HELPER);
            if found == state {
                return true;
            }
            state = found;
        }
        false
    }

    fn leave(&self) {
        if self.state.add(HELPER.wrapping_neg()) == HELPER {
            self.state.wake();
        }
    }
}

/// Lets no one in any more, and waits until all are out, also where a part fails.
struct Closing<'a>(&'a Shared);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        let state = &self.0.state;
        state.add(OPEN.wrapping_neg());
        loop {
            let inside = state.load();
            if inside == 0 {
                return;
            }
            state.wait_while(inside);
        }
    }
}

/// A helper that is inside. One whose part fails says so.
struct Leaving<'a>(&'a Shared);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() { self.0.fail() } else { self.0.leave() }
    }
}
