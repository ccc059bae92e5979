//! The dense layer on the CPU device in wasm. Natively burn's own products are faster: they know the machine.

use std::borrow::Cow;

use burn::backend::Flex;
use burn::tensor::{DType, Shape};
use burn_flex::FlexTensor;

use vae_playground_kernels::matmul::{Matrix, Output, product};
use vae_playground_kernels::{add_to_columns, relu, where_positive};

use super::dense::DenseOps;

fn values(tensor: &FlexTensor) -> &[f32] {
    tensor.as_slice().expect("the tensor is contiguous f32")
}

/// The gradient before ReLU, which is 0 where the output is.
fn before_relu<'a>(gradient: &'a [f32], output: &FlexTensor, relu: bool) -> Cow<'a, [f32]> {
    if !relu {
        return Cow::Borrowed(gradient);
    }
    Cow::Owned(where_positive(gradient, values(output)))
}

impl DenseOps for Flex {
    fn dense(
        input: FlexTensor,
        weight: FlexTensor,
        bias: FlexTensor,
        activated: bool,
    ) -> FlexTensor {
        let [input, weight, bias] = [input, weight, bias].map(|t| t.to_contiguous());
        let [batch, inputs] = input.layout().shape().dims();
        let outputs = bias.layout().shape()[0];
        let mut output = FlexTensor::empty(Shape::new([batch, outputs]), DType::F32);
        let y = output.storage_mut::<f32>();
        for row in y.chunks_exact_mut(outputs) {
            row.copy_from_slice(values(&bias));
        }
        let (x, w) = (Matrix::new(values(&input), inputs), Matrix::new(values(&weight), outputs));
        product(x, w, [batch, inputs, outputs], y, Output::Add);
        if activated {
            relu(y);
        }
        output
    }

    fn dense_input_gradient(
        gradient: FlexTensor,
        output: FlexTensor,
        weight: FlexTensor,
        relu: bool,
    ) -> FlexTensor {
        let [gradient, output, weight] = [gradient, output, weight].map(|t| t.to_contiguous());
        let [inputs, outputs] = weight.layout().shape().dims();
        let batch = gradient.layout().shape()[0];
        let gradient = before_relu(values(&gradient), &output, relu);
        let mut by_input = FlexTensor::empty(Shape::new([batch, inputs]), DType::F32);
        product(
            Matrix::new(&gradient, outputs),
            Matrix::new(values(&weight), outputs).transposed(),
            [batch, outputs, inputs],
            by_input.storage_mut(),
            Output::Overwrite,
        );
        by_input
    }

    fn dense_weight_gradient(
        input: FlexTensor,
        gradient: FlexTensor,
        output: FlexTensor,
        relu: bool,
    ) -> (FlexTensor, FlexTensor) {
        let [input, gradient, output] = [input, gradient, output].map(|t| t.to_contiguous());
        let [batch, inputs] = input.layout().shape().dims();
        let outputs = gradient.layout().shape()[1];
        let gradient = before_relu(values(&gradient), &output, relu);
        let mut by_weight = FlexTensor::empty(Shape::new([inputs, outputs]), DType::F32);
        let mut by_bias = FlexTensor::empty(Shape::new([outputs]), DType::F32);
        product(
            Matrix::new(values(&input), inputs).transposed(),
            Matrix::new(&gradient, outputs),
            [inputs, batch, outputs],
            by_weight.storage_mut(),
            Output::Overwrite,
        );
        add_to_columns(by_bias.storage_mut(), &gradient);
        (by_weight, by_bias)
    }
}
