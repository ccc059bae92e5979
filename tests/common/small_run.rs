//! A small network on a few digits for a few steps, whose losses every device must reproduce.
#![allow(dead_code)]

use std::collections::BTreeMap;

use safetensors::SafeTensors;
use serde::{Deserialize, Serialize};

const KNOWN: &str = include_str!("../../www/self-check/known.json");

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

/// What the run gives on the CPU device natively, as the page reads it too.
/// `UPDATE_FIXTURES=1 cargo test --test small_run` writes it anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Known {
    pub images: usize,
    pub hidden: usize,
    pub latent: usize,
    pub batch_size: usize,
    pub learning_rate: f64,
    pub seed: u32,
    /// By how much a step's losses may differ, in nats per image.
    pub tolerance: Tolerance,
    /// Reconstruction and KL of all images before the first step, in nats per image.
    pub evaluated: [f32; 2],
    /// Norms of the first step's gradient by each parameter.
    pub gradients: BTreeMap<String, f32>,
    /// Of each step, reconstruction and KL, in nats per image.
    pub losses: Vec<[f32; 2]>,
}

/// In wasm the same code runs with other SIMD widths; a GPU sums in another order, and its exp and log are a few ulp off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tolerance {
    pub cpu: f32,
    pub webgpu: f32,
}

pub const TOLERANCE: Tolerance = Tolerance { cpu: 0.02, webgpu: 0.1 };

pub fn known() -> Known {
    serde_json::from_str(KNOWN).unwrap()
}

/// The largest difference between two runs' losses, summed over both terms.
pub fn largest_difference(a: &[[f32; 2]], b: &[[f32; 2]]) -> f32 {
    assert_eq!(a.len(), b.len());
    let differences = a.iter().zip(b).map(|(a, b)| (a[0] - b[0]).abs() + (a[1] - b[1]).abs());
    differences.fold(0.0, f32::max)
}
