//! How well a model explains what is in windows of a picture.

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};

use super::layers::{Layers, Rendering};
use super::likelihood::{LEAST_SHARE, Pixel};
use super::matte::{Contrast, Matte, border_colour, median_colour};
use crate::data::{Dataset, Split};
use crate::error::Result;
use crate::latent::read;
use crate::model::Vae;
use crate::scene::{Region, Resampling, Size};

/// Windows sent through the model at once, where there is room.
const ROWS: usize = 256;
/// Images of the data that tell what all are like.
const LOOKED_AT: usize = 256;
/// Deviations of noise up to which a pixel is all background to the encoder, and from which on it is not at all.
const DEVIATIONS: [f32; 2] = [1.5, 4.0];

/// An object in a window, as the model sees it.
#[derive(Debug, Clone)]
pub struct Fit {
    pub region: Region,
    /// `log p(window | object over background) - log p(window | background)`, in nats.
    pub gain: f32,
    /// Of the posterior from the prior, in nats.
    pub kl: f32,
    pub mean: Vec<f32>,
    pub log_variance: Vec<f32>,
    /// The decoded mean.
    pub image: Vec<f32>,
    pub matte: Matte,
}

impl Fit {
    /// What an object here is worth, before its price.
    pub fn score(&self) -> f32 {
        self.gain - self.kl
    }
}

/// Some of the training images, evenly over them.
///
/// # Errors
/// None: the rows are the data's own.
pub fn looked_at(data: &Dataset) -> Result<Vec<f32>> {
    let rows = data.rows(Split::Train);
    let every = rows.len().div_ceil(LOOKED_AT);
    let rows: Vec<u32> = rows.iter().step_by(every).copied().collect();
    data.gather(&rows)
}

/// A model and what it takes for an empty image.
pub struct Observer {
    model: Vae,
    device: Device,
    /// Of its images.
    pub image: Size,
    /// The colour around the objects in its data.
    ground: Vec<f32>,
}

impl Observer {
    /// # Errors
    /// None: the rows are the data's own.
    pub fn new(model: &Vae, data: &Dataset, device: &Device) -> Result<Self> {
        let shape = data.shape();
        let image = [shape.height, shape.width, shape.channels];
        let pixels = looked_at(data)?;
        let images = pixels.chunks_exact(shape.pixels());
        let borders: Vec<Vec<f32>> = images.map(|pixels| border_colour(pixels, image)).collect();
        let ground = median_colour(borders.iter().map(Vec::as_slice), shape.channels);
        Ok(Self { model: model.valid(), device: device.clone(), image, ground })
    }

    /// What the model makes of windows of the picture.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn fits(&self, layers: &Layers, regions: &[Region]) -> Result<Vec<Fit>> {
        let mut fits = Vec::with_capacity(regions.len());
        let seen = self.seen(layers);
        for regions in regions.chunks(self.model.cost().rows_at_once(ROWS)) {
            fits.extend(self.batch(layers, &seen, regions).await?);
        }
        Ok(fits)
    }

    async fn batch(&self, layers: &Layers, seen: &[f32], regions: &[Region]) -> Result<Vec<Fit>> {
        let [height, width, channels] = self.image;
        let from = [layers.size[0], layers.size[1], channels];
        let cut = |region: &Region| {
            let window = Resampling::new(*region, from, [height, width]).crop(seen);
            let pixels = window.into_iter().zip(self.ground.iter().cycle());
            pixels.map(|(far, ground)| (ground + far).clamp(0.0, 1.0)).collect::<Vec<f32>>()
        };
        let pixels: Vec<f32> = regions.iter().flat_map(cut).collect();
        let values = TensorData::new(pixels, [regions.len(), height * width * channels]);
        let posterior = self.model.encoder.forward(Tensor::from_data(values, &self.device));
        let decoded = self.model.decoder.image(posterior.mean());
        let latent = posterior.parameters.dims()[1] / 2;
        let all = read(Tensor::cat(vec![posterior.parameters, decoded], 1)).await?;
        let rows = all.chunks_exact(2 * latent + height * width * channels);
        let fit = |(row, &region): (&[f32], &Region)| {
            let (mean, rest) = row.split_at(latent);
            let (log_variance, image) = rest.split_at(latent);
            let contrast = Contrast::of(image, self.image);
            let rendering = Rendering::of(image, self.image, region, layers.size);
            let [ink, body] = gains(layers, &rendering, &contrast);
            Fit {
                region,
                gain: ink.max(body),
                kl: kl(mean, log_variance),
                mean: mean.to_vec(),
                log_variance: log_variance.to_vec(),
                image: image.to_vec(),
                matte: if body > ink { Matte::Body } else { Matte::Ink },
            }
        };
        Ok(rows.zip(regions).map(fit).collect())
    }

    /// The picture as the encoder is to see it, less the model's ground: what is not background. So what lies outside
    /// is ground.
    fn seen(&self, layers: &Layers) -> Vec<f32> {
        let pixels = layers.pixels().flat_map(|Pixel { picture, mean, noise, .. }| {
            let far = picture.iter().zip(mean).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            let [least, most] = DEVIATIONS;
            let share = ((far / noise - least) / (most - least)).clamp(0.0, 1.0);
            let over = picture.iter().zip(&self.ground);
            over.map(move |(value, ground)| share * (value - ground))
        });
        pixels.collect()
    }
}

/// Of an object in a picture, in nats, for each kind of matte.
fn gains(layers: &Layers, rendering: &Rendering, contrast: &Contrast) -> [f32; 2] {
    let [_, width, channels] = layers.size;
    let mut over = vec![0.0; channels];
    let mut sums = [0.0; 2];
    for (at, colour) in rendering.pixels(width, channels) {
        let pixel @ Pixel { mean, ground, open, .. } = layers.pixel(at);
        let share = contrast.share(colour) * open;
        if share < LEAST_SHARE {
            continue;
        }
        for (sum, matte) in sums.iter_mut().zip([Matte::Ink, Matte::Body]) {
            let alpha = contrast.alpha(colour, matte);
            let colour = contrast.without_ground(colour, alpha);
            let behind = over.iter_mut().zip(mean).zip(ground);
            for (((over, mean), ground), colour) in behind.zip(colour) {
                *over = mean + open * (colour - alpha * ground);
            }
            *sum += pixel.log_ratio(&over, share);
        }
    }
    sums
}

/// Of a diagonal Gaussian from the standard normal (Kingma & Welling 2013, appendix B).
fn kl(mean: &[f32], log_variance: &[f32]) -> f32 {
    let terms = mean.iter().zip(log_variance);
    0.5 * terms.map(|(mean, log)| mean * mean + log.exp() - log - 1.0).sum::<f32>()
}
