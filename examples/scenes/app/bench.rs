//! All that is measured, a run after the other.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use clap::Args;
use vae_playground::scene::DetectOptions;
use vae_playground_images::Shape;
use vae_playground_images::scenes::{Background, Scenes};
use vae_playground_instrument::templates::Template;

use super::baselines::{self, Candidates};
use super::measures::{Measured, measured};
use super::results::{self, Method, Outcome, Run, Work};
use super::searcher::{Searcher, told};
use super::sets::Set;
use super::street;
use super::table::table;
use super::tiers::{Objects, Tier};

/// Scenes on which baselines are given their thresholds; the search's own constants were chosen on them too.
const TUNING: (usize, u64) = (50, 1);

/// Measures search, tracks and baselines.
#[derive(Debug, Clone, Args)]
pub struct Arguments {
    /// The folder of the site's sets.
    #[arg(long, default_value = "www/public/data")]
    pub data: PathBuf,
    /// Where models are kept.
    #[arg(long)]
    pub models: PathBuf,
    /// A file of results, to which new ones are added; what it has already is not measured again.
    #[arg(long, overrides_with = "results")]
    pub results: PathBuf,
    /// Test scenes of a tier.
    #[arg(long, default_value_t = 1000)]
    pub scenes: usize,
    /// The same seed, the same scenes; nothing was chosen on those of the default.
    #[arg(long, default_value_t = 101)]
    pub scene_seed: u64,
    /// Training seeds, from the first on.
    #[arg(long, default_value_t = 5)]
    pub seeds: u64,
    /// The first training seed.
    #[arg(long, default_value_t = 1)]
    pub first_seed: u64,
    /// Tiers; all unless told.
    #[arg(long, value_enum, num_args = 0.., default_values_t = Tier::ALL)]
    pub tiers: Vec<Tier>,
    /// Who finds objects; all unless told.
    #[arg(long, value_enum, num_args = 0.., default_values_t = Method::ALL)]
    pub methods: Vec<Method>,
    /// Frames of the street; none with 0.
    #[arg(long, default_value_t = 720)]
    pub frames: usize,
}

/// Measures what is missing, and returns the table of what was asked for.
///
/// # Errors
/// What keeps all runs from being made, for a person; a run that fails is a result.
pub fn run(arguments: &Arguments) -> Result<String, String> {
    let mut done = results::read(&arguments.results)?;
    let mut asked = Vec::new();
    for (work, seed) in planned(arguments) {
        let scene_seed = arguments.scene_seed;
        let same =
            |run: &&Run| run.work == work && run.seed == seed && run.scene_seed == scene_seed;
        if let Some(run) = done.iter().find(same) {
            asked.push(run.clone());
            continue;
        }
        let outcome = outcome(arguments, &work, seed).unwrap_or_else(Outcome::Failed);
        let run = Run { work, seed, scene_seed, outcome };
        results::write(&arguments.results, &run)?;
        eprintln!("{}", serde_json::to_string(&run).map_err(|error| error.to_string())?);
        done.push(run.clone());
        asked.push(run);
    }
    Ok(table(&asked))
}

/// What is to be done, with the seeds.
fn planned(arguments: &Arguments) -> Vec<(Work, u64)> {
    let Arguments { scenes, seeds, first_seed, frames, .. } = *arguments;
    let own = first_seed..first_seed + seeds;
    let mut planned = Vec::new();
    for &tier in &arguments.tiers {
        for &method in &arguments.methods {
            let seeds = if method.is_trained() { own.clone() } else { 0..1 };
            planned.extend(seeds.map(|seed| (Work::Scenes { tier, method, scenes }, seed)));
        }
    }
    if frames > 0 {
        planned.extend(own.map(|seed| (Work::Street { frames }, seed)));
    }
    planned
}

fn outcome(arguments: &Arguments, work: &Work, seed: u64) -> Result<Outcome, String> {
    match *work {
        Work::Scenes { tier, method, scenes } => {
            if method == Method::SceneVae {
                let measured = scene_vae(arguments, tier, scenes, seed)?;
                return Ok(Outcome::Found { measured, rate: None });
            }
            let (measured, rate) = found(arguments, tier, method, scenes, seed)?;
            Ok(Outcome::Found { measured, rate: Some(rate) })
        }
        Work::Street { frames } => {
            let set = Objects::Things.set(&arguments.data)?;
            let model = Objects::Things.model(&arguments.data, &arguments.models, seed)?;
            let mut searcher = Searcher::new(&model, &set.data)?;
            let seed = arguments.scene_seed;
            street::followed(&mut searcher, &set, frames, seed).map(Outcome::Followed)
        }
    }
}

