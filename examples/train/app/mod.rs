//! The native trainer, apart from its process: what main and the tests run.

mod images;
pub mod sets;
mod settings;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use burn::tensor::Device;
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use pollster::block_on;
use settings::Settings;
use vae_playground::data::{Dataset, Split};
use vae_playground::error::Error;
use vae_playground::train::{Losses, Snapshot, Trainer};
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
    /// Where the checkpoint goes.
    #[arg(long)]
    pub out: PathBuf,
    /// A checkpoint to continue from.
    #[arg(long)]
    pub resume: Option<PathBuf>,
    /// Where training ends, counted from the first epoch; goes before the settings.
    #[arg(long)]
    pub epochs: Option<usize>,
}

/// Trains to the last epoch, or until `stop` is set, and writes the checkpoint. Returns what was done.
///
/// # Errors
/// What went wrong, for a person; an older file at the checkpoint's place then stays as it was, unless training
/// diverged after an epoch, whose end is written.
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
    let begin = trainer.steps();
    let end = train(&mut trainer, arguments.epochs.unwrap_or(settings.epochs), stop)?;
    let save =
        |trainer: &Trainer| block_on(checkpoint::save(trainer, &settings.model, &data, samples));
    let step = trainer.steps();
    let saved = if end.diverged { Err(Error::Diverged { step }) } else { save(&trainer) };
    let file = match saved {
        Ok(file) => file,
        Err(Error::Diverged { step }) => {
            let problem = format!(
                "Training diverged: at step {step}, in epoch {}, the loss was no longer a finite number. Lower \
                 learningRate in the settings, or set clipNorm.",
                trainer.epoch().ceil()
            );
            trainer.restore(end.good);
            if trainer.steps() == begin {
                return Err(format!("{problem} Nothing was written."));
            }
            let file = save(&trainer).map_err(|error| error.to_string())?;
            write(&arguments.out, &file)?;
            let (out, epoch) = (arguments.out.display(), trainer.epoch());
            return Err(format!(
                "{problem} {out} has the model after epoch {epoch}, for --resume."
            ));
        }
        Err(error) => return Err(error.to_string()),
    };
    write(&arguments.out, &file)?;
    let test = block_on(trainer.evaluate(Split::Test)).map_err(|error| error.to_string())?;
    let (epoch, step) = (trainer.epoch(), trainer.steps());
    let losses: String = [("training (last epoch)", end.losses), ("test", test)]
        .iter()
        .filter_map(|(name, losses)| losses.as_ref().map(|l| format!("\n{name}: {}", words(l))))
        .collect();
    Ok(format!("epoch {epoch:.2}, step {step}; wrote {}{losses}", arguments.out.display()))
}

fn resumed(
    path: &Path,
    settings: &Settings,
    data: &Dataset,
    device: &Device,
) -> Result<(Trainer, u64), String> {
    let place = |error: vae_playground::error::Error| format!("{}: {error}", path.display());
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let checkpoint = checkpoint::load(&bytes, device).map_err(place)?;
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

/// How training ended.
struct End {
    /// The last whole epoch's, means over its batches.
    losses: Option<Losses>,
    diverged: bool,
    /// The begin, or the last epoch's end whose weights gave a finite loss.
    good: Snapshot,
}

/// Trains to the last epoch, to a loss that is no finite number, or until `stop` is set.
fn train(trainer: &mut Trainer, epochs: usize, stop: &AtomicBool) -> Result<End, String> {
    let mut end = End { losses: None, diverged: false, good: trainer.snapshot() };
    let bar = ProgressBar::new((epochs * trainer.steps_per_epoch()) as u64);
    let style = ProgressStyle::with_template("{bar:30} {percent:>3}% {eta:>4} left {msg}");
    bar.set_style(style.expect("the template is right"));
    bar.set_position((trainer.epoch() * trainer.steps_per_epoch() as f64) as u64);
    // An epoch's end is good once the next step has measured a loss with its weights.
    let mut unproven: Option<Snapshot> = None;
    while trainer.epoch() < epochs as f64 && !stop.load(Ordering::Relaxed) {
        trainer.step();
        bar.inc(1);
        if !block_on(trainer.is_finite()).map_err(|error| error.to_string())? {
            end.diverged = true;
            break;
        }
        if let Some(snapshot) = unproven.take() {
            end.good = snapshot;
        }
        if trainer.at_epoch_end() {
            let losses = block_on(trainer.take_losses()).map_err(|error| error.to_string())?;
            bar.set_message(format!("epoch {}: {}", trainer.epoch(), words(&losses)));
            end.losses = Some(losses);
            unproven = Some(trainer.snapshot());
        }
    }
    bar.finish();
    Ok(end)
}

fn words(losses: &Losses) -> String {
    let Losses { loss, reconstruction, kl, .. } = losses;
    format!("loss {loss:.3}, reconstruction {reconstruction:.3}, KL {kl:.3}")
}

/// The file is there whole, or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let partial = path.with_added_extension("partial");
    let written = fs::File::create(&partial)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&partial, path));
    written.map_err(|error| {
        // What is left of it is of no use; the first error says why.
        let _ = fs::remove_file(&partial);
        format!("{} can't be written: {error}", path.display())
    })
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
