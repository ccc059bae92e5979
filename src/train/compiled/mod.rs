//! The training step of a common model on the CPU as one flat program: forward, backward and update by the CPU device's
//! kernels, on buffers made once, without tensors, an autodiff graph or allocations, which take more time than the
//! arithmetic of layers that are 64 to 128 values wide. burn's path, which all other models and objectives take, is the
//! reference: weights become the same, bit for bit.

mod layer;
mod parameters;
mod windows;

use vae_playground_kernels::{bernoulli, draw, draw_gradient, scale, sum_in_lanes};

use super::{Objective, TrainingConfig};
use crate::model::{Likelihood, Plan};
use crate::ops::UpdateRule;
use layer::Layer;
pub(super) use parameters::Parameters;

/// What a step needs beside the model's parameters.
pub(super) struct Step<'a> {
    /// All training images: `[images, pixels]`.
    pub images: &'a [f32],
    /// The batch, as rows of them.
    pub rows: &'a [i32],
    /// Standard normal: `[batch, latent]`.
    pub noise: &'a [f32],
    /// Weight of the KL term.
    pub beta: f32,
    /// The learning rate.
    pub rate: f32,
    pub rule: UpdateRule,
}

/// A model's layers, and what a step computes on its way.
#[derive(Debug)]
pub(super) struct Compiled {
    /// The encoder's, then the decoder's.
    layers: Vec<Layer>,
    /// How many are the encoder's.
    encoder: usize,
    /// The batch: `[batch, pixels]`.
    images: Vec<f32>,
    /// `[batch, latent]`
    z: Vec<f32>,
    /// Both terms of the loss of each image, in nats: `[batch]`.
    reconstruction: Vec<f32>,
    kl: Vec<f32>,
    /// The loss's derivatives by what a layer gives, and by what it takes: `[batch, widest]`.
    gradients: [Vec<f32>; 2],
    /// What windows show before it is added up.
    scattered: Vec<f32>,
    /// The loss's derivatives by a layer's weight and bias.
    by_parameters: [Vec<f32>; 2],
}

impl Compiled {
    /// The program of a model that has one.
    pub fn of(plan: &Plan, likelihood: &Likelihood) -> Option<Self> {
        if *likelihood != Likelihood::Bernoulli {
            return None;
        }
        Some(Self {
            layers: plan.blocks().map(Layer::of).collect::<Option<_>>()?,
            encoder: plan.encoder.len(),
            images: Vec::new(),
            z: Vec::new(),
            reconstruction: Vec::new(),
            kl: Vec::new(),
            gradients: Default::default(),
            scattered: Vec::new(),
            by_parameters: Default::default(),
        })
    }

    /// Whether its steps are those of such a training.
    pub fn minimises(&self, training: &TrainingConfig) -> bool {
        training.objective == Objective::Elbo && training.clip_norm.is_none()
    }

    /// One step of the optimiser; returns reconstruction and KL, summed over the batch.
    pub fn step(&mut self, step: &Step, parameters: &mut Parameters) -> [f32; 2] {
        self.make_room(step.rows.len());
        self.forward(step, parameters);
        self.backward(step, parameters);
        [&self.reconstruction, &self.kl].map(|losses| sum_in_lanes(losses))
    }

    /// Allocates where a batch is larger than all before.
    fn make_room(&mut self, batch: usize) {
        let layers = &mut self.layers;
        self.images.resize(batch * layers[0].inputs, 0.0);
        self.z.resize(batch * layers[self.encoder].inputs, 0.0);
        self.reconstruction.resize(batch, 0.0);
        self.kl.resize(batch, 0.0);
        layers.iter_mut().for_each(|layer| layer.make_room(batch));
        let most = |count: fn(&Layer) -> usize| layers.iter().map(count).max().unwrap_or(0);
        let widest = most(|layer| layer.inputs.max(layer.outputs));
        let [by_output, by_input] = &mut self.gradients;
        by_output.resize(batch * widest, 0.0);
        by_input.resize(batch * widest, 0.0);
        self.scattered.resize(batch * most(Layer::scattered), 0.0);
        let [by_weight, by_bias] = &mut self.by_parameters;
        by_weight.resize(most(|layer| layer.parameters()[0]), 0.0);
        by_bias.resize(most(|layer| layer.parameters()[1]), 0.0);
    }

    fn forward(&mut self, step: &Step, parameters: &Parameters) {
        let pixels = self.layers[0].inputs;
        for (image, &row) in self.images.chunks_exact_mut(pixels).zip(step.rows) {
            image.copy_from_slice(&step.images[row as usize * pixels..][..pixels]);
        }
        let (encoder, decoder) = self.layers.split_at_mut(self.encoder);
        let latent = decoder[0].inputs;
        let scattered = &mut self.scattered;
        let posterior = through(encoder, &self.images, parameters, 0, scattered);
        draw(posterior, step.noise, latent, &mut self.z, &mut self.kl);
        through(decoder, &self.z, parameters, self.encoder, scattered);
    }

    /// From the loss to the first layer, each of whose parameters changes once nothing else needs it.
    fn backward(&mut self, step: &Step, parameters: &mut Parameters) {
        let batch = step.rows.len();
        let Self { layers, encoder, images, z, gradients: [by_output, by_input], .. } = self;
        let logits = &layers[layers.len() - 1];
        let gradient = &mut by_output[..batch * logits.outputs];
        bernoulli(&logits.output, images, logits.outputs, &mut self.reconstruction, gradient);
        // What is minimised is the mean over the batch.
        let share = 1.0 / batch as f32;
        scale(gradient, share);
        for index in (0..layers.len()).rev() {
            let (before, layer) = layers.split_at_mut(index);
            let (before, layer) = (before.last(), &mut layer[0]);
            let input = match before {
                None => &*images,
                Some(_) if index == *encoder => &*z,
                Some(before) => &before.output,
            };
            let gradient = &mut by_output[..batch * layer.outputs];
            let scattered = &mut self.scattered[..batch * layer.scattered()];
            layer.before_activation(gradient);
            // The images' gradient is nobody's.
            if index > 0 {
                let by_input = &mut by_input[..batch * layer.inputs];
                let weight = parameters.values(2 * index);
                layer.input_gradient(gradient, weight, by_input, scattered);
            }
            let by_parameters = layer.weight_gradient(input, gradient, &mut self.by_parameters);
            for (which, gradient) in by_parameters.into_iter().enumerate() {
                parameters.update(2 * index + which, gradient, step);
            }
            std::mem::swap(by_output, by_input);
            if let Some(before) = before.filter(|_| index == *encoder) {
                let (posterior, latent) = (&before.output, layer.inputs);
                let by_z = &by_output[..batch * latent];
                let by_posterior = &mut by_input[..2 * batch * latent];
                let weight = share * step.beta;
                draw_gradient(by_z, posterior, step.noise, latent, weight, by_posterior);
                std::mem::swap(by_output, by_input);
            }
        }
    }
}

/// What the last of some layers gives. `first` of the model's layers come before them.
fn through<'a>(
    layers: &'a mut [Layer],
    input: &'a [f32],
    parameters: &Parameters,
    first: usize,
    scattered: &mut [f32],
) -> &'a [f32] {
    layers.iter_mut().zip(first..).fold(input, |input, (layer, index)| {
        let batch = layer.output.len() / layer.outputs;
        let scattered = &mut scattered[..batch * layer.scattered()];
        layer.forward(input, [2 * index, 2 * index + 1].map(|i| parameters.values(i)), scattered);
        &layer.output
    })
}
