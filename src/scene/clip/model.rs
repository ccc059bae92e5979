use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::activation::softplus;
use burn::tensor::{Device, Tensor, TensorData};
use rand_chacha::ChaCha8Rng;

use super::options::ClipOptions;
use super::view::PLACES;
use crate::model::{Posterior, layer};
use crate::ops::dense;
use crate::scene::Size;
use crate::scene::vae::upsample;

/// Units of the encoder's hidden layer and of the decoder's.
const HIDDEN: usize = 32;
/// Places a side of the light before it is enlarged: a thing that passes is smaller than one of them.
const COARSE: usize = 4;
/// Least standard deviation of a value's noise: what 8 bits and a little compression leave.
const LEAST_NOISE: f64 = 0.01;
/// At the start.
const FIRST_NOISE: f64 = 0.1;

/// A variational autoencoder of a still camera's background, after AE-NE (Sauvalle & de La Fortelle 2023): a picture
/// that stays, the light on it, which the latent says, and a learned noise for each value. As in AIR and its kin the
/// decoder is kept weak: light changes smoothly over the picture, so that nothing else can be learned as its change.
#[derive(Module, Debug)]
pub struct ClipVae {
    encoder: Vec<Linear>,
    decoder: Vec<Linear>,
    /// `[1, height, channels, width]`
    still: Param<Tensor<4>>,
    /// The same, unheld.
    log_noise: Param<Tensor<4>>,
}

impl ClipVae {
    /// With weights drawn from `rng`. `still`, `[height, channels, width]`, is the picture at first.
    pub fn new(
        still: Vec<f32>,
        [height, width, channels]: Size,
        options: &ClipOptions,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        let mut new = |inputs: usize, outputs: usize| layer([inputs, outputs], rng, device);
        let [seen, light] = [PLACES, COARSE].map(|places| places * places * channels);
        let shape = [1, height, channels, width];
        // Softly held above the least.
        let noise = (FIRST_NOISE / LEAST_NOISE - 1.0).ln();
        let noise = TensorData::new(vec![noise as f32; still.len()], shape);
        Self {
            encoder: vec![new(seen, HIDDEN), new(HIDDEN, 2 * options.latent)],
            decoder: vec![new(options.latent, HIDDEN), new(HIDDEN, light)],
            still: Param::from_data(TensorData::new(still, shape), device),
            log_noise: Param::from_data(noise, device),
        }
    }

    /// What a glance at a frame says of the light.
    ///
    /// # Shapes
    /// - glances: `[frames, PLACES * PLACES * channels]`
    pub fn posterior(&self, glances: Tensor<2>) -> Posterior {
        let x = dense(&self.encoder[0], glances, true);
        Posterior { parameters: dense(&self.encoder[1], x, false) }
    }

    /// The background in the light of each latent: the picture that stays times the light.
    ///
    /// # Shapes
    /// - z: `[frames, latent]`
    /// - output: `[frames, height, channels, width]`
    pub fn background(&self, z: Tensor<2>) -> Tensor<4> {
        let (still, frames) = (self.still.val(), z.dims()[0]);
        let [_, height, channels, width] = still.dims();
        let x = dense(&self.decoder[0], z, true);
        let x = dense(&self.decoder[1], x, false);
        let light = upsample(x.reshape([frames, COARSE, channels, COARSE]), [height, width]);
        still * light.exp()
    }

    /// Logarithm of each value's noise: `[1, height, channels, width]`.
    pub fn log_noise(&self) -> Tensor<4> {
        softplus(self.log_noise.val(), 1.0) + LEAST_NOISE.ln()
    }
}
