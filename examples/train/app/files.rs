//! The checkpoints of a run: the last, and the best so far.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use pollster::block_on;
use vae_playground::checkpoint;
use vae_playground::data::{Dataset, Split};
use vae_playground::model::ModelConfig;
use vae_playground::train::Trainer;

/// Where they go, and what is in them.
pub struct Files<'a> {
    out: &'a Path,
    model: &'a ModelConfig,
    data: &'a Dataset,
    samples: u64,
    held: Option<Held>,
    /// Of the file that was written last.
    epoch: Option<f64>,
    /// The lowest test loss, and its epoch.
    best: Option<(f32, f64)>,
}

/// What an epoch ended with.
struct Held {
    file: Vec<u8>,
    epoch: f64,
    /// On the test images, where there are some.
    loss: Option<f32>,
}

impl<'a> Files<'a> {
    pub fn new(out: &'a Path, model: &'a ModelConfig, data: &'a Dataset, samples: u64) -> Self {
        Self { out, model, data, samples, held: None, epoch: None, best: None }
    }

    pub fn out(&self) -> &Path {
        self.out
    }

    /// Of the file that was written last.
    pub fn last_epoch(&self) -> Option<f64> {
        self.epoch
    }

    /// What an epoch ended with, to be written once a step has shown that its loss is a number.
    pub fn hold(&mut self, trainer: &Trainer) -> Result<(), String> {
        let file = self.file(trainer)?;
        let test = block_on(trainer.evaluate(Split::Test)).map_err(|error| error.to_string())?;
        let (epoch, loss) = (trainer.epoch(), test.map(|losses| losses.loss));
        self.held = Some(Held { file, epoch, loss });
        Ok(())
    }

    /// Writes what is held: the last, and the best where it is that. Without test images there is no best.
    pub fn write_held(&mut self) -> Result<(), String> {
        let Some(Held { file, epoch, loss }) = self.held.take() else { return Ok(()) };
        let lower = |loss: &f32| self.best.is_none_or(|(best, _)| *loss < best);
        if let Some(loss) = loss.filter(lower) {
            write(&self.beside(), &file)?;
            self.best = Some((loss, epoch));
        }
        write(self.out, &file)?;
        self.epoch = Some(epoch);
        Ok(())
    }

    /// The last, unless it is there already.
    pub fn write_last(&mut self, trainer: &Trainer) -> Result<(), String> {
        self.write_held()?;
        if self.epoch != Some(trainer.epoch()) {
            write(self.out, &self.file(trainer)?)?;
            self.epoch = Some(trainer.epoch());
        }
        Ok(())
    }

    /// A line about the best; nothing where there is none.
    pub fn best_in_words(&self) -> String {
        let about = |(loss, epoch)| {
            format!(
                "\nlowest test loss: {loss:.3} after epoch {epoch}, in {}",
                self.beside().display()
            )
        };
        self.best.map_or(String::new(), about)
    }

    fn file(&self, trainer: &Trainer) -> Result<Vec<u8>, String> {
        let file = checkpoint::save(trainer, self.model, self.data, self.samples);
        block_on(file).map_err(|error| error.to_string())
    }

    /// The best one's place: `model-best.safetensors` beside `model.safetensors`.
    fn beside(&self) -> PathBuf {
        let mut name = self.out.file_stem().unwrap_or_default().to_owned();
        name.push("-best");
        let path = self.out.with_file_name(name);
        self.out.extension().map_or(path.clone(), |ending| path.with_added_extension(ending))
    }
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
