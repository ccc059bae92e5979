//! Checkpoints: training continues with the same numbers, and a file that is wrong is refused in words.
#![cfg(not(target_family = "wasm"))]

mod common;

use std::collections::BTreeMap;

use burn::module::Module;
use burn::tensor::Device;
use common::{digits, reference_model, reference_training};
use pollster::block_on;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView, serialize};
use vae_playground::checkpoint::{self, Checkpoint};
use vae_playground::data::{Dataset, Shape, Split};
use vae_playground::error::{Error, Result};
use vae_playground::latent;
use vae_playground::model::{ModelConfig, Norm};
use vae_playground::train::{Losses, Trainer, TrainingConfig};

fn trainer(seed: u64) -> Trainer {
    let device = Device::flex();
    Trainer::new(&digits(), &reference_model(2), reference_training(), seed, &device).unwrap()
}

fn save(trainer: &Trainer) -> Vec<u8> {
    block_on(checkpoint::save(trainer, &reference_model(2), &digits(), 3)).unwrap()
}

fn load(bytes: &[u8]) -> Result<Checkpoint> {
    checkpoint::load(bytes, &Device::flex())
}

fn steps(trainer: &mut Trainer, count: usize) -> Losses {
    for _ in 0..count {
        trainer.step().unwrap();
    }
    block_on(trainer.take_losses()).unwrap()
}

fn test_losses(trainer: &Trainer) -> Losses {
    block_on(trainer.evaluate(Split::Test)).unwrap().unwrap()
}

/// Trains, saves after `before` steps, and goes on: the run that stopped and the one that did not must
/// have the same numbers.
fn assert_continues(before: usize, after: usize, settings: impl Fn(&mut Trainer)) {
    let mut whole = trainer(7);
    if before > 0 {
        steps(&mut whole, before);
    }
    let mut resumed = load(&save(&whole)).unwrap().resume(&digits()).unwrap();
    assert_eq!(resumed.steps(), before);
    assert_eq!(resumed.epoch(), whole.epoch());
    assert_eq!(resumed.at_epoch_end(), whole.at_epoch_end());
    assert_eq!(test_losses(&resumed), test_losses(&whole));
    for trainer in [&mut whole, &mut resumed] {
        settings(trainer);
    }
    for _ in 0..after {
        assert_eq!(steps(&mut resumed, 1), steps(&mut whole, 1));
    }
    assert_eq!(resumed.epoch(), whole.epoch());
    assert_eq!(test_losses(&resumed), test_losses(&whole));
    // Weights, moments and where batches and noise stand.
    let (resumed, whole) = (save(&resumed), save(&whole));
    assert_eq!(parts(&resumed), parts(&whole));
}

type Tensors = BTreeMap<String, (Dtype, Vec<usize>, Vec<u8>)>;

fn parts(file: &[u8]) -> (BTreeMap<String, String>, Tensors) {
    let (_, metadata) = SafeTensors::read_metadata(file).unwrap();
    let texts = metadata.metadata().iter().flatten().map(|(k, v)| (k.clone(), v.clone()));
    let file = SafeTensors::deserialize(file).unwrap();
    let tensors = file.iter().map(|(name, view)| {
        (name.to_owned(), (view.dtype(), view.shape().to_vec(), view.data().to_vec()))
    });
    (texts.collect(), tensors.collect())
}

/// The file with something changed.
fn changed(
    file: &[u8],
    change: impl FnOnce(&mut BTreeMap<String, String>, &mut Tensors),
) -> Vec<u8> {
    let (mut texts, mut tensors) = parts(file);
    change(&mut texts, &mut tensors);
    let views = tensors.iter().map(|(name, (dtype, shape, bytes))| {
        (name.as_str(), TensorView::new(*dtype, shape.clone(), bytes).unwrap())
    });
    serialize(views, Some(texts.into_iter().collect())).unwrap()
}

// The digits' epochs have 23 steps: 1437 training images in batches of 64.

#[test]
fn continues_before_the_first_step() {
    assert_continues(0, 3, |_| {});
}

#[test]
fn continues_in_the_middle_of_an_epoch_and_of_an_upload() {
    assert_continues(31, 20, |_| {});
}

#[test]
fn continues_at_an_epochs_end() {
    assert_continues(46, 25, |_| {});
}

#[test]
fn continues_with_another_batch_size() {
    assert_continues(30, 20, |trainer| {
        let config = TrainingConfig { batch_size: 50, ..reference_training() };
        trainer.configure(config).unwrap();
    });
}

#[test]
fn continues_a_run_that_was_continued() {
    let mut whole = trainer(9);
    steps(&mut whole, 10);
    let once = load(&save(&whole)).unwrap().resume(&digits()).unwrap();
    let mut twice = load(&save(&once)).unwrap().resume(&digits()).unwrap();
    assert_eq!(steps(&mut twice, 15), steps(&mut whole, 15));
}

