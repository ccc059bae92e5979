//! What a model's latent space is good for, by the measures of `crates/instrument`: classifiers on latents beside the
//! same on pixels, and samples of the prior beside those of a mixture fitted to the latents (docs/measures.md).
//!
//! `cargo run --release --example measure -- --model model.safetensors --data www/public/data/mnist`

mod app;
#[path = "../../tests/common/mod.rs"]
mod common;

use std::process::ExitCode;

use clap::Parser;

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
