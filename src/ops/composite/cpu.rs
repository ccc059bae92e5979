//! Layers over one another on the CPU device: a line of pixels at a time, and only the layers that show in it.

use burn::backend::Flex;
use burn_flex::FlexTensor;
use vae_playground_kernels::Layers;

use super::CompositeOps;
use crate::ops::flex::tensor;

fn values(tensor: &FlexTensor) -> &[f32] {
    tensor.as_slice().expect("the tensor is contiguous f32")
}

impl CompositeOps for Flex {
    fn composite(layers: FlexTensor, nearness: FlexTensor) -> FlexTensor {
        let [layers, nearness] = [layers, nearness].map(|t| t.to_contiguous());
        let [images, count, height, values_each, width] = layers.layout().shape().dims();
        let size = Layers { layers: count, height, values: values_each, width };
        let output = vae_playground_kernels::composite(values(&layers), values(&nearness), size);
        tensor(output, [images, height, values_each, width])
    }

    fn composite_gradient(
        gradient: FlexTensor,
        layers: FlexTensor,
        nearness: FlexTensor,
    ) -> (FlexTensor, FlexTensor) {
        let [gradient, layers, nearness] = [gradient, layers, nearness].map(|t| t.to_contiguous());
        let shape @ [images, count, height, values_each, width] = layers.layout().shape().dims();
        let size = Layers { layers: count, height, values: values_each, width };
        let (by_layers, by_nearness) = vae_playground_kernels::composite_gradient(
            values(&gradient),
            values(&layers),
            values(&nearness),
            size,
        );
        (tensor(by_layers, shape), tensor(by_nearness, [images, count]))
    }
}
