//! The native trainer, from settings and images to a checkpoint, and on from there.
#![cfg(not(target_family = "wasm"))]

#[path = "../examples/train/app/mod.rs"]
mod app;
mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use app::sets::{self, Column};
use app::settings::Settings;
use app::{Arguments, images, run, stored};
use burn::tensor::Device;
use common::digits;
use pollster::block_on;
use safetensors::SafeTensors;
use vae_playground::checkpoint;
use vae_playground::data::Split;
use vae_playground::train::Losses;

const SETTINGS: &str = r#"{
  "model": { "encoder": [32], "decoder": [32], "latent": 2 },
  "training": { "batchSize": 64, "learningRate": 0.001, "beta": 1 },
  "seed": 42, "epochs": 4
}"#;

/// An empty folder for one test.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("train").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn arguments(folder: &Path, settings: &str) -> Arguments {
    let config = folder.join("run.json");
    fs::write(&config, settings).unwrap();
    let out = folder.join("model.safetensors");
    let (labels, test, resume, epochs) = (None, None, None, None);
    Arguments { config, data: "digits".into(), labels, test, out, resume, epochs }
}

fn go(arguments: &Arguments) -> Result<String, String> {
    run(arguments, &AtomicBool::new(false))
}

fn test_losses(path: &Path) -> Losses {
    let checkpoint = checkpoint::load(&fs::read(path).unwrap(), &Device::flex()).unwrap();
    let trainer = checkpoint.resume(&digits()).unwrap();
    assert_eq!(trainer.epoch(), 4.0);
    block_on(trainer.evaluate(Split::Test)).unwrap().unwrap()
}

#[test]
fn two_epochs_and_two_more_are_four() {
    let folder = folder("resume");
    let mut whole = arguments(&folder, SETTINGS);
    let summary = go(&whole).unwrap();
    assert!(summary.starts_with("epoch 4.00, step 92; wrote "), "{summary}");
    assert!(
        summary.contains("\ntraining (last epoch): loss ") && summary.contains("\ntest: loss ")
    );
    let losses = test_losses(&whole.out);
    assert!(losses.loss < 40.0, "{losses:?}");

    whole.out = folder.join("halves.safetensors");
    go(&Arguments { epochs: Some(2), ..whole.clone() }).unwrap();
    go(&Arguments { resume: Some(whole.out.clone()), ..whole.clone() }).unwrap();
    assert_eq!(test_losses(&whole.out), losses);
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.count(), 5, "settings, two checkpoints and the best of each, nothing partial");
}

#[test]
fn the_last_epoch_and_the_best_are_both_kept() {
    let folder = folder("best");
    // At a rate this high losses go up and down.
    let mut run = arguments(&folder, &SETTINGS.replace("0.001", "0.02"));
    run.epochs = Some(40);
    let summary = go(&run).unwrap();
    let (_, best) = summary.split_once("\nlowest test loss: ").unwrap();
    let (loss, epoch) = best.split_once(" after epoch ").unwrap();
    let epoch: f64 = epoch.split_once(',').unwrap().0.parse().unwrap();
    let losses = |path: &Path| {
        let file = fs::read(path).unwrap();
        let trainer = checkpoint::load(&file, &Device::flex()).unwrap().resume(&digits()).unwrap();
        (trainer.epoch(), block_on(trainer.evaluate(Split::Test)).unwrap().unwrap().loss)
    };
    let (at, lowest) = losses(&folder.join("model-best.safetensors"));
    assert_eq!((at, format!("{lowest:.3}")), (epoch, loss.to_owned()));
    let (at, last) = losses(&run.out);
    assert_eq!(at, 40.0);
    assert!(lowest <= last, "{lowest} {last}");
}

#[test]
fn a_stop_still_writes_the_checkpoint() {
    let arguments = arguments(&folder("stop"), SETTINGS);
    let summary = run(&arguments, &AtomicBool::new(true)).unwrap();
    assert!(summary.starts_with("epoch 0.00, step 0"), "{summary}");
    assert!(arguments.out.exists());
}

