//! Files that earlier versions saved still open, mean the same, and train on.
#![cfg(not(target_family = "wasm"))]

mod common;

use std::collections::BTreeMap;

use burn::tensor::Device;
use common::digits;
use pollster::block_on;
use serde::Deserialize;
use vae_playground::data::{Dataset, Shape};
use vae_playground::{checkpoint, latent};

/// Saved on 2026-11-24 by the format's first writer after seven steps on the first five digits, the sixth held
/// out; and what that version made of them.
const FILES: [(&str, &[u8]); 3] = [
    ("dense", include_bytes!("fixtures/checkpoints/dense.safetensors")),
    ("batch", include_bytes!("fixtures/checkpoints/batch.safetensors")),
    ("group", include_bytes!("fixtures/checkpoints/group.safetensors")),
];
const EXPECTED: &str = include_str!("fixtures/checkpoints/expected.json");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Expected {
    /// Of the first image and the sixth.
    mean: Vec<f32>,
    log_variance: Vec<f32>,
    /// Of (0.5, -1) and (-2, 0.25).
    images: Vec<f32>,
}

fn assert_close(name: &str, found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len(), "{name}");
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-6, "{name}: {found} against {expected}");
    }
}

#[test]
fn old_files_open_and_go_on() {
    let device = Device::flex();
    let shape = Shape { count: 6, height: 8, width: 8, channels: 1 };
    let data = Dataset::new(digits().gather(&[0, 1, 2, 3, 4, 5]).unwrap(), shape, &[5]).unwrap();
    let expected: BTreeMap<String, Expected> = serde_json::from_str(EXPECTED).unwrap();
    for (name, file) in FILES {
        let checkpoint = checkpoint::load(file, &device).unwrap();
        let mut trainer = checkpoint.resume(&data).unwrap();
        let (model, expected) = (trainer.model(), &expected[name]);
        let images = data.gather(&[0, 5]).unwrap();
        let found = block_on(latent::embed(model, &images, 64, &device)).unwrap();
        assert_close(name, &found.mean, &expected.mean);
        assert_close(name, &found.log_variance, &expected.log_variance);
        let z = [0.5, -1.0, -2.0, 0.25];
        let images = block_on(latent::decode(model, &z, 2, &device)).unwrap();
        assert_close(name, &images, &expected.images);

        assert_eq!((trainer.steps(), trainer.epoch()), (7, 7.0), "{name}");
        trainer.step().unwrap();
        assert!(block_on(trainer.take_losses()).unwrap().loss.is_finite(), "{name}");
    }
}
