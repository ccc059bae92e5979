use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};

use super::log_mean_exp::LogMeanExp;
use super::noise::{Noise, RowNoise};
use super::statistics::{Statistics, Sums};
use crate::data::{Dataset, Split};
use crate::error::{Error, Result};
use crate::latent::rows::read;
use crate::limits;
use crate::model::Vae;

const MAX_BATCH: usize = 65_536;

/// How to measure. The sizes of batches bound the memory, and are less for a large model; they don't change the
/// draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationOptions {
    /// Latents drawn an image, the `k` of `L_k`.
    pub samples: usize,
    /// Images encoded at once, at most.
    pub images: usize,
    /// Latents decoded at once, at most: many images with a few samples each, or some of one image's.
    pub latents: usize,
}

impl EvaluationOptions {
    /// `samples` latents an image, in batches that keep a device busy.
    pub fn new(samples: usize) -> Self {
        Self { samples, images: 256, latents: 4096 }
    }

    /// # Errors
    /// Naming the first field out of range.
    pub fn validate(&self) -> Result<()> {
        limits::STATISTICS_SAMPLES.check(self.samples as f64)?;
        for (field, value, largest) in [
            ("The number of images at once", self.images, MAX_BATCH),
            ("The number of latents at once", self.latents, MAX_BATCH),
        ] {
            if !(1..=largest).contains(&value) {
                let allowed = format!("a whole number between 1 and {largest}");
                return Err(Error::option(field, value, allowed));
            }
        }
        Ok(())
    }

    /// Images a batch, and samples a chunk of each of them.
    fn sizes(&self) -> (usize, usize) {
        let images = self.images.min(self.latents / self.samples).max(1);
        (images, self.samples.min(self.latents / images))
    }
}

/// An evaluation under way: [`next_batch`](Self::next_batch) until there is none, or as long as one
/// likes, and [`statistics`](Self::statistics) of the images so far.
pub struct Evaluator {
    model: Vae,
    /// The split, and how many of it are measured.
    rows: Vec<u32>,
    measured: usize,
    options: EvaluationOptions,
    noise: Noise,
    device: Device,
    sums: Option<Sums>,
}

/// An image of the current batch.
struct Image {
    mean: Vec<f64>,
    log_variance: Vec<f64>,
    deviation: Vec<f64>,
    noise: RowNoise,
    /// Sum over the draws of `-log p(x | z)`.
    reconstruction: f64,
    weights: LogMeanExp,
}

impl Evaluator {
    /// Keeps the model as it is now: training may go on. The same seed gives the same draws. The model
    /// must be made for images of the data's size.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] when an option is out of range.
    pub fn new(
        model: &Vae,
        data: &Dataset,
        split: Split,
        options: EvaluationOptions,
        seed: u64,
        device: &Device,
    ) -> Result<Self> {
        options.validate()?;
        let cost = model.cost();
        let options = EvaluationOptions {
            images: cost.rows_at_once(options.images),
            latents: cost.rows_at_once(options.latents),
            ..options
        };
        Ok(Self {
            model: model.valid(),
            rows: data.rows(split).to_vec(),
            measured: 0,
            options,
            noise: Noise::new(seed),
            device: device.clone(),
            sums: None,
        })
    }

    /// Measures the next images of `data`, the same at each call, and returns how many; 0 when all are
    /// measured. A call decodes `options.latents` vectors, or one image's if those are more, so one can soon
    /// stop.
    ///
    /// # Errors
    /// [`Error::Device`] when the device fails.
    pub async fn next_batch(&mut self, data: &Dataset) -> Result<usize> {
        let (images, chunk) = self.options.sizes();
        let rows = &self.rows[self.measured..];
        let rows = &rows[..images.min(rows.len())];
        if rows.is_empty() {
            return Ok(0);
        }
        let pixels = TensorData::new(data.gather(rows)?, [rows.len(), data.shape().pixels()]);
        let pixels = Tensor::from_data(pixels, &self.device);
        let mut images = self.encode(pixels.clone(), rows).await?;
        let mut remaining = self.options.samples;
        while remaining > 0 {
            let samples = chunk.min(remaining);
            self.weigh(&mut images, pixels.clone(), samples).await?;
            remaining -= samples;
        }
        let samples = self.options.samples as f64;
        for Image { mean, log_variance, reconstruction, weights, .. } in &images {
            let sums = self.sums.get_or_insert_with(|| Sums::new(mean.len()));
            sums.add(mean, log_variance, reconstruction / samples, weights.value());
        }
        let count = rows.len();
        self.measured += count;
        Ok(count)
    }

