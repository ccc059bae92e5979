use std::collections::HashMap;

use burn::module::{Module, ParamId};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Gradients, Int, Tensor, TensorData};

use super::config::{check_batch, check_together};
use super::feed::{Batch, Feed, FeedState};
use super::metrics::{Losses, RunningLosses};
use super::{Optimizer, OptimizerConfig, Setting, TrainingConfig, clip_gradients};
use crate::data::{Dataset, Split};
use crate::error::{Error, Result};
use crate::model::{ElboTerms, ModelConfig, Norm, Unwatched, Vae, Watch};
use crate::ops::Moments;
use crate::random::{Stream, generator, standard_normal};

/// Images measured at once in an evaluation, where there is room.
const EVALUATED: usize = 256;

/// The images that a trainer learns and is tested on, on its device. Clones share them.
#[derive(Debug, Clone)]
pub struct Resident {
    /// `[images, pixels]`
    train: Tensor<2>,
    /// The same, where there are any.
    test: Option<Tensor<2>>,
}

impl Resident {
    fn new(data: &Dataset, device: &Device) -> Result<Self> {
        let pixels = data.shape().pixels();
        let split = |split: Split| -> Result<Tensor<2>> {
            let rows = data.rows(split);
            let values = TensorData::new(data.gather(rows)?, [rows.len(), pixels]);
            Ok(Tensor::from_data(values, device))
        };
        let has_test = !data.rows(Split::Test).is_empty();
        let test = if has_test { Some(split(Split::Test)?) } else { None };
        Ok(Self { train: split(Split::Train)?, test })
    }
}

/// Somebody who looks on while a step is taken.
pub trait StepWatch: Watch {
    /// The batch: rows of the training images, and noise.
    fn begins(&mut self, _rows: &Tensor<1, Int>, _noise: &Tensor<2>) {}

    /// Once the gradients are known, before the model changes; `[beta, rate]` are in force.
    fn learned(&mut self, _: &Vae, _: &ElboTerms, _: &Gradients, _: [f64; 2]) {}
}

impl StepWatch for Unwatched {}

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
    images: Resident,
    feed: Feed,
    running: RunningLosses,
    step: usize,
    epochs: usize,
}

impl Trainer {
    /// Copies the data to `device` and draws the initial weights.
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
        Self::on(Resident::new(data, device)?, data, model, config, seed, device)
    }

    /// The same on images that are on the device already, those of `data`.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn on(
        images: Resident,
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
            images,
            feed: Feed::new(count, least, model.latent, seed, device),
            running: RunningLosses::new(),
            step: 0,
            epochs: 0,
        })
    }

    /// The images on the device.
    pub fn images(&self) -> &Resident {
        &self.images
    }

    /// One optimiser step on the next batch; returns its images. Nothing is read back from the device.
    pub fn step(&mut self) -> usize {
        self.watched_step(&mut Unwatched)
    }

    /// The same step while somebody looks on.
    pub fn watched_step(&mut self, watch: &mut dyn StepWatch) -> usize {
        let TrainingConfig { batch_size, objective, beta_schedule, rate_schedule, .. } =
            self.config;
        let Batch { rows, noise, size } = self.feed.next(batch_size, objective.draws());
        watch.begins(&rows, &noise);
        let images = self.images.train.clone().select(0, rows);
        let model = self.model.take().expect("a step gives the model back");
        let pass = objective.pass(&model, images, noise, watch);
        let terms = pass.terms();
        self.running.add(terms.clone());
        let setting = Setting {
            beta: self.config.beta * beta_schedule.factor(self.step),
            step: self.step,
            training_images: self.images.train.dims()[0],
        };
        // The gradient of several values is that of their sum.
        let losses = objective.losses(pass, &setting) / size as f32;
        let gradients = losses.backward();
        let rate = self.config.learning_rate * rate_schedule.factor(self.step);
        watch.learned(&model, &terms, &gradients, [setting.beta, rate]);
        let mut gradients = GradientsParams::from_grads(gradients, &model);
        if let Some(norm) = self.config.clip_norm {
            gradients = clip_gradients(&model, gradients, norm);
        }
        self.model = Some(self.optimizer.step(rate, model, gradients));

        self.step += 1;
        if self.feed.at_epoch_end() {
            self.epochs += 1;
        }
        size
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
    /// [`Error::Device`] when the device fails.
    pub async fn evaluate(&self, split: Split) -> Result<Option<Losses>> {
        let images = match split {
            Split::Train => Some(&self.images.train),
            Split::Test => self.images.test.as_ref(),
        };
        let Some(images) = images else { return Ok(None) };
        let model = self.model().valid();
        let rows = model.cost().rows_at_once(EVALUATED);
        let mut noise = generator(self.seed, Stream::Evaluation);
        let mut running = RunningLosses::new();
        for batch in images.clone().split(rows, 0) {
            let shape = [batch.dims()[0], self.latent];
            let noise = standard_normal(&mut noise, shape, &self.device);
            running.add(model.elbo_terms(batch, noise));
        }
        running.read(self.config.beta).await.map(Some)
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
        self.epochs as f64 + self.feed.position() as f64 / self.images.train.dims()[0] as f64
    }

    /// Whether the last step ended an epoch, or none was taken yet.
    pub fn at_epoch_end(&self) -> bool {
        self.feed.at_epoch_end()
    }

    /// Steps an epoch at the current batch size.
    pub fn steps_per_epoch(&self) -> usize {
        let (images, size) = (self.images.train.dims()[0], self.config.batch_size);
        // A rest that is too small joins the batch before it.
        images / size + usize::from(images % size >= self.norm.smallest_batch())
    }
}

