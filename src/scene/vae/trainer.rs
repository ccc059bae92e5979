use std::collections::HashMap;

use burn::module::{Module, ParamId};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use super::config::{Frame, SceneOptions};
use super::cutout::Cutout;
use super::dream::Dreams;
use super::loss::{PARTS, Parts};
use super::model::{Cells, SceneVae, lines};
use super::noise::Noise;
use super::schedule::Setting;
use crate::data::{Dataset, Split};
use crate::error::{Error, Result};
use crate::ops::Moments;
use crate::random::{Stream, generator, generator_at};
use crate::train::{Optimizer, OptimizerConfig, clip_gradients};

/// Longest gradient, as SPACE has it.
const CLIP: f64 = 1.0;
/// Steps on the scenes from one look at those held out to the next.
const LOOK: usize = 250;
/// Scenes held out that are looked at, and how many at once.
const LOOKED_AT: usize = 128;
const AT_ONCE: usize = 32;
/// Words of a stream that a step may take.
const WORDS: u64 = 1 << 32;

/// The negative ELBO's parts, mean nats a scene. Of dreams: of the glimpses and the ground, and `-log q` of what is
/// known of place and presence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SceneLosses {
    /// `-log p(x | z)`, summed over pixels.
    pub reconstruction: f32,
    /// KL of what objects look like.
    pub what: f32,
    /// KL of the boxes.
    pub place: f32,
    /// KL of the depths.
    pub depth: f32,
    /// KL of the presences.
    pub presence: f32,
    /// KL of the background.
    pub background: f32,
    /// Their sum.
    pub loss: f32,
}

impl SceneLosses {
    fn of(values: [f32; PARTS]) -> Self {
        let [reconstruction, what, place, depth, presence, background] = values;
        let loss = values.iter().sum();
        Self { reconstruction, what, place, depth, presence, background, loss }
    }
}

/// The best weights so far.
#[derive(Debug, Clone)]
pub struct Best {
    /// Without gradients.
    pub model: SceneVae,
    /// Negative ELBO of the scenes held out, at the schedule's end.
    pub loss: f32,
}

/// A scene VAE, its optimiser and the scenes it learns. One seed fixes initial weights, dreams, batches and noise; each
/// step draws from a place of its own in their streams, so that where it stands is its number alone.
pub struct SceneTrainer {
    /// Taken only within a step, which gives it back.
    model: Option<SceneVae>,
    pub(super) best: Option<Best>,
    pub(super) optimizer: Optimizer,
    step: usize,
    dreams: usize,
    options: SceneOptions,
    frame: Frame,
    scenes: Dataset,
    cutouts: Vec<Cutout>,
    device: Device,
    /// `[6]`, and of how many steps.
    running: Option<(Tensor<1>, usize)>,
}

impl SceneTrainer {
    /// Draws the initial weights. `objects`, images of one object each, are what it dreams of; without them, or without
    /// dreams in the options, it learns from the scenes alone.
    ///
    /// # Errors
    /// When an option is out of range, or the scenes have a size of another kind.
    pub fn new(
        scenes: Dataset,
        objects: Option<&Dataset>,
        options: SceneOptions,
        device: &Device,
    ) -> Result<Self> {
        options.validate()?;
        let frame = Frame::of(scenes.shape())?;
        let mut cutouts = Vec::new();
        if let Some(objects) = objects.filter(|_| options.dreams > 0) {
            if objects.shape().channels != frame.channels {
                let allowed = format!("{}, as the scenes have", frame.channels);
                let channels = objects.shape().channels;
                return Err(Error::option("The objects' number of channels", channels, allowed));
            }
            cutouts = Cutout::all(objects);
        }
        Ok(Self {
            model: Some(fresh(frame, &options, device)),
            best: None,
            optimizer: Optimizer::new(OptimizerConfig::default().rule()),
            step: 0,
            dreams: if cutouts.is_empty() { 0 } else { options.dreams },
            options,
            frame,
            scenes,
            cutouts,
            device: device.clone(),
            running: None,
        })
    }

