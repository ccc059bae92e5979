//! The native trainer, apart from its process: what main and the tests run.

mod files;
pub mod images;
pub mod sets;
pub mod settings;
pub mod stored;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use burn::tensor::Device;
use clap::Parser;
use files::Files;
use indicatif::{ProgressBar, ProgressStyle};
use pollster::block_on;
use settings::Settings;
use vae_playground::data::{Dataset, Split};
use vae_playground::train::{Losses, Trainer};
use vae_playground::{checkpoint, device};

/// Trains a variational autoencoder and writes a checkpoint.
#[derive(Debug, Clone, Parser)]
pub struct Arguments {
    /// Settings: a JSON file with model, training, seed, epochs and testFraction.
    #[arg(long)]
    pub config: PathBuf,
    /// IDX, NPY, NPZ or CSV file, zip archive or folder of pictures; the folder of a set of the site, as
    /// `www/public/data/mnist`; or the word `digits`.
    #[arg(long)]
    pub data: PathBuf,
    /// A file of labels, where the images come without.
    #[arg(long)]
    pub labels: Option<PathBuf>,
    /// Images to test on, in a file or folder of their own: all of --data are trained on.
    #[arg(long, conflicts_with = "labels")]
    pub test: Option<PathBuf>,
    /// Where the checkpoint goes, after every epoch; that of the lowest test loss goes beside it, as `NAME-best`.
    #[arg(long)]
    pub out: PathBuf,
    /// A checkpoint to continue from.
    #[arg(long)]
    pub resume: Option<PathBuf>,
    /// Where training ends, counted from the first epoch; goes before the settings.
    #[arg(long)]
    pub epochs: Option<usize>,
}

/// Trains to the last epoch, or until `stop` is set. Writes a checkpoint after every epoch, and that of the lowest test
/// loss beside it. Returns what was done.
///
/// # Errors
/// What went wrong, for a person; files that are there then stay as they were, each of a whole epoch.
pub fn run(arguments: &Arguments, stop: &AtomicBool) -> Result<String, String> {
    let settings = Settings::read(&arguments.config)?;
    let folder = parent(&arguments.out);
    if !folder.is_dir() {
        return Err(format!("{} is no folder; the checkpoint can't go there.", folder.display()));
    }
    let (labels, test) = (arguments.labels.as_deref(), arguments.test.as_deref());
    let data = images::load(&arguments.data, labels, test, &settings)?;
    let device = block_on(device::open()).map_err(|error| error.to_string())?.device;
    let (mut trainer, samples) = match &arguments.resume {
        Some(path) => resumed(path, &settings, &data, &device)?,
        None => {
            let Settings { model, training, seed, .. } = &settings;
            let trainer = Trainer::new(&data, model, training.clone(), *seed, &device);
            (trainer.map_err(|error| error.to_string())?, 0)
        }
    };
    let mut files = Files::new(&arguments.out, &settings.model, &data, samples);
    let epochs = arguments.epochs.unwrap_or(settings.epochs);
    let losses = train(&mut trainer, epochs, stop, &mut files)?;
    files.write_last(&trainer)?;
    let test = block_on(trainer.evaluate(Split::Test)).map_err(|error| error.to_string())?;
    let (epoch, step) = (trainer.epoch(), trainer.steps());
    let losses: String = [("training (last epoch)", losses), ("test", test)]
        .iter()
        .filter_map(|(name, losses)| losses.as_ref().map(|l| format!("\n{name}: {}", words(l))))
        .collect();
    let best = files.best_in_words();
    Ok(format!("epoch {epoch:.2}, step {step}; wrote {}{losses}{best}", arguments.out.display()))
}

fn resumed(
    path: &Path,
    settings: &Settings,
    data: &Dataset,
    device: &Device,
) -> Result<(Trainer, u64), String> {
    let place = |error: vae_playground::error::Error| format!("{}: {error}", path.display());
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let checkpoint = checkpoint::take(bytes, device).map_err(place)?;
    for (what, same) in [
        ("model", checkpoint.model_config() == &settings.model),
        ("seed", checkpoint.seed() == settings.seed),
    ] {
        if !same {
            return Err(format!(
                "{}: its {what} is not the settings' {what}. Use the settings it was trained with.",
                path.display()
            ));
        }
    }
    let samples = checkpoint.samples();
    let mut trainer = checkpoint.resume(data).map_err(place)?;
    trainer.configure(settings.training.clone()).map_err(|error| error.to_string())?;
    Ok((trainer, samples))
}

/// Trains to the last epoch, or until `stop` is set, and writes its files. Returns the last whole epoch's losses, means
/// over its batches.
///
/// # Errors
/// When the loss is no finite number any more, with the file to go on from; when the device fails, or a file can't be
/// written.
fn train(
    trainer: &mut Trainer,
    epochs: usize,
    stop: &AtomicBool,
    files: &mut Files,
) -> Result<Option<Losses>, String> {
    let mut last = None;
    let bar = ProgressBar::new((epochs * trainer.steps_per_epoch()) as u64);
    let style = ProgressStyle::with_template("{bar:30} {percent:>3}% {eta:>4} left {msg}");
    bar.set_style(style.expect("the template is right"));
    bar.set_position((trainer.epoch() * trainer.steps_per_epoch() as f64) as u64);
    while trainer.epoch() < epochs as f64 && !stop.load(Ordering::Relaxed) {
        trainer.step().map_err(|error| error.to_string())?;
        bar.inc(1);
        if !block_on(trainer.is_finite()).map_err(|error| error.to_string())? {
            return Err(diverged(trainer, files));
        }
        files.write_held()?;
        if trainer.at_epoch_end() {
            let losses = block_on(trainer.take_losses()).map_err(|error| error.to_string())?;
            bar.set_message(format!("epoch {}: {}", trainer.epoch(), words(&losses)));
            last = Some(losses);
            let finite = block_on(checkpoint::is_finite(trainer));
            if !finite.map_err(|error| error.to_string())? {
                return Err(diverged(trainer, files));
            }
            files.hold(trainer)?;
        }
    }
    bar.finish();
    Ok(last)
}

fn diverged(trainer: &Trainer, files: &Files) -> String {
    let written = match files.last_epoch() {
        None => "Nothing was written.".to_owned(),
        Some(epoch) => {
            let out = files.out().display();
            format!(
                "{out} has the model after epoch {epoch}, for --resume.{}",
                files.best_in_words()
            )
        }
    };
    format!(
        "Training diverged: at step {}, in epoch {}, the loss was no longer a finite number. Lower \
         learningRate in the settings, or set clipNorm. {written}",
        trainer.steps(),
        trainer.epoch().ceil()
    )
}

fn words(losses: &Losses) -> String {
    let Losses { loss, reconstruction, kl, .. } = losses;
    format!("loss {loss:.3}, reconstruction {reconstruction:.3}, KL {kl:.3}")
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
