use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Int, Tensor, TensorData};
use rand::RngExt;
use serde::Serialize;

use super::likelihood::negative_log;
use super::model::ClipVae;
use super::options::ClipOptions;
use super::view::View;
use crate::data::Dataset;
use crate::error::{Error, Result};
use crate::latent::read;
use crate::random::{Stream, generator, generator_at, standard_normal};
use crate::scene::Size;
use crate::train::{Optimizer, OptimizerConfig};

/// Words of a stream that a step may take.
const WORDS: u64 = 1 << 32;
/// What is left of the learning rate at the end.
const FLOOR: f64 = 0.02;

/// The negative ELBO's parts, mean nats a frame.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClipLosses {
    /// `-log p(x | z)`, summed over pixels.
    pub reconstruction: f32,
    /// KL of the light.
    pub kl: f32,
    /// Their sum.
    pub loss: f32,
}

/// What a clip's frames would be if nothing passed, in their own size.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClipBackground {
    /// The frames as the model sees them, with no more detail than it has: `frames * height * width * channels`.
    pub seen: Vec<f32>,
    /// The same without what passes, in each frame's light.
    pub mean: Vec<f32>,
    /// Standard deviation of each value's noise: `height * width * channels`.
    pub noise: Vec<f32>,
}

/// The background VAE of a clip, its optimiser and the clip's frames. One seed fixes initial weights, batches and noise.
pub struct ClipTrainer {
    /// Taken only within a step, which gives it back.
    model: Option<ClipVae>,
    optimizer: Optimizer,
    step: usize,
    options: ClipOptions,
    frame: Size,
    view: View,
    /// `[frames, height, channels, width]`
    frames: Tensor<4>,
    /// `[frames, PLACES * PLACES * channels]`
    glances: Tensor<2>,
    device: Device,
    /// Sums of reconstruction and KL, `[2]`, and of how many steps.
    running: Option<(Tensor<1>, usize)>,
}

impl ClipTrainer {
    /// Draws the initial weights; the picture that stays begins as each value's median over the frames.
    ///
    /// # Errors
    /// When an option is out of range.
    pub fn new(clip: &Dataset, options: ClipOptions, device: &Device) -> Result<Self> {
        options.validate()?;
        let shape = clip.shape();
        let frame = [shape.height, shape.width, shape.channels];
        let view = View::new(frame, options.side);
        let rows: Vec<u32> = (0..shape.count as u32).collect();
        let seen = rows.iter().map(|&row| Ok(view.seen(&clip.gather(&[row])?)));
        let seen: Vec<Vec<f32>> = seen.collect::<Result<_>>()?;
        let (frames, glances) = loaded(&view, &seen, device);
        let lines: Vec<Vec<f32>> = seen.iter().map(|seen| lines(seen, view.size())).collect();
        let still = (0..lines[0].len()).map(|at| median(lines.iter().map(|line| line[at])));
        let mut weights = generator(options.seed.into(), Stream::Weights);
        let trained = &device.clone().autodiff();
        let model = ClipVae::new(still.collect(), view.size(), &options, &mut weights, trained);
        Ok(Self {
            model: Some(model),
            optimizer: Optimizer::new(OptimizerConfig::default().rule()),
            step: 0,
            options,
            frame,
            view,
            frames,
            glances,
            device: device.clone(),
            running: None,
        })
    }

    fn model(&self) -> &ClipVae {
        self.model.as_ref().expect("a step gives the model back")
    }

    /// Trainable parameters.
    pub fn parameters(&self) -> usize {
        self.model().num_params()
    }

    /// In force.
    pub fn options(&self) -> &ClipOptions {
        &self.options
    }

    /// Height, width and channels of the clip's frames.
    pub fn frame(&self) -> Size {
        self.frame
    }

    /// The same in the size in which the model sees them.
    pub fn seen(&self) -> Size {
        self.view.size()
    }

    /// Optimiser steps so far.
    pub fn steps(&self) -> usize {
        self.step
    }

