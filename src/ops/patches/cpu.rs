//! The same on the CPU device: runs of values that stand side by side are copied at once.

use burn::backend::Flex;
use burn_flex::FlexTensor;
use vae_playground_kernels::pool::rows;
use vae_playground_kernels::{Run, add_runs, copy_runs, run_ns};

use super::{PatchOps, Window};
use crate::ops::flex::tensor;

/// Values that stand side by side both in an image and in its patches.
pub fn runs(window: Window) -> Vec<Run> {
    let Window { size, stride, padding, height, width, channels } = window;
    let [rows, columns] = window.places();
    let mut runs = Vec::with_capacity(rows * columns * size);
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
                runs.push(Run {
                    here: ((y - padding) * width + left) * channels,
                    there: patch + (line * size + skipped) * channels,
                    length: (right - left) * channels,
                });
            }
        }
    }
    runs
}

impl PatchOps for Flex {
    fn patches(images: FlexTensor, window: Window) -> FlexTensor {
        let images = images.to_contiguous();
        let [batch, pixels] = images.layout().shape().dims();
        let places: usize = window.places().iter().product();
        let values = places * window.values();
        let images = images.as_slice::<f32>().expect("images are f32");
        let runs = runs(window);
        let patches = rows(batch, values, run_ns(values), |image, patches| {
            copy_runs(&images[image * pixels..(image + 1) * pixels], patches, &runs);
        });
        tensor(patches, [batch * places, window.values()])
    }

    fn sum_of_patches(patches: FlexTensor, window: Window) -> FlexTensor {
        let patches = patches.to_contiguous();
        let places: usize = window.places().iter().product();
        let values = places * window.values();
        let batch = patches.layout().shape()[0] / places;
        let pixels = window.height * window.width * window.channels;
        let patches = patches.as_slice::<f32>().expect("patches are f32");
        let runs = runs(window);
        let images = rows(batch, pixels, run_ns(values), |image, target| {
            add_runs(target, &patches[image * values..(image + 1) * values], &runs);
        });
        tensor(images, [batch, pixels])
    }
}
