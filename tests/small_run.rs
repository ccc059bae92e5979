//! The CPU device natively reproduces the run that the browser tests compare with.
#![cfg(not(target_family = "wasm"))]

#[path = "common/small_run.rs"]
mod small_run;

use burn::tensor::Device;
use pollster::block_on;
use small_run::*;
use vae_playground::data::{Dataset, Shape};
use vae_playground::model::ModelConfig;
use vae_playground::train::{Trainer, TrainingConfig};

fn losses() -> Vec<[f32; 2]> {
    let shape = Shape { count: IMAGES, height: 8, width: 8, channels: 1 };
    let data = Dataset::new(pixels(), shape, &[]).unwrap();
    let model = ModelConfig::mlp(&[HIDDEN], &[HIDDEN], LATENT);
    let training = TrainingConfig {
        batch_size: BATCH,
        learning_rate: LEARNING_RATE,
        beta: 1.0,
        ..TrainingConfig::default()
    };
    let mut trainer = Trainer::new(&data, &model, training, SEED.into(), &Device::flex()).unwrap();
    let mut step = || {
        trainer.step();
        let losses = block_on(trainer.take_losses()).unwrap();
        [losses.reconstruction, losses.kl]
    };
    (0..STEPS).map(|_| step()).collect()
}

#[test]
fn the_cpu_device_reproduces_its_curve() {
    let losses = losses();
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        let lines: String = losses.iter().map(|[r, k]| format!("{r} {k}\n")).collect();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/small_run.txt");
        std::fs::write(path, lines).unwrap();
        return;
    }
    // Other machines' SIMD widths sum in other orders.
    let difference = largest_difference(&losses, &curve());
    assert!(difference < 1e-2, "the losses differ by {difference}");
    assert!(losses[STEPS - 1][0] < losses[0][0] - 10.0, "the loss falls");
}
