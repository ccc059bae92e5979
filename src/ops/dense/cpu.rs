//! The dense layer on the CPU device in wasm. Natively burn's own products are faster: they know the machine.

use std::borrow::Cow;

use burn::backend::Flex;
use burn_flex::FlexTensor;

use vae_playground_kernels::matmul::{Matrix, Output, new_product, product};
use vae_playground_kernels::{add_to_columns, relu, repeated, where_positive};

use super::DenseOps;
use crate::ops::flex::tensor;

fn values(tensor: &FlexTensor) -> &[f32] {
    tensor.as_slice().expect("the tensor is contiguous f32")
}

/// The tensor, copied only where a stride is negative.
fn forwards(tensor: FlexTensor) -> FlexTensor {
    if tensor.layout().strides().iter().any(|&stride| stride < 0) {
        tensor.to_contiguous()
    } else {
        tensor
    }
}

fn matrix(tensor: &FlexTensor) -> Matrix<'_> {
    let layout = tensor.layout();
    let strides = [0, 1].map(|i| layout.strides()[i] as usize);
    Matrix { values: &tensor.storage()[layout.start_offset()..], strides }
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
        let mut output = repeated(values(&bias), batch);
        let (x, w) = (Matrix::new(values(&input), inputs), Matrix::new(values(&weight), outputs));
        product(x, w, [batch, inputs, outputs], &mut output, Output::Add);
        if activated {
            relu(&mut output);
        }
        tensor(output, [batch, outputs])
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
        let by_input = new_product(
            Matrix::new(&gradient, outputs),
            Matrix::new(values(&weight), outputs).transposed(),
            [batch, outputs, inputs],
        );
        tensor(by_input, [batch, inputs])
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
        let by_weight = new_product(
            Matrix::new(values(&input), inputs).transposed(),
            Matrix::new(&gradient, outputs),
            [inputs, batch, outputs],
        );
        let mut by_bias = vec![0.0; outputs];
        add_to_columns(&mut by_bias, &gradient);
        (tensor(by_weight, [inputs, outputs]), tensor(by_bias, [outputs]))
    }

    fn product(left: FlexTensor, right: FlexTensor) -> FlexTensor {
        let [left, right] = [left, right].map(forwards);
        let [rows, terms] = left.layout().shape().dims();
        let columns = right.layout().shape()[1];
        let output = new_product(matrix(&left), matrix(&right), [rows, terms, columns]);
        tensor(output, [rows, columns])
    }
}
