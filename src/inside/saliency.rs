use burn::module::Module;
use burn::tensor::{Device, Tensor, s};
use serde::{Deserialize, Serialize};

use super::PartKind;
use super::edit::check_unit;
use super::recorder::{Blocks, Recorder};
use super::trace::{check_noise, sizes};
use crate::error::Result;
use crate::latent::{batches, read};
use crate::limits::Limit;
use crate::model::{Plan, Stage, Vae, Watch};

/// Images at once, where there is room.
const ROWS: usize = 64;

/// A number of each image, whose derivative by the image's pixels is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum SaliencyOf {
    /// The posterior's mean.
    Mean {
        /// Latent dimension, counted from 0.
        dimension: usize,
    },
    /// The logarithm of the posterior's variance.
    LogVariance {
        /// Latent dimension, counted from 0.
        dimension: usize,
    },
    /// KL divergence from the prior.
    Kl,
    /// The negative ELBO, `-log p(x | z) + KL`, by what the encoder sees; what is to be reconstructed stays.
    Loss,
    /// What a block's layer gives, before norm and activation.
    Unit {
        /// The encoder's blocks, then the decoder's, counted from 0.
        block: usize,
        /// A channel of its output; a value of a dense layer's.
        unit: usize,
        /// Place of its output, row-major; 0 of a dense layer.
        place: usize,
    },
}

impl SaliencyOf {
    /// Whether the model has it.
    ///
    /// # Errors
    /// Naming the number that is out of range.
    fn check(self, plan: &Plan) -> Result<()> {
        match self {
            Self::Mean { dimension } | Self::LogVariance { dimension } => {
                let [_, latent] = sizes(plan);
                let (name, most) = ("The latent dimension", latent as f64 - 1.0);
                let field = "dimension";
                Limit { field, name, least: 0.0, most, whole: true, above: false }
                    .check(dimension as f64)
            }
            Self::Kl | Self::Loss => Ok(()),
            Self::Unit { block, unit, place } => check_unit(plan, block, unit, place),
        }
    }
}

/// The derivative of a number of each image by each of its pixels, as in evaluation.
///
/// # Shapes
/// - pixels: `images * pixels`, values in [0, 1]
/// - noise: `images * latent`, standard normal
/// - output: `images * pixels`
///
/// # Errors
/// As [`super::trace`]; when the model has no such unit or dimension.
pub async fn saliency(
    model: &Vae,
    plan: &Plan,
    pixels: &[f32],
    noise: &[f32],
    of: SaliencyOf,
    device: &Device,
) -> Result<Vec<f32>> {
    of.check(plan)?;
    let [size, latent] = sizes(plan);
    let rows = model.cost().rows_at_once(ROWS);
    let images = batches(pixels, size, rows, "image", device)?;
    check_noise(noise, pixels.len() / size, latent)?;
    let noise = batches(noise, latent, rows, "noise vector", device)?;
    // Without gradients of weights, and so with the statistics of evaluation.
    let model = model.clone().freeze();
    let mut all = Vec::new();
    for (images, noise) in images.zip(noise) {
        let images = Tensor::from_inner(images).require_grad();
        let of = number(&model, plan, images.clone(), Tensor::from_inner(noise), of);
        let gradients = of.sum().backward();
        // A decoder's unit may not depend on the image: all of the latent's weights are 0.
        let gradient = images.grad(&gradients);
        all.extend(read(gradient.unwrap_or_else(|| images.inner().zeros_like())).await?);
    }
    Ok(all)
}

/// `[batch, any]`, to be summed.
fn number(
    model: &Vae,
    plan: &Plan,
    images: Tensor<2>,
    noise: Tensor<2>,
    of: SaliencyOf,
) -> Tensor<2> {
    let mut recorder = Recorder::new(plan, Blocks::of_model(), &[]);
    let posterior = model.encoder.watched(images.clone(), &mut recorder);
    match of {
        SaliencyOf::Mean { dimension } => return column(posterior.mean(), dimension),
        SaliencyOf::LogVariance { dimension } => {
            return column(posterior.log_variance(), dimension);
        }
        SaliencyOf::Kl => return posterior.kl().unsqueeze_dim(1),
        SaliencyOf::Loss | SaliencyOf::Unit { .. } => {}
    }
    let z = recorder.pass(Stage::Latent, posterior.sample(noise), 1);
    let output = model.decoder.watched(z, &mut recorder);
    let SaliencyOf::Unit { block, unit, place } = of else {
        let (likelihood, log_scale) = (model.decoder.likelihood(), model.decoder.log_scale());
        let target = Tensor::from_inner(images.inner());
        return (likelihood.negative_log(output, target, log_scale) + posterior.kl())
            .unsqueeze_dim(1);
    };
    let mut seen = recorder.seen.into_iter();
    let layer = seen.find(|seen| seen.kind == PartKind::Layer && seen.block == Some(block));
    let units = plan.blocks().nth(block).expect("it was checked").units() as usize;
    column(layer.expect("every block has a layer").values, place * units + unit)
}

fn column(values: Tensor<2>, at: usize) -> Tensor<2> {
    values.slice(s![.., at..=at])
}
