use std::collections::{BTreeMap, HashMap};

use burn::module::ParamId;
use burn::tensor::{Device, Tensor, TensorData};
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, SafeTensorError, TensorView};

use super::header::{Header, Image};
use super::parameters::{parameters, with_values};
use super::{Checkpoint, MAX_BYTES, MAX_HEADER_BYTES, MOMENTS, OPTIMIZER, ORDER, invalid};
use crate::data::Shape;
use crate::error::{Error, Result};
use crate::model::{ModelConfig, Vae};
use crate::ops::Moments;
use crate::random::{Stream, generator};
use crate::train::TrainingConfig;

type Values = BTreeMap<String, TensorData>;

/// Reads and checks a file that [`super::save`] made, and puts its model on `device`.
///
/// # Errors
/// [`Error::InvalidCheckpoint`] saying what is wrong, and what to do: a file of another kind or version,
/// cut off or too large; settings out of range; a tensor that is missing, unknown, of another shape or
/// type, or with a value that is not finite.
pub fn load(bytes: &[u8], device: &Device) -> Result<Checkpoint> {
    let file = parsed(bytes)?;
    let header = header(bytes)?;

    let (mut values, mut order) = (Values::new(), None);
    for (name, view) in file.iter() {
        if name == ORDER {
            order = Some(permutation(&view, header.data.training_images)?);
        } else {
            values.insert(name.to_owned(), floats(name, &view)?);
        }
    }
    let order = order.ok_or_else(|| {
        invalid(format!("the tensor {ORDER} is missing. Choose another copy of the file."))
    })?;

    let shape = checked_shape(&header, &values)?;
    let mut rng = generator(header.seed, Stream::Weights);
    let model = header.model.init(shape, &mut rng, &device.clone().autodiff());
    let model = with_values(model, &mut values)?;
    let moments = moments(&model, &mut values, device)?;
    if let Some(name) = values.keys().next() {
        return Err(invalid(format!(
            "the tensor {name} belongs to no part of its model. Use the release of VAE Playground \
             that saved the file, or a newer one."
        )));
    }
    Ok(Checkpoint { header, device: device.clone(), model, moments, order, images: None })
}

/// What a file says of its model, before anything is made of it.
pub struct Settings {
    pub model: ModelConfig,
    pub training: TrainingConfig,
    pub image: Image,
    pub seed: u64,
}

/// Reads a file's settings alone.
///
/// # Errors
/// As [`load`].
pub fn settings(bytes: &[u8]) -> Result<Settings> {
    parsed(bytes)?;
    let Header { model, training, image, seed, .. } = header(bytes)?;
    Ok(Settings { model, training, image, seed })
}

fn header(bytes: &[u8]) -> Result<Header> {
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(unreadable)?;
    let texts = metadata.metadata().iter().flatten().map(|(k, v)| (k.clone(), v.clone())).collect();
    Header::read(&texts)
}

fn parsed(bytes: &[u8]) -> Result<SafeTensors<'_>> {
    if bytes.len() > MAX_BYTES + MAX_HEADER_BYTES {
        let (size, limit) = (bytes.len() >> 20, MAX_BYTES >> 20);
        return Err(invalid(format!(
            "it has {size} MiB; the limit is {limit}. Use a smaller model."
        )));
    }
    let length = bytes.first_chunk().map(|length| u64::from_le_bytes(*length));
    if length.is_some_and(|length| length > MAX_HEADER_BYTES as u64) {
        return Err(invalid(
            "it is no safetensors file, or has too large a header. Choose one that VAE Playground saved.",
        ));
    }
    SafeTensors::deserialize(bytes).map_err(unreadable)
}

fn unreadable(error: SafeTensorError) -> Error {
    invalid(match error {
        SafeTensorError::HeaderTooSmall
        | SafeTensorError::InvalidHeaderLength
        | SafeTensorError::MetadataIncompleteBuffer => {
            "it is cut off, or has more bytes than it should. Copy or download it again.".into()
        }
        error => {
            format!("it is no safetensors file ({error}). Choose one that VAE Playground saved.")
        }
    })
}

