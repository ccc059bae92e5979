//! What commands do, natively: every bad argument is refused and leaves everything as it was.
#![cfg(not(target_family = "wasm"))]

#[path = "common/small_run.rs"]
mod small_run;

use std::collections::HashMap;

use pollster::block_on;
use safetensors::SafeTensors;
use small_run::*;
use vae_playground::data::Split;
use vae_playground::error::{Error, Result};
use vae_playground::model::ModelConfig;
use vae_playground::session::Session;
use vae_playground::train::{Losses, Objective, OptimizerConfig, TrainingConfig};
use vae_playground::wire::*;

fn options() -> SessionOptions {
    SessionOptions {
        model: ModelConfig::mlp(&[HIDDEN], &[HIDDEN], LATENT),
        training: TrainingConfig {
            batch_size: BATCH,
            learning_rate: LEARNING_RATE,
            ..TrainingConfig::default()
        },
        seed: SEED,
    }
}

fn digits() -> SetData {
    let rows = (0..10).collect();
    SetData { shape: [IMAGES as f64, 8.0, 8.0, 1.0], test_rows: Some(rows), options: None }
}

fn session() -> Session {
    let mut session = block_on(Session::open(options())).unwrap();
    block_on(session.set_data(digits(), pixels())).unwrap();
    session
}

fn step(session: &mut Session) -> Losses {
    block_on(session.train_steps(TrainSteps { steps: 1.0 })).unwrap().losses
}

/// Calls `bad` on a session in training, and goes on: its next step must be that of a twin that was left alone.
fn refused<T: std::fmt::Debug>(bad: impl AsyncFnOnce(&mut Session) -> Result<T>) -> String {
    let (mut session, mut twin) = (session(), session());
    assert_eq!(step(&mut session), step(&mut twin));
    let before = session.info();
    let error = block_on(bad(&mut session)).unwrap_err();
    assert_eq!(session.info(), before);
    assert_eq!(step(&mut session), step(&mut twin), "after {error}");
    error.to_string()
}

const NO_NUMBERS: [f64; 3] = [f64::NAN, f64::INFINITY, -1.0];
const LARGE: [f64; 3] = [1e9 + 1.0, 2_147_483_648.0, 4_294_967_296.0];

#[test]
fn counts_out_of_range_are_refused_by_name() {
    for value in NO_NUMBERS.into_iter().chain(LARGE).chain([0.5]) {
        let refuses = |found: String, start: &str| {
            assert!(found.starts_with(&format!("{start} is {value};")), "{found}");
        };
        let sample = refused(async |s| s.sample(Sample { count: value }).await);
        refuses(sample, "The number of images");
        let steps = refused(async |s| s.train_steps(TrainSteps { steps: value }).await);
        refuses(steps, "The number of steps");
        let walk = Interpolate { from: 0.0, to: 1.0, steps: value };
        let walk = refused(async |s| s.interpolate(walk).await);
        refuses(walk, "The number of steps between two images");
        let row = Interpolate { from: value, to: 1.0, steps: 3.0 };
        let row = refused(async |s| s.interpolate(row).await);
        refuses(row, "The row to begin at");
        let grid = |size, extent, across| Manifold { size, extent, dimensions: [across, 1.0] };
        let size = refused(async |s| s.manifold(grid(value, 3.0, 0.0)).await);
        refuses(size, "The grid's size");
        let across = refused(async |s| s.manifold(grid(4.0, 3.0, value)).await);
        refuses(across, "The grid's dimension");
        let request = JobRequest::Statistics { split: Split::Train, samples: value };
        let job = refused(async |s| s.start_job(request).await);
        refuses(job, "The number of samples");
    }
    let extent = Manifold { size: 4.0, extent: f64::NAN, dimensions: [0.0, 1.0] };
    let extent = refused(async |s| s.manifold(extent).await);
    assert_eq!(extent, "The grid's extent is NaN; it must be above 0 and at most 1000.");
}

