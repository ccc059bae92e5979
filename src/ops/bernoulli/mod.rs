#[cfg(feature = "cpu")]
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, backend_extension};
#[cfg(feature = "webgpu")]
use burn::tensor::Shape;
use burn::tensor::Tensor;

use crate::ops::differentiable::differentiable;

/// The loss of a Bernoulli likelihood and its gradient.
#[backend_extension(
    Flex: cfg(feature = "cpu"),
    Cube: cfg(feature = "webgpu"),
    Fusion: cfg(feature = "webgpu"),
    Autodiff
)]
pub trait BernoulliOps: Backend {
    /// Differentiable by the logits.
    ///
    /// # Shapes
    /// - logits, images: `[batch, pixels]`
    /// - output: `[batch, 1]`
    #[fusion(default)]
    fn bernoulli_loss(logits: FloatTensor<Self>, images: FloatTensor<Self>) -> FloatTensor<Self> {
        Self::bernoulli_loss_and_gradient(logits, images).0
    }

    /// The loss, `[batch, 1]`, and its derivative by the logits, `[batch, pixels]`, not differentiable.
    #[fusion(meta = |logits, _images| {
        let loss = Shape::new([logits.shape[0], 1]);
        (burn::backend::fusion::custom::TensorSpec::new(loss, logits.dtype), logits.clone())
    })]
    fn bernoulli_loss_and_gradient(
        logits: FloatTensor<Self>,
        images: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let smooth = Self::float_exp(Self::float_neg(Self::float_abs(logits.clone())));
        let softplus = Self::float_add(Self::relu(logits.clone()), Self::float_log1p(smooth));
        let fit = Self::float_mul(logits.clone(), images.clone());
        let loss = Self::float_sum_dim(Self::float_sub(softplus, fit), 1);
        (loss, Self::float_sub(Self::sigmoid(logits), images))
    }
}

impl<B: BernoulliOps, C: CheckpointStrategy> BernoulliOps for Autodiff<B, C> {
    fn bernoulli_loss(logits: FloatTensor<Self>, images: FloatTensor<Self>) -> FloatTensor<Self> {
        let images = images.into_primitive();
        differentiable::<B, C, _>(
            logits,
            |logits| B::bernoulli_loss_and_gradient(logits, images),
            |outer, gradient| B::float_mul(gradient, outer),
        )
    }
}

/// Negative log-likelihood of images under a Bernoulli distribution given by logits, in nats,
/// summed over pixels: `sum softplus(l) - x l`, which is
/// `-x log sigmoid(l) - (1 - x) log(1 - sigmoid(l))` without its overflow. Values between 0 and 1 are
/// taken as they are (real-valued Bernoulli: not a likelihood, but the field's usual loss).
/// Differentiable by the logits, not by the images.
///
/// # Shapes
/// - logits, images: `[batch, pixels]`
/// - output: `[batch]`
pub fn bernoulli_reconstruction(logits: Tensor<2>, images: Tensor<2>) -> Tensor<1> {
    let loss = Dispatch::bernoulli_loss(logits.into_dispatch(), images.into_dispatch());
    Tensor::<2>::from_dispatch(loss).squeeze_dim(1)
}
