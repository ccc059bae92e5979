//! Adam's update as one GPU kernel a parameter, in place where nobody else holds the tensors.

use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::calculate_cube_count_elemwise;
use cubecl::prelude::*;

use super::adam::{AdamOps, UpdateConstants};

#[cube(launch_unchecked)]
fn adam_kernel(
    parameter: &mut Tensor<f32>,
    gradient: &Tensor<f32>,
    first: &mut Tensor<f32>,
    second: &mut Tensor<f32>,
    beta1: f32,
    beta2: f32,
    rate: f32,
    epsilon: f32,
) {
    let i = ABSOLUTE_POS;
    if i >= parameter.len() {
        terminate!();
    }
    let g = gradient[i];
    let m = beta1 * first[i] + (1.0f32 - beta1) * g;
    let v = beta2 * second[i] + (1.0f32 - beta2) * (g * g);
    first[i] = m;
    second[i] = v;
    parameter[i] -= rate * m / (v.sqrt() + epsilon);
}

/// The tensor in order, and no one else's.
fn owned(tensor: CubeTensor) -> CubeTensor {
    let tensor = into_contiguous(tensor);
    if tensor.can_mut() { tensor } else { tensor.copy() }
}

impl AdamOps for CubeBackend {
    fn adam_update(
        parameter: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        first: FloatTensor<Self>,
        second: FloatTensor<Self>,
        constants: UpdateConstants,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let UpdateConstants { beta1, beta2, rate, epsilon } = constants;
        let gradient = into_contiguous(gradient);
        let [parameter, first, second] = [parameter, first, second].map(owned);
        let units = parameter.meta.num_elements();
        let dim = CubeDim::new_1d(64);
        // SAFETY: units past the last element end at once.
        unsafe {
            adam_kernel::launch_unchecked(
                &parameter.client,
                calculate_cube_count_elemwise(&parameter.client, units, dim),
                dim,
                parameter.clone().into_tensor_arg(),
                gradient.into_tensor_arg(),
                first.clone().into_tensor_arg(),
                second.clone().into_tensor_arg(),
                beta1,
                beta2,
                rate,
                epsilon,
            );
        }
        (parameter, first, second)
    }
}
