//! How well objects are found in composed scenes with a model of single ones, by the tiers of docs/scenes.md:
//! `cargo run --release --example scenes -- find --model model.safetensors --data www/public/data/mnist`,
//! or all that docs/benchmarks.md has: `./build.sh bench scenes`

mod app;
#[path = "../../tests/common/mod.rs"]
mod common;

use std::process::ExitCode;

use clap::Parser;

/// As in the trainer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match app::run(&app::Arguments::parse()) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
