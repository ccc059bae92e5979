use super::memory::{self, Held};
use super::{Loaded as Trained, Session};
use crate::checkpoint;
use crate::error::Result;
use crate::limits;
use crate::wire::{Load, Loaded, Nothing, SessionOptions};

impl Session {
    /// Model, options and training as the bytes of a checkpoint file.
    ///
    /// # Errors
    /// As [`checkpoint::save`]; where there are no data.
    pub async fn save(&mut self, _: Nothing) -> Result<Vec<u8>> {
        let (model, samples) = (self.options.model.clone(), self.samples);
        let Trained { data, trainer } = self.loaded()?;
        checkpoint::save(trainer, &model, data, samples).await
    }

    /// Takes model, options and training from a checkpoint, and goes on where it stood; the data must be there, and
    /// the same. With `weights_only` they only have to have the checkpoint's image size, and training starts anew
    /// with its weights.
    ///
    /// # Errors
    /// As [`checkpoint::load`], [`checkpoint::Checkpoint::resume`] and
    /// [`checkpoint::Checkpoint::start`]; where there are no data, or not the memory.
    pub async fn load(&mut self, args: Load, bytes: Vec<u8>) -> Result<Loaded> {
        let settings = checkpoint::settings(&bytes)?;
        limits::SEED.check(settings.seed as f64)?;
        let options = SessionOptions {
            model: settings.model,
            training: settings.training,
            seed: settings.seed as u32,
        };
        // The file, and its values, while the model is made.
        let held = Held { host: 3 * bytes.len() as u64, ..self.held() };
        let (device, largest_buffer) = (self.device.clone(), self.largest_buffer);
        let Trained { data, trainer } = self.loaded()?;
        settings.image.check(data.shape())?;
        memory::estimate(&options, data)?.check(held, largest_buffer)?;
        let checkpoint = checkpoint::load(&bytes, &device)?.beside(trainer);
        drop(bytes);
        let samples = if args.weights_only { 0 } else { checkpoint.samples() };
        *trainer =
            if args.weights_only { checkpoint.start(data) } else { checkpoint.resume(data) }?;
        let setup = memory::setup(&options, data, trainer);
        let (step, epoch) = (trainer.steps(), trainer.epoch());
        self.options = options;
        self.samples = samples;
        self.record = None;
        Ok(Loaded { step, epoch, setup })
    }
}
