use super::memory::{self, Held};
use super::{Loaded as Trained, Session};
use crate::checkpoint;
use crate::error::Result;
use crate::limits;
use crate::wire::{Load, Loaded, Nothing, Save, SessionOptions};

impl Session {
    /// Model, options and training as the bytes of a checkpoint file: as they are, or as they were kept last ([`Self::keep`]).
    ///
    /// # Errors
    /// As [`checkpoint::save`]; where there are no data, or not the memory; where nothing was kept.
    pub async fn save(&mut self, Save { kept }: Save) -> Result<Vec<u8>> {
        let (options, samples) = (self.options.clone(), self.samples);
        let Trained { data, trainer } = self.loaded()?;
        memory::check_file(&options, data, trainer.model().cost())?;
        if kept {
            return self.save_kept().await;
        }
        checkpoint::save(trainer, &options.model, data, samples).await
    }

    /// Takes model, options and training from a checkpoint, and goes on where it stood; the data must be there, and
    /// the same. With `weights_only` they only have to have the checkpoint's image size, and training starts anew
    /// with its weights.
    ///
    /// # Errors
    /// As [`checkpoint::take`], [`checkpoint::Checkpoint::resume`] and
    /// [`checkpoint::Checkpoint::start`]; where there are no data, or not the memory; when the batch size is out of
    /// range.
    pub async fn load(&mut self, args: Load, bytes: Vec<u8>) -> Result<Loaded> {
        let settings = checkpoint::settings(&bytes)?;
        limits::SEED.check(settings.seed as f64)?;
        let mut training = settings.training;
        if let Some(size) = args.batch_size {
            training.batch_size = limits::BATCH_SIZE.count(size)?;
        }
        let options =
            SessionOptions { model: settings.model, training, seed: settings.seed as u32 };
        options.validate()?;
        let shape = self.loaded()?.data.shape();
        settings.image.check(shape)?;
        options.model.validate_for(shape)?;
        // What of the file was not read yet, and what of it was, are together about as much as the model.
        let largest = options.model.cost(shape).largest_parameter.saturating_mul(4);
        let held = self.held();
        let held = Held { host: held.host.saturating_add(largest), ..held };
        self.check_room(&options, held)?;
        let device = self.device.clone();
        let Trained { data, trainer } = self.loaded()?;
        let checkpoint = checkpoint::take(bytes, &device)?.beside(trainer);
        let samples = if args.weights_only { 0 } else { checkpoint.samples() };
        let mut opened =
            if args.weights_only { checkpoint.start(data) } else { checkpoint.resume(data) }?;
        opened.configure(options.training.clone())?;
        *trainer = opened;
        let setup = memory::setup(&options, data, trainer);
        let (step, epoch) = (trainer.steps(), trainer.epoch());
        self.options = options;
        self.samples = samples;
        self.kept = None;
        self.record = None;
        self.keep(Nothing {}).await?;
        Ok(Loaded { step, epoch, setup })
    }
}
