//! An optimiser's update as one GPU kernel a parameter, in place where nobody else holds the tensors.

use burn::backend::tensor::FloatTensor;
use burn::tensor::Shape;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{UpdateOps, UpdateRule};
use crate::ops::launch::{output_like, units};

#[cube(launch_unchecked)]
fn adam_kernel(
    parameter: &mut Tensor<f32>,
    gradient: &Tensor<f32>,
    first: &mut Tensor<f32>,
    second: &mut Tensor<f32>,
    corrections: &Tensor<f32>,
    next_corrections: &mut Tensor<f32>,
    beta1: f32,
    beta2: f32,
    rate: f32,
    epsilon: f32,
    decay: f32,
) {
    let i = ABSOLUTE_POS;
    if i >= parameter.len() {
        terminate!();
    }
    let c1 = beta1 * corrections[0] + (1.0f32 - beta1);
    let c2 = beta2 * corrections[1] + (1.0f32 - beta2);
    // Not in place: other units still read the old ones.
    if i == 0 {
        next_corrections[0] = c1;
        next_corrections[1] = c2;
    }
    let root = c2.sqrt();
    let g = gradient[i];
    let m = beta1 * first[i] + (1.0f32 - beta1) * g;
    let v = beta2 * second[i] + (1.0f32 - beta2) * (g * g);
    first[i] = m;
    second[i] = v;
    let step = rate * root / c1 * m / (v.sqrt() + epsilon * root);
    parameter[i] = (1.0f32 - rate * decay) * parameter[i] - step;
}

#[cube(launch_unchecked)]
fn sgd_kernel(
    parameter: &mut Tensor<f32>,
    gradient: &Tensor<f32>,
    first: &mut Tensor<f32>,
    rate: f32,
    momentum: f32,
) {
    let i = ABSOLUTE_POS;
    if i >= parameter.len() {
        terminate!();
    }
    let m = momentum * first[i] + gradient[i];
    first[i] = m;
    parameter[i] -= rate * m;
}

#[cube(launch_unchecked)]
fn rms_prop_kernel(
    parameter: &mut Tensor<f32>,
    gradient: &Tensor<f32>,
    second: &mut Tensor<f32>,
    rate: f32,
    alpha: f32,
    epsilon: f32,
) {
    let i = ABSOLUTE_POS;
    if i >= parameter.len() {
        terminate!();
    }
    let g = gradient[i];
    let v = alpha * second[i] + (1.0f32 - alpha) * (g * g);
    second[i] = v;
    parameter[i] -= rate * g / (v.sqrt() + epsilon);
}

/// The tensor in order, and no one else's.
fn owned(tensor: CubeTensor) -> CubeTensor {
    let tensor = into_contiguous(tensor);
    if tensor.can_mut() { tensor } else { tensor.copy() }
}

impl UpdateOps for CubeBackend {
    fn update(
        parameter: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        first: FloatTensor<Self>,
        second: FloatTensor<Self>,
        corrections: FloatTensor<Self>,
        rate: f32,
        rule: UpdateRule,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let client = parameter.client.clone();
        let gradient = into_contiguous(gradient).into_tensor_arg();
        let parameter = owned(parameter);
        let p = parameter.clone().into_tensor_arg();
        let (count, dim) = units(&parameter, parameter.meta.num_elements());
        match rule {
            UpdateRule::Adam { beta1, beta2, epsilon, decay } => {
                let [first, second] = [first, second].map(owned);
                let next = output_like(&corrections, Shape::new([2]));
                let (m, v) = (first.clone().into_tensor_arg(), second.clone().into_tensor_arg());
                let c = into_contiguous(corrections).into_tensor_arg();
                let next_c = next.clone().into_tensor_arg();
                // SAFETY: units past the last element end at once.
                unsafe {
                    adam_kernel::launch_unchecked(
                        &client, count, dim, p, gradient, m, v, c, next_c, beta1, beta2, rate,
                        epsilon, decay,
                    );
                }
                (parameter, first, second, next)
            }
            UpdateRule::Sgd { momentum } => {
                let first = owned(first);
                let m = first.clone().into_tensor_arg();
                // SAFETY: as above.
                unsafe {
                    sgd_kernel::launch_unchecked(
                        &client, count, dim, p, gradient, m, rate, momentum,
                    );
                }
                (parameter, first, second, corrections)
            }
            UpdateRule::RmsProp { alpha, epsilon } => {
                let second = owned(second);
                let v = second.clone().into_tensor_arg();
                // SAFETY: as above.
                unsafe {
                    rms_prop_kernel::launch_unchecked(
                        &client, count, dim, p, gradient, v, rate, alpha, epsilon,
                    );
                }
                (parameter, first, second, corrections)
            }
        }
    }
}
