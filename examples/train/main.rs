//! Trains a model without a browser, and writes a checkpoint that the page can open:
//! `cargo run --release --example train -- --config run.json --data images.zip --out model.safetensors`.
//! docs/checkpoint.md has the settings.

mod app;
#[path = "../../tests/common/mod.rs"]
mod common;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Parser;

/// A step's tensors come and go by megabytes; glibc gives each back to the system, which took 40% of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = app::Arguments::parse();
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    let handler = ctrlc::set_handler(move || asked.store(true, Ordering::Relaxed));
    let result = handler
        .map_err(|error| format!("Ctrl-C can't be listened to: {error}"))
        .and_then(|()| app::run(&arguments, &stop));
    match result {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