fn permutation(view: &TensorView, images: usize) -> Result<Vec<u32>> {
    let fail = |problem: &str| {
        Err(invalid(format!("the tensor {ORDER} {problem}. Choose another copy of the file.")))
    };
    if view.dtype() != Dtype::U32 || view.shape() != [images] {
        return fail(&format!(
            "is {:?} of the shape {:?}; it must be U32 of the shape [{images}]",
            view.dtype(),
            view.shape()
        ));
    }
    let order: Vec<u32> =
        view.data().as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect();
    let mut seen = vec![false; images];
    for &row in &order {
        match seen.get_mut(row as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => return fail(&format!("names image {row} twice, or there are only {images}")),
        }
    }
    Ok(order)
}

fn floats(name: &str, view: &TensorView) -> Result<TensorData> {
    if view.dtype() != Dtype::F32 {
        return Err(invalid(format!(
            "the tensor {name} has the type {:?}; it must be F32. Choose another copy of the file.",
            view.dtype()
        )));
    }
    let values: Vec<f32> =
        view.data().as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    if let Some(at) = values.iter().position(|value| !value.is_finite()) {
        return Err(invalid(format!(
            "value {at} of the tensor {name} is {}. Use a checkpoint from before training diverged.",
            values[at]
        )));
    }
    Ok(TensorData::new(values, view.shape().to_vec()))
}

/// The images' shape. Before memory is taken for a model, the file must hold as many weights as it has.
fn checked_shape(header: &Header, values: &Values) -> Result<Shape> {
    let Image { height, width, channels } = header.image;
    let pixels = height.checked_mul(width).and_then(|area| area.checked_mul(channels));
    if !pixels.is_some_and(|pixels| (1..=MAX_BYTES / 4).contains(&pixels)) {
        return Err(invalid(format!(
            "its images have the size {height} x {width} x {channels}. Choose another copy of the file."
        )));
    }
    let shape = Shape { count: 1, height, width, channels };
    header.model.validate_for(shape).map_err(|error| invalid(error.to_string()))?;
    let weights = values.iter().filter(|(name, _)| !name.starts_with(OPTIMIZER));
    let found: u64 = weights.map(|(_, data)| data.num_elements() as u64).sum();
    let cost = header.model.cost(shape);
    let needed = cost.parameters.saturating_add(cost.statistics);
    if found as u64 != needed {
        return Err(invalid(format!(
            "it has {found} weights; its model needs {needed}. Choose another copy of the file."
        )));
    }
    Ok(shape)
}

fn moments(model: &Vae, values: &mut Values, device: &Device) -> Result<HashMap<ParamId, Moments>> {
    let mut moments = HashMap::new();
    for parameter in parameters(model) {
        let names = MOMENTS.map(|ending| format!("{OPTIMIZER}{}{ending}", parameter.name));
        if names.iter().all(|name| !values.contains_key(name)) {
            // Not updated yet.
            continue;
        }
        let count = parameter.shape.iter().product();
        let mut tensor = |part: usize, length: usize| -> Result<Tensor<1>> {
            let name = &names[part];
            let data = values.remove(name).ok_or_else(|| {
                invalid(format!("the tensor {name} is missing. Choose another copy of the file."))
            })?;
            if data.shape().to_vec() != [length] {
                return Err(invalid(format!(
                    "the tensor {name} has the shape {:?}; it must have [{length}]. Choose another copy \
                     of the file.",
                    data.shape().to_vec()
                )));
            }
            // Squares, and what is left of a power.
            let negative = data.as_slice::<f32>().is_ok_and(|v| v.iter().any(|&v| v < 0.0));
            if part > 0 && negative {
                return Err(invalid(format!(
                    "the tensor {name} has a negative value. Choose another copy of the file."
                )));
            }
            Ok(Tensor::from_data(data, device))
        };
        let (first, second, corrections) = (tensor(0, count)?, tensor(1, count)?, tensor(2, 2)?);
        moments.insert(parameter.id, Moments { first, second, corrections });
    }
    Ok(moments)
}
