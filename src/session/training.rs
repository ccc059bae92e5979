use super::Session;
use crate::error::Result;
use crate::limits;
use crate::train::Losses;
use crate::wire::{Evaluate, TrainSteps, Trained};

impl Session {
    /// At most so many optimiser steps, at most to the end of the epoch, then one read of the losses.
    ///
    /// # Errors
    /// Where there are no data; [`crate::error::Error::Diverged`]; when the device fails, or images that are stored can't
    /// be read.
    pub async fn train_steps(&mut self, args: TrainSteps) -> Result<Trained> {
        let steps = limits::TRAIN_STEPS.count(args.steps)?;
        let trainer = &mut self.loaded()?.trainer;
        let before = trainer.steps();
        let images = trainer.steps_in_epoch(steps)?;
        let losses = trainer.take_losses().await?;
        Ok(Trained {
            steps: trainer.steps() - before,
            step: trainer.steps(),
            epoch: trainer.epoch(),
            epoch_ended: trainer.at_epoch_end(),
            images,
            losses,
        })
    }

    /// Mean losses over a split; `None` when it is empty.
    ///
    /// # Errors
    /// Where there are no data; when the device fails.
    pub async fn evaluate(&mut self, args: Evaluate) -> Result<Option<Losses>> {
        self.loaded()?.trainer.evaluate(args.split).await
    }
}
