use std::collections::{BTreeMap, BTreeSet, HashMap};

use burn::module::{Module, ParamId};
use burn::tensor::{Device, Tensor, TensorData};
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, SafeTensorError, TensorInfo, TensorView};

use super::header::{Header, Image};
use super::{Checkpoint, MAX_BYTES, MAX_HEADER_BYTES, MOMENTS, OPTIMIZER, ORDER, invalid};
use crate::data::Shape;
use crate::error::{Error, Result};
use crate::model::{ModelConfig, Plan, TensorPlan, parameters, with_values};
use crate::ops::Moments;
use crate::random::{Stream, generator};
use crate::train::TrainingConfig;

pub(crate) type Values = BTreeMap<String, TensorData>;

/// Reads and checks a file that [`super::save`] made, and puts its model on `device`.
///
/// # Errors
/// [`Error::InvalidCheckpoint`] saying what is wrong, and what to do: a file of another kind or version,
/// cut off or too large; settings out of range; a tensor that is missing, unknown, of another shape or
/// type, or with a value that is not finite.
pub fn load(bytes: &[u8], device: &Device) -> Result<Checkpoint> {
    take(bytes.to_vec(), device)
}

/// The same of a file that is given away: its memory is freed while its tensors are read, so that file and model
/// together take what one of them does.
///
/// # Errors
/// As [`load`].
pub fn take(mut bytes: Vec<u8>, device: &Device) -> Result<Checkpoint> {
    let header = header(&bytes)?;
    let shape = image_shape(header.image)?;
    header.model.validate_for(shape).map_err(|error| invalid(error.to_string()))?;
    check_tensors(&parsed(&bytes)?, &header.model.plan(shape))?;

    let (length, places) = SafeTensors::read_metadata(&bytes).map_err(unreadable)?;
    // The header, and its length before it.
    let begin = 8 + length;
    let (mut values, mut order) = (Values::new(), None);
    for name in places.offset_keys().into_iter().rev() {
        let TensorInfo { dtype, shape, data_offsets: (start, end) } =
            places.info(&name).expect("it is one of its names");
        let place = begin + start..begin + end;
        let view = TensorView::new(*dtype, shape.clone(), &bytes[place]).map_err(unreadable)?;
        if name == ORDER {
            order = Some(permutation(&view, header.data.training_images)?);
        } else {
            let found = floats(&name, &view)?;
            values.insert(name, found);
        }
        bytes.truncate(begin + start);
        bytes.shrink_to_fit();
    }
    drop(bytes);
    let order = order.ok_or_else(|| missing(ORDER))?;
    let mut rng = generator(header.seed, Stream::Weights);
    let model = header.model.init(shape, &mut rng, &device.clone().autodiff());
    let model = with_values(model, &mut values);
    let moments = moments(&model, &mut values, device)?;
    Ok(Checkpoint { header, device: device.clone(), model, moments, order, images: None })
}

/// What a file says of its model, before anything is made of it.
pub struct Settings {
    /// Checked by itself, not for the image's size.
    pub model: ModelConfig,
    /// In force when the file was saved.
    pub training: TrainingConfig,
    /// Of the images that the model was made for.
    pub image: Image,
    /// That the run began with.
    pub seed: u64,
}

/// Reads a file's settings alone.
///
/// # Errors
/// As [`load`].
pub fn settings(bytes: &[u8]) -> Result<Settings> {
    let Header { model, training, image, seed, .. } = header(bytes)?;
    Ok(Settings { model, training, image, seed })
}

fn header(bytes: &[u8]) -> Result<Header> {
    parsed(bytes)?;
    Header::read(&texts(bytes)?)
}

/// What a file says of itself.
pub(crate) fn texts(bytes: &[u8]) -> Result<BTreeMap<String, String>> {
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(unreadable)?;
    Ok(metadata.metadata().iter().flatten().map(|(k, v)| (k.clone(), v.clone())).collect())
}

pub(crate) fn parsed(bytes: &[u8]) -> Result<SafeTensors<'_>> {
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

