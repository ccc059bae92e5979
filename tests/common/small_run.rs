//! A small network on a few digits for a few steps, whose losses every device must reproduce.
#![allow(dead_code)]

use safetensors::SafeTensors;

/// The CPU device's losses, one line a step: reconstruction and KL, in nats per image.
/// `UPDATE_FIXTURES=1 cargo test --test small_run` writes it anew.
pub const CURVE: &str = include_str!("../fixtures/small_run.txt");

pub const STEPS: usize = 50;
pub const IMAGES: usize = 160;
pub const HIDDEN: usize = 32;
pub const LATENT: usize = 2;
pub const BATCH: usize = 32;
pub const LEARNING_RATE: f64 = 3e-3;
pub const SEED: u32 = 11;

const DIGITS: &[u8] = include_bytes!("../../www/public/data/digits.safetensors");

/// The first images of the digits.
pub fn pixels() -> Vec<f32> {
    let file = SafeTensors::deserialize(DIGITS).unwrap();
    let values = &file.tensor("images").unwrap().data()[..IMAGES * 64];
    values.iter().map(|&v| f32::from(v) / 16.0).collect()
}

pub fn curve() -> Vec<[f32; 2]> {
    let line = |line: &str| {
        let (reconstruction, kl) = line.split_once(' ').unwrap();
        [reconstruction.parse().unwrap(), kl.parse().unwrap()]
    };
    CURVE.lines().map(line).collect()
}

/// The largest difference between two runs' losses, summed over both terms.
pub fn largest_difference(a: &[[f32; 2]], b: &[[f32; 2]]) -> f32 {
    assert_eq!(a.len(), b.len());
    let differences = a.iter().zip(b).map(|(a, b)| (a[0] - b[0]).abs() + (a[1] - b[1]).abs());
    differences.fold(0.0, f32::max)
}
