//! Finds objects in scenes of any kind with one model: for trying things out.

use std::fmt::{self, Display};
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use vae_playground::data::{Dataset, Split};
use vae_playground::scene::{DetectOptions, Detections};
use vae_playground_images::scenes::{Background, Composition, ObjectImages, Scenes, compose};
use vae_playground_images::{Limits, Shape};

use super::measures::{Found, Measured, measured};
use super::searcher::{Searcher, told};
use super::sets;

/// Finds objects in composed scenes, and measures how well.
#[derive(Debug, Clone, Args)]
pub struct Arguments {
    /// A checkpoint of the page or of the native trainer.
    #[arg(long)]
    pub model: PathBuf,
    /// The folder of the set that it was trained on, as `www/public/data/mnist`; or the word `digits`. The scenes have
    /// its test images.
    #[arg(long)]
    pub data: PathBuf,
    /// What is behind the objects.
    #[arg(long, value_enum, default_value_t = Behind::Black)]
    pub background: Behind,
    /// Scenes.
    #[arg(long, default_value_t = 100)]
    pub count: usize,
    /// Height and width of a scene.
    #[arg(long, default_value_t = 96)]
    pub size: usize,
    /// Least and most objects of a scene.
    #[arg(long, num_args = 2, default_values_t = [1, 4])]
    pub objects: Vec<usize>,
    /// Least and most of the longer side of an object's box, in shares of a scene.
    #[arg(long, num_args = 2, default_values_t = [0.15, 0.27])]
    pub scale: Vec<f32>,
    /// Most that two boxes share, of the smaller.
    #[arg(long, default_value_t = 0.2)]
    pub overlap: f32,
    /// The same seed, the same scenes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Prices to measure at; the default unless told.
    #[arg(long, num_args = 1..)]
    pub price: Vec<f64>,
    /// With the objects of the images that were trained on.
    #[arg(long)]
    pub trained: bool,
    /// Tells of each scene what was found.
    #[arg(long)]
    pub verbose: bool,
}

/// [`Background`] as it is named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Behind {
    Black,
    Texture,
    Landscape,
}

/// What was measured, at each price.
pub struct Report {
    rows: Vec<(f64, Measured, f64)>,
}

impl Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (price, measured, rate) in &self.rows {
            writeln!(out, "price {price}: {measured}, {rate:.1} scenes a second")?;
        }
        Ok(())
    }
}

/// Composes, searches and measures.
///
/// # Errors
/// What went wrong, for a person.
pub fn run(arguments: &Arguments) -> Result<Report, String> {
    let wrong = |error: vae_playground_instrument::Error| error.to_string();
    let data = match arguments.data.to_str() {
        Some("digits") => crate::common::digits(),
        _ => sets::read(&arguments.data)?.data,
    };
    let split = if arguments.trained { Split::Train } else { Split::Test };
    let scenes = composed(arguments, &data, split)?;
    let mut searcher = Searcher::new(&arguments.model, &data)?;
    let prices = match arguments.price.as_slice() {
        [] => vec![DetectOptions::default().price],
        prices => prices.to_vec(),
    };
    let mut rows = Vec::new();
    for price in prices {
        let options = DetectOptions { price, ..DetectOptions::default() };
        let began = Instant::now();
        let Shape { height, width, channels, .. } = scenes.shape;
        let size = [height, width, channels];
        let pixels = scenes.pixels.chunks_exact(height * width * channels);
        let found = pixels.map(|pixels| searcher.find(pixels, size, &options, None));
        let found: Vec<Detections> = found.collect::<Result<_, _>>()?;
        let rate = scenes.shape.count as f64 / began.elapsed().as_secs_f64();
        if arguments.verbose {
            tell(&scenes, &found);
        }
        let found: Vec<Found> = found.iter().map(told).collect::<Result<_, _>>().map_err(wrong)?;
        rows.push((price, measured(&scenes, &found).map_err(wrong)?, rate));
    }
    Ok(Report { rows })
}

fn composed(arguments: &Arguments, data: &Dataset, split: Split) -> Result<Scenes, String> {
    let rows = data.rows(split);
    let pixels = data.gather(rows).map_err(|error| error.to_string())?;
    let vae_playground::data::Shape { height, width, channels, .. } = data.shape();
    let shape = Shape { count: rows.len(), height, width, channels };
    let pair = |values: &[f32]| -> (f32, f32) { (values[0], values[1]) };
    let options = Composition {
        count: arguments.count,
        size: (arguments.size, arguments.size),
        objects: (arguments.objects[0], arguments.objects[1]),
        scale: pair(&arguments.scale),
        overlap: arguments.overlap,
        background: match arguments.background {
            Behind::Black => Background::Black,
            Behind::Texture => Background::Texture,
            Behind::Landscape => Background::Landscape,
        },
        seed: arguments.seed,
    };
    let objects = ObjectImages::new(&pixels, shape, None).map_err(|error| error.to_string())?;
    compose(&objects, &options, &Limits::default()).map_err(|error| error.to_string())
}

fn tell(scenes: &Scenes, found: &[Detections]) {
    for (at, (objects, found)) in scenes.objects.iter().zip(found).enumerate() {
        println!("scene {at}");
        for object in objects {
            let b = object.bounds;
            println!(
                "  is    {:3} {:3} {:3} {:3}  row {} visible {:.2}",
                b.x, b.y, b.width, b.height, object.row, object.visible
            );
        }
        for object in &found.objects {
            let (b, w) = (object.bounds, object.window);
            println!(
                "  found {:3} {:3} {:3} {:3}  gain {:.0} kl {:.0} window {:.1}",
                b.left, b.top, b.width, b.height, object.gain, object.kl, w.width
            );
        }
    }
}