    /// As the last step left it.
    pub fn model(&self) -> &SceneVae {
        self.model.as_ref().expect("a step gives the model back")
    }

    /// The best by the scenes held out, or as the last step left it where none were looked at yet.
    pub fn best(&self) -> SceneVae {
        self.best.as_ref().map_or_else(|| self.model().valid(), |best| best.model.clone())
    }

    /// Negative ELBO of the scenes held out at the best weights; none before they were looked at.
    pub fn best_loss(&self) -> Option<f32> {
        self.best.as_ref().map(|best| best.loss)
    }

    /// Trainable parameters.
    pub fn parameters(&self) -> usize {
        self.model().num_params()
    }

    /// In force.
    pub fn options(&self) -> &SceneOptions {
        &self.options
    }

    /// Of its scenes.
    pub fn frame(&self) -> Frame {
        self.frame
    }

    /// Optimiser steps so far, those on dreams included.
    pub fn steps(&self) -> usize {
        self.step
    }

    /// Steps on dreams before those on the scenes.
    pub fn dreams(&self) -> usize {
        self.dreams
    }

    /// So many optimiser steps, with a look at the scenes held out where one is due.
    ///
    /// # Errors
    /// [`Error::Diverged`]; [`Error::Device`] when the device fails.
    pub async fn train(&mut self, steps: usize) -> Result<()> {
        for _ in 0..steps {
            self.learn();
            let awake = self.step.saturating_sub(self.dreams());
            if awake > 0 && awake.is_multiple_of(LOOK) {
                self.look().await?;
            }
        }
        Ok(())
    }

    fn learn(&mut self) {
        let model = self.model.take().expect("a step gives the model back");
        let (seed, word) = (self.options.seed.into(), self.step as u64 * WORDS);
        let [mut order, mut noise] =
            [Stream::BatchOrder, Stream::Noise].map(|stream| generator_at(seed, stream, word));
        let rows = self.scenes.rows(Split::Train);
        let mut row = |_| rows[order.random_range(0..rows.len())];
        let batch: Vec<u32> = (0..self.options.batch_size).map(&mut row).collect();
        let pixels = self.scenes.gather(&batch).expect("the rows are the scenes'");
        let awake = self.step.checked_sub(self.dreams()).map(|at| Setting::at(at, &self.options));
        let rate = awake.map_or(self.options.learning_rate, |setting| setting.rate);
        // A half of each batch goes on dreaming, so that what an object is stays known.
        let asleep = match awake {
            Some(_) if self.dreams() == 0 => 0,
            Some(_) => batch.len() / 2,
            None => batch.len(),
        };
        let (slept, seen) = pixels.split_at(asleep * self.frame.pixels());
        let slept = (asleep > 0).then(|| self.dreamed(&model, slept.to_vec(), &mut noise));
        let seen = awake.map(|setting| {
            let (images, options) = (batch.len() - asleep, &self.options);
            let noise = Noise::draw(&mut noise, images, self.frame, options, &self.device);
            self.parts(&model, seen.to_vec(), noise, setting, slept.is_some())
        });
        let totals = [&seen, &slept].into_iter().flatten().map(Parts::total);
        let total = totals.reduce(|a, b| a + b).expect("a batch has scenes");
        let gradients = GradientsParams::from_grads(total.backward(), &model);
        let gradients = clip_gradients(&model, gradients, CLIP);
        self.model = Some(self.optimizer.step(rate, model, gradients));
        self.step += 1;
        let parts = seen.or(slept).expect("a batch has scenes");
        let values = parts.values.without_autodiff();
        self.running = Some(match self.running.take() {
            Some((sum, steps)) => (sum + values, steps + 1),
            None => (values, 1),
        });
    }

    /// Of scenes into which objects are put.
    fn dreamed(&self, model: &SceneVae, scenes: Vec<f32>, noise: &mut ChaCha8Rng) -> Parts {
        let (cutouts, places) = (&self.cutouts, model.places());
        let dreams = Dreams::new(scenes, cutouts, places, &self.options, noise, &self.device);
        dreams.loss(model, self.options.deviation)
    }