#[test]
fn images_that_do_not_fit_are_refused() {
    let set = |shape: [f64; 4], values: usize, test_rows: Option<Vec<u32>>| {
        refused(async move |s| {
            s.set_data(SetData { shape, test_rows, options: None }, vec![0.0; values]).await
        })
    };
    // Products that wrap in 32 bits: to the number of values, and to 0.
    assert!(set([4.0, 65_536.0, 65_537.0, 1.0], 262_144, None).starts_with("262144 pixel values"));
    assert!(set([65_536.0, 65_536.0, 1.0, 1.0], 0, None).starts_with("0 pixel values"));
    assert!(set([0.0, 8.0, 8.0, 1.0], 0, None).ends_with("every size must be at least 1."));
    for size in NO_NUMBERS.into_iter().chain([1.5, 2f64.powi(33)]) {
        let found = set([2.0, size, 8.0, 1.0], 128, None);
        assert!(found.starts_with("A size of the images' shape is"), "{found}");
    }
    assert!(set([2.0, 8.0, 8.0, 1.0], 128, Some(vec![2])).contains("outside the 2 images"));
    assert!(
        refused(async |s| s.embed(Embed { rows: Some(vec![IMAGES as u32]) }).await)
            .contains("Row 160")
    );
    assert!(refused(async |s| s.encode(Nothing {}, vec![0.0; 63]).await).contains("whole images"));
    let z = vec![0.0, f32::NAN];
    assert!(refused(async |s| s.decode(Nothing {}, z).await).contains("latent vector 0 is NaN"));
}

#[test]
fn what_takes_too_much_memory_is_refused_before_it_is_made() {
    let too_large = |error: String| assert!(error.starts_with("The memory that "), "{error}");
    // A million pixels into 4,096 units: the product wraps in 32 bits.
    let wide = SessionOptions { model: ModelConfig::mlp(&[4096], &[4096], 2), ..options() };
    let mut session = block_on(Session::open(wide)).unwrap();
    let images = SetData { shape: [2.0, 1024.0, 1024.0, 1.0], test_rows: None, options: None };
    let error = block_on(session.set_data(images.clone(), vec![0.5; 2 << 20])).unwrap_err();
    assert!(matches!(error, Error::TooLarge { needed, .. } if needed > 100 << 30), "{error:?}");
    // Many draws of large images, live.
    let mut session = block_on(Session::open(SessionOptions::default())).unwrap();
    let images = SetData { shape: [64.0, 64.0, 64.0, 3.0], test_rows: None, options: None };
    block_on(session.set_data(images, vec![0.5; 64 * 64 * 64 * 3])).unwrap();
    let iwae = |samples| TrainingConfig {
        objective: Objective::Iwae { samples },
        ..TrainingConfig::default()
    };
    block_on(session.set_training(iwae(2))).unwrap();
    too_large(block_on(session.set_training(iwae(512))).unwrap_err().to_string());
    assert_eq!(session.info().options.training, iwae(2));
    step(&mut session);
}

fn large() -> SessionOptions {
    let model = ModelConfig { channels: vec![128, 256], ..ModelConfig::mlp(&[16], &[16], 2) };
    let training = TrainingConfig { batch_size: 2, ..TrainingConfig::default() };
    SessionOptions { model, training, seed: 1 }
}

fn photos(session: &mut Session, count: usize) {
    let images = SetData { shape: [count as f64, 64.0, 64.0, 3.0], test_rows: None, options: None };
    block_on(session.set_data(images, vec![0.5; count * 64 * 64 * 3])).unwrap();
}

#[test]
fn statistics_of_a_large_model_come_in_small_parts() {
    let mut session = block_on(Session::open(large())).unwrap();
    photos(&mut session, 4);
    let request = JobRequest::Statistics { split: Split::Train, samples: 4.0 };
    let JobStarted { id, total } = block_on(session.start_job(request)).unwrap();
    assert_eq!(total, 4);
    let state = block_on(session.advance_job(JobId { id })).unwrap().unwrap();
    assert!(state.done > 0);
}

const RESUME: Load = Load { weights_only: false, batch_size: None };

/// The file with other texts in its metadata.
fn edited(file: &[u8], edit: impl Fn(&mut HashMap<String, String>)) -> Vec<u8> {
    let tensors = SafeTensors::deserialize(file).unwrap();
    let (_, metadata) = SafeTensors::read_metadata(file).unwrap();
    let mut texts = metadata.metadata().clone().unwrap().into_iter().collect();
    edit(&mut texts);
    safetensors::serialize(tensors.tensors(), Some(texts.into_iter().collect())).unwrap()
}

