//! How well a model explains what is in windows of a picture.

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};

use super::layers::{Layers, Pixel};
use super::likelihood::log_ratio;
use super::matte::{Contrast, Matte, border_colour};
use crate::data::{Dataset, Split};
use crate::error::Result;
use crate::latent::read;
use crate::model::Vae;
use crate::scene::{Region, Resampling, Size};

/// Windows sent through the model at once, where there is room.
const ROWS: usize = 256;
/// Images of the data whose border tells the model's ground.
const BORDERS: usize = 256;
/// Deviations of noise up to which a pixel is all background to the encoder, and from which on it is not at all.
const DEVIATIONS: [f32; 2] = [1.5, 4.0];

/// An object in a window, as the model sees it.
#[derive(Debug, Clone)]
pub struct Fit {
    pub region: Region,
    /// `log p(window | object over background) - log p(window | background)`, in nats of the picture's own pixels.
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
        let rows = data.rows(Split::Train);
        let every = rows.len().div_ceil(BORDERS);
        let rows: Vec<u32> = rows.iter().step_by(every).copied().collect();
        let pixels = data.gather(&rows)?;
        let borders = pixels.chunks_exact(shape.pixels()).map(|pixels| border_colour(pixels, image));
        let borders: Vec<f32> = borders.flatten().collect();
        // A row of colours is its own border.
        let ground = border_colour(&borders, [1, rows.len(), shape.channels]);
        Ok(Self { model: model.valid(), device: device.clone(), image, ground })
    }

    /// What the model makes of windows of the picture, `planes` of which are cut.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn fits(
        &self,
        layers: &Layers,
        planes: &[f32],
        regions: &[Region],
    ) -> Result<Vec<Fit>> {
        let mut fits = Vec::with_capacity(regions.len());
        for regions in regions.chunks(self.model.cost().rows_at_once(ROWS)) {
            fits.extend(self.batch(layers, planes, regions).await?);
        }
        Ok(fits)
    }

    async fn batch(
        &self,
        layers: &Layers,
        planes: &[f32],
        regions: &[Region],
    ) -> Result<Vec<Fit>> {
        let ([height, width, channels], depth) = (self.image, layers.depth());
        let from = [layers.size[0], layers.size[1], depth];
        let cut = |region: &Region| Resampling::new(*region, from, [height, width]).crop(planes);
        let windows: Vec<Vec<f32>> = regions.iter().map(cut).collect();
        let pixels: Vec<f32> = windows.iter().flat_map(|window| self.seen(window, depth)).collect();
        let values = TensorData::new(pixels, [regions.len(), height * width * channels]);
        let posterior = self.model.encoder.forward(Tensor::from_data(values, &self.device));
        let decoded = self.model.decoder.image(posterior.mean());
        let latent = posterior.parameters.dims()[1] / 2;
        let all = read(Tensor::cat(vec![posterior.parameters, decoded], 1)).await?;
        let rows = all.chunks_exact(2 * latent + height * width * channels);
        Ok(rows
            .zip(&windows)
            .zip(regions)
            .map(|((row, window), &region)| {
                let (mean, rest) = row.split_at(latent);
                let (log_variance, image) = rest.split_at(latent);
                let scale = region.area() / (height * width) as f32;
                let contrast = Contrast::of(image, self.image);
                let gain = |matte| scale * gain(window, depth, image, &contrast, matte);
                let (ink, body) = (gain(Matte::Ink), gain(Matte::Body));
                Fit {
                    region,
                    gain: ink.max(body),
                    kl: kl(mean, log_variance),
                    mean: mean.to_vec(),
                    log_variance: log_variance.to_vec(),
                    image: image.to_vec(),
                    matte: if body > ink { Matte::Body } else { Matte::Ink },
                }
            })
            .collect())
    }

    /// A window as the encoder is to see it: what is not background, on the ground that the model knows.
    fn seen(&self, window: &[f32], depth: usize) -> impl Iterator<Item = f32> {
        let channels = self.image[2];
        window.chunks_exact(depth).flat_map(move |values| {
            let Pixel { picture, mean, noise, inside, .. } = Pixel::of(values, channels);
            let far = picture.iter().zip(mean).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            let [least, most] = DEVIATIONS;
            // Outside there is no noise, and nothing far.
            let share = (far / noise.max(f32::MIN_POSITIVE) - least) / (most - least);
            let share = share.clamp(0.0, 1.0) * inside;
            let over = picture.iter().zip(&self.ground);
            over.map(move |(value, ground)| ground + share * (value - ground))
        })
    }
}

/// Of a window, in nats of its own pixels.
fn gain(window: &[f32], depth: usize, image: &[f32], contrast: &Contrast, matte: Matte) -> f32 {
    let channels = contrast.ground.len();
    let mut over = vec![0.0; channels];
    let pixels = window.chunks_exact(depth).zip(image.chunks_exact(channels)).enumerate();
    let ratios = pixels.map(|(at, (values, image))| {
        let Pixel { picture, mean, ground, noise, open, inside } = Pixel::of(values, channels);
        let alpha = contrast.alpha(at, matte);
        let colour = contrast.without_ground(image, alpha);
        for (((over, mean), ground), colour) in over.iter_mut().zip(mean).zip(ground).zip(colour) {
            *over = mean + open * (colour - alpha * ground);
        }
        if inside < 0.5 { 0.0 } else { log_ratio(picture, mean, noise, &over, contrast.share(at) * open) }
    });
    ratios.sum()
}

/// Of a diagonal Gaussian from the standard normal (Kingma & Welling 2013, appendix B).
fn kl(mean: &[f32], log_variance: &[f32]) -> f32 {
    let terms = mean.iter().zip(log_variance);
    0.5 * terms.map(|(mean, log)| mean * mean + log.exp() - log - 1.0).sum::<f32>()
}