#[test]
fn reads_files_and_labels_and_splits_by_class() {
    let folder = folder("files");
    // Ten grey images of 2 x 2 as IDX, and two classes.
    let pixels: Vec<u8> = (0..40).map(|value| value * 6).collect();
    let sizes = [0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 2, 0, 0, 0, 2];
    fs::write(folder.join("images.idx"), [&sizes[..], &pixels].concat()).unwrap();
    fs::write(folder.join("labels.txt"), "0\n1\n".repeat(5)).unwrap();
    let settings = SETTINGS.replace("\"epochs\": 4", "\"epochs\": 2, \"testFraction\": 0.4");
    let mut arguments = arguments(&folder, &settings);
    arguments.data = folder.join("images.idx");
    arguments.labels = Some(folder.join("labels.txt"));
    let summary = go(&arguments).unwrap();
    assert!(summary.starts_with("epoch 2.00, step 2; "), "{summary}");

    // All ten to train on, four others to test on.
    fs::write(&arguments.config, SETTINGS).unwrap();
    let sizes = [&sizes[..7], &[4], &sizes[8..]].concat();
    fs::write(folder.join("test.idx"), [&sizes[..], &pixels[..16]].concat()).unwrap();
    let (labels, test) = (None, Some(folder.join("test.idx")));
    go(&Arguments { labels, test: test.clone(), ..arguments.clone() }).unwrap();
    let file = fs::read(&arguments.out).unwrap();
    let (_, metadata) = SafeTensors::read_metadata(&file).unwrap();
    let data = &metadata.metadata().as_ref().unwrap()["data"];
    assert!(data.contains("\"images\":14,\"trainingImages\":10,"), "{data}");
    fs::write(&arguments.config, settings).unwrap();
    let message = go(&Arguments { labels: None, test, ..arguments.clone() }).unwrap_err();
    assert!(message.contains("testFraction and --test"), "{message}");

    arguments.data = "digits".into();
    arguments.labels = None;
    arguments.resume = Some(arguments.out.clone());
    let message = go(&arguments).unwrap_err();
    assert!(message.contains("The checkpoint's images are 2 x 2 x 1"), "{message}");
}

#[test]
fn a_run_that_diverges_stops_at_once_and_writes_nothing() {
    // An epoch has 1437 steps.
    let settings = SETTINGS
        .replace("\"batchSize\": 64", "\"batchSize\": 1")
        .replace("0.001", "1")
        .replace("[32]", "[64, 128]");
    let arguments = arguments(&folder("diverged"), &settings);
    fs::write(&arguments.out, "an older file").unwrap();
    let message = go(&arguments).unwrap_err();
    let (step, rest) = message
        .strip_prefix("Training diverged: at step ")
        .and_then(|rest| rest.split_once(", in epoch 1, the loss was no longer a finite number."))
        .unwrap_or_else(|| panic!("{message}"));
    assert!((2..1400).contains(&step.parse::<usize>().unwrap()), "{message}");
    assert!(rest.contains("Lower learningRate in the settings"), "{message}");
    assert!(rest.ends_with("Nothing was written."), "{message}");
    assert!(!message.contains("reset"), "the command line has none: {message}");
    assert_eq!(fs::read(&arguments.out).unwrap(), b"an older file");
}

#[test]
fn a_run_that_diverges_later_keeps_its_last_good_epoch() {
    let folder = folder("diverged_later");
    let likelihood = "\"latent\": 2, \"likelihood\": {\"kind\": \"gaussian\", \"variance\": 0.01}";
    let settings = SETTINGS.replace("\"latent\": 2", likelihood);
    let good = arguments(&folder, &settings);
    go(&Arguments { epochs: Some(1), ..good.clone() }).unwrap();
    let before = fs::read(&good.out).unwrap();
    // The output bias has the curvature 1 / 0.01: plain steps grow without end from a rate of 0.02 on, which the
    // warm-up reaches after 400 of them.
    let settings = settings.replace("\"epochs\": 4", "\"epochs\": 60").replace(
        "\"learningRate\": 0.001",
        "\"learningRate\": 1, \"optimizer\": {\"kind\": \"sgd\", \"momentum\": 0},
         \"rateSchedule\": {\"kind\": \"constant\", \"warmup\": 20000}",
    );
    fs::write(&good.config, settings).unwrap();
    let message = go(&Arguments { resume: Some(good.out.clone()), ..good.clone() }).unwrap_err();
    assert!(message.contains("model.safetensors has the model after epoch "), "{message}");
    let after = fs::read(&good.out).unwrap();
    assert_ne!(before, after);
    let trainer = checkpoint::load(&after, &Device::flex()).unwrap().resume(&digits()).unwrap();
    assert!(trainer.epoch() > 1.0 && trainer.at_epoch_end(), "{}", trainer.epoch());
    let losses = block_on(trainer.evaluate(Split::Test)).unwrap().unwrap();
    assert!(losses.loss.is_finite(), "{losses:?}");
}

#[test]
fn a_files_own_test_images_are_not_trained_on() {
    let mut arguments = arguments(&folder("own-split"), SETTINGS);
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/images/tests/fixtures");
    arguments.data = Path::new(fixtures).join("digits_compressed.npz");
    go(&arguments).unwrap();
    let file = fs::read(&arguments.out).unwrap();
    let (_, metadata) = SafeTensors::read_metadata(&file).unwrap();
    let data = &metadata.metadata().as_ref().unwrap()["data"];
    assert!(data.contains("\"images\":65,\"trainingImages\":60,"), "{data}");
}

