use std::f64::consts::TAU;

use burn::tensor::activation::{log_sigmoid, sigmoid};
use burn::tensor::{Tensor, s};

use super::model::Pass;

/// Keeps logarithms of shares finite.
const SMALL: f64 = 1e-5;

/// Alpha below which the objects' colour fades.
const FAINT: f64 = 0.01;
/// Share of a dreamed scene's pixels that are no ground.
const OTHER: f64 = 0.1;

/// The parts of the negative ELBO, in the order of [`Parts::values`].
pub const PARTS: usize = 6;
/// Where presence is among them.
const PRESENCE: usize = 4;

/// The negative ELBO of some images by its parts, in nats an image.
#[derive(Debug, Clone)]
pub struct Parts {
    /// Reconstruction; KL of what objects look like, of their places, of their depths, of presence, of the background:
    /// `[6]`, means over images.
    pub values: Tensor<1>,
    /// What presence weighs in [`Self::total`].
    presence: f32,
}

impl Parts {
    /// The negative ELBO of Lin et al. 2020 (SPACE), which has that of Crawford & Pineau 2019 (SPAIR) for objects and
    /// Eslami et al. 2016 (AIR) before it. A pixel is the objects' or the ground's, by the objects' alpha, and normal
    /// about the colour of either: `-sum log[alpha N(x; objects, s^2) + (1 - alpha) N(x; ground, s^2)]`. What is said
    /// of an object counts as far as it is present.
    ///
    /// # Shapes
    /// - lines: `[images, height, channels * width]`
    pub fn new(pass: &Pass, lines: Tensor<3>, presence: f64, deviation: f64) -> Self {
        let [count, cells] = pass.present.dims();
        let Mixture { ground, odds } = mixture(pass, lines, deviation);
        // log(exp(a) + exp(b)) = b - log sigmoid(b - a)
        let pixels = ground - log_sigmoid(-odds);
        let each = |kl: Tensor<1>| kl.reshape([count, cells]) * pass.present.clone();
        let parts = [
            -pixels.sum(),
            each(pass.what.kl()).sum(),
            each(pass.cells.place.kl()).sum(),
            each(pass.cells.depth.kl()).sum(),
            pass.cells.presence.kl(presence).sum(),
            pass.cells.background.kl().sum(),
        ];
        Self::of(parts, count)
    }

    /// Of sums over so many images.
    pub fn of(sums: [Tensor<1>; PARTS], images: usize) -> Self {
        Self { values: Tensor::cat(sums.to_vec(), 0) / images as f32, presence: 1.0 }
    }

    /// The same, with presence weighing so much.
    pub fn weighing(self, presence: f32) -> Self {
        Self { presence, ..self }
    }

    /// Their sum: `[1]`.
    pub fn total(&self) -> Tensor<1> {
        let presence = self.values.clone().slice(s![PRESENCE..PRESENCE + 1]);
        self.values.clone().sum() + presence * (self.presence - 1.0)
    }
}

/// How probable a pixel is under the ground, and how much more under the objects: `[images, height, 1, width]`.
struct Mixture {
    /// `log[(1 - alpha) N(x; ground)]`
    ground: Tensor<4>,
    /// `log[alpha N(x; objects)]` less that.
    odds: Tensor<4>,
}

fn mixture(pass: &Pass, lines: Tensor<3>, deviation: f64) -> Mixture {
    let [count, height, channels, width] = pass.ground.dims();
    let x = lines.reshape([count, height, channels, width]);
    let normal = |mean| log_normal(x.clone(), mean, deviation);
    let alpha = pass.objects.clone().slice(s![.., .., channels.., ..]);
    // Of the objects that are there at all: one that is half present is no darker for it.
    let colours = pass.objects.clone().slice(s![.., .., ..channels, ..]) / (alpha.clone() + FAINT);
    // Where a box is smaller than a glimpse, places near a pixel may weigh a little more than 1 together.
    let alpha = alpha.clamp_max(1.0);
    let objects = (alpha.clone() + SMALL).log() + normal(colours);
    let ground = (-alpha + (1.0 + SMALL)).log() + normal(pass.ground.clone());
    Mixture { odds: objects - ground.clone(), ground }
}

/// How probable it is that a pixel is an object's, given its colour: `[images, height, 1, width]`.
pub fn responsibility(pass: &Pass, lines: Tensor<3>, deviation: f64) -> Tensor<4> {
    sigmoid(mixture(pass, lines, deviation).odds)
}

/// `-log[(1 - o) N(x; ground, s^2) + o]` summed over pixels, where a share `o` of the pixels is something else, of any
/// colour: `[1]`.
///
/// # Shapes
/// - ground: `[images, height, channels, width]`
/// - lines: `[images, height, channels * width]`
pub fn robust_loss(ground: Tensor<4>, lines: Tensor<3>, deviation: f64) -> Tensor<1> {
    let x = lines.reshape(ground.dims());
    let own = log_normal(x, ground, deviation) + (1.0 - OTHER).ln();
    let other = OTHER.ln();
    (log_sigmoid(-own + other) - other).sum()
}

/// `log N(x; mean, deviation^2)`, summed over channels.
fn log_normal(x: Tensor<4>, mean: Tensor<4>, deviation: f64) -> Tensor<4> {
    let constant = x.dims()[2] as f64 * (deviation.ln() + 0.5 * TAU.ln());
    (x - mean).square().sum_dim(2) * (-0.5 / (deviation * deviation)) - constant
}
