//! Loss and gradient as one GPU kernel: a cube a row.

use burn::backend::tensor::FloatTensor;
use burn::tensor::Shape;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::BernoulliOps;
use crate::ops::launch::{UNITS, cube_sum, output_like};

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