#[test]
fn failures_are_plain_words() {
    let folder = folder("failures");
    let message = |settings: &str, change: &dyn Fn(&mut Arguments)| {
        let mut arguments = arguments(&folder, settings);
        change(&mut arguments);
        go(&arguments).unwrap_err()
    };
    let said = message("{", &|_| {});
    assert!(said.contains("run.json: EOF"), "{said}");
    let said = message(&SETTINGS.replace("64", "0"), &|_| {});
    assert!(said.contains("run.json: The batch size is 0"), "{said}");
    let said = message(SETTINGS, &|arguments| arguments.data = "nowhere.npy".into());
    assert!(said.starts_with("nowhere.npy can't be read"), "{said}");
    let said = message(SETTINGS, &|arguments| arguments.out = "/nowhere/at/all".into());
    assert!(said.contains("is no folder"), "{said}");
    let said = message(SETTINGS, &|arguments| arguments.resume = Some(folder.join("run.json")));
    assert!(said.contains("run.json: The checkpoint can't be used"), "{said}");
}

/// An IDX file of unsigned bytes.
fn idx(sizes: &[u8], values: &[u8]) -> Vec<u8> {
    let sizes = sizes.iter().flat_map(|&size| [0, 0, 0, size]);
    [0, 0, 8, (sizes.clone().count() / 4) as u8]
        .into_iter()
        .chain(sizes)
        .chain(values.iter().copied())
        .collect()
}

#[test]
fn sets_of_the_site_bring_their_labels_and_test_images() {
    let whole = folder("whole-set");
    let about = r#"{"tests": 1, "columns": [
        {"name": "size", "values": [0.5, 1, 2]}, {"name": "kind", "names": ["a", "b"], "labels": [1, 0, 1]}
    ]}"#;
    fs::write(whole.join("set.json"), about).unwrap();
    fs::write(whole.join("images.idx.gz"), idx(&[3, 1, 2], &[0, 51, 102, 153, 204, 255])).unwrap();
    let set = sets::read(&whole).unwrap();
    let kind = Column {
        name: "kind".into(),
        classes: vec!["a".into(), "b".into()],
        labels: vec![1, 0, 1],
    };
    assert_eq!(set.columns, [kind]);
    assert_eq!(set.data.rows(Split::Test), [2]);
    assert_eq!(set.data.gather(&[1]).unwrap(), [0.4, 0.6]);

    // The last part is for testing.
    let parts = folder("set-in-parts");
    for (at, values) in [[0, 51], [102, 153]].iter().enumerate() {
        fs::write(parts.join(format!("images-{at}.idx.gz")), idx(&[2, 1, 1], values)).unwrap();
        fs::write(parts.join(format!("labels-{at}.idx.gz")), idx(&[2], &[7, 3])).unwrap();
    }
    let set = sets::read(&parts).unwrap();
    assert_eq!(set.data.rows(Split::Test), [2, 3]);
    assert_eq!(
        (&set.columns[0].classes[..], &set.columns[0].labels[..]),
        (&["3".into(), "7".into()][..], &[1, 0, 1, 0][..])
    );

    let mut told = arguments(&folder("set-told"), SETTINGS);
    (told.data, told.labels) = (whole, Some("labels.csv".into()));
    assert!(go(&told).unwrap_err().starts_with("The set has labels and test images of its own"));
}

#[test]
fn images_that_stay_in_their_file_are_those_that_memory_would_have() {
    let folder = folder("stored");
    let (path, labels) = (folder.join("images.idx"), folder.join("labels.txt"));
    let bytes = (0..40 * 3 * 5).map(|at| (at * 37 % 256) as u8);
    let header = [0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 3, 0, 0, 0, 5];
    fs::write(&path, header.into_iter().chain(bytes).collect::<Vec<u8>>()).unwrap();
    fs::write(&labels, (0..40).map(|at| format!("{}\n", at % 2)).collect::<String>()).unwrap();
    let arguments = arguments(&folder, SETTINGS);
    let settings = Settings::read(&arguments.config).unwrap();
    let memory = images::load(&path, Some(&labels), None, &settings).unwrap();
    let file = stored::open(&path, Some(&labels), &settings, 0).unwrap().unwrap();
    assert!(file.is_stored() && !memory.is_stored());
    let all: Vec<u32> = (0..40).collect();
    assert_eq!(file.gather(&all).unwrap(), memory.gather(&all).unwrap());
    assert_eq!(file.rows(Split::Test), memory.rows(Split::Test));
    assert_eq!(file.rows(Split::Test).len(), 8);
    assert!(stored::open(&path, None, &settings, 1000).unwrap().is_none());
}
