//! What a session takes, known before it is taken: one estimate, in 64 bits, behind every gate.

use crate::data::{Dataset, Shape, Split};
use crate::error::{Demand, Error, Result};
use crate::model::{Cost, ModelConfig};
use crate::scene::clip::ClipOptions;
use crate::scene::vae::{Frame, SceneOptions};
use crate::train::{Objective, READ_AHEAD, Trainer, TrainingConfig};
use crate::wire::{SessionOptions, Setup};
use crate::{checkpoint, device};

/// Bytes of a number.
const F32: u64 = 4;
/// What a wasm module can address, less what the module itself and gaps between tensors take. On the CPU everything
/// is in there; with a GPU, the images as they came.
const HEAP: u64 = (4 << 30) - (512 << 20);
/// Most bytes of what one call gives.
const ANSWER: u64 = 256 << 20;

/// Bytes that stay until what is being made is in use.
#[derive(Debug, Clone, Copy, Default)]
pub struct Held {
    /// On the device.
    pub device: u64,
    /// In the module's own memory.
    pub host: u64,
}

impl Held {
    /// A data set, as it came and on the device.
    pub fn with_images(self, data: &Dataset) -> Self {
        let [host, device] = image_bytes(data);
        Self { device: self.device.saturating_add(device), host: self.host.saturating_add(host) }
    }
}

/// What the images of a data set take in the module's memory and on the device. Of those that are stored a few are read
/// at a time, as bytes and then as values.
fn image_bytes(data: &Dataset) -> [u64; 2] {
    let shape = data.shape();
    if data.is_stored() {
        return [(1 + F32) * READ_AHEAD as u64, 0];
    }
    [F32 * (shape.count * shape.pixels()) as u64; 2]
}

/// Bytes that a session will hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// On the device, for training: weights, gradients, moments, activations of every draw, noise.
    training: u64,
    /// On the device, beside that: the images, and the batches of evaluation and embedding.
    resident: u64,
    /// The images as they came, in the module's own memory.
    host: u64,
    /// The largest tensor of all.
    largest: u64,
}

/// What `options` and `data` will take together.
///
/// # Errors
/// When the model does not fit the images.
pub fn estimate(options: &SessionOptions, data: &Dataset) -> Result<Estimate> {
    let SessionOptions { model, training, .. } = options;
    let shape = data.shape();
    model.validate_for(shape)?;
    let cost = model.cost(shape);
    let [host, images] = image_bytes(data);
    let rows = data.rows(Split::Train).len().max(data.rows(Split::Test).len()) as u64;
    let split = if data.is_stored() { 0 } else { rows * shape.pixels() as u64 };
    let decoded = training.batch_size as u64 * training.objective.samples() as u64;
    let activation = cost.largest_values.saturating_mul(decoded);
    let largest = split.max(activation).max(cost.largest_parameter);
    Ok(Estimate {
        training: training_bytes(&cost, model, training),
        resident: images.saturating_add(cost.inference_bytes()),
        host,
        largest: largest.saturating_mul(F32),
    })
}

impl Estimate {
    /// Whether there is so much memory beside what is `held`.
    ///
    /// # Errors
    /// [`Error::TooLarge`]
    pub fn check(&self, held: Held, largest_buffer: u64) -> Result<()> {
        let own = if cfg!(feature = "cpu") {
            let device = self.training.saturating_add(self.resident).saturating_add(held.device);
            device.saturating_add(self.host)
        } else {
            // Copied once more on its way to the GPU.
            2 * self.host
        };
        let heap = own.saturating_add(held.host);
        let too_large = |what, needed, limit| {
            Err(Error::TooLarge { what, needed, limit, device: device::NAME, batch: None })
        };
        if heap >= HEAP {
            return too_large(Demand::Training, heap, HEAP);
        }
        if self.largest > largest_buffer {
            return too_large(Demand::Tensor, self.largest, largest_buffer);
        }
        Ok(())
    }
}

/// Whether there is the memory for what `options` and `data` will take together, beside what is `held`.
///
/// # Errors
/// [`Error::TooLarge`], with a batch that fits where one does; when the model does not fit the images.
pub fn check(
    options: &SessionOptions,
    data: &Dataset,
    held: Held,
    largest_buffer: u64,
) -> Result<()> {
    let with = |batch_size: usize| {
        let training = TrainingConfig { batch_size, ..options.training.clone() };
        estimate(&SessionOptions { training, ..options.clone() }, data)?.check(held, largest_buffer)
    };
    let size = options.training.batch_size;
    match with(size) {
        Err(Error::TooLarge { what, needed, limit, device, .. }) => {
            let least = options.model.norm.smallest_batch();
            let smaller = std::iter::successors(Some(size / 2), |size| Some(size / 2));
            let batch = smaller.take_while(|size| *size >= least).find(|size| with(*size).is_ok());
            Err(Error::TooLarge { what, needed, limit, device, batch })
        }
        found => found,
    }
}

