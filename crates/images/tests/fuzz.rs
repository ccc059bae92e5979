//! Whatever the bytes, reading ends: soon, without a panic, and within the memory that `Limits` promises.
//!
//! `PROPTEST_CASES` is the number of inputs of each test. A long run:
//! `PROPTEST_CASES=600000 cargo test --release -p vae-playground-images --test fuzz -- --nocapture`
#![cfg(not(target_family = "wasm"))]

mod fuzz_support;

use std::cell::RefCell;
use std::time::{Duration, Instant};

use fuzz_support::mutation::{Mutation, Wrapping, seeds};
use fuzz_support::{counting_allocator as memory, watchdog};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use vae_playground_images::{Channels, Fit, Images, Limits, Pixels, Preparation, load};

const LIMITS: Limits = Limits {
    max_bytes: 1 << 20,
    max_picture_bytes: 1 << 18,
    max_images: 1 << 14,
    max_entries: 1 << 8,
};

/// What the documentation of `Limits` promises.
const MEMORY: usize = 2 * LIMITS.max_bytes
    + 8 * LIMITS.max_picture_bytes
    + 24 * LIMITS.max_images
    + 1024 * LIMITS.max_entries
    + (24 << 20);

const LONGEST: Duration = Duration::from_secs(10);

/// Small enough for each commit.
const DEFAULT_CASES: u32 = 3000;

fn runner() -> TestRunner {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases = cases.unwrap_or(DEFAULT_CASES);
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

/// The largest figures of a run.
#[derive(Default)]
struct Figures {
    inputs: usize,
    read: usize,
    memory: usize,
    time: Duration,
}

impl Figures {
    fn check(
        &mut self,
        name: &str,
        bytes: &[u8],
        labels: Option<&[u8]>,
        preparation: &Preparation,
    ) -> Result<(), TestCaseError> {
        let started = Instant::now();
        let labels = labels.map(|bytes| ("labels", bytes));
        let (result, peak) = memory::peak(|| load(name, bytes, labels, preparation, &LIMITS));
        let time = started.elapsed();
        watchdog::progress();
        self.inputs += 1;
        self.memory = self.memory.max(peak);
        self.time = self.time.max(time);
        prop_assert!(peak <= MEMORY, "{} bytes of memory for {} of input", peak, bytes.len());
        prop_assert!(time < LONGEST, "{:?}", time);
        match result {
            Ok(images) => {
                self.read += 1;
                consistent(&images)
            }
            Err(error) => {
                let text = error.to_string();
                prop_assert!(text.len() < 1500 && !text.contains('\n'), "{}", text);
                Ok(())
            }
        }
    }

    fn report(&self, test: &str) {
        println!(
            "{test}: {} inputs, {} of them read as images; at most {} KiB of memory ({} promised), {:?}",
            self.inputs,
            self.read,
            self.memory >> 10,
            MEMORY >> 10,
            self.time
        );
    }
}

fn consistent(images: &Images) -> Result<(), TestCaseError> {
    let values = match &images.pixels {
        Pixels::U8(values) => values.len(),
        Pixels::F32(values) => {
            prop_assert!(values.iter().all(|value| (0.0..=1.0).contains(value)));
            values.len()
        }
    };
    let shape = images.shape;
    prop_assert!(shape.count > 0 && shape.pixels() > 0 && matches!(shape.channels, 1 | 3));
    prop_assert_eq!(values, shape.count * shape.pixels());
    if let Some(labels) = &images.labels {
        prop_assert_eq!(labels.values.len(), shape.count);
        prop_assert!(labels.values.iter().all(|&value| (value as usize) < labels.names.len()));
    }
    Ok(())
}

fn preparations() -> impl Strategy<Value = Preparation> {
    let size = prop::option::of((1usize..40, 1usize..40));
    let fit = prop::sample::select(vec![Fit::Stretch, Fit::Contain, Fit::Cover]);
    let channels = prop::sample::select(vec![Channels::Keep, Channels::Grey, Channels::Rgb]);
    let row_shape = prop::option::weighted(0.1, (1usize..20, 1usize..20));
    let label_column =
        prop::option::weighted(0.1, prop::sample::select(vec!["0", "1", "65", "label"]));
    let range = prop::option::weighted(0.1, Just((-1.0, 1.0)));
    let rest = (any::<bool>(), any::<bool>(), row_shape, label_column, range);
    (size, fit, channels, rest).prop_map(|(size, fit, channels, rest)| {
        let (invert, centre, row_shape, label_column, range) = rest;
        let label_column = label_column.map(str::to_owned);
        Preparation { size, fit, channels, invert, centre, row_shape, label_column, range }
    })
}

#[test]
fn random_bytes() {
    const STARTS: [&[u8]; 12] = [
        b"",
        b"\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0",
        b"\0\0\x08\x01",
        b"\x93NUMPY\x01\0",
        b"\x93NUMPY\x01\0\x38\0{'descr': '|u1', 'fortran_order': False, 'shape': (",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b\x08\0",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0",
        b"RIFF\xff\0\0\0WEBPVP8L",
        b"label,a\n1,2\n",
    ];
    const NAMES: [&str; 8] =
        ["x", "x.csv", "x.idx", "x.npy", "x.npz", "x.zip", "x.csv.gz", "train-images-idx3-ubyte"];
    let start = prop::sample::select(STARTS.to_vec());
    let name = prop::sample::select(NAMES.to_vec());
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        prop::collection::vec(prop::sample::select(b"0123456789,,,,\n\n;\".-e ".to_vec()), 0..300),
    ];
    let labels = prop::option::weighted(0.1, prop::collection::vec(any::<u8>(), 0..20));
    let figures = RefCell::new(Figures::default());
    watchdog::start();
    let strategy = (name, start, bytes, labels, preparations());
    runner()
        .run(&strategy, |(name, start, bytes, labels, preparation)| {
            let bytes = [start, &bytes].concat();
            figures.borrow_mut().check(name, &bytes, labels.as_deref(), &preparation)
        })
        .unwrap();
    figures.borrow().report("random bytes");
}

