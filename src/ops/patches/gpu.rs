//! Patches of images and their sum as GPU kernels: each unit computes one value of the output, or those of four
//! channels, for finding its place takes a dozen divisions.
#![allow(clippy::manual_is_multiple_of, reason = "cubecl has no such method")]

use burn::backend::tensor::FloatTensor;
use burn::tensor::Shape;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::{PatchOps, Window};
use crate::ops::launch::{output_like, units};

/// Channels that a unit computes.
fn channels_at_once(window: Window) -> usize {
    if window.channels % 4 == 0 { 4 } else { 1 }
}

#[cube(launch_unchecked)]
fn patches_kernel(images: &Tensor<f32>, patches: &mut Tensor<f32>, #[comptime] window: Window) {
    let at_once = comptime!(channels_at_once(window));
    let i = ABSOLUTE_POS * at_once;
    if i >= patches.len() {
        terminate!();
    }
    let size = comptime!(window.size);
    let stride = comptime!(window.stride);
    let padding = comptime!(window.padding);
    let height = comptime!(window.height);
    let width = comptime!(window.width);
    let channels = comptime!(window.channels);
    let places = comptime!(window.places());
    let rows = comptime!(places[0]);
    let columns = comptime!(places[1]);
    let channel = i % channels;
    let across = i / channels % size;
    let down = i / (channels * size) % size;
    let place = i / (channels * size * size);
    // Not negative: shifted by the padding.
    let x = place % columns * stride + across;
    let y = place / columns % rows * stride + down;
    let image = place / (columns * rows);
    if x >= padding && x < width + padding && y >= padding && y < height + padding {
        let at = ((image * height + y - padding) * width + x - padding) * channels + channel;
        #[unroll]
        for c in 0..at_once {
            patches[i + c] = images[at + c];
        }
    } else {
        #[unroll]
        for c in 0..at_once {
            patches[i + c] = 0.0f32;
        }
    }
}

#[cube(launch_unchecked)]
fn sum_of_patches_kernel(
    patches: &Tensor<f32>,
    images: &mut Tensor<f32>,
    #[comptime] window: Window,
) {
    let at_once = comptime!(channels_at_once(window));
    let i = ABSOLUTE_POS * at_once;
    if i >= images.len() {
        terminate!();
    }
    let size = comptime!(window.size);
    let stride = comptime!(window.stride);
    let padding = comptime!(window.padding);
    let height = comptime!(window.height);
    let width = comptime!(window.width);
    let channels = comptime!(window.channels);
    let places = comptime!(window.places());
    let rows = comptime!(places[0]);
    let columns = comptime!(places[1]);
    let channel = i % channels;
    let x = i / channels % width + padding;
    let y = i / (channels * width) % height + padding;
    let image = i / (channels * width * height);
    let mut sums = Array::<f32>::new(at_once);
    #[unroll]
    for c in 0..at_once {
        sums[c] = 0.0f32;
    }
    let steps = comptime!(size.div_ceil(stride));
    for i in 0..steps {
        for j in 0..steps {
            // The window's place that has this pixel at `down`, `across`, where there is one.
            let down = y % stride + i * stride;
            let across = x % stride + j * stride;
            if down < size && across < size && y >= down && x >= across {
                let row = (y - down) / stride;
                let column = (x - across) / stride;
                if row < rows && column < columns {
                    let place = (image * rows + row) * columns + column;
                    let at = ((place * size + down) * size + across) * channels + channel;
                    #[unroll]
                    for c in 0..at_once {
                        sums[c] += patches[at + c];
                    }
                }
            }
        }
    }
    #[unroll]
    for c in 0..at_once {
        images[i + c] = sums[c];
    }
}

impl PatchOps for CubeBackend {
    fn patches(images: FloatTensor<Self>, window: Window) -> FloatTensor<Self> {
        let images = into_contiguous(images);
        let [rows, columns] = window.places();
        let shape = [images.meta.shape()[0] * rows * columns, window.values()];
        let patches = output_like(&images, Shape::new(shape));
        let (count, dim) = units(&patches, shape[0] * shape[1] / channels_at_once(window));
        // SAFETY: units past the last value end at once, and read within the image.
        unsafe {
            patches_kernel::launch_unchecked(
                &patches.client,
                count,
                dim,
                images.into_tensor_arg(),
                patches.clone().into_tensor_arg(),
                window,
            );
        }
        patches
    }

    fn sum_of_patches(patches: FloatTensor<Self>, window: Window) -> FloatTensor<Self> {
        let patches = into_contiguous(patches);
        let [rows, columns] = window.places();
        let pixels = window.height * window.width * window.channels;
        let shape = [patches.meta.shape()[0] / (rows * columns), pixels];
        let images = output_like(&patches, Shape::new(shape));
        let (count, dim) = units(&images, shape[0] * shape[1] / channels_at_once(window));
        // SAFETY: units past the last value end at once, and read at the window's places only.
        unsafe {
            sum_of_patches_kernel::launch_unchecked(
                &images.client,
                count,
                dim,
                patches.into_tensor_arg(),
                images.clone().into_tensor_arg(),
                window,
            );
        }
        images
    }
}
