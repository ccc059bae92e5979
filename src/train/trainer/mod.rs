//! What trains: its make, its measures, its settings. How it steps and how it stands are rooms of their own.

mod images;
mod place;
mod steps;

use burn::module::Module;
use burn::tensor::Device;

#[cfg(feature = "cpu")]
use super::compiled::Compiled;
use super::config::{check_batch, check_together};
use super::feed::Feed;
use super::metrics::{Losses, RunningLosses};
use super::{Optimizer, TrainingConfig};
use crate::data::{Dataset, Split};
use crate::error::{Error, Result};
use crate::model::{ModelConfig, Norm, Vae};
use crate::random::{Stream, generator, standard_normal};

use images::Ahead;
pub use images::Images;
pub(crate) use images::READ_AHEAD;
pub use place::Snapshot;
pub(crate) use place::TrainerState;
pub use steps::StepWatch;

/// Images measured at once in an evaluation, where there is room.
const EVALUATED: usize = 256;

/// A model, its optimiser and the data it learns, on one device. One seed fixes initial weights,
/// batch order and noise.
pub struct Trainer {
    /// Taken only within a step, which gives it back.
    model: Option<Vae>,
    optimizer: Optimizer,
    config: TrainingConfig,
    seed: u64,
    device: Device,
    latent: usize,
    norm: Norm,
    /// What takes steps in burn's place, of a model that has it.
    #[cfg(feature = "cpu")]
    compiled: Option<Compiled>,
    images: Images,
    ahead: Ahead,
    feed: Feed,
    running: RunningLosses,
    step: usize,
    epochs: usize,
}

impl Trainer {
    /// Copies the data to `device`, unless they stay where they are stored, and draws the initial weights.
    ///
    /// # Errors
    /// When a configuration is out of range, or they don't go together; [`Error::TooFewImages`] when the model's norm
    /// needs more training images.
    pub fn new(
        data: &Dataset,
        model: &ModelConfig,
        config: TrainingConfig,
        seed: u64,
        device: &Device,
    ) -> Result<Self> {
        Self::on(Images::new(data, device)?, data, model, config, seed, device)
    }

    /// The same on images that another trainer has, those of `data`.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn on(
        images: Images,
        data: &Dataset,
        model: &ModelConfig,
        config: TrainingConfig,
        seed: u64,
        device: &Device,
    ) -> Result<Self> {
        model.validate_for(data.shape())?;
        config.validate()?;
        check_together(model, &config)?;
        let (count, least) = (data.rows(Split::Train).len(), model.norm.smallest_batch());
        if count < least {
            return Err(Error::TooFewImages { count, least });
        }
        let mut weights = generator(seed, Stream::Weights);
        Ok(Self {
            model: Some(model.init(data.shape(), &mut weights, &device.clone().autodiff())),
            optimizer: Optimizer::new(config.optimizer.rule()),
            config,
            seed,
            device: device.clone(),
            latent: model.latent,
            norm: model.norm,
            #[cfg(feature = "cpu")]
            compiled: Compiled::of(&model.plan(data.shape()), &model.likelihood),
            images,
            ahead: Ahead::default(),
            feed: Feed::new(count, least, model.latent, seed, device),
            running: RunningLosses::new(),
            step: 0,
            epochs: 0,
        })
    }

    /// What it learns and is tested on.
    pub fn images(&self) -> &Images {
        &self.images
    }

    /// The next step's batch, as rows of the training images, without taking it.
    pub fn upcoming(&self) -> Vec<u32> {
        self.feed.upcoming(self.config.batch_size)
    }

    /// Mean losses over the batches since the last call.
    ///
    /// # Errors
    /// [`Error::Diverged`] when they are no longer finite; [`Error::Device`] when the device fails.
    pub async fn take_losses(&mut self) -> Result<Losses> {
        let running = std::mem::replace(&mut self.running, RunningLosses::new());
        let losses = running.read(self.config.beta).await?;
        if !losses.loss.is_finite() {
            return Err(Error::Diverged { step: self.step });
        }
        Ok(losses)
    }

    /// Mean losses over a whole split, with one latent drawn an image from a stream of its own: the
    /// same weights give the same numbers, and training is not disturbed. `None` without test images.
    ///
    /// # Errors
    /// [`Error::Device`] when the device fails; [`Error::Unreadable`] of images that are stored.
    pub async fn evaluate(&self, split: Split) -> Result<Option<Losses>> {
        let model = self.model().valid();
        let rows = model.cost().rows_at_once(EVALUATED);
        let mut noise = generator(self.seed, Stream::Evaluation);
        let mut running = RunningLosses::new();
        let mut seen = false;
        for batch in self.images.parts(split, rows, &self.device) {
            let batch = batch?;
            seen = true;
            let shape = [batch.dims()[0], self.latent];
            let noise = standard_normal(&mut noise, shape, &self.device);
            running.add(model.elbo_terms(batch, noise));
        }
        if seen { running.read(self.config.beta).await.map(Some) } else { Ok(None) }
    }

    /// Other settings from the next step on. Weights stay, and what the optimiser remembers, unless it is of
    /// another kind. Schedules count from the first step ever, not from here.
    ///
    /// # Errors
    /// When they are out of range; the old ones then stay.
    pub fn configure(&mut self, config: TrainingConfig) -> Result<()> {
        config.validate()?;
        check_batch(self.norm, config.batch_size)?;
        if config.optimizer.same_kind(&self.config.optimizer) {
            self.optimizer.set_rule(config.optimizer.rule());
        } else {
            self.optimizer = Optimizer::new(config.optimizer.rule());
        }
        self.config = config;
        Ok(())
    }

    /// As the last step left it.
    pub fn model(&self) -> &Vae {
        self.model.as_ref().expect("a step gives the model back")
    }

    /// In force for the next step.
    pub fn config(&self) -> &TrainingConfig {
        &self.config
    }

    /// Optimiser steps so far.
    pub fn steps(&self) -> usize {
        self.step
    }

    /// Epochs so far, a fraction while inside one.
    pub fn epoch(&self) -> f64 {
        self.epochs as f64 + self.feed.position() as f64 / self.images.trained() as f64
    }

    /// Whether the last step ended an epoch, or none was taken yet.
    pub fn at_epoch_end(&self) -> bool {
        self.feed.at_epoch_end()
    }

    /// Steps an epoch at the current batch size.
    pub fn steps_per_epoch(&self) -> usize {
        let (images, size) = (self.images.trained(), self.config.batch_size);
        // A rest that is too small joins the batch before it.
        images / size + usize::from(images % size >= self.norm.smallest_batch())
    }
}
