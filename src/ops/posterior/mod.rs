#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, TensorMetadata, backend_extension};
#[cfg(feature = "webgpu")]
use burn::tensor::Shape;
use burn::tensor::{Slice, Tensor};

use crate::ops::differentiable::differentiable;

/// A diagonal Gaussian's sample and KL divergence, and their gradients. Mean and log-variance stay side by
/// side, as the encoder gives them: taking them apart would cost more passes than the formulas do.
///
/// # Shapes
/// - parameters: `[batch, 2 latent]`, means before log-variances
/// - noise, sample: `[batch, latent]`
/// - KL: `[batch, 1]`
#[backend_extension(
    Flex: cfg(feature = "cpu"),
    Cube: cfg(feature = "webgpu"),
    Fusion: cfg(feature = "webgpu"),
    Autodiff
)]
pub trait PosteriorOps: Backend {
    /// `mean + exp(log_variance / 2) noise`. Differentiable by the parameters.
    #[fusion(dtype = noise, shape = noise.clone())]
    fn posterior_sample(
        parameters: FloatTensor<Self>,
        noise: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let (mean, log_variance) = halves::<Self>(parameters);
        let deviation = Self::float_exp(Self::float_mul_scalar(log_variance, 0.5.into()));
        Self::float_add(mean, Self::float_mul(deviation, noise))
    }

    /// The loss's derivative by the parameters, from that by the sample. Not differentiable.
    #[fusion(dtype = parameters, shape = parameters.clone())]
    fn posterior_sample_gradient(
        gradient: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        noise: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let (_, log_variance) = halves::<Self>(parameters);
        let deviation = Self::float_exp(Self::float_mul_scalar(log_variance, 0.5.into()));
        let change = Self::float_mul_scalar(Self::float_mul(deviation, noise), 0.5.into());
        let by_log_variance = Self::float_mul(gradient.clone(), change);
        Self::float_cat(vec![gradient, by_log_variance], 1)
    }

    /// `sum (mean^2 + exp(log_variance) - log_variance - 1) / 2`, the divergence from the standard normal
    /// distribution. Differentiable by the parameters.
    #[fusion(dtype = parameters, shape = Shape::new([parameters[0], 1]))]
    fn posterior_kl(parameters: FloatTensor<Self>) -> FloatTensor<Self> {
        let (mean, log_variance) = halves::<Self>(parameters);
        let square = Self::float_mul(mean.clone(), mean);
        let excess = Self::float_sub(Self::float_exp(log_variance.clone()), log_variance);
        let terms = Self::float_add_scalar(Self::float_add(square, excess), (-1.0).into());
        Self::float_mul_scalar(Self::float_sum_dim(terms, 1), 0.5.into())
    }

    /// The loss's derivative by the parameters, from that by the KL divergence. Not differentiable.
    #[fusion(dtype = parameters, shape = parameters.clone())]
    fn posterior_kl_gradient(
        gradient: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let (mean, log_variance) = halves::<Self>(parameters);
        let excess = Self::float_add_scalar(Self::float_exp(log_variance), (-1.0).into());
        let by_log_variance = Self::float_mul_scalar(excess, 0.5.into());
        Self::float_mul(Self::float_cat(vec![mean, by_log_variance], 1), gradient)
    }
}

fn halves<B: Backend>(parameters: FloatTensor<B>) -> (FloatTensor<B>, FloatTensor<B>) {
    let [batch, width] = parameters.shape().dims();
    let half = |range: std::ops::Range<usize>| [Slice::from(0..batch), Slice::from(range)];
    let mean = B::float_slice(parameters.clone(), &half(0..width / 2));
    (mean, B::float_slice(parameters, &half(width / 2..width)))
}

#[cfg(feature = "cpu")]
impl PosteriorOps for burn::backend::Flex {}

impl<B: PosteriorOps, C: CheckpointStrategy> PosteriorOps for Autodiff<B, C> {
    fn posterior_sample(
        parameters: FloatTensor<Self>,
        noise: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let noise = noise.into_primitive();
        differentiable::<B, C, _>(
            parameters,
            |parameters| {
                let sample = B::posterior_sample(parameters.clone(), noise.clone());
                (sample, (parameters, noise))
            },
            |outer, (parameters, noise)| B::posterior_sample_gradient(outer, parameters, noise),
        )
    }

    fn posterior_kl(parameters: FloatTensor<Self>) -> FloatTensor<Self> {
        differentiable::<B, C, _>(
            parameters,
            |parameters| (B::posterior_kl(parameters.clone()), parameters),
            B::posterior_kl_gradient,
        )
    }
}

/// A latent vector an image: `mean + exp(log_variance / 2) noise`, the reparameterisation of Kingma & Welling
/// 2013, section 2.4. Differentiable by the parameters, not by the noise.
///
/// # Shapes
/// - parameters: `[batch, 2 latent]`, means before log-variances
/// - noise, output: `[batch, latent]`
pub fn posterior_sample(parameters: Tensor<2>, noise: Tensor<2>) -> Tensor<2> {
    let sample = Dispatch::posterior_sample(parameters.into_dispatch(), noise.into_dispatch());
    Tensor::from_dispatch(sample)
}

/// KL divergence of a diagonal Gaussian from the standard normal distribution, in nats, summed over latent
/// dimensions (Kingma & Welling 2013, appendix B).
///
/// # Shapes
/// - parameters: `[batch, 2 latent]`, means before log-variances
/// - output: `[batch]`
pub fn posterior_kl(parameters: Tensor<2>) -> Tensor<1> {
    let kl = Dispatch::posterior_kl(parameters.into_dispatch());
    Tensor::<2>::from_dispatch(kl).squeeze_dim(1)
}