    /// Of the images so far; `None` before the first.
    pub fn statistics(&self) -> Option<Statistics> {
        self.sums.as_ref().and_then(|sums| sums.statistics(self.options.samples))
    }

    /// Images measured.
    pub fn measured(&self) -> usize {
        self.measured
    }

    /// Images not yet measured.
    pub fn remaining(&self) -> usize {
        self.rows.len() - self.measured
    }

    async fn encode(&self, pixels: Tensor<2>, rows: &[u32]) -> Result<Vec<Image>> {
        let parameters = self.model.encoder.forward(pixels).parameters;
        let width = parameters.dims()[1];
        let parameters = read(parameters).await?;
        let image = |(parameters, &row): (&[f32], &u32)| {
            let parameters: Vec<f64> = parameters.iter().map(|&v| v.into()).collect();
            let (mean, log_variance) = parameters.split_at(width / 2);
            Image {
                mean: mean.to_vec(),
                log_variance: log_variance.to_vec(),
                deviation: log_variance.iter().map(|l| (0.5 * l).exp()).collect(),
                noise: self.noise.row(row),
                reconstruction: 0.0,
                weights: LogMeanExp::new(),
            }
        };
        Ok(parameters.chunks_exact(width).zip(rows).map(image).collect())
    }

    /// Draws `samples` latents an image and adds their weights
    /// `log w = log p(x | z) + log p(z) - log q(z | x)`. Only the likelihood needs the device.
    async fn weigh(&self, images: &mut [Image], pixels: Tensor<2>, samples: usize) -> Result<()> {
        let count = images.len() * samples;
        let latent = images[0].mean.len();
        let mut z = Vec::with_capacity(count * latent);
        let mut ratios = Vec::with_capacity(count);
        for image in images.iter_mut() {
            ratios.extend((0..samples).map(|_| image.draw(&mut z)));
        }
        let z = Tensor::from_data(TensorData::new(z, [count, latent]), &self.device);
        let width = pixels.dims()[1];
        let repeated = pixels.unsqueeze_dim::<3>(1).repeat_dim(1, samples).reshape([count, width]);
        let losses = read(self.model.negative_log_likelihood(z, repeated)).await?;
        let draws = losses.chunks_exact(samples).zip(ratios.chunks_exact(samples));
        for (image, (losses, ratios)) in images.iter_mut().zip(draws) {
            for (&loss, ratio) in losses.iter().zip(ratios) {
                image.reconstruction += f64::from(loss);
                image.weights.add(ratio - f64::from(loss));
            }
        }
        Ok(())
    }
}

impl Image {
    /// Appends a draw of the posterior to `z` and returns its `log p(z) - log q(z | x)`. Both
    /// densities have the factor `(2 pi)^(-latent / 2)`, which cancels.
    fn draw(&mut self, z: &mut Vec<f32>) -> f64 {
        let mut ratio = 0.0;
        for (i, (mean, deviation)) in self.mean.iter().zip(&self.deviation).enumerate() {
            let noise = self.noise.draw();
            let value = mean + deviation * noise;
            ratio += 0.5 * (noise * noise + self.log_variance[i] - value * value);
            z.push(value as f32);
        }
        ratio
    }
}

/// All of a split; `None` where it is empty.
///
/// # Errors
/// As [`Evaluator::new`] and [`Evaluator::next_batch`].
pub async fn evaluate(
    model: &Vae,
    data: &Dataset,
    split: Split,
    options: EvaluationOptions,
    seed: u64,
    device: &Device,
) -> Result<Option<Statistics>> {
    let mut evaluator = Evaluator::new(model, data, split, options, seed, device)?;
    while evaluator.next_batch(data).await? > 0 {}
    Ok(evaluator.statistics())
}
