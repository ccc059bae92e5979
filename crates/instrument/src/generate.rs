//! Writes what TypeScript reads, or fails where it is stale.

use std::path::Path;

use ts_rs::{Config, TS};

use crate::bootstrap::Estimate;
use crate::comparison::Comparison;
use crate::density::Histogram;
use crate::error::Error;
use crate::logistic::Logistic;
use crate::mixture::{Covariance, MixtureOptions};
use crate::principal::Principal;
use crate::wire::{ClassMixture, FittedMixture, WireHole, WireInformation, WireMixture};

const HEAD: &str = "// Made from the Rust types of crates/instrument by `UPDATE_WIRE=1 cargo test wire`. Do not edit.\n";

fn declaration<T: TS>(config: &Config) -> String {
    let docs = T::docs().map(|text| text.trim_end().to_owned() + "\n").unwrap_or_default();
    format!("\n{docs}export {}\n", T::decl(config))
}

#[test]
fn wire_types_for_typescript_are_up_to_date() {
    let config = Config::default().with_large_int("number");
    macro_rules! declarations {
        ($($type:ty),* $(,)?) => { [$(declaration::<$type>(&config)),*].concat() };
    }
    let declarations = declarations![
        Covariance,
        MixtureOptions,
        WireMixture,
        FittedMixture,
        ClassMixture,
        Estimate,
        Comparison,
        WireInformation,
        WireHole,
        Logistic,
        Principal,
        Histogram,
        Error,
    ];
    let made = HEAD.to_owned() + &declarations;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/instrument/wire.ts");
    if std::env::var_os("UPDATE_WIRE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == made, "www/instrument/wire.ts is stale: run `UPDATE_WIRE=1 cargo test wire`");
}
