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
        let p = parameter.storage_mut::<f32>();
        match rule {
            UpdateRule::Adam { beta1, beta2, epsilon, decay } => {
                let c = corrections.storage_mut::<f32>();
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
                adam(p, g, first.storage_mut(), second.storage_mut(), step);
            }
            UpdateRule::Sgd { momentum } => sgd(p, g, first.storage_mut(), rate, momentum),
            UpdateRule::RmsProp { alpha, epsilon } => {
                rms_prop(p, g, second.storage_mut(), rate, alpha, epsilon);
            }
        }
        (parameter, first, second, corrections)
    }
}

/// The tensor with storage that holds its elements in order and nothing else; copied only if it must be.
fn owned(tensor: FlexTensor) -> FlexTensor {
    let whole = tensor.layout().shape().num_elements() * size_of::<f32>() == tensor.bytes().len();
    if tensor.is_contiguous() && whole { tensor } else { tensor.to_contiguous() }
}
