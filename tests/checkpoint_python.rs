//! The Python reader, as docs/checkpoint.md uses it, on every kind of model: what it encodes and decodes is what the
//! engine does.
#![cfg(not(target_family = "wasm"))]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use common::reference_training;
use pollster::block_on;
use serde::Deserialize;
use vae_playground::data::{Dataset, Shape, Split};
use vae_playground::model::{Activation, Likelihood, ModelConfig, Norm};
use vae_playground::train::{Trainer, TrainingConfig};
use vae_playground::{checkpoint, latent};

const DOCUMENT: &str = include_str!("../docs/checkpoint.md");
const READER: &str = include_str!("../notebook/src/vae_playground/checkpoint.py");
/// Sides that no power of 2 divides.
const SHAPE: Shape = Shape { count: 24, height: 7, width: 6, channels: 2 };
/// Images and latent vectors compared.
const COUNT: usize = 3;
const Z: [f32; 6] = [0.0, 0.0, 1.5, -0.5, -2.0, 3.0];

/// In each model's folder: the document's snippet, and what it found. Where a model can't be read, why.
const PROGRAM: &str = r#"
import json, os, sys
import numpy as np
given = json.loads(sys.argv[1])
images = np.array(given["images"]).reshape(-1, 7, 6, 2)
found = []
for folder in given["folders"]:
    os.chdir(folder)
    exec(given["snippet"])
    assert middle.shape == (1, 7, 6, 2), middle.shape
    z = np.array(given["z"]).reshape(-1, 2)
    decoded = model.decode(z)
    losses = model.negative_log_likelihood(z, images)
    parts = zip(("mean", "logVariance", "images", "losses"), (mean, log_variance, decoded, losses))
    found.append({name: np.asarray(values, dtype=float).ravel().tolist() for name, values in parts})
print(json.dumps(found))
"#;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    mean: Vec<f32>,
    log_variance: Vec<f32>,
    images: Vec<f32>,
    losses: Vec<f32>,
}

fn snippet() -> &'static str {
    let (_, rest) = DOCUMENT.split_once("```python\n").expect("the document has a Python snippet");
    rest.split_once("```").expect("the snippet ends").0
}

/// A folder with the reader, as the document says to copy it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checkpoint_python").join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("checkpoint.py"), READER).unwrap();
    folder
}

fn python(folder: &Path, arguments: &[&str]) -> Output {
    let python = std::env::var("VAE_PLAYGROUND_PYTHON").unwrap_or_else(|_| "python3".into());
    let advice = "This test needs Python with numpy and safetensors: `python3 -m venv venv && \
                  venv/bin/pip install numpy safetensors`, then VAE_PLAYGROUND_PYTHON=venv/bin/python.";
    let output = Command::new(&python).env("PYTHONPATH", folder).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{python} can't be run: {error}. {advice}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("ModuleNotFoundError"), "{advice}\n{said}");
    output
}

fn data() -> Dataset {
    let values = SHAPE.count * SHAPE.pixels();
    let pixels = (0..values).map(|i| (i * 97 % 256) as f32 / 255.0).collect();
    Dataset::new(pixels, SHAPE, &[]).unwrap()
}

fn every_model() -> Vec<ModelConfig> {
    let mut models = Vec::new();
    for activation in [
        Activation::Relu,
        Activation::LeakyRelu,
        Activation::Gelu,
        Activation::Silu,
        Activation::Tanh,
    ] {
        for norm in [Norm::None, Norm::Batch, Norm::Group] {
            for likelihood in [
                Likelihood::Bernoulli,
                Likelihood::Gaussian { variance: 0.2 },
                Likelihood::LearnedGaussian,
                Likelihood::DiscretisedLogistic,
            ] {
                for channels in [vec![], vec![4, 12]] {
                    let mlp = ModelConfig::mlp(&[9], &[8, 5], 2);
                    models.push(ModelConfig { channels, activation, norm, likelihood, ..mlp });
                }
            }
        }
    }
    models
}

fn trained(model: &ModelConfig, data: &Dataset) -> Trainer {
    let config = TrainingConfig { batch_size: 8, learning_rate: 0.02, ..reference_training() };
    let mut trainer = Trainer::new(data, model, config, 4, &Device::flex()).unwrap();
    for _ in 0..12 {
        trainer.step().unwrap();
    }
    trainer
}

fn saved(trainer: &Trainer, model: &ModelConfig, data: &Dataset) -> Vec<u8> {
    block_on(checkpoint::save(trainer, model, data, 0)).unwrap()
}

