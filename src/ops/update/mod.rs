#[cfg(feature = "cpu")]
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

#[cfg(feature = "cpu")]
pub use cpu::{owned, update_values};

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

/// How a gradient `g` changes a parameter `p` and its moments `m` and `v`. All start at 0.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "the formulas say what the constants are")]
pub enum UpdateRule {
    /// Adam (Kingma & Ba 2014): `m <- beta1 m + (1 - beta1) g`, `v <- beta2 v + (1 - beta2) g^2`,
    /// `p <- p - rate (m / c1) / (sqrt(v / c2) + epsilon)` with the bias corrections `c = 1 - beta^t`. With a
    /// decay, AdamW (Loshchilov & Hutter 2017): before that, `p <- p - rate decay p`.
    Adam { beta1: f32, beta2: f32, epsilon: f32, decay: f32 },
    /// Stochastic gradient descent with momentum, as PyTorch has it: `m <- momentum m + g`,
    /// `p <- p - rate m`.
    Sgd { momentum: f32 },
    /// RMSprop (Tieleman & Hinton 2012), as PyTorch has it: `v <- alpha v + (1 - alpha) g^2`,
    /// `p <- p - rate g / (sqrt(v) + epsilon)`.
    RmsProp { alpha: f32, epsilon: f32 },
}

/// One update of a parameter and its moments.
#[backend_extension(Flex: cfg(feature = "cpu"), Cube: cfg(feature = "webgpu"), Fusion: cfg(feature = "webgpu"))]
pub trait UpdateOps: Backend {
    /// Parameter, gradient and both moments hold the same number of values, each in a shape of its own.
    /// The bias corrections, `[2]`, go from step to step as `c <- beta c + 1 - beta`: so no number that
    /// changes with each step has to come from the host. Returns the new `(p, m, v, c)`.
    #[fusion(meta = |parameter, _gradient, first, second, corrections, _rate, _rule| {
        (parameter.clone(), first.clone(), second.clone(), corrections.clone())
    })]
    fn update(
        parameter: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        first: FloatTensor<Self>,
        second: FloatTensor<Self>,
        corrections: FloatTensor<Self>,
        rate: f32,
        rule: UpdateRule,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>);
}

/// What a rule remembers of a parameter: `[values]`, `[values]` and `[2]`. A rule that needs less leaves the
/// rest as it is.
#[derive(Debug, Clone)]
pub struct Moments {
    /// `m`: `[values]`
    pub first: Tensor<1>,
    /// `v`: `[values]`
    pub second: Tensor<1>,
    /// `c1` and `c2`: `[2]`
    pub corrections: Tensor<1>,
}

impl Moments {
    /// Of a parameter before its first update.
    pub fn zeros<const D: usize>(parameter: &Tensor<D>) -> Self {
        let device = parameter.device();
        let zeros = || Tensor::zeros([parameter.shape().num_elements()], &device);
        Self { first: zeros(), second: zeros(), corrections: Tensor::zeros([2], &device) }
    }
}

/// The parameter after one update, and its moments. Nothing here is differentiable.
pub fn update<const D: usize>(
    rule: UpdateRule,
    rate: f64,
    parameter: Tensor<D>,
    gradient: Tensor<D>,
    moments: Moments,
) -> (Tensor<D>, Moments) {
    let (parameter, first, second, corrections) = Dispatch::update(
        parameter.into_dispatch(),
        gradient.into_dispatch(),
        moments.first.into_dispatch(),
        moments.second.into_dispatch(),
        moments.corrections.into_dispatch(),
        rate as f32,
        rule,
    );
    let [first, second, corrections] = [first, second, corrections].map(Tensor::from_dispatch);
    (Tensor::from_dispatch(parameter), Moments { first, second, corrections })
}
