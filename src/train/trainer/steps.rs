#[cfg(feature = "cpu")]
use burn::backend::Flex;
use burn::optim::GradientsParams;
use burn::tensor::{Gradients, Int, Tensor, TensorData};

use super::{Images, Trainer};
use crate::error::Result;
use crate::model::{ElboTerms, Unwatched, Vae, Watch};
#[cfg(feature = "cpu")]
use crate::train::compiled::{Compiled, Parameters, Step};
use crate::train::feed::Batch;
use crate::train::{Setting, TrainingConfig, clip_gradients};

/// Somebody who looks on while a step is taken.
pub trait StepWatch: Watch {
    /// The batch: rows of the training images, and noise.
    fn begins(&mut self, _rows: &Tensor<1, Int>, _noise: &Tensor<2>) {}

    /// Once the gradients are known, before the model changes; `[beta, rate]` are in force.
    fn learned(&mut self, _: &Vae, _: &ElboTerms, _: &Gradients, _: [f64; 2]) {}
}

impl StepWatch for Unwatched {}

impl Trainer {
    /// One optimiser step on the next batch; returns its images. Nothing is read back from the device.
    ///
    /// # Errors
    /// [`crate::error::Error::Unreadable`] of images that are stored; the step is then not taken.
    pub fn step(&mut self) -> Result<usize> {
        self.steps_in_epoch(1)
    }

    /// At most so many optimiser steps, at most to the end of the epoch; returns their images. Those before one whose
    /// images can't be read are taken.
    ///
    /// # Errors
    /// As [`Self::step`], of the first one.
    pub fn steps_in_epoch(&mut self, most: usize) -> Result<usize> {
        #[cfg(feature = "cpu")]
        if let Some(mut compiled) = self.compiled.take_if(|step| step.minimises(&self.config)) {
            let images = self.compiled_steps(&mut compiled, most);
            self.compiled = Some(compiled);
            return images;
        }
        let mut images = 0;
        for _ in 0..most {
            match self.watched_step(&mut Unwatched) {
                Ok(size) => images += size,
                Err(error) if images == 0 => return Err(error),
                Err(_) => break,
            }
            if self.feed.at_epoch_end() {
                break;
            }
        }
        Ok(images)
    }

    /// The values of the batch that was drawn last, of images that are stored. Where they can't be read, it comes again.
    fn read_batch(&mut self, size: usize) -> Option<Result<Vec<f32>>> {
        let Images::Stored(data) = &self.images else { return None };
        let read = self.ahead.take(data, self.feed.coming(), size);
        if read.is_err() {
            self.feed.give_back();
        }
        Some(read)
    }

    /// The same by the compiled step.
    #[cfg(feature = "cpu")]
    fn compiled_steps(&mut self, compiled: &mut Compiled, most: usize) -> Result<usize> {
        let model = self.model.take().expect("a step gives the model back");
        let (model, mut parameters) = Parameters::take(model, &mut self.optimizer);
        let resident = match &self.images {
            Images::Resident { train, .. } => train.clone().try_into_primitive::<Flex>().ok(),
            Images::Stored(_) => None,
        };
        let (mut images, mut sums) = (0, [0.0; 2]);
        let mut failed = None;
        // Of a batch that was read: all of it, in its order.
        let mut every: Vec<i32> = Vec::new();
        for _ in 0..most {
            let batch = self.feed.next_in_memory(self.config.batch_size);
            let size = batch.rows().len();
            let read = match self.read_batch(size).transpose() {
                Ok(read) => read,
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            };
            every.extend(every.len() as i32..size as i32);
            let (values, rows) = match (&read, &resident) {
                (Some(values), _) => (&values[..], &every[..size]),
                (None, Some(train)) => (train.storage(), batch.rows()),
                (None, None) => unreachable!("the images are on the CPU"),
            };
            let step = Step {
                images: values,
                rows,
                noise: batch.noise(),
                beta: self.beta() as f32,
                rate: self.rate() as f32,
                rule: self.config.optimizer.rule(),
            };
            let losses = compiled.step(&step, &mut parameters);
            (0..2).for_each(|i| sums[i] += losses[i]);
            images += size;
            if self.count_step() {
                break;
            }
        }
        self.model = Some(parameters.give_back(model, &mut self.optimizer));
        match failed {
            Some(error) if images == 0 => return Err(error),
            _ => self.running.add_sums(sums, images, &self.device),
        }
        Ok(images)
    }

    /// In force for the next step, schedules applied.
    fn beta(&self) -> f64 {
        self.config.beta * self.config.beta_schedule.factor(self.step)
    }

    /// In force for the next step, schedules applied.
    fn rate(&self) -> f64 {
        self.config.learning_rate * self.config.rate_schedule.factor(self.step)
    }

    /// Counts a step that was taken; whether it ended the epoch.
    fn count_step(&mut self) -> bool {
        self.step += 1;
        let ended = self.feed.at_epoch_end();
        self.epochs += usize::from(ended);
        ended
    }

    /// One optimiser step by burn's operations, while somebody looks on.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn watched_step(&mut self, watch: &mut dyn StepWatch) -> Result<usize> {
        let TrainingConfig { batch_size, objective, .. } = self.config;
        let Batch { rows, noise, size } = self.feed.next(batch_size, objective.draws());
        let read = self.read_batch(size).transpose()?;
        watch.begins(&rows, &noise);
        let images = match (read, &self.images) {
            (None, Images::Resident { train, .. }) => train.clone().select(0, rows),
            (read, _) => {
                let values = read.expect("images that are stored are read");
                let pixels = values.len() / size;
                Tensor::from_data(TensorData::new(values, [size, pixels]), &self.device)
            }
        };
        let model = self.model.take().expect("a step gives the model back");
        let pass = objective.pass(&model, images, noise, watch);
        let terms = pass.terms();
        self.running.add(terms.clone());
        let setting =
            Setting { beta: self.beta(), step: self.step, training_images: self.images.trained() };
        // The gradient of several values is that of their sum.
        let losses = objective.losses(pass, &setting) / size as f32;
        let gradients = losses.backward();
        let rate = self.rate();
        watch.learned(&model, &terms, &gradients, [setting.beta, rate]);
        let mut gradients = GradientsParams::from_grads(gradients, &model);
        if let Some(norm) = self.config.clip_norm {
            gradients = clip_gradients(&model, gradients, norm);
        }
        self.model = Some(self.optimizer.step(rate, model, gradients));
        self.count_step();
        Ok(size)
    }
}
