//! What a model's latent space is good for, by the measures of `crates/instrument`: classifiers on latents beside the
//! same on pixels, and samples of the prior beside those of a mixture fitted to the latents (docs/measures.md).
//!
//! `cargo run --release --example measure -- --model model.safetensors --data www/public/data/mnist`

mod classifiers;
#[path = "../../tests/common/mod.rs"]
mod common;
mod samples;
#[path = "../train/app/sets.rs"]
mod sets;
mod subject;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use subject::Subject;

/// Measures what a model's latents are good for.
#[derive(Debug, Parser)]
pub struct Arguments {
    /// A checkpoint of the page or of the native trainer.
    #[arg(long)]
    model: PathBuf,
    /// The folder of a set of the site, as `www/public/data/mnist`; or the word `digits`.
    #[arg(long)]
    data: PathBuf,
    /// Which of the set's label columns says the classes; the first unless told.
    #[arg(long)]
    column: Option<String>,
    /// More images to classify, as an IDX file that `scripts/prepare_drawings.mjs` writes.
    #[arg(long, requires = "more_labels")]
    more: Option<PathBuf>,
    /// Their digits, as an IDX file.
    #[arg(long, requires = "more")]
    more_labels: Option<PathBuf>,
    /// Gaussians of the mixture; as many as there are classes unless told.
    #[arg(long)]
    components: Option<usize>,
    /// Leaves the classifiers out.
    #[arg(long)]
    only_samples: bool,
    /// Of the mixture, the samples and the intervals.
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let subject = Subject::read(arguments)?;
    println!("{subject}");
    if !arguments.only_samples {
        classifiers::measure(&subject)?;
    }
    samples::measure(&subject, arguments.components, arguments.seed)
}
