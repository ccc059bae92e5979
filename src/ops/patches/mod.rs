#[cfg(feature = "cpu")]
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

#[cfg(feature = "cpu")]
pub use cpu::runs;

use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, backend_extension};
#[cfg(feature = "webgpu")]
use burn::tensor::Shape;
use burn::tensor::Tensor;
use serde::Serialize;

use crate::ops::differentiable::differentiable;

/// A square window that moves over an image, and the image it moves over. Past the image's edge are zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Window {
    /// Pixels of its side.
    pub size: usize,
    /// Pixels from one place to the next, down and across.
    pub stride: usize,
    /// Pixels that it reaches past each edge of the image.
    pub padding: usize,
    /// Rows of the image's pixels.
    pub height: usize,
    /// Columns of the image's pixels.
    pub width: usize,
    /// Values of a pixel.
    pub channels: usize,
}

impl Window {
    /// Rows and columns of the window's places.
    pub fn places(&self) -> [usize; 2] {
        [self.height, self.width]
            .map(|side| (side + 2 * self.padding - self.size) / self.stride + 1)
    }

    /// Values under the window.
    pub fn values(&self) -> usize {
        self.size * self.size * self.channels
    }
}

/// What is under a window at each of its places, and the opposite: between them a dense layer is a
/// convolution, and before the second a transposed one. Each is the other's gradient.
///
/// # Shapes
/// - images: `[batch, height * width * channels]`, row-major, channels last
/// - patches: `[batch * places, window * window * channels]`
#[backend_extension(
    Flex: cfg(feature = "cpu"),
    Cube: cfg(feature = "webgpu"),
    Fusion: cfg(feature = "webgpu"),
    Autodiff
)]
pub trait PatchOps: Backend {
    /// Copies of what the window shows.
    #[fusion(meta = |images, window| {
        let [rows, columns] = window.places();
        let shape = Shape::new([images.shape[0] * rows * columns, window.values()]);
        burn::backend::fusion::custom::TensorSpec::new(shape, images.dtype)
    })]
    fn patches(images: FloatTensor<Self>, window: Window) -> FloatTensor<Self>;

    /// The sum of the patches, each at its place.
    #[fusion(meta = |patches, window| {
        let [rows, columns] = window.places();
        let shape = Shape::new([
            patches.shape[0] / (rows * columns),
            window.height * window.width * window.channels,
        ]);
        burn::backend::fusion::custom::TensorSpec::new(shape, patches.dtype)
    })]
    fn sum_of_patches(patches: FloatTensor<Self>, window: Window) -> FloatTensor<Self>;
}

impl<B: PatchOps, C: CheckpointStrategy> PatchOps for Autodiff<B, C> {
    fn patches(images: FloatTensor<Self>, window: Window) -> FloatTensor<Self> {
        let forward = |images| (B::patches(images, window), window);
        differentiable::<B, C, _>(images, forward, B::sum_of_patches)
    }

    fn sum_of_patches(patches: FloatTensor<Self>, window: Window) -> FloatTensor<Self> {
        let forward = |patches| (B::sum_of_patches(patches, window), window);
        differentiable::<B, C, _>(patches, forward, B::patches)
    }
}

/// What a window shows at each of its places.
///
/// # Shapes
/// - images: `[batch, height * width * channels]`, row-major, channels last
/// - output: `[batch * places, window * window * channels]`
pub fn patches(images: Tensor<2>, window: Window) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::patches(images.into_dispatch(), window))
}

/// The sum of patches, each at its place; what lies past the edge is lost.
///
/// # Shapes
/// - patches: `[batch * places, window * window * channels]`
/// - output: `[batch, height * width * channels]`
pub fn sum_of_patches(patches: Tensor<2>, window: Window) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::sum_of_patches(patches.into_dispatch(), window))
}
