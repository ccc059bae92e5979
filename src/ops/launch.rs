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

/// Units of a cube whose units add up shares of a row and then each other's sums.
pub const UNITS: u32 = 64;

/// The sum of every unit's value, for all of them.
#[cube]
pub fn cube_sum(value: f32) -> f32 {
    let mut shared = Shared::<[f32]>::new_slice(UNITS as usize);
    shared[UNIT_POS as usize] = value;
    sync_cube();
    let mut sum = 0.0f32;
    for unit in 0..UNITS {
        sum += shared[unit as usize];
    }
    sum
}
