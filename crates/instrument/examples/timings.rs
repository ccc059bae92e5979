//! How long the long work takes: `cargo run --release -p vae-playground-instrument --example timings`

use std::sync::Arc;
use std::time::Instant;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;
use vae_playground_instrument::logistic::{LogisticOptions, LogisticWork};
use vae_playground_instrument::mixture::{FitWork, MixtureOptions};
use vae_playground_instrument::neighbours::SearchWork;
use vae_playground_instrument::principal::principal;
use vae_playground_instrument::spread::{SpreadOptions, SpreadWork};
use vae_playground_instrument::{Labels, Points, Work};

/// Ten overlapping clusters and which each point is of, as a latent space has them.
fn clusters(count: usize, dimensions: usize) -> (Arc<Points>, Labels) {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut normal = || -> f32 { rng.sample(StandardNormal) };
    let centres: Vec<f32> = (0..10 * dimensions).map(|_| normal()).collect();
    let values = (0..count * dimensions).map(|at| {
        let (point, dimension) = (at / dimensions, at % dimensions);
        centres[point % 10 * dimensions + dimension] + 0.6 * normal()
    });
    let points = Points::new(values.collect(), dimensions).unwrap();
    let labels = (0..count).map(|point| (point % 10) as i32).collect();
    (Arc::new(points), Labels::new(labels, 10).unwrap())
}

/// Runs work and says how long it took, in all and in its longest part.
fn time<W: Work>(name: &str, mut work: W) -> W::Output {
    let start = Instant::now();
    let (mut parts, mut longest) = (0, 0.0f64);
    loop {
        let part = Instant::now();
        let output = work.advance().unwrap();
        longest = longest.max(part.elapsed().as_secs_f64());
        parts += 1;
        if let Some(output) = output {
            let seconds = start.elapsed().as_secs_f64();
            println!("{name}: {seconds:.2} s in {parts} parts of at most {:.0} ms", longest * 1e3);
            return output;
        }
    }
}

fn main() {
    let (latents, labels) = clusters(70_000, 10);
    let fit = time(
        "mixture of 10, 70,000 x 10",
        FitWork::new(latents.clone(), MixtureOptions::default()).unwrap(),
    );
    println!("  {} iterations, converged: {}", fit.iterations, fit.converged);

    let (wide, _) = clusters(70_000, 128);
    let start = Instant::now();
    principal(&wide, 2).unwrap();
    println!("principal components, 70,000 x 128: {:.2} s", start.elapsed().as_secs_f64());

    let (points, _) = clusters(60_000, 20);
    let queries = Arc::new(points.select(0..10_000));
    time("neighbours, 10,000 of 60,000 x 20", SearchWork::new(points, queries, 10).unwrap());

    let (pixels, labels_of_pixels) = clusters(10_000, 784);
    let queries = Arc::new(pixels.select(0..1000));
    time(
        "neighbours, 1,000 of 10,000 x 784",
        SearchWork::new(pixels.clone(), queries, 10).unwrap(),
    );
    let options = LogisticOptions::default();
    let fit = time(
        "logistic, 10,000 x 784",
        LogisticWork::new(pixels, &labels_of_pixels, options).unwrap(),
    );
    println!("  {} iterations, converged: {}", fit.iterations, fit.converged);
    time("logistic, 70,000 x 10", LogisticWork::new(latents.clone(), &labels, options).unwrap());

    let few = Arc::new(latents.select(0..10_000));
    let graph = time("graph, 10,000 x 10", SearchWork::within(few, 10).unwrap());
    let known = (0..10_000).map(|point| if point < 50 { point % 10 } else { -1 });
    let known = Labels::new(known.collect(), 10).unwrap();
    let work = SpreadWork::new(&graph, &known, SpreadOptions::default()).unwrap();
    let spread = time("spread, 10,000", work);
    println!("  {} iterations, converged: {}", spread.iterations, spread.converged);
}
