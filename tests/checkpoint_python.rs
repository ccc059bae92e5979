//! The snippet in docs/checkpoint.md decodes as the engine does.
#![cfg(not(target_family = "wasm"))]

mod common;

use std::process::Command;

use burn::tensor::Device;
use common::{digits, reference_model, reference_training};
use pollster::block_on;
use vae_playground::train::Trainer;
use vae_playground::{checkpoint, latent};

const DOCUMENT: &str = include_str!("../docs/checkpoint.md");
const Z: [f32; 6] = [0.0, 0.0, 1.5, -0.5, -2.0, 3.0];

fn snippet() -> &'static str {
    let (_, rest) = DOCUMENT.split_once("```python\n").expect("the document has a Python snippet");
    rest.split_once("```").expect("the snippet ends").0
}

#[test]
fn python_decodes_the_same_images() {
    let (data, model, device) = (digits(), reference_model(2), Device::flex());
    let mut trainer = Trainer::new(&data, &model, reference_training(), 4, &device).unwrap();
    for _ in 0..100 {
        trainer.step();
    }
    let expected = block_on(latent::decode(trainer.model(), &Z, 2, &device)).unwrap();
    let file = block_on(checkpoint::save(&trainer, &model, &data, 0)).unwrap();
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("python.safetensors");
    std::fs::write(&path, file).unwrap();

    let program = format!(
        "{}\nimport sys\nz = np.array({Z:?}).reshape(-1, 2)\n\
         print(*[repr(float(v)) for v in decode(sys.argv[1], z).ravel()])\n",
        snippet()
    );
    let python = std::env::var("VAE_PLAYGROUND_PYTHON").unwrap_or_else(|_| "python3".into());
    let advice = "This test needs Python with numpy and safetensors: `python3 -m venv venv && \
                  venv/bin/pip install numpy safetensors`, then VAE_PLAYGROUND_PYTHON=venv/bin/python.";
    let output = Command::new(&python).args(["-c", &program]).arg(&path).output();
    let output = output.unwrap_or_else(|error| panic!("{python} can't be run: {error}. {advice}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{python} failed. {advice}\n{said}");
    let decoded: Vec<f32> = String::from_utf8(output.stdout)
        .unwrap()
        .split_whitespace()
        .map(|value| value.parse().unwrap())
        .collect();
    assert_eq!(decoded.len(), expected.len());
    for (a, b) in decoded.iter().zip(&expected) {
        assert!((a - b).abs() < 1e-5, "{a} against {b}");
    }
}
