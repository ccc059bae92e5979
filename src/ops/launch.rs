//! What every GPU kernel's launch needs.

use burn::tensor::{DType, Shape};
use burn_cubecl::ops::numeric::empty_device_contiguous_dtype;
use burn_cubecl::tensor::CubeTensor;
use cubecl::calculate_cube_count_elemwise;
use cubecl::prelude::*;

/// As many units as `count`, and some more, in cubes of a fixed size on the tensor's device.
pub fn units(tensor: &CubeTensor, count: usize) -> (CubeCount, CubeDim) {
    let cube = CubeDim::new_1d(64);
    (calculate_cube_count_elemwise(&tensor.client, count, cube), cube)
}

/// A tensor with no values yet, on the same device.
pub fn output_like(tensor: &CubeTensor, shape: Shape) -> CubeTensor {
    let (client, device) = (tensor.client.clone(), tensor.device.clone());
    empty_device_contiguous_dtype(client, device, shape, DType::F32)
}
