//! Both sums as one GPU kernel, of one cube.

use burn::backend::tensor::FloatTensor;
use burn::tensor::Shape;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::LossSumOps;
use crate::ops::launch::{UNITS, cube_sum, output_like};

#[cube(launch_unchecked)]
fn add_losses_kernel(
    sums: &Tensor<f32>,
    reconstruction: &Tensor<f32>,
    kl: &Tensor<f32>,
    new: &mut Tensor<f32>,
) {
    let rows = reconstruction.len();
    let mut first = 0.0f32;
    let mut second = 0.0f32;
    for share in 0..rows.div_ceil(UNITS as usize) {
        let row = share * UNITS as usize + UNIT_POS as usize;
        if row < rows {
            first += reconstruction[row];
            second += kl[row];
        }
    }
    let first = cube_sum(first);
    let second = cube_sum(second);
    if UNIT_POS == 0 {
        new[0] = sums[0] + first;
        new[1] = sums[1] + second;
    }
}

impl LossSumOps for CubeBackend {
    fn add_losses(
        sums: FloatTensor<Self>,
        reconstruction: FloatTensor<Self>,
        kl: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [sums, reconstruction, kl] = [sums, reconstruction, kl].map(into_contiguous);
        let new = output_like(&sums, Shape::new([2]));
        // SAFETY: one cube, whose units stay within the batch.
        unsafe {
            add_losses_kernel::launch_unchecked(
                &new.client,
                CubeCount::Static(1, 1, 1),
                CubeDim::new_1d(UNITS),
                sums.into_tensor_arg(),
                reconstruction.into_tensor_arg(),
                kl.into_tensor_arg(),
                new.clone().into_tensor_arg(),
            );
        }
        new
    }
}