    /// One optimiser step.
    pub fn learn(&mut self) {
        let ClipOptions { batch_size, latent, learning_rate, steps, seed, .. } = self.options;
        let model = self.model.take().expect("a step gives the model back");
        let word = self.step as u64 * WORDS;
        let [mut order, mut noise] = [Stream::BatchOrder, Stream::Noise]
            .map(|stream| generator_at(seed.into(), stream, word));
        let count = self.frames.dims()[0] as i32;
        let rows: Vec<i32> = (0..batch_size).map(|_| order.random_range(0..count)).collect();
        let rows = Tensor::<1, Int>::from_data(TensorData::new(rows, [batch_size]), &self.device);
        let frames = self.frames.clone().select(0, rows.clone());
        let posterior = model.posterior(self.glances.clone().select(0, rows));
        let z = posterior.sample(standard_normal(&mut noise, [batch_size, latent], &self.device));
        let pixels = negative_log(frames, model.background(z), model.log_noise());
        let values = Tensor::cat(vec![pixels.sum(), posterior.kl().sum()], 0) / batch_size as f32;
        let gradients = GradientsParams::from_grads(values.clone().sum().backward(), &model);
        let way = (self.step as f64 / steps as f64).min(1.0);
        let falling = FLOOR + (1.0 - FLOOR) * 0.5 * (1.0 + (std::f64::consts::PI * way).cos());
        self.model = Some(self.optimizer.step(learning_rate * falling, model, gradients));
        self.step += 1;
        let values = values.without_autodiff();
        self.running = Some(match self.running.take() {
            Some((sum, steps)) => (sum + values, steps + 1),
            None => (values, 1),
        });
    }

    /// Mean losses over the steps since the last call; none where there were none.
    ///
    /// # Errors
    /// [`Error::Diverged`] when they are no longer finite; [`Error::Device`] when the device fails.
    pub async fn take_losses(&mut self) -> Result<Option<ClipLosses>> {
        let Some((sum, steps)) = self.running.take() else { return Ok(None) };
        let values = read(sum / steps as f32).await?;
        let [reconstruction, kl] = [values[0], values[1]];
        let losses = ClipLosses { reconstruction, kl, loss: reconstruction + kl };
        if !losses.loss.is_finite() {
            return Err(Error::Diverged { step: self.step });
        }
        Ok(Some(losses))
    }

    /// The background of frames of the clip's size.
    ///
    /// # Errors
    /// [`Error::Device`] when the device fails.
    pub async fn background<'a>(
        &self,
        frames: impl Iterator<Item = &'a [f32]>,
    ) -> Result<ClipBackground> {
        let model = self.model().valid();
        let seen: Vec<Vec<f32>> = frames.map(|frame| self.view.seen(frame)).collect();
        let (_, glances) = loaded(&self.view, &seen, &self.device);
        let mean = model.background(model.posterior(glances).mean()).clamp(0.0, 1.0);
        let rows = |lines: Tensor<4>| lines.swap_dims(2, 3).flatten::<1>(0, 3);
        let (mean, noise) = (read(rows(mean)).await?, read(rows(model.log_noise().exp())).await?);
        let whole = |values: &[f32]| -> Vec<f32> {
            values.chunks_exact(noise.len()).flat_map(|one| self.view.whole(one)).collect()
        };
        Ok(ClipBackground { seen: whole(&seen.concat()), mean: whole(&mean), noise: whole(&noise) })
    }
}

/// Frames in the size in which the model sees them, and the encoder's glances at them, on the device.
fn loaded(view: &View, seen: &[Vec<f32>], device: &Device) -> (Tensor<4>, Tensor<2>) {
    let [height, width, channels] = view.size();
    let shape = [seen.len(), height, channels, width];
    let frames: Vec<f32> = seen.iter().flat_map(|seen| lines(seen, view.size())).collect();
    let glances: Vec<f32> = seen.iter().flat_map(|seen| view.glance(seen)).collect();
    let sides = [seen.len(), glances.len() / seen.len().max(1)];
    (
        Tensor::from_data(TensorData::new(frames, shape), device),
        Tensor::from_data(TensorData::new(glances, sides), device),
    )
}

/// Rows of channels of columns, of rows of columns of channels.
fn lines(pixels: &[f32], [_, width, channels]: Size) -> Vec<f32> {
    let rows = pixels.chunks_exact(width * channels);
    let row = |row: &[f32]| -> Vec<f32> {
        (0..channels).flat_map(|at| row.iter().skip(at).step_by(channels)).copied().collect()
    };
    rows.flat_map(row).collect()
}

/// The middle of some values, the upper of two.
fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}
