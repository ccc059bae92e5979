//! Trains the reference network on the digits and prints the test losses, to set beside the reference
//! figures: `cargo run --release --example digits -- [epochs] [latent] [seeds]`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use burn::tensor::Device;
use common::{digits, mean_pixel_baseline, reference_model, reference_training};
use pollster::block_on;
use vae_playground::data::Split;
use vae_playground::train::Trainer;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse().expect("a whole number"));
    let mut next = |default: usize| arguments.next().unwrap_or(default);
    let (epochs, latent, seeds) = (next(400), next(2), next(1));

    let data = digits();
    println!("digits, 64-128-{latent}-128-64, batch 64, Adam 1e-3, {epochs} epochs, CPU device");
    println!("mean-pixel baseline {:.2}", mean_pixel_baseline(&data));
    for seed in 42..42 + seeds as u64 {
        let began = Instant::now();
        let model = reference_model(latent);
        let mut trainer =
            Trainer::new(&data, &model, reference_training(), seed, &Device::flex()).unwrap();
        for _ in 0..epochs * trainer.steps_per_epoch() {
            trainer.step().unwrap();
        }
        let test = block_on(trainer.evaluate(Split::Test)).unwrap().expect("there is a test set");
        println!(
            "seed {seed}: test -ELBO {:.2} = reconstruction {:.2} + KL {:.2}; {:.3} ms a step",
            test.loss,
            test.reconstruction,
            test.kl,
            began.elapsed().as_secs_f64() * 1e3 / trainer.steps() as f64
        );
    }
}