/// Where training stands, beside the weights and the optimiser's moments.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TrainerState {
    pub step: usize,
    pub epochs: usize,
    pub feed: FeedState,
}

/// A trainer's place in its training, kept on the device: weights, moments, batches and noise.
#[derive(Clone)]
pub struct Snapshot {
    /// Without gradients, and so with its own copy of what batch norms count.
    model: Vae,
    moments: HashMap<ParamId, Moments>,
    optimizer: OptimizerConfig,
    state: TrainerState,
}

/// Back to where it stood.
impl Trainer {
    /// Whether the losses since the last look are finite numbers; those stay to be taken.
    ///
    /// # Errors
    /// [`Error::Device`] when the device fails.
    pub async fn is_finite(&self) -> Result<bool> {
        self.running.finite().await
    }

    /// The state now, to return to. Nothing is copied until the next step changes it.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            model: self.model().valid(),
            moments: self.optimizer.all_moments().clone(),
            optimizer: self.config.optimizer,
            state: self.state(),
        }
    }

    /// Goes on from a state of this trainer, with the settings of now. An optimiser of another kind since then begins
    /// anew.
    pub fn restore(&mut self, snapshot: Snapshot) {
        let Snapshot { model, moments, optimizer, state } = snapshot;
        let same = optimizer.same_kind(&self.config.optimizer);
        self.resume(model.train(), if same { moments } else { HashMap::new() }, state);
    }
}

/// For checkpoints.
impl Trainer {
    /// What weights, batches and noise are drawn from.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Starts from other weights of the same model. Moments, batches and noise stay.
    pub fn set_model(&mut self, model: Vae) {
        self.model = Some(model);
    }

    pub(crate) fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    pub(crate) fn state(&self) -> TrainerState {
        TrainerState { step: self.step, epochs: self.epochs, feed: self.feed.state() }
    }

    /// Continues where another trainer with the same data and seed stood. `moments` are of `model`'s
    /// parameters.
    pub(crate) fn resume(
        &mut self,
        model: Vae,
        moments: HashMap<ParamId, Moments>,
        state: TrainerState,
    ) {
        self.model = Some(model);
        self.optimizer.set_moments(moments);
        self.running = RunningLosses::new();
        self.step = state.step;
        self.epochs = state.epochs;
        self.feed.resume(self.seed, state.feed);
    }
}
