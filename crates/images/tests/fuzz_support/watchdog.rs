//! Ends the process where an input is never done with; the test itself couldn't say so.

use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(120);

static INPUTS: AtomicU64 = AtomicU64::new(0);

pub fn progress() {
    INPUTS.fetch_add(1, Ordering::Relaxed);
}

pub fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        thread::spawn(|| {
            loop {
                let before = INPUTS.load(Ordering::Relaxed);
                thread::sleep(PATIENCE);
                if INPUTS.load(Ordering::Relaxed) == before {
                    eprintln!("An input has been read for over {PATIENCE:?}.");
                    std::process::abort();
                }
            }
        });
    });
}
