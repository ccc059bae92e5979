//! Trains scene VAEs on composed scenes, and prints how well they find the objects of others:
//! `cargo run --release --example scene_vae -- --objects www/public/data/mnist/images.idx.gz --background texture`.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use clap::Parser;
use pollster::block_on;
use vae_playground::data::{Dataset, Shape};
use vae_playground::scene::vae::{SceneOptions, SceneTrainer, SceneVae};
use vae_playground_images::scenes::{Background, Composition, ObjectImages, Scenes, compose};
use vae_playground_images::{Images, Limits, Pixels, Preparation, load};
use vae_playground_instrument::boxes::{BoundingBox, Detection, Mask};
use vae_playground_instrument::detection::{
    Scene, adjusted_rand_foreground, average_precision, count_accuracy, mask_iou,
};

/// A step's tensors come and go by megabytes; glibc gives each back to the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
struct Arguments {
    /// Images of one object each, such as www/public/data/mnist/images.idx.gz.
    #[arg(long)]
    objects: PathBuf,
    /// black, texture or landscape.
    #[arg(long, default_value = "black")]
    background: String,
    /// Runs, each with a seed of its own.
    #[arg(long, default_value_t = 5)]
    seeds: u32,
    /// The first run's.
    #[arg(long, default_value_t = 0)]
    first_seed: u32,
    /// Scenes to learn, and scenes of other objects to measure.
    #[arg(long, default_value_t = 4000)]
    scenes: usize,
    #[arg(long, default_value_t = 1000)]
    test_scenes: usize,
    /// Options of the model and its training, as JSON; what is left out has its default.
    #[arg(long, default_value = "{}")]
    options: String,
    /// A file that a run goes on from where it is there, and is kept in, after the seed's number.
    #[arg(long)]
    file: Option<PathBuf>,
    /// Steps from one measurement to the next; only at the end where it is 0.
    #[arg(long, default_value_t = 0)]
    every: usize,
}

/// Of the objects, those that only test scenes have: one in so many.
const HELD_OUT: usize = 10;
/// Presence below which nothing is taken for an object at all.
const FAINTEST: f32 = 0.05;
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
    let scenes = composed(&own, arguments.scenes, 1)?;
    let test = composed(&other, arguments.test_scenes, 2)?;
    let dreamed = dataset(own, shape, false)?;

    for seed in arguments.first_seed..arguments.first_seed + arguments.seeds {
        let options = SceneOptions { seed, ..options };
        let learned = dataset(scenes.pixels.clone(), scenes.shape, true)?;
        let mut trainer = SceneTrainer::new(learned, Some(&dreamed), options, &Device::flex())?;
        let file = arguments.file.as_ref().map(|file| file.with_extension(seed.to_string()));
        if let Some(file) = file.as_ref().filter(|file| file.exists()) {
            trainer.load(&std::fs::read(file)?)?;
        }
        let steps = trainer.dreams() + options.steps;
        let start = Instant::now();
        while trainer.steps() < steps {
            let left = steps - trainer.steps();
            let part = if arguments.every > 0 { left.min(arguments.every) } else { left };
            block_on(trainer.train(part))?;
            let losses = block_on(trainer.take_losses())?.ok_or("no step was taken")?;
            let each = start.elapsed().as_secs_f64() / trainer.steps() as f64;
            println!(
                "seed {seed}, step {}, {:.0} ms a step: {losses:.1?}",
                trainer.steps(),
                each * 1e3
            );
            if arguments.every > 0 {
                if let Some(file) = &file {
                    std::fs::write(file, block_on(trainer.save())?)?;
                }
                println!("  now:  {}", measured(&trainer.model().valid(), &test, &options)?);
            }
        }
        println!("seed {seed}: {}", measured(&trainer.best(), &test, &options)?);
    }
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

/// The pixels of each label but 0, the background.
fn objects_of(labels: &[u32], width: usize) -> vae_playground_instrument::Result<Vec<Mask>> {
    let mut own: Vec<u32> = labels.iter().copied().filter(|&label| label > 0).collect();
    own.sort_unstable();
    own.dedup();
    let mask = |label| Mask::new(labels.iter().map(|&other| other == label).collect(), width);
    own.into_iter().map(mask).collect()
}

/// Average precision at an overlap of one half, how often the count is right, the adjusted Rand index of the objects'
/// pixels, and how well masks fit.
fn measured(
    model: &SceneVae,
    test: &Scenes,
    options: &SceneOptions,
) -> Result<String, Box<dyn Error>> {
    let size = test.shape.height * test.shape.width * test.shape.channels;
    let area = test.shape.height * test.shape.width;
    let (mut found, mut truth, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut shared, mut rand) = (Vec::new(), 0.0);
    for first in (0..test.shape.count).step_by(AT_ONCE) {
        let count = AT_ONCE.min(test.shape.count - first);
        let pixels = test.pixels[first * size..][..count * size].to_vec();
        let images = Tensor::from_data(TensorData::new(pixels, [count, size]), &Device::flex());
        let answer = block_on(model.find(images, options.deviation))?;
        let cells = answer.presence.len() / count;
        for scene in 0..count {
            let objects = &test.objects[first + scene];
            let presence = &answer.presence[scene * cells..][..cells];
            let boxes = &answer.boxes.as_chunks::<4>().0[scene * cells..];
            let pairs = presence.iter().zip(boxes).filter(|(presence, _)| **presence > FAINTEST);
            let detections = pairs.map(|(&presence, sides)| {
                let [x, y, width, height] = sides.map(f64::from);
                let bounds = BoundingBox::new(x, y, width, height)?;
                Ok(Detection { bounds, score: presence.into(), class: None, latent: Vec::new() })
            });
            found.push(detections.collect::<Result<Vec<_>, vae_playground_instrument::Error>>()?);
            let bounds = objects.iter().map(|object| {
                let [x, y] = [object.bounds.x, object.bounds.y].map(|side| side as f64);
                let [w, h] = [object.bounds.width, object.bounds.height].map(|side| side as f64);
                BoundingBox::new(x, y, w, h)
            });
            truth.push(bounds.collect::<Result<Vec<_>, _>>()?);
            counts.push((objects.len(), presence.iter().filter(|p| **p >= 0.5).count()));
            let labels = |masks: &[u8], scene: usize| -> Vec<u32> {
                masks[scene * area..][..area].iter().map(|&label| label.into()).collect()
            };
            let (seen, masks) = (labels(&test.masks, first + scene), labels(&answer.masks, scene));
            let width = test.shape.width;
            let [there, here] = [&seen, &masks].map(|labels| objects_of(labels, width));
            shared.extend(mask_iou(&there?, &here?)?);
            rand += adjusted_rand_foreground(&seen, &masks)?.ok_or("a scene has no objects")?;
        }
    }
    let pairs = truth.iter().zip(&found);
    let scenes: Vec<Scene> = pairs.map(|(truth, detections)| Scene { truth, detections }).collect();
    Ok(format!(
        "AP@0.5 {:.3}, count {:.3}, ARI-FG {:.3}, mask IoU {:.3}",
        average_precision(&scenes, 0.5)?.unwrap_or(f64::NAN),
        count_accuracy(&counts).unwrap_or(f64::NAN),
        rand / scenes.len() as f64,
        shared.iter().sum::<f64>() / shared.len() as f64
    ))
}
