//! What `tests/fixtures/image_cases.json` says is to come of files and splits; the Python package is tested
//! against the same list.
#![cfg(not(target_family = "wasm"))]

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use vae_playground_images::{Labels, Limits, Pixels, Preparation, load, split};

#[derive(Deserialize)]
struct Cases {
    files: Vec<FileCase>,
    splits: Vec<SplitCase>,
}

#[derive(Deserialize)]
struct FileCase {
    name: String,
    /// The file, in Base64.
    npz: String,
    refused: bool,
    /// `[count, height, width, channels]`
    shape: Option<[usize; 4]>,
    /// In [0, 1].
    pixels: Option<Vec<f32>>,
    /// The name of each image's class.
    labels: Option<Vec<String>>,
    classes: Option<Vec<String>>,
    /// So many at the end are for testing.
    tests: usize,
}

#[derive(Deserialize)]
struct SplitCase {
    name: String,
    count: usize,
    fraction: f64,
    seed: u64,
    labels: Option<Vec<u32>>,
    rows: Vec<u32>,
}

fn cases() -> Cases {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/image_cases.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn files_are_read_as_in_python() {
    for case in cases().files {
        let bytes = BASE64_STANDARD.decode(&case.npz).unwrap();
        let (preparation, limits) = (Preparation::default(), Limits::default());
        let images = load("a.npz", &bytes, None, &preparation, &limits);
        assert_eq!(images.is_err(), case.refused, "{}: {images:?}", case.name);
        let Ok(images) = images else { continue };
        let shape = images.shape;
        let shape = [shape.count, shape.height, shape.width, shape.channels];
        assert_eq!(Some(shape), case.shape, "{}", case.name);
        let values: Vec<f32> = match images.pixels {
            Pixels::U8(values) => values.iter().map(|&value| f32::from(value) / 255.0).collect(),
            Pixels::F32(values) => values,
        };
        for (value, expected) in values.iter().zip(case.pixels.unwrap()) {
            assert!((value - expected).abs() < 1e-6, "{}: {value}, not {expected}", case.name);
        }
        let names = images.labels.as_ref().map(|labels| {
            let name = |&value: &u32| labels.names[value as usize].clone();
            labels.values.iter().map(name).collect::<Vec<_>>()
        });
        assert_eq!(names, case.labels, "{}", case.name);
        assert_eq!(images.labels.map(|labels| labels.names), case.classes, "{}", case.name);
        assert_eq!(images.receipt.own_tests().unwrap_or(0), case.tests, "{}", case.name);
    }
}

#[test]
fn splits_are_those_of_python() {
    for SplitCase { name, count, fraction, seed, labels, rows } in cases().splits {
        let labels = labels.map(|values| {
            let names = (0..=*values.iter().max().unwrap()).map(|class| class.to_string());
            Labels { names: names.collect(), values }
        });
        let drawn = split(labels.as_ref(), count, fraction, seed, labels.is_some()).unwrap();
        assert_eq!(drawn, rows, "{name}");
    }
}
