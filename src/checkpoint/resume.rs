use std::collections::HashMap;

use burn::module::ParamId;
use burn::tensor::Device;

use super::fingerprint::fingerprint;
use super::header::{Header, Image};
use crate::data::{Dataset, Split};
use crate::error::{Error, Result};
use crate::model::{ModelConfig, Vae};
use crate::ops::Moments;
use crate::train::{FeedState, Trainer, TrainerState, TrainingConfig};

/// A file that was read and checked in every part, its model on the device.
pub struct Checkpoint {
    pub(super) header: Header,
    pub(super) device: Device,
    pub(super) model: Vae,
    pub(super) moments: HashMap<ParamId, Moments>,
    pub(super) order: Vec<u32>,
}

impl Checkpoint {
    pub fn model_config(&self) -> &ModelConfig {
        &self.header.model
    }

    pub fn training_config(&self) -> &TrainingConfig {
        &self.header.training
    }

    pub fn seed(&self) -> u64 {
        self.header.seed
    }

    /// Optimiser steps taken.
    pub fn steps(&self) -> usize {
        self.header.progress.step
    }

    /// The caller's draws of the prior.
    pub fn samples(&self) -> u64 {
        self.header.progress.samples
    }

    /// Height, width and channels of the model's images.
    pub fn image_size(&self) -> [usize; 3] {
        let Image { height, width, channels } = self.header.image;
        [height, width, channels]
    }

    /// The model alone, with its weights.
    pub fn into_model(self) -> Vae {
        self.model
    }

    /// Continues training on the data it began with; on the CPU with the same numbers, bit for bit, as if
    /// it had not stopped.
    ///
    /// # Errors
    /// [`Error::DifferentData`] where pixels, shape or test rows are others.
    pub fn resume(self, data: &Dataset) -> Result<Trainer> {
        self.check_size(data)?;
        let same = fingerprint(data)? == self.header.data.fingerprint;
        if !same || data.rows(Split::Train).len() != self.order.len() {
            let (images, training) = (self.header.data.images, self.order.len());
            return Err(Error::DifferentData(format!(
                "The checkpoint was trained on other images than these, or with other test images \
                 ({images} images, {training} of them to train on). Load those to continue, or use its \
                 weights alone to start anew."
            )));
        }
        let mut trainer = self.new_trainer(data)?;
        let progress = self.header.progress;
        let feed = FeedState {
            order: self.order,
            position: progress.position,
            order_word: progress.order_word,
            noise_word: progress.noise_word,
        };
        let state = TrainerState { step: progress.step, epochs: progress.epochs, feed };
        trainer.resume(self.model, self.moments, state);
        Ok(trainer)
    }

    /// A new run, on any data of the same image size, that begins with the checkpoint's weights, settings
    /// and seed.
    ///
    /// # Errors
    /// [`Error::DifferentData`] where the images have another size.
    pub fn start(self, data: &Dataset) -> Result<Trainer> {
        self.check_size(data)?;
        let mut trainer = self.new_trainer(data)?;
        trainer.set_model(self.model);
        Ok(trainer)
    }

    fn new_trainer(&self, data: &Dataset) -> Result<Trainer> {
        let Header { model, training, seed, .. } = &self.header;
        Trainer::new(data, model, training.clone(), *seed, &self.device)
    }

    fn check_size(&self, data: &Dataset) -> Result<()> {
        let [height, width, channels] = self.image_size();
        let shape = data.shape();
        if [shape.height, shape.width, shape.channels] == [height, width, channels] {
            return Ok(());
        }
        Err(Error::DifferentData(format!(
            "The checkpoint's images are {height} x {width} x {channels}, these are {} x {} x {} \
             (height x width x channels). Load images of its size.",
            shape.height, shape.width, shape.channels
        )))
    }
}
