#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Shape, Tensor};

/// Running sums of both loss terms.
#[backend_extension(Flex: cfg(feature = "cpu"), Cube: cfg(feature = "webgpu"), Fusion: cfg(feature = "webgpu"))]
pub trait LossSumOps: Backend {
    /// # Shapes
    /// - sums, output: `[2]`
    /// - reconstruction, kl: `[batch]`
    #[fusion(dtype = sums, shape = sums.clone())]
    fn add_losses(
        sums: FloatTensor<Self>,
        reconstruction: FloatTensor<Self>,
        kl: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let new = [reconstruction, kl]
            .map(|term| Self::float_reshape(Self::float_sum(term), Shape::new([1])));
        Self::float_add(sums, Self::float_cat(new.to_vec(), 0))
    }
}

#[cfg(feature = "cpu")]
impl LossSumOps for burn::backend::Flex {}

/// `sums`, `[2]`, plus reconstruction and KL, `[batch]` each, summed over the batch. Not differentiable.
pub fn add_losses(sums: Tensor<1>, reconstruction: Tensor<1>, kl: Tensor<1>) -> Tensor<1> {
    let [sums, reconstruction, kl] = [sums, reconstruction, kl].map(Tensor::into_dispatch);
    Tensor::from_dispatch(Dispatch::add_losses(sums, reconstruction, kl))
}
