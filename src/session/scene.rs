use super::{Session, checked_shape, memory};
use crate::data::{Dataset, Shape};
use crate::error::{Error, Result};
use crate::latent;
use crate::limits;
use crate::random::{Stream, generator, standard_normal_values};
use crate::scene::vae::{Found, Frame, SceneSettings, SceneTrainer};
use crate::wire::{Nothing, SceneSetup, SceneTrained, SetScenes, TrainScene};

/// Of the scenes, one in so many, the last, is held out.
const HELD_OUT: usize = 10;
/// Images that the model in use dreams of.
const DREAMED: usize = 512;
/// Scenes looked at at once.
const AT_ONCE: usize = 32;

impl Session {
    /// Takes scenes of several objects, `pixels` row-major values in [0, 1], and begins a scene VAE on them. Where the
    /// model in use was trained on images with as many channels, its samples are the objects that the scene VAE dreams
    /// of.
    ///
    /// # Errors
    /// When a value, the size or an option doesn't fit, or there is not the memory.
    pub async fn set_scenes(&mut self, args: SetScenes, pixels: Vec<f32>) -> Result<SceneSetup> {
        let options = args.options;
        options.validate()?;
        let shape = checked_shape(args.shape)?;
        let frame = Frame::of(shape)?;
        memory::check_scenes(frame, &options, shape.count, self.largest_buffer)?;
        let held: Vec<u32> =
            (shape.count - shape.count / HELD_OUT..shape.count).map(|row| row as u32).collect();
        let scenes = Dataset::new(pixels, shape, &held)?;
        let objects = self.dreamed(frame.channels, options.seed.into()).await?;
        let trainer = SceneTrainer::new(scenes, objects.as_ref(), options, &self.device)?;
        let setup = setup(&trainer);
        self.scene = Some(trainer);
        Ok(setup)
    }

    /// Samples of the model in use; none where it was not trained, or has other channels.
    async fn dreamed(&mut self, channels: usize, seed: u64) -> Result<Option<Dataset>> {
        let (latent, device) = (self.options.model.latent, self.device.clone());
        let Some(loaded) = &self.loaded else { return Ok(None) };
        let shape = Shape { count: DREAMED, ..loaded.data.shape() };
        if loaded.trainer.steps() == 0 || shape.channels != channels {
            return Ok(None);
        }
        let z = standard_normal_values(&mut generator(seed, Stream::Prior), DREAMED * latent);
        let pixels = latent::decode(loaded.trainer.model(), &z, latent, &device).await?;
        let pixels = pixels.into_iter().map(|value| value.clamp(0.0, 1.0)).collect();
        Dataset::new(pixels, shape, &[]).map(Some)
    }

    /// So many optimiser steps of the scene VAE, then one read of the losses.
    ///
    /// # Errors
    /// Where there are no scenes; [`Error::Diverged`]; when the device fails.
    pub async fn train_scene(&mut self, args: TrainScene) -> Result<SceneTrained> {
        let steps = limits::SCENE_TRAIN_STEPS.count(args.steps)?;
        let trainer = self.scene()?;
        trainer.train(steps).await?;
        let step = trainer.steps();
        let losses = trainer.take_losses().await?.ok_or(Error::Diverged { step })?;
        Ok(SceneTrained {
            step,
            dreaming: step <= trainer.dreams(),
            losses,
            best: trainer.best_loss(),
        })
    }

    /// Finds the objects of scenes of the size learned, with the best weights so far.
    ///
    /// # Errors
    /// Where there are no scenes to have learned from; when the values don't make whole scenes, or one is not finite;
    /// when the device fails.
    pub async fn detect_scene(&mut self, _: Nothing, pixels: Vec<f32>) -> Result<Found> {
        let device = self.device.clone();
        let trainer = self.scene()?;
        let (model, size) = (trainer.best(), trainer.frame().pixels());
        memory::check_answer(pixels.len() / size, 2 * size)?;
        let mut found = Found::default();
        for images in latent::batches(&pixels, size, AT_ONCE, "scene", &device)? {
            found.extend(model.find(images, trainer.options().deviation).await?);
        }
        Ok(found)
    }

    /// The scene VAE, its options and its training as the bytes of a file.
    ///
    /// # Errors
    /// As [`SceneTrainer::save`]; where there are no scenes.
    pub async fn save_scene(&mut self, _: Nothing) -> Result<Vec<u8>> {
        self.scene()?.save().await
    }

    /// Takes a scene VAE, its options and its training from a file, and goes on where it stood, on the scenes here.
    ///
    /// # Errors
    /// As [`SceneTrainer::load`]; where there are no scenes, or not the memory.
    pub async fn load_scene(&mut self, _: Nothing, bytes: Vec<u8>) -> Result<SceneSetup> {
        let SceneSettings { options, frame, .. } = SceneSettings::read(&bytes)?;
        memory::check_scenes(frame, &options, 0, self.largest_buffer)?;
        let trainer = self.scene()?;
        trainer.load(&bytes)?;
        Ok(setup(trainer))
    }

    /// Frees the scenes and what learns them.
    ///
    /// # Errors
    /// None.
    pub async fn end_scene(&mut self, _: Nothing) -> Result<()> {
        self.scene = None;
        Ok(())
    }

    fn scene(&mut self) -> Result<&mut SceneTrainer> {
        self.scene.as_mut().ok_or(Error::NoScenes)
    }
}

fn setup(trainer: &SceneTrainer) -> SceneSetup {
    SceneSetup {
        options: *trainer.options(),
        parameters: trainer.parameters(),
        grid: trainer.frame().grid(),
        dreams: trainer.dreams(),
        step: trainer.steps(),
    }
}
