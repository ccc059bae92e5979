//! The bench, apart from its process.

mod baselines;
mod bench;
mod find;
mod measures;
mod models;
mod results;
mod searcher;
mod street;
mod table;
mod tiers;
#[path = "../../train/app/mod.rs"]
mod train;

use clap::{Parser, Subcommand};
use train::sets;

/// Finds objects in composed scenes, and measures how well.
#[derive(Debug, Clone, Parser)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Subcommand)]
#[allow(missing_docs, reason = "their arguments are described")]
pub enum Command {
    Bench(bench::Arguments),
    Find(find::Arguments),
}

/// Does what was asked for, and returns what it came to.
///
/// # Errors
/// What went wrong, for a person.
pub fn run(arguments: &Arguments) -> Result<String, String> {
    match &arguments.command {
        Command::Bench(arguments) => bench::run(arguments),
        Command::Find(arguments) => find::run(arguments).map(|report| report.to_string()),
    }
}
