//! The losses' reductions on a GPU: a cube a row, whose units add up shares of it and then each other's sums.

use burn::backend::tensor::FloatTensor;
use burn::tensor::Shape;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::bernoulli::BernoulliOps;
use super::launch::output_like;
use super::loss_sums::LossSumOps;

/// Units of a cube.
const UNITS: u32 = 64;

/// The sum of every unit's value, for all of them.
#[cube]
fn cube_sum(value: f32) -> f32 {
    let mut shared = Shared::<[f32]>::new_slice(UNITS as usize);
    shared[UNIT_POS as usize] = value;
    sync_cube();
    let mut sum = 0.0f32;
    for unit in 0..UNITS {
        sum += shared[unit as usize];
    }
    sum
}

#[cube(launch_unchecked)]
fn bernoulli_kernel(
    logits: &Tensor<f32>,
    images: &Tensor<f32>,
    loss: &mut Tensor<f32>,
    gradient: &mut Tensor<f32>,
) {
    let pixels = logits.shape(1);
    let mut sum = 0.0f32;
    for share in 0..pixels.div_ceil(UNITS as usize) {
        let pixel = share * UNITS as usize + UNIT_POS as usize;
        if pixel < pixels {
            let at = CUBE_POS * pixels + pixel;
            let logit = logits[at];
            let value = images[at];
            let smooth = (-logit.abs()).exp();
            let above = 1.0f32 / (1.0f32 + smooth);
            sum += max(logit, 0.0f32) + smooth.log1p() - logit * value;
            gradient[at] = select(logit >= 0.0f32, above, smooth * above) - value;
        }
    }
    let total = cube_sum(sum);
    if UNIT_POS == 0 {
        loss[CUBE_POS] = total;
    }
}

impl BernoulliOps for CubeBackend {
    fn bernoulli_loss_and_gradient(
        logits: FloatTensor<Self>,
        images: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [logits, images] = [logits, images].map(into_contiguous);
        let shape = logits.meta.shape().clone();
        let batch = shape[0];
        let loss = output_like(&logits, Shape::new([batch, 1]));
        let gradient = output_like(&logits, shape);
        // SAFETY: a cube a row, whose units stay within it.
        unsafe {
            bernoulli_kernel::launch_unchecked(
                &loss.client,
                CubeCount::Static(batch as u32, 1, 1),
                CubeDim::new_1d(UNITS),
                logits.into_tensor_arg(),
                images.into_tensor_arg(),
                loss.clone().into_tensor_arg(),
                gradient.clone().into_tensor_arg(),
            );
        }
        (loss, gradient)
    }
}

#[cube(launch_unchecked)]
fn add_losses_kernel(
    sums: &Tensor<f32>,
    reconstruction: &Tensor<f32>,
    kl: &Tensor<f32>,
    new: &mut Tensor<f32>,
) {
    let rows = reconstruction.len();
    let mut first = 0.0f32;
    let mut second = 0.0f32;
    for share in 0..rows.div_ceil(UNITS as usize) {
        let row = share * UNITS as usize + UNIT_POS as usize;
        if row < rows {
            first += reconstruction[row];
            second += kl[row];
        }
    }
    let first = cube_sum(first);
    let second = cube_sum(second);
    if UNIT_POS == 0 {
        new[0] = sums[0] + first;
        new[1] = sums[1] + second;
    }
}

impl LossSumOps for CubeBackend {
    fn add_losses(
        sums: FloatTensor<Self>,
        reconstruction: FloatTensor<Self>,
        kl: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [sums, reconstruction, kl] = [sums, reconstruction, kl].map(into_contiguous);
        let new = output_like(&sums, Shape::new([2]));
        // SAFETY: one cube, whose units stay within the batch.
        unsafe {
            add_losses_kernel::launch_unchecked(
                &new.client,
                CubeCount::Static(1, 1, 1),
                CubeDim::new_1d(UNITS),
                sums.into_tensor_arg(),
                reconstruction.into_tensor_arg(),
                kl.into_tensor_arg(),
                new.clone().into_tensor_arg(),
            );
        }
        new
    }
}