    /// Of scenes as they are. Where presence is learned from dreams, it is not from these, whose ELBO takes whatever
    /// explains many pixels for an object.
    fn parts(
        &self,
        model: &SceneVae,
        pixels: Vec<f32>,
        noise: Noise,
        setting: Setting,
        dreams: bool,
    ) -> Parts {
        let count = pixels.len() / self.frame.pixels();
        let images = TensorData::new(pixels, [count, self.frame.pixels()]);
        let images = Tensor::<2>::from_data(images, &self.device);
        let said = model.cells(images.clone());
        let said = if dreams { Cells { presence: said.presence.fixed(), ..said } } else { said };
        let pass = model.pass_of(said, images.clone(), Some(noise), setting.temperature);
        Parts::new(&pass, lines(images, self.frame), setting.presence, self.options.deviation)
    }

    /// Measures the scenes held out, always with the same noise and the schedule's last setting, and keeps the weights
    /// where they are the best yet.
    async fn look(&mut self) -> Result<()> {
        let rows = self.scenes.rows(Split::Test);
        let rows = rows[..rows.len().min(LOOKED_AT)].to_vec();
        if rows.is_empty() {
            return Ok(());
        }
        let (model, setting) = (self.model().valid(), Setting::last(&self.options));
        let mut rng = generator(self.options.seed.into(), Stream::Evaluation);
        let mut sum = 0.0;
        for part in rows.chunks(AT_ONCE) {
            let pixels = self.scenes.gather(part)?;
            let noise = Noise::draw(&mut rng, part.len(), self.frame, &self.options, &self.device);
            let parts = self.parts(&model, pixels, noise, setting, false);
            sum += read(parts.values).await?.iter().sum::<f32>() * part.len() as f32;
        }
        let loss = sum / rows.len() as f32;
        if self.best.as_ref().is_none_or(|best| loss < best.loss) {
            self.best = Some(Best { model, loss });
        }
        Ok(())
    }

    /// Mean losses over the steps since the last call; none where there were none.
    ///
    /// # Errors
    /// [`Error::Diverged`] when they are no longer finite; [`Error::Device`] when the device fails.
    pub async fn take_losses(&mut self) -> Result<Option<SceneLosses>> {
        let Some((sum, steps)) = self.running.take() else { return Ok(None) };
        let losses = SceneLosses::of(read(sum / steps as f32).await?);
        if !losses.loss.is_finite() {
            return Err(Error::Diverged { step: self.step });
        }
        Ok(Some(losses))
    }
}

/// For checkpoints.
impl SceneTrainer {
    pub(super) fn device(&self) -> &Device {
        &self.device
    }

    /// Whether there is something to dream of.
    pub(super) fn has_objects(&self) -> bool {
        !self.cutouts.is_empty()
    }

    /// A model of other options for the same scenes, before training.
    pub(super) fn fresh(&self, options: &SceneOptions) -> SceneVae {
        fresh(self.frame, options, &self.device)
    }

    /// Continues where another trainer stood. `moments` are of `model`'s parameters.
    pub(super) fn resume(
        &mut self,
        options: SceneOptions,
        model: SceneVae,
        moments: HashMap<ParamId, Moments>,
        [step, dreams]: [usize; 2],
    ) {
        self.model = Some(model);
        self.optimizer.set_moments(moments);
        (self.options, self.step, self.dreams) = (options, step, dreams);
        self.running = None;
    }
}

fn fresh(frame: Frame, options: &SceneOptions, device: &Device) -> SceneVae {
    let mut weights = generator(options.seed.into(), Stream::Weights);
    SceneVae::new(frame, options, &mut weights, &device.clone().autodiff())
}

async fn read(values: Tensor<1>) -> Result<[f32; PARTS]> {
    let data = values.into_data_async().await?;
    let values = data.as_slice::<f32>().expect("losses are f32");
    Ok(std::array::from_fn(|part| values[part]))
}
