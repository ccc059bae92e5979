//! Trains every setting of the digits' reference table and prints its figures beside the reference's:
//! `CARGO_PROFILE_DEV_OPT_LEVEL=3 cargo run --example digits_table -- [seeds]`.
//!
//! The reference is a float64 program; as there, every fifth row is the test set. Nats an image, means over the
//! seeds. How many units are active depends on the initial weights: `scripts/digits_reference.py --split fifth`
//! gives the figures with these, and with others.

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use burn::tensor::Device;
use common::{digits, reference_model, reference_training};
use pollster::block_on;
use vae_playground::data::{Dataset, Split};
use vae_playground::latent::{EvaluationOptions, Statistics, evaluate};
use vae_playground::train::{Trainer, TrainingConfig};

/// Latents an image: the reference's IWAE-500.
const SAMPLES: usize = 500;
/// Test losses this far from the reference's are called out.
const TOLERANCE: f64 = 0.5;

struct Setting {
    latent: usize,
    beta: f64,
    binary: bool,
    epochs: usize,
    reference: Reference,
}

/// -ELBO, reconstruction, KL, active units (fewest and most), and `-L_500` where it is a likelihood.
struct Reference(f64, f64, f64, [usize; 2], Option<f64>);

fn settings() -> [Setting; 6] {
    let grey =
        |latent, reference| Setting { latent, beta: 1.0, binary: false, epochs: 400, reference };
    let binary =
        |latent, reference| Setting { binary: true, epochs: 300, ..grey(latent, reference) };
    [
        grey(2, Reference(24.50, 21.8, 2.69, [2, 2], None)),
        grey(5, Reference(24.08, 20.5, 3.54, [4, 5], None)),
        grey(10, Reference(24.22, 20.6, 3.60, [5, 5], None)),
        Setting { beta: 4.0, epochs: 300, ..grey(2, Reference(27.19, 27.19, 0.001, [0, 0], None)) },
        binary(2, Reference(20.10, 16.9, 3.25, [2, 2], Some(19.41))),
        binary(10, Reference(18.44, 11.0, 7.40, [10, 10], Some(17.35))),
    ]
}

/// The digits with every fifth row for testing, and each pixel as `pixel` makes it.
fn prepared(pixel: fn(f32) -> f32) -> Dataset {
    let data = digits();
    let rows: Vec<u32> = (0..data.shape().count as u32).collect();
    let test_rows: Vec<u32> = rows.iter().copied().step_by(5).collect();
    let pixels = data.gather(&rows).expect("the rows exist").into_iter().map(pixel).collect();
    Dataset::new(pixels, data.shape(), &test_rows).expect("the shape is the same")
}

fn run(data: &Dataset, setting: &Setting, seed: u64) -> Statistics {
    let (model, device) = (reference_model(setting.latent), Device::flex());
    let training = TrainingConfig { beta: setting.beta, ..reference_training() };
    let mut trainer = Trainer::new(data, &model, training, seed, &device).expect("it is in range");
    for _ in 0..setting.epochs * trainer.steps_per_epoch() {
        trainer.step().unwrap();
    }
    let options = EvaluationOptions::new(SAMPLES);
    let found = evaluate(trainer.model(), data, Split::Test, options, seed, &device);
    block_on(found).expect("the CPU device works").expect("there is a test set")
}

fn main() {
    let seeds: u64 = std::env::args().nth(1).map_or(1, |text| text.parse().expect("a number"));
    let grey = prepared(|value| value);
    // Pixels from 8 of 16 upwards are ink.
    let binary = prepared(|value| f32::from(value >= 0.5));
    println!("digits, 64-128-z-128-64, batch 64, Adam 1e-3, CPU device, {seeds} seeds");
    println!("each figure: here (reference); -ELBO with its range over the seeds\n");
    println!("| setting | -ELBO | reconstruction | KL | active units | -L_{SAMPLES} | |");
    println!("|---|---|---|---|---|---|---|");
    for setting in settings() {
        let began = Instant::now();
        let data = if setting.binary { &binary } else { &grey };
        let runs: Vec<Statistics> = (0..seeds).map(|i| run(data, &setting, 42 + i)).collect();
        print_row(&setting, &runs);
        eprintln!("{:.1} s a seed", began.elapsed().as_secs_f64() / seeds as f64);
    }
}

fn print_row(setting: &Setting, runs: &[Statistics]) {
    let Reference(loss, reconstruction, kl, active, bound) = setting.reference;
    let values = |of: fn(&Statistics) -> f64| runs.iter().map(of);
    let mean = |of: fn(&Statistics) -> f64| values(of).sum::<f64>() / runs.len() as f64;
    let found = mean(|run| run.negative_elbo);
    let lowest = values(|run| run.negative_elbo).fold(f64::INFINITY, f64::min);
    let highest = values(|run| run.negative_elbo).fold(f64::NEG_INFINITY, f64::max);
    let units: Vec<usize> = runs.iter().map(|run| run.active_units).collect();
    let near = (found - loss).abs() <= TOLERANCE;
    let as_stated = units.iter().all(|units| (active[0]..=active[1]).contains(units));
    let bounds = match bound {
        Some(bound) => format!("{:.2} ({bound:.2})", mean(|run| run.importance_weighted_bound)),
        None => "".into(),
    };
    println!(
        "| z = {}{}{}, {} epochs | {found:.2}, {lowest:.2} to {highest:.2} ({loss:.2}) \
         | {:.2} ({reconstruction}) | {:.3} ({kl}) | {units:?} ({active:?}) | {bounds} | {} |",
        setting.latent,
        if setting.beta == 1.0 { "".into() } else { format!(", beta = {}", setting.beta) },
        if setting.binary { ", binarised at 8" } else { "" },
        setting.epochs,
        mean(|run| run.reconstruction),
        mean(|run| run.kl),
        match (near, as_stated) {
            (true, true) => "agrees",
            (false, _) => "the loss DIFFERS",
            (true, false) => "the active units DIFFER",
        }
    );
}