/// Bytes of weights and moments that are kept beside those that train.
pub fn kept_bytes(cost: &Cost) -> u64 {
    F32.saturating_mul(cost.parameters.saturating_mul(3).saturating_add(cost.statistics))
}

/// Whether there is room for a checkpoint beside what trains: each tensor as it is read, and the file.
///
/// # Errors
/// [`Error::TooLarge`]
pub fn check_file(options: &SessionOptions, data: &Dataset, cost: &Cost) -> Result<()> {
    let held = Held { device: 0, host: 2 * kept_bytes(cost) };
    estimate(options, data)?.check(held, u64::MAX)
}

/// Bytes that training takes beside the data.
pub fn training_bytes(cost: &Cost, model: &ModelConfig, training: &TrainingConfig) -> u64 {
    let TrainingConfig { batch_size, objective, .. } = training;
    let batch = *batch_size as u64;
    let pairs = match objective {
        // Differences, their squares and sums of all pairs, for each dimension; three kernels' matrices.
        Objective::BetaTcVae { .. } => 4 * batch * batch * model.latent as u64,
        Objective::InfoVae { .. } => 6 * batch * batch,
        _ => 0,
    };
    cost.training_bytes(*batch_size, objective.samples()).saturating_add(F32 * pairs)
}

/// Refuses to make more images than there is room for.
///
/// # Errors
/// [`Error::TooLarge`]
pub fn check_answer(images: usize, pixels: usize) -> Result<()> {
    let needed = F32.saturating_mul(images as u64).saturating_mul(pixels as u64);
    if needed <= ANSWER {
        return Ok(());
    }
    let (what, device) = (Demand::Images, device::NAME);
    Err(Error::TooLarge { what, needed, limit: ANSWER, device, batch: None })
}

/// Refuses a scene VAE that there is no room for beside its scenes.
///
/// # Errors
/// [`Error::TooLarge`]
pub fn check_scenes(
    frame: Frame,
    options: &SceneOptions,
    scenes: usize,
    largest_buffer: u64,
) -> Result<()> {
    /// Values of the size of all cells' objects that a step keeps.
    const LAYERS: u64 = 12;
    let pixels = (frame.height * frame.width) as u64;
    let layer = (options.batch_size * frame.cells()) as u64 * pixels * (frame.channels as u64 + 1);
    let images = F32.saturating_mul(scenes as u64).saturating_mul(frame.pixels() as u64);
    let estimate = Estimate {
        training: F32 * LAYERS * layer,
        resident: 0,
        host: images,
        largest: F32 * layer,
    };
    estimate.check(Held::default(), largest_buffer)
}

/// Refuses a background VAE that there is no room for beside its clip.
///
/// # Errors
/// [`Error::TooLarge`]
pub fn check_clip(shape: Shape, options: &ClipOptions, largest_buffer: u64) -> Result<()> {
    /// Values of a batch's size that a step keeps.
    const LAYERS: u64 = 24;
    let side = options.side.min(shape.height.max(shape.width)) as u64;
    let frame = side * side * shape.channels as u64;
    let clip = F32.saturating_mul(shape.count as u64).saturating_mul(shape.pixels() as u64);
    let estimate = Estimate {
        training: F32 * LAYERS * options.batch_size as u64 * frame,
        resident: F32.saturating_mul(shape.count as u64).saturating_mul(frame),
        host: clip,
        largest: F32.saturating_mul(shape.count as u64).saturating_mul(frame),
    };
    estimate.check(Held::default(), largest_buffer)
}

/// Refuses to record a step that there is no room for: it keeps each value that passes once more, its gradient, and
/// every parameter as it was.
///
/// # Errors
/// [`Error::TooLarge`]
pub fn check_recording(options: &SessionOptions, data: &Dataset, held: Held) -> Result<()> {
    let mut estimate = estimate(options, data)?;
    estimate.training = estimate.training.saturating_mul(2);
    estimate.check(held, u64::MAX)
}

/// What was set up, for whoever asked for it.
pub fn setup(options: &SessionOptions, data: &Dataset, trainer: &Trainer) -> Setup {
    let cost = trainer.model().cost();
    Setup {
        options: options.clone(),
        parameters: cost.parameters,
        training_bytes: training_bytes(cost, &options.model, &options.training),
        savable: checkpoint::fits(cost, data) && check_file(options, data, cost).is_ok(),
        steps_per_epoch: trainer.steps_per_epoch(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_tensor_is_one_weight_of_many() {
        let shape = Shape { count: 2, height: 8, width: 8, channels: 1 };
        let data = Dataset::new(vec![0.5; 128], shape, &[]).unwrap();
        let model = ModelConfig::mlp(&[4096; 8], &[4], 2);
        let options = SessionOptions { model, ..SessionOptions::default() };
        assert_eq!(estimate(&options, &data).unwrap().largest, 4 * 4096 * 4096);
    }
}