/// The first 65 digits, and a network whose batch norms count what they see.
fn normed() -> (Dataset, ModelConfig) {
    let shape = Shape { count: 75, height: 8, width: 8, channels: 1 };
    let rows: Vec<u32> = (0..75).collect();
    let test: Vec<u32> = (65..75).collect();
    let data = Dataset::new(digits().gather(&rows).unwrap(), shape, &test).unwrap();
    let mlp = ModelConfig::mlp(&[12], &[10], 2);
    (data, ModelConfig { channels: vec![3, 4], norm: Norm::Batch, ..mlp })
}

#[test]
fn batch_norms_statistics_are_all_there() {
    let (data, model) = normed();
    // 16 batches of 4 an epoch, the last of 5; the file is written at an epoch's end and in the middle.
    for (before, after) in [(64, 96), (7, 153), (15, 20)] {
        let config = TrainingConfig { batch_size: 4, ..reference_training() };
        let new = || Trainer::new(&data, &model, config.clone(), 7, &Device::flex()).unwrap();
        let save =
            |trainer: &Trainer| block_on(checkpoint::save(trainer, &model, &data, 0)).unwrap();
        let (mut stopped, mut whole) = (new(), new());
        steps(&mut stopped, before);
        let file = save(&stopped);
        // As the model that trained has them in evaluation, whether or not it was evaluated before.
        let mut resumed = load(&file).unwrap().resume(&data).unwrap();
        assert_eq!(test_losses(&resumed), test_losses(&stopped));
        assert_eq!(parts(&save(&stopped)), parts(&file));
        steps(&mut resumed, after);
        steps(&mut whole, before + after);
        assert_eq!(resumed.epoch(), whole.epoch());
        assert_eq!(test_losses(&resumed), test_losses(&whole));
        assert_eq!(parts(&save(&resumed)), parts(&save(&whole)), "{before} and {after} steps");
    }
}

#[test]
fn keeps_settings_and_names() {
    let file = save(&trainer(1 << 60));
    let checkpoint = load(&file).unwrap();
    assert_eq!(checkpoint.model_config(), &reference_model(2));
    assert_eq!(checkpoint.training_config(), &reference_training());
    assert_eq!((checkpoint.seed(), checkpoint.samples()), (1 << 60, 3));
    assert_eq!(checkpoint.image_size(), [8, 8, 1]);
    let (_, tensors) = parts(&file);
    assert_eq!(tensors["encoder.mlp.layers.0.weight"].1, [64, 64]);
    assert_eq!(tensors["decoder.mlp.layers.2.bias"].1, [64]);
    // Six layers of weight and bias, and the order; no moments before the first step.
    assert_eq!(tensors.len(), 13);
    let mut trained = trainer(1);
    trained.step().unwrap();
    assert_eq!(parts(&save(&trained)).1.len(), 13 + 3 * 12);
}

#[test]
fn other_data_is_an_error_and_weights_alone_still_load() {
    let mut trained = trainer(5);
    steps(&mut trained, 5);
    let file = save(&trained);
    let data = digits();
    let all: Vec<u32> = (0..data.shape().count as u32).collect();
    let other_split = Dataset::new(data.gather(&all).unwrap(), data.shape(), &[0, 1]).unwrap();
    let error = load(&file).unwrap().resume(&other_split).err().unwrap();
    assert_eq!(error.name(), "DifferentDataError");
    assert!(error.to_string().contains("1437 of them to train on"), "{error}");

    let z = [0.5, -1.0];
    let decoded = |model| block_on(latent::decode(model, &z, 2, &Device::flex())).unwrap();
    let model = load(&file).unwrap().into_model();
    assert_eq!(model.num_params(), trained.model().num_params());
    assert_eq!(decoded(&model), decoded(trained.model()));
    let mut fresh = load(&file).unwrap().start(&other_split).unwrap();
    assert_eq!(fresh.steps(), 0);
    assert_eq!(decoded(fresh.model()), decoded(trained.model()));
    steps(&mut fresh, 2);

    let small = vae_playground::data::Shape { count: 2, height: 1, width: 2, channels: 1 };
    let small = Dataset::new(vec![0.0; 4], small, &[]).unwrap();
    for error in [
        load(&file).unwrap().resume(&small).err().unwrap(),
        load(&file).unwrap().start(&small).err().unwrap(),
    ] {
        assert!(error.to_string().contains("8 x 8 x 1, these are 1 x 2 x 1"), "{error}");
    }
}

#[test]
fn a_diverged_model_is_not_saved() {
    let mut trainer = trainer(3);
    let config = TrainingConfig { learning_rate: 1.0, ..reference_training() };
    trainer.configure(config).unwrap();
    for _ in 0..300 {
        trainer.step().unwrap();
    }
    let saved = block_on(checkpoint::save(&trainer, &reference_model(2), &digits(), 0));
    assert!(matches!(saved, Err(Error::Diverged { step: 300 })));
}

fn refused(file: &[u8]) -> String {
    let error = load(file).err().expect("the file is refused");
    assert_eq!(error.name(), "InvalidCheckpointError");
    error.to_string()
}

