//! The native engine on the CPU device: `cargo bench --bench engine`. Throughput is in images (`elem`).

use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use pollster::block_on;
use vae_playground::data::{Dataset, Shape, Split};
use vae_playground::device;
use vae_playground::latent::{decode, embed};
use vae_playground::model::{ModelConfig, Unwatched};
use vae_playground::random::{Stream, generator, standard_normal_values, uniform};
use vae_playground::train::{Trainer, TrainingConfig};

const SEED: u64 = 42;
/// Images embedded, and latent vectors decoded, at once.
const QUERIES: usize = 512;

struct Workload {
    name: &'static str,
    images: usize,
    side: usize,
    hidden: &'static [usize],
    latent: usize,
    batch_size: usize,
}

/// The CPU workloads of the browser benchmarks.
const WORKLOADS: [Workload; 2] = [
    Workload {
        name: "digits 64-128-2, batch 64",
        images: 1792,
        side: 8,
        hidden: &[64, 128],
        latent: 2,
        batch_size: 64,
    },
    Workload {
        name: "MNIST 784-400-20, batch 128",
        images: 9984,
        side: 28,
        hidden: &[400],
        latent: 20,
        batch_size: 128,
    },
];

impl Workload {
    /// Random pixels: dense layers take the same time for any.
    fn data(&self) -> Dataset {
        let shape = Shape { count: self.images, height: self.side, width: self.side, channels: 1 };
        let mut rng = generator(SEED, Stream::Prior);
        let pixels = uniform(&mut rng, shape.count * shape.pixels(), 0.5);
        Dataset::new(pixels.into_iter().map(|v| v + 0.5).collect(), shape, &[]).unwrap()
    }

    fn model(&self) -> ModelConfig {
        let outwards: Vec<usize> = self.hidden.iter().rev().copied().collect();
        ModelConfig::mlp(self.hidden, &outwards, self.latent)
    }
}

fn engine(criterion: &mut Criterion) {
    let device = block_on(device::open()).unwrap().device;
    for workload in &WORKLOADS {
        let mut group = criterion.benchmark_group(workload.name);
        let data = workload.data();
        let training =
            TrainingConfig { batch_size: workload.batch_size, ..TrainingConfig::default() };
        let mut trainer = Trainer::new(&data, &workload.model(), training, SEED, &device).unwrap();

        group.throughput(Throughput::Elements(workload.batch_size as u64));
        // In the portions in which a page trains, which end where an epoch does.
        group.bench_function("training step", |bencher| {
            bencher.iter_custom(|steps| {
                let (end, begin) = (trainer.steps() + steps as usize, Instant::now());
                while trainer.steps() < end {
                    trainer.steps_in_epoch(end - trainer.steps()).unwrap();
                }
                begin.elapsed()
            });
        });
        group.bench_function("training step, burn's", |bencher| {
            bencher.iter(|| trainer.watched_step(&mut Unwatched).unwrap());
        });
        // Fails when training has diverged: such figures would mean nothing.
        block_on(trainer.take_losses()).unwrap();

        group.throughput(Throughput::Elements(workload.images as u64));
        group.bench_function("evaluation", |bencher| {
            bencher.iter(|| block_on(trainer.evaluate(Split::Train)).unwrap());
        });

        group.throughput(Throughput::Elements(QUERIES as u64));
        let rows: Vec<u32> = (0..QUERIES as u32).collect();
        let pixels = data.gather(&rows).unwrap();
        let size = data.shape().pixels();
        group.bench_function("embedding", |bencher| {
            bencher.iter(|| block_on(embed(trainer.model(), &pixels, size, &device)).unwrap());
        });

        let count = QUERIES * workload.latent;
        let z = standard_normal_values(&mut generator(SEED, Stream::Prior), count);
        group.bench_function("decoding", |bencher| {
            bencher
                .iter(|| block_on(decode(trainer.model(), &z, workload.latent, &device)).unwrap());
        });
    }
}

criterion_group!(benches, engine);
criterion_main!(benches);
