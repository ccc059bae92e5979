//! Values on their way to the device and back.

use burn::tensor::{Device, Tensor, TensorData};

use crate::error::{Error, Result};

/// Whole rows of `size` values on the device, at most `rows` at once; `what` is one of them.
///
/// # Errors
/// [`Error::Ragged`], [`Error::NotFinite`]
pub(crate) fn batches<'a>(
    values: &'a [f32],
    size: usize,
    rows: usize,
    what: &'static str,
    device: &'a Device,
) -> Result<impl Iterator<Item = Tensor<2>> + 'a> {
    if !values.len().is_multiple_of(size) {
        return Err(Error::Ragged { values: values.len(), what, size });
    }
    if let Some(at) = values.iter().position(|v| !v.is_finite()) {
        let (place, index, value) = (at % size, at / size, values[at]);
        return Err(Error::NotFinite { place, what, index, value });
    }
    Ok(values.chunks(rows * size).map(move |rows| {
        Tensor::from_data(TensorData::new(rows.to_vec(), [rows.len() / size, size]), device)
    }))
}

/// # Errors
/// [`Error::Device`]
pub(crate) async fn read<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>> {
    let data = tensor.into_data_async().await?;
    Ok(data.try_into_vec().expect("model tensors are f32"))
}
