//! Trains a scene VAE on composed scenes, and prints how well it finds the objects of others:
//! `cargo run --release --example scene_vae -- --objects www/public/data/mnist/images-0.idx.gz --background texture`.

#[path = "../scenes/app/measures.rs"]
mod measures;

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use clap::Parser;
use measures::{Found, Measured, measured};
use pollster::block_on;
use vae_playground::data::{Dataset, Shape};
use vae_playground::scene::vae::{SceneOptions, SceneTrainer, SceneVae};
use vae_playground_images::scenes::{Background, Composition, ObjectImages, Scenes, compose};
use vae_playground_images::{Images, Limits, Pixels, Preparation, load};
use vae_playground_instrument::boxes::{BoundingBox, Detection};

/// A step's tensors come and go by megabytes; glibc gives each back to the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
struct Arguments {
    /// Images of one object each, such as www/public/data/mnist/images-0.idx.gz.
    #[arg(long)]
    objects: PathBuf,
    /// black, texture or landscape.
    #[arg(long, default_value = "black")]
    background: String,
    /// Of the training: initial weights, batches, noise and dreams.
    #[arg(long, default_value_t = 0)]
    seed: u32,
    /// Of the scenes that are measured.
    #[arg(long, default_value_t = 2)]
    test_seed: u64,
    /// Scenes that are measured, of objects that it did not learn from.
    #[arg(long, default_value_t = 1000)]
    scenes: usize,
    /// Scenes that are learned from.
    #[arg(long, default_value_t = 4000)]
    learned: usize,
    /// Options of the model and its training, as JSON; what is left out has its default.
    #[arg(long, default_value = "{}")]
    options: String,
    /// A file that it goes on from where it is there, and is kept in.
    #[arg(long)]
    file: Option<PathBuf>,
    /// Steps from one measurement to the next; only at the end where it is 0.
    #[arg(long, default_value_t = 0)]
    every: usize,
    /// Prints one line of JSON alone.
    #[arg(long)]
    json: bool,
}