#[test]
fn checkpoints_that_do_not_fit_are_refused() {
    let file = block_on(session().save(Save::default())).unwrap();
    let load = |file: Vec<u8>| refused(async move |s| s.load(RESUME, file).await);
    let replaced = |name: &'static str, text: &'static str| {
        edited(&file, |texts| {
            texts.insert(name.into(), text.into()).unwrap();
        })
    };
    let wrapping = r#"{"height": 65536, "width": 65537, "channels": 1}"#;
    let found = load(replaced("image", wrapping));
    assert!(found.contains("65536 x 65537"), "{found}");
    assert!(load(replaced("seed", "4294967296")).starts_with("The seed is 4294967296"));
    assert!(load(file[..200].to_vec()).contains("cut off"));

    let mut session = block_on(Session::open(large())).unwrap();
    photos(&mut session, 4);
    let file = block_on(session.save(Save::default())).unwrap();
    let batch = edited(&file, |texts| {
        let training = texts["training"].replace("\"batchSize\":2", "\"batchSize\":4096");
        assert_ne!(training, texts["training"]);
        texts.insert("training".into(), training);
    });
    let before = session.info();
    let error = block_on(session.load(RESUME, batch.clone())).unwrap_err();
    let Error::TooLarge { batch: Some(fitting), .. } = error else { panic!("{error:?}") };
    assert!((2..4096).contains(&fitting) && fitting.is_power_of_two(), "{fitting}");
    assert_eq!(session.info(), before);
    // The batch that is offered fits, and twice as much does not.
    let with = |size: usize| Load { batch_size: Some(size as f64), ..RESUME };
    assert!(block_on(session.load(with(2 * fitting), batch.clone())).is_err());
    let setup = block_on(session.load(with(fitting), batch)).unwrap().setup;
    assert_eq!(setup.options.training.batch_size, fitting);
    block_on(session.load(RESUME, file)).unwrap();
}

/// Whatever comes out of the model, and where it stands.
fn whole(session: &mut Session) -> (Vec<f32>, Losses) {
    let mean = block_on(session.embed(Embed { rows: None })).unwrap().mean;
    (mean, block_on(session.evaluate(Evaluate { split: Split::Test })).unwrap().unwrap())
}

/// A file's texts and tensors; their order is no matter.
fn contents(file: &[u8]) -> (HashMap<String, String>, HashMap<String, Vec<u8>>) {
    let (_, metadata) = SafeTensors::read_metadata(file).unwrap();
    let texts = metadata.metadata().clone().unwrap().into_iter().collect();
    let tensors = SafeTensors::deserialize(file).unwrap();
    let bytes = tensors.iter().map(|(name, view)| (name.to_owned(), view.data().to_vec()));
    (texts, bytes.collect())
}

/// Trains at a rate that no weight survives.
fn diverge(session: &mut Session) -> Error {
    let optimizer = OptimizerConfig::Sgd { momentum: 0.0 };
    let wild = TrainingConfig { learning_rate: 1.0, optimizer, ..options().training };
    block_on(session.set_training(wild)).unwrap();
    loop {
        if let Err(error) = block_on(session.train_steps(TrainSteps { steps: 50.0 })) {
            return error;
        }
    }
}

#[test]
fn a_run_that_diverges_goes_back_to_what_was_kept() {
    let (mut session, mut twin) = (session(), session());
    assert_eq!(block_on(session.kept(Nothing {})).unwrap(), None);
    assert_eq!(block_on(session.go_back(Nothing {})).unwrap(), None);
    let nothing = refused(async |s| s.save(Save { kept: true }).await);
    assert_eq!(nothing, "kept can't be used: no weights were kept yet.");
    for _ in 0..4 {
        step(&mut session);
        step(&mut twin);
    }
    let kept = block_on(session.keep(Nothing {})).unwrap();
    assert_eq!(kept, Some(Place { step: 4, epoch: 0.8533333333333334 }));
    let (before, file) = (whole(&mut session), block_on(session.save(Save::default())).unwrap());

    let error = diverge(&mut session);
    assert!(matches!(error, Error::Diverged { .. }), "{error}");
    let z = block_on(session.embed(Embed { rows: None })).unwrap().mean;
    assert!(z.iter().any(|value| !value.is_finite()), "the weights themselves are not finite");
    // Weights that are no numbers take the place of nothing.
    assert_eq!(block_on(session.keep(Nothing {})).unwrap(), None);
    assert_eq!(block_on(session.kept(Nothing {})).unwrap(), kept);
    // A file can have what was kept, and the model stays as it is.
    let error = block_on(session.save(Save::default())).unwrap_err();
    assert!(matches!(error, Error::Diverged { .. }), "{error}");
    let saved = block_on(session.save(Save { kept: true })).unwrap();
    assert!(contents(&saved) == contents(&file));
    assert!(block_on(session.train_steps(TrainSteps { steps: 1.0 })).is_err());

    let back = block_on(session.go_back(Nothing {})).unwrap().unwrap();
    assert_eq!(Some(Place { step: back.step, epoch: back.epoch }), kept);
    assert_eq!((&back.setup.options, session.info().options), (&options(), options()));
    assert_eq!(whole(&mut session), before);
    for _ in 0..7 {
        assert_eq!(step(&mut session), step(&mut twin));
    }
}

