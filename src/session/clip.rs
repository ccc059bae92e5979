use super::{Session, checked_shape, memory};
use crate::data::{Dataset, Shape, check_images};
use crate::error::{Error, Result};
use crate::limits;
use crate::scene::clip::{ClipBackground, ClipTrainer};
use crate::wire::{ClipSetup, ClipTrained, Nothing, SetClip, TrainClip};

impl Session {
    /// Takes frames of a still camera's clip, `pixels` row-major values in [0, 1], and begins a background VAE on them.
    ///
    /// # Errors
    /// When a value, the size or an option doesn't fit, or there is not the memory.
    pub async fn set_clip(&mut self, args: SetClip, pixels: Vec<f32>) -> Result<ClipSetup> {
        args.options.validate()?;
        let shape = checked_shape(args.shape)?;
        memory::check_clip(shape, &args.options, self.largest_buffer)?;
        let clip = Dataset::new(pixels, shape, &[])?;
        let trainer = ClipTrainer::new(&clip, args.options, &self.device)?;
        let (options, size) = (*trainer.options(), trainer.seen());
        let setup = ClipSetup { options, size, parameters: trainer.parameters() };
        self.clip = Some(trainer);
        Ok(setup)
    }

    /// So many optimiser steps of the background VAE, then one read of the losses.
    ///
    /// # Errors
    /// Where there is no clip; [`Error::Diverged`]; when the device fails.
    pub async fn train_clip(&mut self, args: TrainClip) -> Result<ClipTrained> {
        let steps = limits::CLIP_TRAIN_STEPS.count(args.steps)?;
        let trainer = self.clip()?;
        (0..steps).for_each(|_| trainer.learn());
        let step = trainer.steps();
        let losses = trainer.take_losses().await?.ok_or(Error::Diverged { step })?;
        Ok(ClipTrained { step, losses })
    }

    /// What frames of the clip's size, one after another, would be if nothing passed.
    ///
    /// # Errors
    /// Where there is no clip to have learned from; when the values don't make whole frames, or one is out of range;
    /// when the device fails.
    pub async fn clip_background(
        &mut self,
        _: Nothing,
        pixels: Vec<f32>,
    ) -> Result<ClipBackground> {
        let trainer = self.clip()?;
        let [height, width, channels] = trainer.frame();
        let size = height * width * channels;
        if pixels.is_empty() || !pixels.len().is_multiple_of(size) {
            return Err(Error::Ragged { values: pixels.len(), what: "frame", size });
        }
        let count = pixels.len() / size;
        check_images(&pixels, Shape { count, height, width, channels })?;
        memory::check_answer(count, 3 * size)?;
        trainer.background(pixels.chunks_exact(size)).await
    }

    /// Frees the clip and what learns it.
    ///
    /// # Errors
    /// None.
    pub async fn end_clip(&mut self, _: Nothing) -> Result<()> {
        self.clip = None;
        Ok(())
    }

    fn clip(&mut self) -> Result<&mut ClipTrainer> {
        self.clip.as_mut().ok_or(Error::NoClip)
    }
}
