#[cfg(all(feature = "cpu", target_family = "wasm"))]
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, binary};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, TensorMetadata, backend_extension};
use burn::nn::Linear;
use burn::tensor::{Shape, Tensor};

/// A linear layer with its activation, and the three products of its backward pass.
///
/// # Shapes
/// - input: `[batch, inputs]`
/// - weight: `[inputs, outputs]`, bias: `[outputs]`
/// - output, gradient: `[batch, outputs]`
#[backend_extension(
    Flex: cfg(feature = "cpu"),
    Cube: cfg(feature = "webgpu"),
    Fusion: cfg(feature = "webgpu"),
    Autodiff
)]
pub trait DenseOps: Backend {
    /// `input weight + bias`, ReLU after it where `relu` is set.
    #[fusion(dtype = input, shape = Shape::new([input[0], weight[1]]))]
    fn dense(
        input: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        relu: bool,
    ) -> FloatTensor<Self> {
        let outputs = bias.shape()[0];
        let bias = Self::float_reshape(bias, Shape::new([1, outputs]));
        let output = Self::float_add(Self::float_matmul(input, weight), bias);
        if relu { Self::relu(output) } else { output }
    }

    /// The loss's derivative by the input, from that by the output. Not differentiable.
    #[fusion(dtype = gradient, shape = Shape::new([gradient[0], weight[0]]))]
    fn dense_input_gradient(
        gradient: FloatTensor<Self>,
        output: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        relu: bool,
    ) -> FloatTensor<Self> {
        let gradient = if relu { Self::relu_backward(output, gradient) } else { gradient };
        Self::float_matmul(gradient, Self::float_transpose(weight))
    }

    /// The loss's derivatives by weight and bias. Not differentiable.
    #[fusion(meta = |input, gradient, _output, _relu| {
        let outputs = gradient.shape[1];
        let spec = |shape| burn::backend::fusion::custom::TensorSpec::new(shape, gradient.dtype);
        (spec(Shape::new([input.shape[1], outputs])), spec(Shape::new([outputs])))
    })]
    fn dense_weight_gradient(
        input: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        output: FloatTensor<Self>,
        relu: bool,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let outputs = gradient.shape()[1];
        let gradient = if relu { Self::relu_backward(output, gradient) } else { gradient };
        let bias = Self::float_sum_dim(gradient.clone(), 0);
        let weight = Self::float_matmul(Self::float_transpose(input), gradient);
        (weight, Self::float_reshape(bias, Shape::new([outputs])))
    }

    /// `left right`, `[rows, terms]` by `[terms, columns]`. Differentiable by both.
    #[fusion(dtype = left, shape = Shape::new([left[0], right[1]]))]
    fn product(left: FloatTensor<Self>, right: FloatTensor<Self>) -> FloatTensor<Self> {
        Self::float_matmul(left, right)
    }
}

#[cfg(all(feature = "cpu", not(target_family = "wasm")))]
impl DenseOps for burn::backend::Flex {}

#[derive(Debug)]
struct DenseBackward;

#[derive(Debug, Clone)]
struct DenseState<B: Backend> {
    input: NodeId,
    weight: NodeId,
    output: FloatTensor<B>,
    relu: bool,
}

impl<B: DenseOps> Backward<B, 3> for DenseBackward {
    type State = DenseState<B>;

    fn backward(
        self,
        ops: Ops<Self::State, 3>,
        gradients: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let [input_node, weight_node, bias_node] = ops.parents;
        let DenseState { input, weight, output, relu } = ops.state;
        let gradient = gradients.consume::<B>(&ops.node);
        let input: FloatTensor<B> = checkpointer.retrieve_node_output(input);
        let weight: FloatTensor<B> = checkpointer.retrieve_node_output(weight);
        // The first layer's input is data: nobody wants its gradient.
        if let Some(node) = input_node {
            let by_input = B::dense_input_gradient(gradient.clone(), output.clone(), weight, relu);
            gradients.register::<B>(node.id, by_input);
        }
        let (by_weight, by_bias) = B::dense_weight_gradient(input, gradient, output, relu);
        if let Some(node) = weight_node {
            gradients.register::<B>(node.id, by_weight);
        }
        if let Some(node) = bias_node {
            gradients.register::<B>(node.id, by_bias);
        }
    }
}

#[derive(Debug)]
struct ProductBackward;

impl<B: DenseOps> Backward<B, 2> for ProductBackward {
    /// The factors.
    type State = [FloatTensor<B>; 2];

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        gradients: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let [left, right] = ops.state;
        binary::<B, _, _>(
            ops.parents,
            ops.node,
            gradients,
            |outer| B::product(outer, B::float_transpose(right)),
            |outer| B::product(B::float_transpose(left), outer),
        );
    }
}

impl<B: DenseOps, C: CheckpointStrategy> DenseOps for Autodiff<B, C> {
    fn dense(
        input: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        relu: bool,
    ) -> FloatTensor<Self> {
        let nodes = [input.node(), weight.node(), bias.node()];
        match DenseBackward.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(mut prepared) => {
                let nodes = (prepared.checkpoint(&input), prepared.checkpoint(&weight));
                let [input, weight, bias] = [input, weight, bias].map(|t| t.into_primitive());
                let output = B::dense(input, weight, bias, relu);
                let state =
                    DenseState { input: nodes.0, weight: nodes.1, output: output.clone(), relu };
                prepared.finish(state, output)
            }
            OpsKind::UnTracked(prepared) => {
                let [input, weight, bias] = [input, weight, bias].map(|t| t.into_primitive());
                prepared.finish(B::dense(input, weight, bias, relu))
            }
        }
    }

    fn product(left: FloatTensor<Self>, right: FloatTensor<Self>) -> FloatTensor<Self> {
        let nodes = [left.node(), right.node()];
        let factors = [left, right].map(|factor| factor.into_primitive());
        let [left, right] = factors.clone();
        let product = B::product(left, right);
        match ProductBackward.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prepared) => prepared.finish(factors, product),
            OpsKind::UnTracked(prepared) => prepared.finish(product),
        }
    }
}

/// A linear layer's output, after ReLU where `relu` is set.
///
/// # Shapes
/// - input: `[batch, inputs]`
/// - output: `[batch, outputs]`
///
/// # Panics
/// If the layer has no bias.
pub fn dense(layer: &Linear, input: Tensor<2>, relu: bool) -> Tensor<2> {
    let bias = layer.bias.as_ref().expect("the layer has a bias").val();
    Tensor::from_dispatch(Dispatch::dense(
        input.into_dispatch(),
        layer.weight.val().into_dispatch(),
        bias.into_dispatch(),
        relu,
    ))
}

/// `left right`, by the dense layer's kernels.
///
/// # Shapes
/// - left: `[rows, terms]`
/// - right: `[terms, columns]`
pub fn product(left: Tensor<2>, right: Tensor<2>) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::product(left.into_dispatch(), right.into_dispatch()))
}
