//! What several native tests need: the digits, and the reference network and schedule.
#![allow(dead_code)]

use safetensors::SafeTensors;
use vae_playground::data::{Dataset, Shape, Split};
use vae_playground::model::ModelConfig;
use vae_playground::train::TrainingConfig;

const DIGITS: &[u8] = include_bytes!("../../www/public/data/digits.safetensors");

/// scikit-learn's digits with scikit-learn's split, as the page loads them.
pub fn digits() -> Dataset {
    let file = SafeTensors::deserialize(DIGITS).unwrap();
    let bytes = |name: &str| file.tensor(name).unwrap().data();
    let pixels = bytes("images").iter().map(|&v| f32::from(v) / 16.0).collect();
    let test_rows: Vec<u32> = bytes("test_rows")
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]).into())
        .collect();
    let shape = Shape { count: 1797, height: 8, width: 8, channels: 1 };
    Dataset::new(pixels, shape, &test_rows).unwrap()
}

/// Each image's digit.
pub fn digit_labels() -> Vec<u32> {
    let file = SafeTensors::deserialize(DIGITS).unwrap();
    file.tensor("labels").unwrap().data().iter().map(|&label| label.into()).collect()
}

pub fn reference_model(latent: usize) -> ModelConfig {
    ModelConfig::mlp(&[64, 128], &[128, 64], latent)
}

pub fn reference_training() -> TrainingConfig {
    TrainingConfig { batch_size: 64, learning_rate: 1e-3, beta: 1.0, ..TrainingConfig::default() }
}

/// Loss of predicting, for every test image, each pixel's mean over the training images: what a
/// decoder that ignores its latent reaches.
pub fn mean_pixel_baseline(data: &Dataset) -> f64 {
    let pixels = data.shape().pixels();
    let images = |split| data.gather(data.rows(split)).unwrap();
    let train = images(Split::Train);
    let mut mean = vec![0.0f64; pixels];
    for image in train.chunks(pixels) {
        image.iter().zip(&mut mean).for_each(|(&v, m)| *m += f64::from(v));
    }
    let count = (train.len() / pixels) as f64;
    let test = images(Split::Test);
    let losses = test.iter().enumerate().map(|(i, &v)| {
        let (x, p) = (f64::from(v), (mean[i % pixels] / count).clamp(1e-7, 1.0 - 1e-7));
        -(x * p.ln() + (1.0 - x) * (1.0 - p).ln())
    });
    losses.sum::<f64>() / (test.len() / pixels) as f64
}
