//! What a step is said to take, against what the allocator gives out.
#![cfg(not(target_family = "wasm"))]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use burn::tensor::Device;
use pollster::block_on;
use vae_playground::checkpoint;
use vae_playground::data::{Dataset, Shape};
use vae_playground::model::{Activation, Likelihood, ModelConfig, Norm};
use vae_playground::train::{Objective, Trainer, TrainingConfig};

struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(held, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        HELD.fetch_sub(layout.size(), Relaxed);
        let held = HELD.fetch_add(size, Relaxed) + size;
        PEAK.fetch_max(held, Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One test at a time counts.
static COUNTING: Mutex<()> = Mutex::new(());

/// Bytes that a trainer and its steps hold at most, beside the data.
fn measured(model: &ModelConfig, training: &TrainingConfig, shape: Shape) -> usize {
    let pixels = (0..shape.count * shape.pixels()).map(|i| (i % 256) as f32 / 255.0).collect();
    let data = Dataset::new(pixels, shape, &[]).unwrap();
    let images = 4 * shape.count * shape.pixels();
    let before = HELD.load(Relaxed);
    PEAK.store(before, Relaxed);
    let mut trainer = Trainer::new(&data, model, training.clone(), 1, &Device::flex()).unwrap();
    PEAK.store(HELD.load(Relaxed), Relaxed);
    for _ in 0..3 {
        trainer.step().unwrap();
    }
    PEAK.load(Relaxed) - before - images
}

#[test]
fn a_file_that_is_given_away_opens_in_the_memory_that_it_takes_once() {
    let _counting = COUNTING.lock();
    let shape = Shape { count: 8, height: 32, width: 32, channels: 1 };
    let data = Dataset::new(vec![0.5; 8 * 1024], shape, &[]).unwrap();
    let model = ModelConfig::mlp(&[1024, 1024, 1024], &[1024, 1024, 1024], 2);
    let training = TrainingConfig { batch_size: 4, ..TrainingConfig::default() };
    let mut trainer = Trainer::new(&data, &model, training, 1, &Device::flex()).unwrap();
    trainer.step().unwrap();
    let file = block_on(checkpoint::save(&trainer, &model, &data, 0)).unwrap();
    let size = file.len();
    drop(trainer);
    // The file is there, and counted, already.
    let before = HELD.load(Relaxed) - size;
    PEAK.store(before, Relaxed);
    let opened = checkpoint::take(file, &Device::flex()).unwrap();
    let peak = (PEAK.load(Relaxed) - before) as f64 / size as f64;
    println!("{peak:.2} of {size} bytes");
    // Beside it, the weights that the file's take the place of: a third.
    assert!((1.0..1.5).contains(&peak), "{peak}");
    assert_eq!(opened.steps(), 1);
}

#[test]
fn the_estimate_is_what_a_step_takes() {
    let _counting = COUNTING.lock();
    let shape = Shape { count: 32, height: 24, width: 24, channels: 3 };
    let dense = ModelConfig::mlp(&[128], &[128], 8);
    let convolutional = ModelConfig { channels: vec![8, 16], ..dense.clone() };
    for base in [dense, convolutional] {
        for (norm, activation) in [
            (Norm::None, Activation::Relu),
            (Norm::None, Activation::Gelu),
            (Norm::Batch, Activation::Silu),
            (Norm::Group, Activation::Tanh),
        ] {
            for likelihood in [
                Likelihood::Bernoulli,
                Likelihood::Gaussian { variance: 0.1 },
                Likelihood::DiscretisedLogistic,
            ] {
                for objective in [Objective::Elbo, Objective::Iwae { samples: 8 }] {
                    let model = ModelConfig { norm, likelihood, activation, ..base.clone() };
                    let default = TrainingConfig::default();
                    let training = TrainingConfig { batch_size: 32, objective, ..default };
                    let said = model.cost(shape).training_bytes(32, objective.samples());
                    let found = measured(&model, &training, shape);
                    let ratio = said as f64 / found as f64;
                    println!("{ratio:.2} of {found} bytes: {model:?}, {objective:?}");
                    assert!((0.85..2.5).contains(&ratio), "{ratio}: {model:?}, {objective:?}");
                }
            }
        }
    }
}

#[test]
fn a_run_holds_no_more_the_longer_it_goes_on() {
    let _counting = COUNTING.lock();
    let shape = Shape { count: 70, height: 8, width: 8, channels: 1 };
    let data = Dataset::new(vec![0.5; 70 * 64], shape, &[]).unwrap();
    let model = ModelConfig::mlp(&[32], &[32], 2);
    let training = TrainingConfig { batch_size: 16, ..TrainingConfig::default() };
    let mut trainer = Trainer::new(&data, &model, training, 1, &Device::flex()).unwrap();
    let mut held_after = |epochs: usize| {
        for _ in 0..epochs {
            trainer.steps_in_epoch(100).unwrap();
            block_on(trainer.take_losses()).unwrap();
        }
        HELD.load(Relaxed)
    };
    // Another thread's first and last bytes fall into one stretch of epochs; what a run keeps holding grows in each.
    let held: Vec<usize> = (0..5).map(|_| held_after(8)).collect();
    assert!(held.windows(2).any(|pair| pair[1] <= pair[0]), "bytes after each 8 epochs: {held:?}");
}