#[test]
fn every_truncation_is_refused() {
    let mut trained = trainer(2);
    trained.step().unwrap();
    let file = save(&trained);
    let header = u64::from_le_bytes(file[..8].try_into().unwrap()) as usize + 8;
    let mut lengths: Vec<usize> = (0..header).step_by(97).collect();
    lengths.extend((header..file.len()).step_by(9973));
    lengths.push(file.len() - 1);
    for length in lengths {
        assert!(refused(&file[..length]).contains("is cut off"), "at {length} bytes");
    }
    assert!(refused(&[&file[..], &[0]].concat()).contains("more bytes"));
    assert!(refused(b"GIF89a, and a lot more of it").contains("no safetensors file"));
}

#[test]
fn wrong_metadata_is_named() {
    let file = save(&trainer(2));
    let with = |key: &str, value: &str| {
        refused(&changed(&file, |texts, _| drop(texts.insert(key.into(), value.into()))))
    };
    let without = |key: &str| refused(&changed(&file, |texts, _| drop(texts.remove(key))));
    assert!(with("format", "\"other\"").contains("of something else"));
    assert!(without("format").contains("of something else"));
    assert!(with("version", "2").contains("format version 2; this reads version 1"));
    for key in ["version", "model", "training", "image", "seed", "progress", "data"] {
        assert!(without(key).contains(&format!("no \"{key}\"")), "{key}");
        assert!(with(key, "{]").contains(&format!("\"{key}\" can't be read")), "{key}");
    }
    assert!(with("seed", "-1").contains("\"seed\""));
    let wide = r#"{"encoder":[9999],"decoder":[],"latent":2}"#;
    assert!(with("model", wide).contains("The encoder's widths"));
    // More memory than the file has weights for is never taken.
    let large = r#"{"encoder":[4096,4096,4096],"decoder":[4096,4096],"latent":2}"#;
    assert!(with("model", large).contains("its model needs"));
    let huge = r#"{"height":4000000000,"width":4000000000,"channels":4}"#;
    assert!(with("image", huge).contains("its images have the size"));
    // The first two products have few of their digits in 32 bits.
    for image in [
        r#"{"height":65537,"width":65536,"channels":65536}"#,
        r#"{"height":4294967295,"width":4294967295,"channels":1}"#,
        r#"{"height":0,"width":8,"channels":1}"#,
    ] {
        assert!(with("image", image).contains("its images have the size"), "{image}");
    }
    let training = r#"{"batchSize":0,"learningRate":0.1,"beta":1}"#;
    assert!(with("training", training).contains("The batch size is 0"));
    let progress =
        r#"{"step":1,"epochs":0,"position":1438,"orderWord":0,"noiseWord":0,"samples":0}"#;
    assert!(with("progress", progress).contains("image 1438 of an epoch of 1437"));
}

#[test]
fn wrong_tensors_are_named() {
    let mut trained = trainer(2);
    trained.step().unwrap();
    let file = save(&trained);
    let with =
        |change: &dyn Fn(&mut Tensors)| refused(&changed(&file, |_, tensors| change(tensors)));
    let (weight, first) =
        ("decoder.mlp.layers.0.weight", "optimizer.decoder.mlp.layers.0.bias.first");
    let said = with(&|tensors| drop(tensors.remove(first)));
    assert!(said.contains(&format!("{first} is missing")), "{said}");
    let said = with(&|tensors| {
        let tensor = tensors.remove(weight).unwrap();
        tensors.insert("decoder.mlp.layers.9.weight".into(), tensor);
    });
    assert!(said.contains(&format!("needs the tensor {weight}")), "{said}");
    let said = with(&|tensors| tensors.get_mut(weight).unwrap().1.reverse());
    assert!(said.contains("has the shape [128, 2]; its model needs [2, 128]"), "{said}");
    let said = with(&|tensors| tensors.get_mut(first).unwrap().1 = vec![2, 64]);
    assert!(said.contains("it must have [128]"), "{said}");
    let said = with(&|tensors| tensors.get_mut(weight).unwrap().0 = Dtype::I32);
    assert!(said.contains("has the type I32; it must be F32"), "{said}");
    for value in [f32::NAN, f32::INFINITY] {
        let said = with(&|tensors| {
            tensors.get_mut(weight).unwrap().2[4..8].copy_from_slice(&value.to_le_bytes());
        });
        assert!(said.contains(&format!("value 1 of the tensor {weight} is {value}")), "{said}");
    }
    let said = with(&|tensors| {
        let second = first.replace("first", "second");
        tensors.get_mut(&second).unwrap().2[..4].copy_from_slice(&(-1f32).to_le_bytes());
    });
    assert!(said.contains("negative"), "{said}");
    let said = with(&|tensors| {
        tensors.insert("optimizer.extra".into(), (Dtype::F32, vec![1], vec![0; 4]));
    });
    assert!(said.contains("optimizer.extra belongs to no part"), "{said}");
    let said = with(&|tensors| drop(tensors.remove("batches.order")));
    assert!(said.contains("batches.order is missing"), "{said}");
    let said = with(&|tensors| tensors.get_mut("batches.order").unwrap().2[..8].fill(1));
    assert!(said.contains("twice"), "{said}");
}