fn assert_close(model: &ModelConfig, what: &str, found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len(), "{what} of {model:?}");
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() < 5e-5 * (1.0 + b.abs()), "{what} of {model:?}: {a} against {b}");
    }
}

#[test]
fn python_reads_every_model() {
    let (data, device, models) = (data(), Device::flex(), every_model());
    let images = data.gather(&data.rows(Split::Train)[..COUNT]).unwrap();
    let home = folder("every");
    let mut folders = Vec::new();
    let mut expected = Vec::new();
    for (i, model) in models.iter().enumerate() {
        let trainer = trained(model, &data);
        let place = home.join(i.to_string());
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("model.safetensors"), saved(&trainer, model, &data)).unwrap();
        folders.push(place);

        let embedding =
            block_on(latent::embed(trainer.model(), &images, SHAPE.pixels(), &device)).unwrap();
        let rows = |values: &[f32], width: usize| {
            Tensor::<2>::from_data(TensorData::new(values.to_vec(), [COUNT, width]), &device)
        };
        let losses = trainer
            .model()
            .valid()
            .negative_log_likelihood(rows(&Z, 2), rows(&images, SHAPE.pixels()));
        expected.push(Found {
            mean: embedding.mean,
            log_variance: embedding.log_variance,
            images: block_on(latent::decode(trainer.model(), &Z, 2, &device)).unwrap(),
            losses: losses.into_data().try_into_vec().unwrap(),
        });
    }

    let snippet = snippet();
    let given = serde_json::json!({
        "folders": folders, "snippet": snippet, "images": images, "z": Z,
    });
    let output = python(&home, &["-c", PROGRAM, &given.to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Vec<Found> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found.len(), models.len());
    for ((model, found), expected) in models.iter().zip(&found).zip(&expected) {
        assert_close(model, "means", &found.mean, &expected.mean);
        assert_close(model, "log-variances", &found.log_variance, &expected.log_variance);
        assert_close(model, "images", &found.images, &expected.images);
        assert_close(model, "losses", &found.losses, &expected.losses);
    }
}

#[test]
fn python_refuses_what_it_cannot_read() {
    let (data, home) = (data(), folder("refused"));
    let model = ModelConfig::mlp(&[4], &[4], 2);
    let file = saved(&trained(&model, &data), &model, &data);
    // What follows has the length of what it replaces, so that the header's stays right.
    let changed = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = file.windows(from.len()).position(|bytes| bytes == from.as_bytes());
        let at = at.unwrap_or_else(|| panic!("the file has no {from}"));
        [&file[..at], to.as_bytes(), &file[at + from.len()..]].concat()
    };
    let message = |bytes: &[u8], then: &str| {
        let path = home.join("model.safetensors");
        fs::write(&path, bytes).unwrap();
        let program =
            format!("import checkpoint, sys\nmodel = checkpoint.load(sys.argv[1])\n{then}");
        let output = python(&home, &["-c", &program, path.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "it was read");
        let (_, message) = said.rsplit_once("checkpoint.CheckpointError: ").expect(&said);
        message.trim().to_owned()
    };
    let said = message(b"GIF89a, and a lot more of it", "");
    assert!(said.starts_with("This is no safetensors file"), "{said}");
    let said = message(&changed("vae-playground", "vae-elsewhere!"), "");
    assert!(said.contains("not one of VAE Playground's"), "{said}");
    let said = message(&changed(r#""version":"1""#, r#""version":"2""#), "");
    assert!(said.contains("format version 2; this reads version 1"), "{said}");
    for (from, to, expected) in [
        (r#"\"relu\""#, r#"\"selu\""#, r#"the activation "selu""#),
        (r#"\"none\""#, r#"\"rows\""#, r#"the norm "rows""#),
        (r#"\"bernoulli\""#, r#"\"binomials\""#, r#"the likelihood "binomials""#),
        (r#"\"channels\":[]"#, r#"\"residual\":[]"#, "parts that this reader does not know"),
        (
            "decoder.mlp.layers.1.bias",
            "decoder.mlp.layers.1.bath",
            "needs the tensor decoder.mlp.layers.1.bias",
        ),
        (r#"\"decoder\":[4]"#, r#"\"decoder\":[ ]"#, "don't make up its model"),
    ] {
        let said = message(&changed(from, to), "");
        assert!(said.contains(expected), "{said}");
    }
    let said = message(&file, "model.encode([[0.0] * 83])");
    assert!(said.starts_with("The images have the shape (1, 83); they must have"), "{said}");
    let said = message(&file, "model.decode([[0.0, float('nan')]])");
    assert!(said.contains("no finite numbers"), "{said}");
}
