//! What crosses the border between the engine and whoever uses it: the arguments of commands and what they
//! give. TypeScript, forms and Python get these types, with the limits of [`crate::limits`] and the defaults, from
//! here: `UPDATE_WIRE=1 cargo test wire` writes `www/engine/wire.ts` and `www/engine/limits.json`, and without the
//! variable fails when they are stale.

mod commands;
mod defaults;
#[cfg(test)]
mod generate;
mod options;
mod results;

pub use commands::*;
pub use defaults::{EPOCHS, STATISTICS_SAMPLES};
pub use options::SessionOptions;
pub use results::*;
