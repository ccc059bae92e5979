//! Writes what TypeScript, the forms and Python read, or fails where it is stale.

use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};
use ts_rs::{Config, TS};

use super::*;
use crate::data::Split;
use crate::error::{Demand, Error};
use crate::inside::*;
use crate::latent::{AggregatePosterior, Statistics};
use crate::limits;
use crate::model::{
    Activation, Block, Kind as LayerKind, Likelihood, ModelConfig, Norm, NormPlan, Plan, Size,
    TensorPlan,
};
use crate::ops::Window;
use crate::scene::clip::{ClipLosses, ClipOptions};
use crate::scene::vae::{SceneLosses, SceneOptions, SceneVae};
use crate::scene::{Background, DetectOptions, Detected, Detections, Region, Tiles};
use crate::train::{
    BetaSchedule, Losses, Objective, OptimizerConfig, RateSchedule, TrainingConfig,
};

const HEAD: &str = "// Made from the Rust types of src/wire by `UPDATE_WIRE=1 cargo test wire`. Do not edit.

/** A value of which members may be left out, for the engine to complete; of a union, all but its kind. */
export type Given<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Given<T[K]> } & (T extends { kind: infer Kind } ? { kind: Kind } : unknown)
    : T;
";

fn declaration<T: TS>(config: &Config) -> String {
    let docs = T::docs().map(|text| text.trim_end().to_owned() + "\n").unwrap_or_default();
    format!("\n{docs}export {}\n", T::decl(config))
}

fn types() -> String {
    let config = Config::default().with_large_int("number");
    macro_rules! declarations {
        ($($type:ty),* $(,)?) => { [$(declaration::<$type>(&config)),*] };
    }
    let declarations = declarations![
        Activation,
        Norm,
        Likelihood,
        ModelConfig,
        Objective,
        BetaSchedule,
        RateSchedule,
        OptimizerConfig,
        TrainingConfig,
        SessionOptions,
        Split,
        Losses,
        Setup,
        Trained,
        Loaded,
        Place,
        AggregatePosterior,
        Statistics,
        Region,
        Background,
        DetectOptions,
        Detected,
        Detections,
        Tiles,
        JobRequest,
        JobStarted,
        JobState,
        JobResult,
        Window,
        LayerKind,
        Size,
        TensorPlan,
        NormPlan,
        Block,
        Plan,
        Structure,
        PartKind,
        TracePart,
        Edit,
        SaliencyOf,
        ParameterMeasure,
        StepMeasures,
        BlockUnits,
        UnitStatistics,
        SceneOptions,
        SceneLosses,
        SceneSetup,
        SceneTrained,
        ClipOptions,
        ClipLosses,
        ClipSetup,
        ClipTrained,
        SessionInfo,
        Demand,
        Error,
    ];
    HEAD.to_owned() + &declarations.concat()
}

/// Each kind of a tagged union, with the members that it has when they are left out.
fn kinds<T: Serialize + serde::de::DeserializeOwned>(kinds: &[&str]) -> Value {
    let complete = |kind: &str| {
        let value: T = serde_json::from_value(json!({ "kind": kind })).unwrap();
        let mut value = serde_json::to_value(value).unwrap();
        value.as_object_mut().unwrap().remove("kind");
        (kind.to_owned(), value)
    };
    Value::Object(kinds.iter().map(|kind| complete(kind)).collect())
}

/// A whole number as one, as JavaScript writes it.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as i64) } else { json!(value) }
}

fn limits_and_defaults() -> Value {
    let mut limits = Map::new();
    for limit in limits::ALL {
        let mut entry = json!({ "least": number(limit.least), "most": number(limit.most) });
        for (name, is) in [("whole", limit.whole), ("above", limit.above)] {
            if is {
                entry[name] = json!(true);
            }
        }
        limits.insert(limit.field.into(), entry);
    }
    for list in limits::LISTS {
        let entry =
            json!({ "count": [0, list.count], "least": 1, "most": list.most, "whole": true });
        limits.insert(list.field.into(), entry);
    }
    let options = serde_json::to_value(SessionOptions::default()).unwrap();
    json!({
        "limits": limits,
        "defaults": {
            "model": options["model"],
            "training": options["training"],
            "seed": options["seed"],
            "epochs": EPOCHS,
            "statistics": { "samples": STATISTICS_SAMPLES },
            "scene": SceneOptions::default(),
            "clip": ClipOptions::default(),
            "detect": DetectOptions::default(),
        },
        "kinds": {
            "model.likelihood": kinds::<Likelihood>(&[
                "bernoulli", "gaussian", "learnedGaussian", "discretisedLogistic",
            ]),
            "training.objective": kinds::<Objective>(&[
                "elbo", "freeBits", "capacity", "iwae", "betaTcVae", "infoVae",
            ]),
            "training.betaSchedule": kinds::<BetaSchedule>(&["constant", "linear", "cyclical"]),
            "training.rateSchedule": kinds::<RateSchedule>(&["constant", "cosine", "step"]),
            "training.optimizer": kinds::<OptimizerConfig>(&["adam", "adamW", "sgd", "rmsProp"]),
        },
        // A posterior mean that varies more belongs to a dimension that is in use.
        "activeVariance": Statistics::ACTIVE,
        // Of more values, images stay in their file.
        "valuesInMemory": limits::VALUES_IN_MEMORY,
        // A cell that is more present has an object.
        "scenePresent": SceneVae::PRESENT,
        // What a norm adds to a variance, and what a leaky ReLU does below 0: for whoever computes them again.
        "normEpsilon": crate::model::EPSILON,
        "leakySlope": crate::model::LEAKY_SLOPE,
    })
}

fn check(path: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_WIRE").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == made, "{} is stale: run `UPDATE_WIRE=1 cargo test wire`", path.display());
}

#[test]
fn types_for_typescript_are_up_to_date() {
    check("www/engine/wire.ts", &types());
}

#[test]
fn limits_and_defaults_are_up_to_date() {
    let made = serde_json::to_string_pretty(&limits_and_defaults()).unwrap() + "\n";
    check("www/engine/limits.json", &made);
    check("notebook/src/vae_playground/limits.json", &made);
}

#[test]
fn defaults_are_within_the_limits() {
    SessionOptions::default().validate().unwrap();
    SceneOptions::default().validate().unwrap();
    ClipOptions::default().validate().unwrap();
    limits::EPOCHS.check(EPOCHS as f64).unwrap();
    limits::STATISTICS_SAMPLES.check(STATISTICS_SAMPLES as f64).unwrap();
    DetectOptions::default().validate().unwrap();
}
