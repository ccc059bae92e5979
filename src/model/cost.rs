use super::plan::{Block, Plan, TensorPlan, sum};
use super::{Activation, ModelConfig};
use crate::data::Shape;

/// What a model takes, known before anything is allocated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Numbers that training changes.
    pub parameters: u64,
    /// Most of them in one tensor.
    pub largest_parameter: u64,
    /// Numbers that batch norms keep of what they saw.
    pub statistics: u64,
    /// Values that a training step keeps of each image on the encoder's side, the image among them.
    pub encoder_values: u64,
    /// Values that a training step keeps of each draw on the decoder's side, from its noise to the loss.
    pub decoder_values: u64,
    /// Most values of one layer for one image, input, patches and output: what a pass without gradients holds.
    pub largest_values: u64,
}

impl Cost {
    /// Bytes of a model in training between two steps: each parameter with its gradient and two moments; 4 bytes a
    /// number.
    pub fn model_bytes(&self) -> u64 {
        self.parameters.saturating_mul(4).saturating_add(self.statistics).saturating_mul(4)
    }

    /// Bytes that training takes beside the data, an estimate: the model, what a step keeps until its gradients are
    /// known, and twice the largest layer for the gradients on their way; 4 bytes a number. Each image is encoded
    /// once and decoded `samples` times.
    pub fn training_bytes(&self, batch_size: usize, samples: usize) -> u64 {
        let images = batch_size as u64;
        let draws = images.saturating_mul(samples as u64);
        let numbers = sum([
            self.encoder_values.saturating_mul(images),
            self.decoder_values.saturating_mul(draws),
            self.largest_values.saturating_mul(2).saturating_mul(draws),
        ]);
        numbers.saturating_mul(4).saturating_add(self.model_bytes())
    }
}

impl ModelConfig {
    /// The model's cost for images of `shape`, which must be one that [`Self::validate_for`] accepts.
    pub fn cost(&self, shape: Shape) -> Cost {
        let plan = self.plan(shape);
        let Plan { encoder, decoder, .. } = &plan;
        let (pixels, latent) = (encoder[0].input.values(), decoder[0].input.values());
        Cost {
            parameters: sum(plan.parameters().map(TensorPlan::values)),
            largest_parameter: plan.parameters().map(TensorPlan::values).max().unwrap_or(0),
            statistics: sum(plan.statistics().map(TensorPlan::values)),
            encoder_values: sum(encoder.iter().map(kept).chain([pixels])),
            // Mean, log-variance, noise and sample; then the layers and the loss.
            decoder_values: sum(decoder
                .iter()
                .map(kept)
                .chain([latent.saturating_mul(4), pixels.saturating_mul(self.likelihood.kept())])),
            largest_values: plan.blocks().map(held).max().unwrap_or(0),
        }
    }
}

/// Values of one image that a block keeps until its gradient is known.
fn kept(block: &Block) -> u64 {
    let output = block.output.values();
    // A ReLU without a norm is one operation with its layer.
    let fused = block.norm.is_none() && block.activation == Some(Activation::Relu);
    let activated = u64::from(block.activation.is_some() && !fused);
    let norm = block.norm.as_ref().map_or(0, |norm| norm.kind.kept());
    sum([block.patches(), output.saturating_mul(1 + norm + activated)])
}

/// Values of one image that a block holds while it is computed.
fn held(block: &Block) -> u64 {
    sum([block.input.values(), block.patches(), block.output.values()])
}
