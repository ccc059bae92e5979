//! Writes what TypeScript reads, or fails where it is stale.

use std::path::Path;

use serde_json::json;
use ts_rs::{Config, TS};

use crate::bootstrap::Estimate;
use crate::boxes::{BoundingBox, Component, Detection};
use crate::comparison::Comparison;
use crate::density::Histogram;
use crate::error::Error;
use crate::foreground::ForegroundOptions;
use crate::limits;
use crate::logistic::Logistic;
use crate::mixture::{Covariance, MixtureOptions};
use crate::principal::Principal;
use crate::tracking::{
    BoxMotion, Followed, Motion, Track, TrackedFrame, Tracker, TrackerOptions, Vote,
};
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
        BoundingBox,
        Detection,
        Component,
        Motion,
        BoxMotion,
        Vote,
        Track,
        Tracker,
        TrackerOptions,
        Followed,
        TrackedFrame,
        ForegroundOptions,
        Error,
    ];
    let made = HEAD.to_owned() + &declarations;
    check("wire.ts", &made);
}

/// `MIXTURE_COMPONENTS` as JavaScript has it.
fn camel(name: &str) -> String {
    let mut words = name.split('_').map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let capital = |word: String| word[..1].to_uppercase() + &word[1..];
    first + &words.map(capital).collect::<String>()
}

#[test]
fn wire_limits_and_defaults_are_up_to_date() {
    let limits: serde_json::Map<_, _> = limits::ALL
        .iter()
        .map(|(name, limit)| (camel(name), json!({ "least": limit.least, "most": limit.most })))
        .collect();
    let defaults = json!({
        "mixture": MixtureOptions::default(),
        "tracker": TrackerOptions::default(),
        "foreground": ForegroundOptions::default(),
    });
    let made = json!({ "limits": limits, "defaults": defaults });
    check("limits.json", &(serde_json::to_string_pretty(&made).unwrap() + "\n"));
}

fn check(name: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/instrument").join(name);
    if std::env::var_os("UPDATE_WIRE").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == made, "www/instrument/{name} is stale: run `UPDATE_WIRE=1 cargo test wire`");
}
