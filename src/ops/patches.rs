use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, backend_extension};
#[cfg(feature = "webgpu")]
use burn::tensor::Shape;
use burn::tensor::Tensor;

use super::differentiable::differentiable;

/// A square window that moves over an image, and the image it moves over. Past the image's edge are zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    pub size: usize,
    pub stride: usize,
    pub padding: usize,
    pub height: usize,
    pub width: usize,
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

#[cfg(feature = "cpu")]
mod cpu {
    use burn::backend::Flex;
    use burn_flex::FlexTensor;
    use vae_playground_kernels::add_to;

    use super::super::flex::tensor;
    use super::{PatchOps, Window};

    /// Runs of values that stand side by side both in an image and in its patches, as their two places and
    /// their length.
    fn for_each_run(window: Window, mut run: impl FnMut(usize, usize, usize)) {
        let Window { size, stride, padding, height, width, channels } = window;
        let [rows, columns] = window.places();
        for row in 0..rows {
            for column in 0..columns {
                let patch = (row * columns + column) * window.values();
                // Columns of the window that lie within the image.
                let left = (column * stride).max(padding) - padding;
                let skipped = padding.saturating_sub(column * stride);
                let right = (column * stride + size).min(width + padding) - padding;
                for line in 0..size {
                    let y = row * stride + line;
                    if y < padding || y >= height + padding || right <= left {
                        continue;
                    }
                    let image = ((y - padding) * width + left) * channels;
                    let at = patch + (line * size + skipped) * channels;
                    run(image, at, (right - left) * channels);
                }
            }
        }
    }

    impl PatchOps for Flex {
        fn patches(images: FlexTensor, window: Window) -> FlexTensor {
            let images = images.to_contiguous();
            let [batch, pixels] = images.layout().shape().dims();
            let [rows, columns] = window.places();
            let values = rows * columns * window.values();
            let mut patches = vec![0.0; batch * values];
            let sources = images.as_slice::<f32>().expect("images are f32").chunks_exact(pixels);
            let targets = patches.chunks_exact_mut(values);
            for (source, target) in sources.zip(targets) {
                for_each_run(window, |image, patch, length| {
                    target[patch..patch + length].copy_from_slice(&source[image..image + length]);
                });
            }
            tensor(patches, [batch * rows * columns, window.values()])
        }

        fn sum_of_patches(patches: FlexTensor, window: Window) -> FlexTensor {
            let patches = patches.to_contiguous();
            let [rows, columns] = window.places();
            let values = rows * columns * window.values();
            let batch = patches.layout().shape()[0] / (rows * columns);
            let pixels = window.height * window.width * window.channels;
            let mut images = vec![0.0; batch * pixels];
            let sources = patches.as_slice::<f32>().expect("patches are f32").chunks_exact(values);
            let targets = images.chunks_exact_mut(pixels);
            for (source, target) in sources.zip(targets) {
                for_each_run(window, |image, patch, length| {
                    add_to(&mut target[image..image + length], &source[patch..patch + length]);
                });
            }
            tensor(images, [batch, pixels])
        }
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