#[test]
fn what_was_kept_goes_with_its_model_and_stays_where_another_is_refused() {
    let mut session = session();
    step(&mut session);
    let kept = block_on(session.keep(Nothing {})).unwrap();
    assert!(kept.is_some());
    block_on(session.load(RESUME, vec![0; 64])).unwrap_err();
    let bad = SessionOptions { model: ModelConfig::mlp(&[], &[], 129), ..options() };
    block_on(session.reset(bad)).unwrap_err();
    assert_eq!(block_on(session.kept(Nothing {})).unwrap(), kept);
    let file = block_on(session.save(Save::default())).unwrap();
    block_on(session.reset(options())).unwrap();
    assert_eq!(block_on(session.kept(Nothing {})).unwrap(), None);
    // A file's numbers are finite.
    block_on(session.load(RESUME, file)).unwrap();
    assert_eq!(block_on(session.kept(Nothing {})).unwrap(), kept);
}

#[test]
fn options_come_back_complete() {
    let json = r#"{"model": {"latent": 5}, "training": {"optimizer": {"kind": "sgd"}}}"#;
    let given: SessionOptions = serde_json::from_str(json).unwrap();
    let mut session = block_on(Session::open(given)).unwrap();
    let options = session.info().options;
    assert_eq!((options.model.latent, options.seed), (5, 42));
    assert_eq!(options.training.optimizer, OptimizerConfig::Sgd { momentum: 0.9 });
    let setup = block_on(session.set_data(digits(), pixels())).unwrap();
    assert_eq!(setup.options, options);
    assert!(setup.savable);
    assert_eq!(setup.steps_per_epoch, 3);
    let other = SessionOptions { seed: 7, ..options.clone() };
    let given = SetData { options: Some(other.clone()), ..digits() };
    assert_eq!(block_on(session.set_data(given, pixels())).unwrap().options, other);
    let training = TrainingConfig { batch_size: 10, ..options.training };
    let setup = block_on(session.set_training(training.clone())).unwrap();
    assert_eq!((setup.options.training, setup.steps_per_epoch), (training, 15));
}

#[test]
fn two_jobs_go_on_while_training_does() {
    let mut session = session();
    let request = |split| JobRequest::Statistics { split, samples: 50.0 };
    let train = block_on(session.start_job(request(Split::Train))).unwrap();
    let test = block_on(session.start_job(request(Split::Test))).unwrap();
    assert_ne!(train.id, test.id);
    assert_eq!((train.total, test.total), (IMAGES - 10, 10));
    let advance = |session: &mut Session, id| block_on(session.advance_job(JobId { id })).unwrap();
    let first = advance(&mut session, train.id).unwrap();
    assert!(first.done < train.total, "{}", first.done);
    let other = advance(&mut session, test.id).unwrap();
    assert_eq!(other.done, 10);
    let Some(JobResult::Statistics(measured)) = other.result else { panic!("no result") };
    assert_eq!(measured.images, 10);
    // A job ends with its last part.
    assert_eq!(advance(&mut session, test.id), None);
    for _ in 0..5 {
        step(&mut session);
    }
    let mut last = first;
    while let Some(state) = advance(&mut session, train.id) {
        last = state;
    }
    assert_eq!(last.done, train.total);

    let ended = block_on(session.start_job(request(Split::Train))).unwrap();
    block_on(session.end_job(JobId { id: ended.id })).unwrap();
    assert_eq!(advance(&mut session, ended.id), None);
    let gone = block_on(session.start_job(request(Split::Train))).unwrap();
    block_on(session.set_data(digits(), pixels())).unwrap();
    assert_eq!(advance(&mut session, gone.id), None);
}

#[test]
fn nothing_is_asked_before_there_are_images() {
    let mut session = block_on(Session::open(options())).unwrap();
    let error = block_on(session.train_steps(TrainSteps { steps: 1.0 })).unwrap_err();
    assert_eq!(error, Error::NoData);
    let bad = SessionOptions { model: ModelConfig::mlp(&[], &[], 129), ..options() };
    assert!(block_on(Session::open(bad)).is_err());
}
