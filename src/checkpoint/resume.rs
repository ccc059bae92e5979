use std::collections::HashMap;

use burn::module::ParamId;
use burn::tensor::Device;

use super::fingerprint::fingerprint;
use super::header::{Header, Image};
use crate::data::{Dataset, Split};
use crate::error::{Error, Result};
use crate::model::{ModelConfig, Vae};
use crate::ops::Moments;
use crate::train::{FeedState, Images, Trainer, TrainerState, TrainingConfig};

/// A file that was read and checked in every part, its model on the device.
pub struct Checkpoint {
    pub(super) header: Header,
    pub(super) device: Device,
    pub(super) model: Vae,
    pub(super) moments: HashMap<ParamId, Moments>,
    pub(super) order: Vec<u32>,
    /// Where another trainer has them.
    pub(super) images: Option<Images>,
}

impl Checkpoint {
    /// The network's options.
    pub fn model_config(&self) -> &ModelConfig {
        &self.header.model
    }

    /// In force when the file was saved.
    pub fn training_config(&self) -> &TrainingConfig {
        &self.header.training
    }

    /// What weights, batches and noise were drawn from.
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

    /// Takes the images that another trainer of the same data has.
    pub fn beside(self, trainer: &Trainer) -> Self {
        Self { images: Some(trainer.images().clone()), ..self }
    }

    /// The model alone, with its weights.
    pub fn into_model(self) -> Vae {
        self.model
    }

    /// Continues training on the data it began with; on the CPU with the same numbers, bit for bit, as if
    /// it had not stopped.
    ///
    /// # Errors
    /// [`Error::DifferentImages`] where pixels, shape or test rows are others.
    pub fn resume(self, data: &Dataset) -> Result<Trainer> {
        self.header.image.check(data.shape())?;
        let same = fingerprint(data)? == self.header.data.fingerprint;
        if !same || data.rows(Split::Train).len() != self.order.len() {
            let [height, width, channels] = self.image_size();
            return Err(Error::DifferentImages {
                images: self.header.data.images,
                training_images: self.order.len(),
                height,
                width,
                channels,
            });
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
    /// [`Error::DifferentSize`]
    pub fn start(self, data: &Dataset) -> Result<Trainer> {
        self.header.image.check(data.shape())?;
        let mut trainer = self.new_trainer(data)?;
        trainer.set_model(self.model);
        Ok(trainer)
    }

    fn new_trainer(&self, data: &Dataset) -> Result<Trainer> {
        let Header { model, training, seed, .. } = &self.header;
        let (training, seed) = (training.clone(), *seed);
        match &self.images {
            Some(images) => Trainer::on(images.clone(), data, model, training, seed, &self.device),
            None => Trainer::new(data, model, training, seed, &self.device),
        }
    }
}
