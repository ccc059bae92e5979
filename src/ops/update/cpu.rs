//! The update on the CPU device, in place where nobody else holds the tensors.

use burn::backend::Flex;
use burn_flex::FlexTensor;
use vae_playground_kernels::{AdamStep, adam, rms_prop, sgd};

use super::{UpdateOps, UpdateRule};

impl UpdateOps for Flex {
    fn update(
        parameter: FlexTensor,
        gradient: FlexTensor,
        first: FlexTensor,
        second: FlexTensor,
        corrections: FlexTensor,
        rate: f32,
        rule: UpdateRule,
    ) -> (FlexTensor, FlexTensor, FlexTensor, FlexTensor) {
        let gradient = gradient.to_contiguous();
        let [mut parameter, mut first, mut second, mut corrections] =
            [parameter, first, second, corrections].map(owned);
        let g = gradient.as_slice::<f32>().expect("the gradient is contiguous f32");
        let moments =
            [&mut first, &mut second, &mut corrections].map(FlexTensor::storage_mut::<f32>);
        update_values(rule, rate, parameter.storage_mut(), g, moments);
        (parameter, first, second, corrections)
    }
}

/// The same on slices: a parameter, its gradient and, in place of [`Moments`](super::Moments), the values of each.
pub fn update_values(
    rule: UpdateRule,
    rate: f32,
    p: &mut [f32],
    g: &[f32],
    [first, second, c]: [&mut [f32]; 3],
) {
    match rule {
        UpdateRule::Adam { beta1, beta2, epsilon, decay } => {
            c[0] = beta1 * c[0] + (1.0 - beta1);
            c[1] = beta2 * c[1] + (1.0 - beta2);
            // Both corrections, moved from the moments to the two scalars (the paper's section 2).
            let root = c[1].sqrt();
            let step = AdamStep {
                beta1,
                beta2,
                rate: rate * root / c[0],
                epsilon: epsilon * root,
                keep: 1.0 - rate * decay,
            };
            adam(p, g, first, second, step);
        }
        UpdateRule::Sgd { momentum } => sgd(p, g, first, rate, momentum),
        UpdateRule::RmsProp { alpha, epsilon } => rms_prop(p, g, second, rate, alpha, epsilon),
    }
}

/// The tensor with storage that holds its elements in order and nothing else; copied only if it must be.
pub fn owned(tensor: FlexTensor) -> FlexTensor {
    let whole = tensor.layout().shape().num_elements() * size_of::<f32>() == tensor.bytes().len();
    if tensor.is_contiguous() && whole { tensor } else { tensor.to_contiguous() }
}
