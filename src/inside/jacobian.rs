use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData, s};

use super::recorder::Blocks;
use super::trace::sizes;
use crate::error::{Error, Result};
use crate::latent::{batches, read};
use crate::model::{Activation, Likelihood, Normalization, Plan, Stage, Vae, Watch};

/// Latent dimensions at once, where there is room.
const DIRECTIONS: usize = 64;

/// How the image of a latent vector changes with each latent dimension, in forward mode: the layers take the vector, a
/// row of zeros, whose output is their bias, and each dimension's unit vector, of which what a layer adds is taken
/// away again.
///
/// # Shapes
/// - z: `latent`
/// - output: `latent * pixels`, of the image's values a unit of the dimension
///
/// # Errors
/// When the values don't make one latent vector, or one is not finite; when the device fails.
pub async fn jacobian(model: &Vae, plan: &Plan, z: &[f32], device: &Device) -> Result<Vec<f32>> {
    let model = model.valid();
    let [_, latent] = sizes(plan);
    let given = z.len();
    let mut vectors = batches(z, latent, 1, "latent vector", device)?;
    let (Some(z), None) = (vectors.next(), vectors.next()) else {
        let problem = format!("it has {given} values; one latent vector has {latent}");
        return Err(Error::InvalidArgument { argument: "z".into(), problem });
    };
    // The vector and the zeros go along with each part.
    let room = model.cost().rows_at_once(DIRECTIONS + 2).max(3) - 2;
    let norms = model.decoder.norms();
    let mut all = Vec::new();
    for first in (0..latent).step_by(room) {
        let count = room.min(latent - first);
        let mut unit = vec![0.0_f32; (1 + count) * latent];
        for direction in 0..count {
            unit[(1 + direction) * latent + first + direction] = 1.0;
        }
        let unit = Tensor::from_data(TensorData::new(unit, [1 + count, latent]), device);
        let mut tangents =
            Tangents { plan, norms: norms.iter(), blocks: Blocks::of_decoder(plan), before: None };
        let rows = Tensor::cat(vec![z.clone(), unit], 0);
        let output = model.decoder.watched(rows, &mut tangents);
        all.extend(read(of_image(model.decoder.likelihood(), output)).await?);
    }
    Ok(all)
}

/// The tangents of the image, of an output's `[vector, zeros, tangents...]`.
fn of_image(likelihood: &Likelihood, output: Tensor<2>) -> Tensor<2> {
    let at = likelihood.image(output.clone().slice(s![..1, ..]));
    let slope = match likelihood {
        Likelihood::Bernoulli => at.clone() * (at.neg() + 1.0),
        // Clamped values stay where they are.
        _ => at.clone().greater_elem(0.0).bool_and(at.lower_elem(1.0)).float(),
    };
    output.slice(s![2.., ..]) * slope
}

/// Puts tangents in place of what layers make of them.
struct Tangents<'a, N> {
    plan: &'a Plan,
    norms: N,
    blocks: Blocks,
    /// Of the stage before: the vector's values, and the tangents.
    before: Option<[Tensor<2>; 2]>,
}

impl<'a, N: Iterator<Item = &'a &'a Normalization>> Watch for Tangents<'a, N> {
    fn pass(&mut self, stage: Stage, value: Tensor<2>, places: usize) -> Tensor<2> {
        let block = self.blocks.at(stage).expect("only a decoder's blocks are watched");
        let (at, zero) = (
            value.clone().slice(s![..places, ..]),
            value.clone().slice(s![places..2 * places, ..]),
        );
        let tangents = value.slice(s![2 * places.., ..]);
        let directions = tangents.dims()[0] / places;
        let mut before = || self.before.take().expect("a layer comes first");
        let tangents = match stage {
            Stage::Layer => tangents - zero.clone().repeat_dim(0, directions),
            Stage::Norm => {
                let norm = self.norms.next().expect("the norms are the plan's");
                let [x, tangents] = before();
                norm.tangent(x, tangents, places)
            }
            Stage::Activation => {
                let planned = self.plan.blocks().nth(block).expect("the model is the plan's");
                let [x, tangents] = before();
                let slope = slope(planned.activation.expect("it just passed"), x);
                tangents * slope.repeat_dim(0, directions)
            }
            Stage::Latent => unreachable!("a decoder begins after it"),
        };
        self.before = Some([at.clone(), tangents.clone()]);
        Tensor::cat(vec![at, zero.zeros_like(), tangents], 0)
    }
}

/// An activation's derivative, value by value.
fn slope(activation: Activation, x: Tensor<2>) -> Tensor<2> {
    let x = Tensor::from_inner(x).require_grad();
    let gradients = activation.forward(x.clone()).sum().backward();
    x.grad(&gradients).expect("an output follows from its input")
}