pub(crate) fn floats(name: &str, view: &TensorView) -> Result<TensorData> {
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

/// The images' shape, where a file can hold one of them.
fn image_shape(Image { height, width, channels }: Image) -> Result<Shape> {
    let shape = Shape { count: 1, height, width, channels };
    if !shape.values().is_some_and(|values| (1..=MAX_BYTES / 4).contains(&values)) {
        return Err(invalid(format!(
            "its images have the size {height} x {width} x {channels}. Choose another copy of the file."
        )));
    }
    Ok(shape)
}

/// Before memory is taken for a model or a value, the file must declare what its model has, and nothing else.
fn check_tensors(file: &SafeTensors, plan: &Plan) -> Result<()> {
    let mut unknown: BTreeSet<&str> = file.names().into_iter().collect();
    unknown.remove(ORDER);
    for TensorPlan { name, shape } in plan.parameters().chain(plan.statistics()) {
        if !unknown.remove(name.as_str()) {
            return Err(invalid(format!(
                "its model needs the tensor {name}, and the file has none. Choose another copy of it."
            )));
        }
        check_shape(file, name, shape, "its model needs")?;
    }
    for parameter in plan.parameters() {
        check_moments(file, &parameter.name, parameter.values(), &mut unknown)?;
    }
    check_known(&unknown)
}

/// What the optimiser remembers of a parameter, taken out of `unknown`: all of it, or nothing where it was not updated
/// yet.
pub(crate) fn check_moments(
    file: &SafeTensors,
    parameter: &str,
    count: u64,
    unknown: &mut BTreeSet<&str>,
) -> Result<()> {
    let names = MOMENTS.map(|ending| format!("{OPTIMIZER}{parameter}{ending}"));
    if names.iter().all(|name| !unknown.contains(name.as_str())) {
        return Ok(());
    }
    for (name, length) in names.iter().zip([count, count, 2]) {
        if !unknown.remove(name.as_str()) {
            return Err(missing(name));
        }
        check_shape(file, name, &[length], "it must have")?;
    }
    Ok(())
}

/// Refuses a tensor that nothing knows.
pub(crate) fn check_known(unknown: &BTreeSet<&str>) -> Result<()> {
    match unknown.first() {
        None => Ok(()),
        Some(name) => Err(invalid(format!(
            "the tensor {name} belongs to no part of its model. Use the release of VAE Playground \
             that saved the file, or a newer one."
        ))),
    }
}

pub(crate) fn check_shape(file: &SafeTensors, name: &str, needed: &[u64], by: &str) -> Result<()> {
    let view = file.tensor(name).map_err(unreadable)?;
    if view.shape().iter().map(|&side| side as u64).eq(needed.iter().copied()) {
        return Ok(());
    }
    Err(invalid(format!(
        "the tensor {name} has the shape {:?}; {by} {needed:?}. Choose another copy of the file.",
        view.shape()
    )))
}

pub(crate) fn missing(name: &str) -> Error {
    invalid(format!("the tensor {name} is missing. Choose another copy of the file."))
}

/// The optimiser's part of the values, which [`check_tensors`] knows.
pub(crate) fn moments<M: Module>(
    model: &M,
    values: &mut Values,
    device: &Device,
) -> Result<HashMap<ParamId, Moments>> {
    let mut moments = HashMap::new();
    for parameter in parameters(model) {
        let [first, second, corrections] = MOMENTS.map(|ending| {
            let name = format!("{OPTIMIZER}{}{ending}", parameter.name);
            values.remove(&name).map(|data| (name, data))
        });
        let (Some(first), Some(second), Some(corrections)) = (first, second, corrections) else {
            // Not updated yet.
            continue;
        };
        // Squares, and what is left of a power.
        for (name, data) in [&second, &corrections] {
            if data.as_slice::<f32>().is_ok_and(|values| values.iter().any(|&v| v < 0.0)) {
                return Err(invalid(format!(
                    "the tensor {name} has a negative value. Choose another copy of the file."
                )));
            }
        }
        let [first, second, corrections] =
            [first, second, corrections].map(|(_, data)| Tensor::from_data(data, device));
        moments.insert(parameter.id, Moments { first, second, corrections });
    }
    Ok(moments)
}
