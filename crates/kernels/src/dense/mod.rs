//! A dense layer on row-major slices: what it gives, and the three products of its backward pass.

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(target_family = "wasm")]
mod wasm;

#[cfg(not(target_family = "wasm"))]
use native::{product, with_bias};
#[cfg(target_family = "wasm")]
use wasm::{product, with_bias};

use crate::add_to_columns;

/// Factors of a product: the one on the left or on the right may be stored the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stored {
    /// Both as they are.
    Plain,
    /// The left one by columns.
    LeftByColumns,
    /// The right one by columns.
    RightByColumns,
}

/// Images, inputs and outputs of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DenseShape {
    #[allow(missing_docs, reason = "its name says it")]
    pub batch: usize,
    /// Values that an image brings.
    pub inputs: usize,
    /// Values that the layer makes of them.
    pub outputs: usize,
}

/// `input weight + bias`, and ReLU after it where `relu` is set.
///
/// # Shapes
/// - input: `[batch, inputs]`
/// - weight: `[inputs, outputs]`, bias: `[outputs]`
/// - output: `[batch, outputs]`
pub fn dense(
    input: &[f32],
    [weight, bias]: [&[f32]; 2],
    shape: DenseShape,
    relu: bool,
    output: &mut [f32],
) {
    let DenseShape { batch, inputs, outputs } = shape;
    with_bias(input, weight, bias, [batch, inputs, outputs], relu, output);
}

/// `input weight` alone.
pub fn dense_product(input: &[f32], weight: &[f32], shape: DenseShape, output: &mut [f32]) {
    let DenseShape { batch, inputs, outputs } = shape;
    product(input, weight, Stored::Plain, [batch, inputs, outputs], output);
}

/// The loss's derivative by the input, `[batch, inputs]`, from that by the output before its activation,
/// `[batch, outputs]`.
pub fn dense_input_gradient(
    gradient: &[f32],
    weight: &[f32],
    shape: DenseShape,
    by_input: &mut [f32],
) {
    let DenseShape { batch, inputs, outputs } = shape;
    product(gradient, weight, Stored::RightByColumns, [batch, outputs, inputs], by_input);
}

/// The loss's derivatives by weight and bias, from that by the output before its activation.
pub fn dense_weight_gradient(
    input: &[f32],
    gradient: &[f32],
    shape: DenseShape,
    [by_weight, by_bias]: [&mut [f32]; 2],
) {
    dense_product_gradient(input, gradient, shape, by_weight);
    by_bias.fill(0.0);
    add_to_columns(by_bias, gradient);
}

/// The loss's derivative by the weight alone.
pub fn dense_product_gradient(
    input: &[f32],
    gradient: &[f32],
    shape: DenseShape,
    by_weight: &mut [f32],
) {
    let DenseShape { batch, inputs, outputs } = shape;
    product(input, gradient, Stored::LeftByColumns, [inputs, batch, outputs], by_weight);
}
