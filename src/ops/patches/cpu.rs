//! The same on the CPU device: runs of values that stand side by side are copied at once.

use burn::backend::Flex;
use burn_flex::FlexTensor;
use vae_playground_kernels::add_to;

use super::{PatchOps, Window};
use crate::ops::flex::tensor;

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
