use burn::tensor::TensorData;
use burn_flex::FlexTensor;

/// A tensor of these values, which stay where they are. (`FlexTensor::empty` zeroes memory and copies it once
/// more, to align it.)
pub fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape))
}