#[test]
fn damaged_files() {
    let seeds = seeds();
    let mutations = prop::collection::vec(any::<Mutation>(), 0..6);
    let strategy = (0..seeds.len(), 0..seeds.len(), mutations, any::<Wrapping>(), preparations());
    let figures = RefCell::new(Figures::default());
    watchdog::start();
    runner()
        .run(&strategy, |(seed, other, mutations, wrapping, preparation)| {
            let (name, bytes) = &seeds[seed];
            let mut bytes = bytes.clone();
            for mutation in mutations {
                mutation.apply(&mut bytes, &seeds[other].1);
            }
            let bytes = wrapping.apply(name, bytes);
            figures.borrow_mut().check(name, &bytes, None, &preparation)
        })
        .unwrap();
    figures.borrow().report("damaged files");
}

/// At a size where the constants of the promise don't matter.
#[test]
fn large_sets_take_twice_their_size_at_most() {
    const COUNT: usize = 4000;
    const PIXELS: usize = COUNT * 28 * 28;
    let pixels: Vec<u8> = (0..PIXELS).map(|at| ((at * 7919) >> 5) as u8).collect();
    let mut idx = vec![0, 0, 8, 3];
    [COUNT, 28, 28].iter().for_each(|&size| idx.extend((size as u32).to_be_bytes()));
    idx.extend(&pixels);
    let mut npy = b"\x93NUMPY\x01\0\x46\0".to_vec();
    npy.extend(b"{'descr': '|u1', 'fortran_order': False, 'shape': (4000, 28, 28), }   \n");
    npy[8] = (npy.len() - 10) as u8;
    npy.extend(&pixels);
    let rows = pixels.chunks(28 * 28).map(|row| {
        let cells: Vec<String> = row.iter().map(u8::to_string).collect();
        cells.join(",")
    });
    let csv = rows.collect::<Vec<_>>().join("\n").into_bytes();
    let files = [
        ("idx", idx.clone(), 1),
        ("idx.gz", Wrapping::Gzip.apply("", idx), 2),
        ("npy", npy.clone(), 1),
        ("npz", Wrapping::ZipDeflated.apply("", npy), 2),
        ("csv", csv, 1),
    ];
    for (name, bytes, times) in files {
        let (preparation, limits) = (Preparation::default(), Limits::default());
        let (images, peak) = memory::peak(|| load(name, &bytes, None, &preparation, &limits));
        assert_eq!(images.unwrap().pixels, Pixels::U8(pixels.clone()), "{name}");
        assert!(peak <= times * PIXELS + (1 << 20), "{name}: {peak} bytes for {PIXELS} pixels");
    }
}
