//! Training on images that stay in a file, beside the same images in memory.
#![cfg(not(target_family = "wasm"))]

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use burn::tensor::Device;
use pollster::block_on;
use vae_playground::checkpoint;
use vae_playground::data::{Dataset, FileReader, Reader, Shape, Split};
use vae_playground::error::Error;
use vae_playground::model::ModelConfig;
use vae_playground::session::Session;
use vae_playground::train::{Objective, Trainer, TrainingConfig};
use vae_playground::wire::{Save, SessionOptions, SetData, TrainSteps};

const SHAPE: Shape = Shape { count: 75, height: 4, width: 4, channels: 3 };
const TEST_ROWS: &[u32] = &[3, 70, 12];
/// Before the first image.
const OFFSET: usize = 5;

/// Every byte among them.
fn bytes() -> Vec<u8> {
    (0..SHAPE.count * SHAPE.pixels()).map(|at| (at * 31 % 256) as u8).collect()
}

fn in_memory() -> Dataset {
    let pixels = bytes().into_iter().map(|byte| f32::from(byte) / 255.0).collect();
    Dataset::new(pixels, SHAPE, TEST_ROWS).unwrap()
}

fn file(test: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("stored-{test}"));
    fs::write(&path, [vec![9; OFFSET], bytes()].concat()).unwrap();
    path
}

fn in_file(path: &Path) -> Dataset {
    let reader = FileReader::open(path, OFFSET as u64, SHAPE).unwrap();
    Dataset::stored(reader, SHAPE, TEST_ROWS).unwrap()
}

fn model() -> ModelConfig {
    ModelConfig::mlp(&[16], &[16], 2)
}

fn trainer(data: &Dataset, objective: Objective) -> Trainer {
    let training = TrainingConfig { batch_size: 10, objective, ..TrainingConfig::default() };
    Trainer::new(data, &model(), training, 7, &Device::flex()).unwrap()
}

/// Losses, evaluations and the tensors of a run that is stopped in an epoch, saved, and gone on from on `other` data.
fn run(data: &Dataset, other: &Dataset, objective: Objective) -> (String, Vec<u8>) {
    let mut seen = String::new();
    let mut trainer = trainer(data, objective);
    let save = |trainer: &Trainer| block_on(checkpoint::save(trainer, &model(), data, 0)).unwrap();
    for _ in 0..19 {
        trainer.step().unwrap();
        seen += &format!("{:?}\n", block_on(trainer.take_losses()).unwrap());
    }
    let saved = checkpoint::take(save(&trainer), &Device::flex()).unwrap();
    let mut trainer = saved.resume(other).unwrap();
    trainer.steps_in_epoch(100).unwrap();
    for split in [Split::Train, Split::Test] {
        seen += &format!("{:?}\n", block_on(trainer.evaluate(split)).unwrap().unwrap());
    }
    (seen, tensors(&save(&trainer)))
}

/// What follows a checkpoint's header, in which entries have no order.
fn tensors(file: &[u8]) -> Vec<u8> {
    let header = u64::from_le_bytes(file[..8].try_into().unwrap()) as usize;
    file[8 + header..].to_vec()
}

/// The compiled step, and burn's.
const OBJECTIVES: [Objective; 2] = [Objective::Elbo, Objective::Iwae { samples: 2 }];

#[test]
fn what_is_learned_from_a_file_is_the_same_bit_for_bit() {
    let path = file("same");
    for objective in OBJECTIVES {
        let (memory, stored) = (in_memory(), in_file(&path));
        let expected = run(&memory, &memory, objective);
        assert!(run(&stored, &stored, objective) == expected);
        assert!(run(&stored, &memory, objective) == expected);
    }
}

#[test]
fn bytes_become_the_values_that_the_page_makes_of_them() {
    let path = file("values");
    // The page divides in 64 bits.
    let expected: Vec<f32> = bytes().iter().map(|&byte| (f64::from(byte) / 255.0) as f32).collect();
    let rows: Vec<u32> = (0..SHAPE.count as u32).collect();
    assert_eq!(in_file(&path).gather(&rows).unwrap(), expected);
}

