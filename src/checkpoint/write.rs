use burn::module::Module;
use burn::tensor::Tensor;
use safetensors::tensor::{Dtype, TensorView, serialize};

use super::fingerprint::fingerprint;
use super::header::{Data, Header, Image, Progress};
use super::{MAX_BYTES, MOMENTS, OPTIMIZER, ORDER};
use crate::data::{Dataset, Split};
use crate::error::{Error, Result};
use crate::model::{Cost, ModelConfig, parameters};
use crate::train::{Optimizer, Trainer};

struct Stored {
    name: String,
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

/// A tensor's name, its shape and its values.
pub(crate) type Named = (String, Vec<usize>, Tensor<1>);

/// A module's parameters, with what the optimiser remembers of each.
pub(crate) fn learned<M: Module>(module: &M, optimizer: &Optimizer) -> Vec<Named> {
    let mut tensors = Vec::new();
    for parameter in parameters(module) {
        if let Some(moments) = optimizer.moments(parameter.id) {
            let values = [&moments.first, &moments.second, &moments.corrections];
            for (ending, values) in MOMENTS.into_iter().zip(values) {
                let name = format!("{OPTIMIZER}{}{ending}", parameter.name);
                tensors.push((name, values.dims().to_vec(), values.clone()));
            }
        }
        tensors.push((parameter.name, parameter.shape, parameter.values));
    }
    tensors
}

/// Tensors of a run at `step` and texts as the bytes of a file.
pub(crate) async fn file(
    tensors: Vec<Named>,
    texts: Vec<(String, String)>,
    step: usize,
) -> Result<Vec<u8>> {
    written(tensors, Vec::new(), texts, step).await
}

async fn written(
    tensors: Vec<Named>,
    mut stored: Vec<Stored>,
    texts: Vec<(String, String)>,
    step: usize,
) -> Result<Vec<u8>> {
    for (name, shape, values) in tensors {
        // A browser's GPU is read asynchronously.
        let values = values.into_data_async().await?;
        let values = values.as_slice::<f32>().expect("weights and moments are f32");
        if !values.iter().all(|value| value.is_finite()) {
            return Err(Error::Diverged { step });
        }
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        stored.push(Stored { name, dtype: Dtype::F32, shape, bytes });
    }
    let views = stored.iter().map(|tensor| {
        let view = TensorView::new(tensor.dtype, tensor.shape.clone(), &tensor.bytes);
        (tensor.name.as_str(), view.expect("the values fill the shape"))
    });
    let metadata = texts.into_iter().collect();
    Ok(serialize(views, Some(metadata)).expect("names and sizes are within the format's limits"))
}

/// Whether a file of such a model, with the optimiser's moments, can be read again.
pub fn fits(cost: &Cost, data: &Dataset) -> bool {
    let values = cost.parameters.saturating_mul(3).saturating_add(cost.statistics);
    let order = data.rows(Split::Train).len() as u64;
    values.saturating_add(order).saturating_mul(4) <= MAX_BYTES as u64
}

/// Whether all numbers that a file would have are finite. One is read from the device.
///
/// # Errors
/// [`Error::Device`] when the device fails.
pub async fn is_finite(trainer: &Trainer) -> Result<bool> {
    let tensors = learned(&trainer.model().valid(), trainer.optimizer());
    // One that is not leaves no sum finite.
    let sums = tensors.into_iter().map(|(_, _, values)| values.sum()).collect();
    let data = Tensor::cat(sums, 0).sum().into_data_async().await?;
    Ok(data.as_slice::<f32>().expect("weights and moments are f32")[0].is_finite())
}

/// All that [`super::load`] needs to continue as if training had not stopped: weights, the optimiser's
/// moments, settings, and where the batches and the noise stand. `model` and `data` are what the trainer
/// was made with; `samples` counts the caller's draws of the prior. Losses not taken yet are left out.
///
/// # Errors
/// [`Error::Diverged`] when a weight is no longer a finite number, [`Error::InvalidCheckpoint`] when the
/// file would be larger than can be read, [`Error::Device`] when the device fails.
pub async fn save(
    trainer: &Trainer,
    model: &ModelConfig,
    data: &Dataset,
    samples: u64,
) -> Result<Vec<u8>> {
    let state = trainer.state();
    // burn keeps a batch norm's last statistics aside until someone asks; the model without gradients has them.
    let tensors = learned(&trainer.model().valid(), trainer.optimizer());
    let values: usize = tensors.iter().map(|(_, shape, _)| shape.iter().product::<usize>()).sum();
    let bytes = 4 * (values + state.feed.order.len());
    if bytes > MAX_BYTES {
        return Err(super::invalid(format!(
            "it would take {} MiB, and at most {} can be read again. Make the model smaller.",
            bytes >> 20,
            MAX_BYTES >> 20
        )));
    }

    let stored = vec![Stored {
        name: ORDER.into(),
        dtype: Dtype::U32,
        shape: vec![state.feed.order.len()],
        bytes: state.feed.order.iter().flat_map(|row| row.to_le_bytes()).collect(),
    }];
    let shape = data.shape();
    let header = Header {
        model: model.clone(),
        training: trainer.config().clone(),
        image: Image { height: shape.height, width: shape.width, channels: shape.channels },
        seed: trainer.seed(),
        progress: Progress {
            step: state.step,
            epochs: state.epochs,
            position: state.feed.position,
            order_word: state.feed.order_word,
            noise_word: state.feed.noise_word,
            samples,
        },
        data: Data {
            images: shape.count,
            training_images: data.rows(Split::Train).len(),
            fingerprint: fingerprint(data)?,
        },
    };
    written(tensors, stored, header.write(), state.step).await
}
