#[cfg(feature = "cpu")]
mod cpu;

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, TensorMetadata, backend_extension};
use burn::tensor::{Shape, Slice, Tensor};

/// Layers put over one another.
///
/// # Shapes
/// - layers: `[images, layers, height, values, width]`, the last value an alpha
/// - nearness: `[images, layers]`
/// - output, gradient: `[images, height, values, width]`
#[backend_extension(
    Flex: cfg(feature = "cpu"),
    Cube: cfg(feature = "webgpu"),
    Fusion: cfg(feature = "webgpu"),
    Autodiff
)]
pub trait CompositeOps: Backend {
    /// Differentiable by both.
    #[fusion(dtype = layers, shape = Shape::new([layers[0], layers[2], layers[3], layers[4]]))]
    fn composite(layers: FloatTensor<Self>, nearness: FloatTensor<Self>) -> FloatTensor<Self> {
        let [images, _, height, values, width] = layers.shape().dims();
        let shares = shares::<Self>(layers.clone(), nearness);
        let sum = Self::float_sum_dim(Self::float_mul(layers, shares), 1);
        Self::float_reshape(sum, Shape::new([images, height, values, width]))
    }

    /// The loss's derivatives by layers and nearness. Not differentiable.
    #[fusion(meta = |_gradient, layers, nearness| (layers.clone(), nearness.clone()))]
    fn composite_gradient(
        gradient: FloatTensor<Self>,
        layers: FloatTensor<Self>,
        nearness: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [images, count, height, values, width] = layers.shape().dims();
        let gradient =
            Self::float_reshape(gradient, Shape::new([images, 1, height, values, width]));
        let shares = shares::<Self>(layers.clone(), nearness.clone());
        // By a share, then by what the softmax is of.
        let worth = Self::float_sum_dim(Self::float_mul(layers.clone(), gradient.clone()), 3);
        let mean = Self::float_sum_dim(Self::float_mul(worth.clone(), shares.clone()), 1);
        let worth = Self::float_mul(shares.clone(), Self::float_sub(worth, mean));
        let by_nearness = Self::float_mul(alphas::<Self>(layers), worth.clone());
        let by_nearness =
            Self::float_reshape(by_nearness, Shape::new([images, count, height * width]));
        let by_nearness =
            Self::float_reshape(Self::float_sum_dim(by_nearness, 2), Shape::new([images, count]));
        let by_values = Self::float_mul(gradient, shares);
        let nearness = Self::float_reshape(nearness, Shape::new([images, count, 1, 1, 1]));
        let by_alpha =
            Self::float_add(alphas::<Self>(by_values.clone()), Self::float_mul(worth, nearness));
        let colours =
            Self::float_slice(by_values, &part(images, count, height, 0..values - 1, width));
        (Self::float_cat(vec![colours, by_alpha], 3), by_nearness)
    }
}

fn part(
    images: usize,
    layers: usize,
    height: usize,
    values: std::ops::Range<usize>,
    width: usize,
) -> [Slice; 5] {
    [0..images, 0..layers, 0..height, values, 0..width].map(Slice::from)
}

/// `[images, layers, height, 1, width]`
fn alphas<B: Backend>(layers: FloatTensor<B>) -> FloatTensor<B> {
    let [images, count, height, values, width] = layers.shape().dims();
    B::float_slice(layers, &part(images, count, height, values - 1..values, width))
}

/// `softmax over layers of nearness * alpha`: `[images, layers, height, 1, width]`
fn shares<B: Backend>(layers: FloatTensor<B>, nearness: FloatTensor<B>) -> FloatTensor<B> {
    let [images, count, ..] = layers.shape().dims::<5>();
    let nearness = B::float_reshape(nearness, Shape::new([images, count, 1, 1, 1]));
    let logits = B::float_mul(alphas::<B>(layers), nearness);
    let largest = B::float_max_dim(logits.clone(), 1);
    let powers = B::float_exp(B::float_sub(logits, largest));
    let sum = B::float_sum_dim(powers.clone(), 1);
    B::float_div(powers, sum)
}

#[cfg(feature = "webgpu")]
impl CompositeOps for burn_cubecl::CubeBackend {}

#[derive(Debug)]
struct CompositeBackward;

impl<B: CompositeOps> Backward<B, 2> for CompositeBackward {
    /// Layers and nearness.
    type State = [FloatTensor<B>; 2];

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        gradients: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let [layers, nearness] = ops.state;
        let gradient = gradients.consume::<B>(&ops.node);
        let (by_layers, by_nearness) = B::composite_gradient(gradient, layers, nearness);
        for (parent, gradient) in ops.parents.into_iter().zip([by_layers, by_nearness]) {
            if let Some(node) = parent {
                gradients.register::<B>(node.id, gradient);
            }
        }
    }
}

impl<B: CompositeOps, C: CheckpointStrategy> CompositeOps for Autodiff<B, C> {
    fn composite(layers: FloatTensor<Self>, nearness: FloatTensor<Self>) -> FloatTensor<Self> {
        let nodes = [layers.node(), nearness.node()];
        let inputs = [layers, nearness].map(|input| input.into_primitive());
        let [layers, nearness] = inputs.clone();
        let output = B::composite(layers, nearness);
        match CompositeBackward.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prepared) => prepared.finish(inputs, output),
            OpsKind::UnTracked(prepared) => prepared.finish(output),
        }
    }
}

/// Layers put over one another, each with its share of a pixel: `sum over layers of share * value`, where the shares are
/// the softmax over layers of `nearness * alpha`. Differentiable by both.
///
/// # Shapes
/// - layers: `[images, layers, height, values, width]`, the last value of a pixel its alpha
/// - nearness: `[images, layers]`
/// - output: `[images, height, values, width]`
pub fn composite(layers: Tensor<5>, nearness: Tensor<2>) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::composite(layers.into_dispatch(), nearness.into_dispatch()))
}