#[test]
fn a_file_that_ends_too_soon_stops_training_and_leaves_the_model() {
    for objective in OBJECTIVES {
        let path = file("short");
        let data = in_file(&path);
        let mut short = trainer(&data, objective);
        short.steps_in_epoch(100).unwrap();
        block_on(short.take_losses()).unwrap();
        let before = block_on(checkpoint::save(&short, &model(), &data, 0)).unwrap();
        let length = (OFFSET + 40 * SHAPE.pixels()) as u64;
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(length).unwrap();
        let failed = short.steps_in_epoch(100).unwrap_err();
        let Error::Unreadable { reason } = &failed else { panic!("{failed}") };
        assert!(reason.contains("stored-short, image "), "{reason}");
        assert!(short.step().is_err());
        assert_eq!(short.steps(), 8);
        // Where the file is whole again, it goes on as if it had not stopped.
        file("short");
        let resumed = checkpoint::take(before, &Device::flex()).unwrap();
        let mut resumed = resumed.resume(&data).unwrap();
        for trainer in [&mut short, &mut resumed] {
            trainer.steps_in_epoch(100).unwrap();
        }
        let [short, resumed] =
            [short, resumed].map(|mut trainer| block_on(trainer.take_losses()).unwrap());
        assert_eq!(short, resumed);
    }
}

/// Counts what is read.
struct Counting {
    images: Rc<RefCell<Vec<u32>>>,
    most: Rc<Cell<usize>>,
}

impl Reader for Counting {
    fn read(&self, rows: &[u32], bytes: &mut [u8]) -> Result<(), String> {
        self.images.borrow_mut().extend(rows);
        self.most.set(self.most.get().max(bytes.len()));
        bytes.fill(100);
        Ok(())
    }
}

#[test]
fn an_epoch_reads_each_training_image_once_and_little_at_a_time() {
    // 68 MB: more than is read ahead, many times.
    let shape = Shape { count: 5532, height: 64, width: 64, channels: 3 };
    let (images, most) = <(Rc<RefCell<Vec<u32>>>, Rc<Cell<usize>>)>::default();
    let reader = Counting { images: images.clone(), most: most.clone() };
    let data = Dataset::stored(reader, shape, &[0]).unwrap();
    let training = TrainingConfig { batch_size: 128, ..TrainingConfig::default() };
    let model = ModelConfig::mlp(&[1], &[1], 1);
    let mut trainer = Trainer::new(&data, &model, training, 7, &Device::flex()).unwrap();
    assert!(images.borrow().is_empty(), "nothing is read before it is needed");
    trainer.steps_in_epoch(100).unwrap();
    let read = images.borrow();
    assert_eq!(read.len(), shape.count - 1);
    assert_eq!(read.iter().copied().collect::<BTreeSet<u32>>(), (1..5532).collect());
    assert!(most.get() <= 8 << 20, "{} bytes at once", most.get());
}

#[test]
fn a_session_has_room_for_more_than_memory_holds() {
    let session = |shape: [f64; 4]| {
        let mut session = block_on(Session::open(SessionOptions::default())).unwrap();
        let images = Rc::<RefCell<Vec<u32>>>::default();
        let reader = Counting { images: images.clone(), most: Rc::default() };
        let args = SetData { shape, test_rows: None, options: None };
        block_on(session.set_stored(args, reader)).map(|_| (session, images))
    };
    // 860 MB of bytes, which would be 6.9 GB of values twice.
    let (mut session, read) = session([70_000.0, 64.0, 64.0, 3.0]).unwrap();
    let trained = block_on(session.train_steps(TrainSteps { steps: 1.0 })).unwrap();
    assert_eq!(trained.step, 1);
    assert!(read.borrow().len() < 1000);
}

#[test]
fn what_of_all_images_is_known_is_computed_once() {
    let images = Rc::<RefCell<Vec<u32>>>::default();
    let reader = Counting { images: images.clone(), most: Rc::default() };
    let mut session = block_on(Session::open(SessionOptions::default())).unwrap();
    let args = SetData { shape: [300.0, 4.0, 4.0, 1.0], test_rows: None, options: None };
    block_on(session.set_stored(args, reader)).unwrap();
    for _ in 0..2 {
        block_on(session.save(Save { kept: false })).unwrap();
        assert_eq!(images.borrow().len(), 300);
    }
}
