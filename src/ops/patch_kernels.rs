//! Patches of images and their sum as GPU kernels: each unit computes one value of the output.
#![allow(clippy::manual_is_multiple_of, reason = "cubecl has no such method")]

use burn::backend::tensor::FloatTensor;
use burn::tensor::Shape;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::launch::{output_like, units};
use super::patches::{PatchOps, Window};

#[cube(launch_unchecked)]
fn patches_kernel(images: &Tensor<f32>, patches: &mut Tensor<f32>, #[comptime] window: Window) {
    let i = ABSOLUTE_POS;
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
    let mut value = 0.0f32;
    if x >= padding && x < width + padding && y >= padding && y < height + padding {
        let at = ((image * height + y - padding) * width + x - padding) * channels + channel;
        value = images[at];
    }
    patches[i] = value;
}

#[cube(launch_unchecked)]
fn sum_of_patches_kernel(
    patches: &Tensor<f32>,
    images: &mut Tensor<f32>,
    #[comptime] window: Window,
) {
    let i = ABSOLUTE_POS;
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
    let mut sum = 0.0f32;
    for down in 0..size {
        for across in 0..size {
            // The window's place that has this pixel at `down`, `across`, where there is one.
            if y >= down && x >= across && (y - down) % stride == 0 && (x - across) % stride == 0 {
                let row = (y - down) / stride;
                let column = (x - across) / stride;
                if row < rows && column < columns {
                    let place = (image * rows + row) * columns + column;
                    let at = ((place * size + down) * size + across) * channels + channel;
                    sum += patches[at];
                }
            }
        }
    }
    images[i] = sum;
}

impl PatchOps for CubeBackend {
    fn patches(images: FloatTensor<Self>, window: Window) -> FloatTensor<Self> {
        let images = into_contiguous(images);
        let [rows, columns] = window.places();
        let shape = [images.meta.shape()[0] * rows * columns, window.values()];
        let patches = output_like(&images, Shape::new(shape));
        let (count, dim) = units(&patches, shape[0] * shape[1]);
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
        let (count, dim) = units(&images, shape[0] * shape[1]);
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