/// Finds the objects of a tier's scenes, and measures how well and how fast.
fn found(
    arguments: &Arguments,
    tier: Tier,
    method: Method,
    count: usize,
    seed: u64,
) -> Result<(Measured, f64), String> {
    let wrong = |error: vae_playground_instrument::Error| error.to_string();
    let objects = tier.objects();
    let set = objects.set(&arguments.data)?;
    let scenes = tier.composed(&set, count, arguments.scene_seed)?;
    if method == Method::TrainedVae {
        let model = objects.model(&arguments.data, &arguments.models, seed)?;
        let mut searcher = Searcher::new(&model, &set.data)?;
        let began = Instant::now();
        let found = each(&scenes, |pixels, size| {
            let found = searcher.find(pixels, size, &DetectOptions::default(), None)?;
            told(&found).map_err(wrong)
        })?;
        let rate = count as f64 / began.elapsed().as_secs_f64();
        return Ok((measured(&scenes, &found).map_err(wrong)?, rate));
    }
    let mut baseline = Baseline::new(arguments, &set, objects, method, seed)?;
    let tuning = tier.composed(&set, TUNING.0, TUNING.1)?;
    let least =
        baselines::threshold(&tuning, &each(&tuning, |pixels, size| baseline.find(pixels, size))?);
    let began = Instant::now();
    let area = scenes.shape.height * scenes.shape.width;
    let found = each(&scenes, |pixels, size| {
        Ok(baselines::found(&baseline.find(pixels, size)?, least, area))
    })?;
    let rate = count as f64 / began.elapsed().as_secs_f64();
    Ok((measured(&scenes, &found).map_err(wrong)?, rate))
}

/// Of each scene.
fn each<T>(
    scenes: &Scenes,
    mut of: impl FnMut(&[f32], [usize; 3]) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let Shape { height, width, channels, .. } = scenes.shape;
    let scenes = scenes.pixels.chunks_exact(height * width * channels);
    scenes.map(|pixels| of(pixels, [height, width, channels])).collect()
}

enum Baseline {
    Components,
    Likelihood(Box<Searcher>, [usize; 3]),
    Templates(Vec<Template>),
}

impl Baseline {
    fn new(
        arguments: &Arguments,
        set: &Set,
        objects: Objects,
        method: Method,
        seed: u64,
    ) -> Result<Self, String> {
        match method {
            Method::Components => Ok(Self::Components),
            Method::Templates => baselines::mean_images(set).map(Self::Templates),
            _ => {
                let model = objects.model(&arguments.data, &arguments.models, seed)?;
                let shape = set.data.shape();
                let image = [shape.height, shape.width, shape.channels];
                Ok(Self::Likelihood(Box::new(Searcher::new(&model, &set.data)?), image))
            }
        }
    }

    fn find(&mut self, pixels: &[f32], size: [usize; 3]) -> Result<Candidates, String> {
        match self {
            Self::Components => baselines::components(pixels, size),
            Self::Likelihood(searcher, image) => baselines::windows(searcher, *image, pixels, size),
            Self::Templates(templates) => baselines::templates(templates, pixels, size),
        }
    }
}

/// Trains a scene VAE and measures it, as its own example does.
fn scene_vae(
    arguments: &Arguments,
    tier: Tier,
    scenes: usize,
    seed: u64,
) -> Result<Measured, String> {
    let background = match tier.background() {
        Background::Black => "black",
        Background::Texture => "texture",
        Background::Landscape => "landscape",
    };
    let example =
        std::env::current_exe().map_err(|error| error.to_string())?.with_file_name("scene_vae");
    let (images, dreams, steps) = match tier.objects() {
        Objects::Digits => ("images-0.idx.gz", 2000, 3000),
        Objects::Things => ("images.idx.gz", 4000, 5000),
    };
    let objects = arguments.data.join(tier.objects().folder()).join(images);
    let output = Command::new(&example)
        .arg("--objects")
        .arg(objects)
        .args(["--background", background, "--json"])
        .args(["--options", &format!("{{\"dreams\":{dreams},\"steps\":{steps}}}")])
        .args(["--seed", &seed.to_string(), "--scenes", &scenes.to_string()])
        .args(["--test-seed", &arguments.scene_seed.to_string()])
        .output()
        .map_err(|error| format!("{}: {error}", example.display()))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().last().unwrap_or_default();
    serde_json::from_str(line).map_err(|error| format!("{}: {error}: {line}", example.display()))
}