/// Of the objects, those that only test scenes have: one in so many.
const HELD_OUT: usize = 10;
/// Presence below which nothing is taken for an object at all.
const FAINTEST: f32 = 0.05;
/// Of the scenes that are learned from.
const LEARNED_SEED: u64 = 1;
/// Scenes found at once.
const AT_ONCE: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let options: SceneOptions = serde_json::from_str(&arguments.options)?;
    let background = match arguments.background.as_str() {
        "black" => Background::Black,
        "texture" => Background::Texture,
        "landscape" => Background::Landscape,
        other => {
            return Err(format!(
                "The background is {other}; it must be black, texture or landscape."
            )
            .into());
        }
    };
    let (pixels, shape) = objects(&arguments.objects)?;
    let part = |held: bool| {
        let rows = (0..shape.count).filter(|row| row.is_multiple_of(HELD_OUT) == held);
        let size = shape.height * shape.width * shape.channels;
        rows.flat_map(|row| &pixels[row * size..][..size]).copied().collect::<Vec<f32>>()
    };
    let composed = |pixels: &[f32], count: usize, seed: u64| {
        let size = shape.height * shape.width * shape.channels;
        let shape = vae_playground_images::Shape { count: pixels.len() / size, ..shape };
        let options = Composition { count, background, seed, ..Default::default() };
        compose(&ObjectImages::new(pixels, shape, None)?, &options, &Limits::default())
    };
    let (own, other) = (part(false), part(true));
    let scenes = composed(&own, arguments.learned, LEARNED_SEED)?;
    let test = composed(&other, arguments.scenes, arguments.test_seed)?;
    let dreamed = dataset(own, shape, false)?;
    let options = SceneOptions { seed: arguments.seed, ..options };
    let learned = dataset(scenes.pixels, scenes.shape, true)?;
    let mut trainer = SceneTrainer::new(learned, Some(&dreamed), options, &Device::flex())?;
    if let Some(file) = arguments.file.as_ref().filter(|file| file.exists()) {
        trainer.load(&std::fs::read(file)?)?;
    }
    let (steps, begun) = (trainer.dreams() + options.steps, trainer.steps());
    let start = Instant::now();
    let each = |steps: usize| start.elapsed().as_secs_f64() / (steps - begun).max(1) as f64;
    while trainer.steps() < steps {
        let left = steps - trainer.steps();
        let part = if arguments.every > 0 { left.min(arguments.every) } else { left };
        block_on(trainer.train(part))?;
        let losses = block_on(trainer.take_losses())?.ok_or("no step was taken")?;
        if arguments.every > 0 && !arguments.json {
            let (step, ms) = (trainer.steps(), each(trainer.steps()) * 1e3);
            println!("step {step}, {ms:.0} ms a step: {losses:.1?}");
            let now = trainer.model().valid();
            println!("  {}", measured(&test, &found(&now, &test, &options)?)?);
        }
        if let Some(file) = &arguments.file {
            std::fs::write(file, block_on(trainer.save())?)?;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let measured = measured(&test, &found(&trainer.best(), &test, &options)?)?;
    if !arguments.json {
        println!("{measured}");
        return Ok(());
    }
    let Measured { precision, count, mask, rand } = measured;
    let (background, Arguments { seed, test_seed, scenes, .. }) =
        (&arguments.background, &arguments);
    let line = serde_json::json!({
        "background": background, "seed": seed, "testSeed": test_seed, "scenes": scenes,
        "dreams": trainer.dreams(), "steps": options.steps, "seconds": seconds,
        "precision": precision, "count": count, "rand": rand, "mask": mask,
    });
    println!("{line}");
    Ok(())
}

fn objects(path: &PathBuf) -> Result<(Vec<f32>, vae_playground_images::Shape), Box<dyn Error>> {
    let name = path.to_string_lossy().into_owned();
    let (preparation, limits) = (Preparation::default(), Limits::default());
    let Images { pixels, shape, .. } =
        load(&name, &std::fs::read(path)?, None, &preparation, &limits)?;
    let pixels = match pixels {
        Pixels::F32(values) => values,
        Pixels::U8(bytes) => bytes.into_iter().map(|byte| f32::from(byte) / 255.0).collect(),
    };
    Ok((pixels, shape))
}

/// All images, of which the last tenth are held out where asked for.
fn dataset(
    pixels: Vec<f32>,
    shape: vae_playground_images::Shape,
    hold_out: bool,
) -> Result<Dataset, Box<dyn Error>> {
    let vae_playground_images::Shape { height, width, channels, .. } = shape;
    let count = pixels.len() / (height * width * channels);
    let held: Vec<u32> = if hold_out {
        (count - count / 10..count).map(|row| row as u32).collect()
    } else {
        Vec::new()
    };
    Ok(Dataset::new(pixels, Shape { count, height, width, channels }, &held)?)
}

/// What the model finds in all scenes.
fn found(
    model: &SceneVae,
    test: &Scenes,
    options: &SceneOptions,
) -> Result<Vec<Found>, Box<dyn Error>> {
    let size = test.shape.height * test.shape.width * test.shape.channels;
    let area = test.shape.height * test.shape.width;
    let mut found = Vec::new();
    for pixels in test.pixels.chunks(AT_ONCE * size) {
        let count = pixels.len() / size;
        let pixels = TensorData::new(pixels.to_vec(), [count, size]);
        let images = Tensor::from_data(pixels, &Device::flex());
        let answer = block_on(model.find(images, options.deviation))?;
        let cells = answer.presence.len() / count;
        let boxes = answer.boxes.as_chunks::<4>().0.chunks_exact(cells);
        let scenes = answer.presence.chunks_exact(cells).zip(boxes);
        for ((presence, boxes), masks) in scenes.zip(answer.masks.chunks_exact(area)) {
            let pairs = presence.iter().zip(boxes).filter(|(presence, _)| **presence > FAINTEST);
            let detections = pairs.map(|(&presence, sides)| {
                let [x, y, width, height] = sides.map(f64::from);
                let bounds = BoundingBox::new(x, y, width, height)?;
                Ok(Detection { bounds, score: presence.into(), class: None, latent: Vec::new() })
            });
            found.push(Found {
                detections: detections.collect::<vae_playground_instrument::Result<_>>()?,
                count: presence
                    .iter()
                    .filter(|presence| **presence >= SceneVae::PRESENT as f32)
                    .count(),
                labels: masks.iter().map(|&label| label.into()).collect(),
            });
        }
    }
    Ok(found)
}
