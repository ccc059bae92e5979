//! The CPU device natively gives the known answers that browsers' tests and the page's self-check compare with.
#![cfg(not(target_family = "wasm"))]

#[path = "common/small_run.rs"]
mod small_run;

use pollster::block_on;
use small_run::*;
use vae_playground::data::Split;
use vae_playground::model::ModelConfig;
use vae_playground::session::Session;
use vae_playground::train::TrainingConfig;
use vae_playground::wire::{Evaluate, Nothing, SessionOptions, SetData, TrainSteps};

/// The whole run, from the first weights on.
fn run() -> Known {
    let options = SessionOptions {
        model: ModelConfig::mlp(&[HIDDEN], &[HIDDEN], LATENT),
        training: TrainingConfig {
            batch_size: BATCH,
            learning_rate: LEARNING_RATE,
            beta: 1.0,
            ..TrainingConfig::default()
        },
        seed: SEED,
    };
    let mut session = block_on(Session::open(options)).unwrap();
    let data =
        SetData { shape: [IMAGES as f64, 8.0, 8.0, 1.0], test_rows: Some(vec![]), options: None };
    block_on(session.set_data(data, pixels())).unwrap();
    let losses = block_on(session.evaluate(Evaluate { split: Split::Train })).unwrap().unwrap();
    let measured = block_on(session.measure_step(Nothing {})).unwrap();
    let step = |_| {
        let losses = block_on(session.train_steps(TrainSteps { steps: 1.0 })).unwrap().losses;
        [losses.reconstruction, losses.kl]
    };
    Known {
        images: IMAGES,
        hidden: HIDDEN,
        latent: LATENT,
        batch_size: BATCH,
        learning_rate: LEARNING_RATE,
        seed: SEED,
        tolerance: TOLERANCE,
        evaluated: [losses.reconstruction, losses.kl],
        gradients: measured.parameters.into_iter().map(|one| (one.name, one.gradient)).collect(),
        losses: (0..STEPS).map(step).collect(),
    }
}

fn nearly(a: f32, b: f32) -> bool {
    (a - b).abs() <= 1e-4 * b.abs()
}

#[test]
fn the_cpu_device_gives_the_known_answers() {
    let (run, known) = (run(), known());
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/self-check/known.json");
        std::fs::write(path, serde_json::to_string_pretty(&run).unwrap() + "\n").unwrap();
        return;
    }
    // Other machines' SIMD widths sum in other orders.
    let difference = largest_difference(&run.losses, &known.losses);
    assert!(difference < 1e-2, "the losses differ by {difference}");
    assert!(run.losses[STEPS - 1][0] < run.losses[0][0] - 10.0, "the loss falls");
    for (a, b) in run.evaluated.iter().zip(&known.evaluated) {
        assert!(nearly(*a, *b), "{a} was {b}");
    }
    let norms = |known: &Known| known.gradients.keys().cloned().collect::<Vec<_>>();
    assert_eq!(norms(&run), norms(&known));
    for (name, gradient) in &run.gradients {
        assert!(nearly(*gradient, known.gradients[name]), "{name}: {gradient}");
    }
    let Known { losses, gradients, evaluated, .. } = known.clone();
    assert_eq!(Known { losses, gradients, evaluated, ..run }, known);
}
