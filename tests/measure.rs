//! What the latents of the digits are good for, as docs/measures.md has it.
#![cfg(not(target_family = "wasm"))]

#[path = "../examples/measure/app/mod.rs"]
mod app;
mod common;

use std::fs;
use std::path::Path;

use app::{Arguments, Report, Sampled, run};
use burn::tensor::Device;
use common::{digits, reference_model, reference_training};
use pollster::block_on;
use vae_playground::checkpoint;
use vae_playground::train::Trainer;

/// Of the digits' network with so many latents.
fn measured(latent: usize) -> Report {
    let (data, model) = (digits(), reference_model(latent));
    let trainer = Trainer::new(&data, &model, reference_training(), 42, &Device::flex());
    let mut trainer = trainer.unwrap();
    for _ in 0..400 * trainer.steps_per_epoch() {
        trainer.step().unwrap();
    }
    let name = format!("measure-{latent}.safetensors");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, block_on(checkpoint::save(&trainer, &model, &data, 0)).unwrap()).unwrap();
    let arguments = Arguments {
        model: path,
        data: "digits".into(),
        column: None,
        drawings: None,
        components: None,
        no_pixels: true,
        draws: 5,
    };
    run(&arguments).unwrap()
}

/// Means of both distances of a set.
fn far(report: &Report, name: &str) -> [f64; 2] {
    report.samples.iter().find(|sampled| sampled.set == name).map(Sampled::means).unwrap()
}

fn assert_mixture_is_nearer(report: &Report) {
    let (prior, mixture) = (far(report, "prior"), far(report, "mixture"));
    assert!(mixture[0] < prior[0] && mixture[1] < prior[1], "{report}");
    // Nothing is nearer than images of the same distribution.
    let tests = far(report, "test images");
    assert!(tests[0] < mixture[0] && tests[1] < mixture[1], "{report}");
}

#[test]
fn of_ten_latents_classes_can_be_told_and_a_mixture_is_nearer_to_the_data_than_the_prior() {
    let report = measured(10);
    let judged = report.classifiers.iter().find(|judged| judged.space == "latents").unwrap();
    assert_eq!(judged.images, "test images");
    assert!(judged.neighbours.accuracy >= 0.95 && judged.logistic.accuracy >= 0.9, "{report}");
    assert_mixture_is_nearer(&report);
    // Without the posteriors' spread it is farther by both.
    let (mixture, means) = (far(&report, "mixture"), far(&report, "means"));
    assert!(mixture[0] < means[0] && mixture[1] < means[1], "{report}");
}

#[test]
fn of_two_latents_a_mixture_is_nearer_to_the_data_than_the_prior() {
    assert_mixture_is_nearer(&measured(2));
}
