//! Loss and gradient on the CPU device, in one pass.

use burn::backend::Flex;
use burn_flex::FlexTensor;

use super::BernoulliOps;
use crate::ops::flex::tensor;

impl BernoulliOps for Flex {
    fn bernoulli_loss_and_gradient(
        logits: FlexTensor,
        images: FlexTensor,
    ) -> (FlexTensor, FlexTensor) {
        let (logits, images) = (logits.to_contiguous(), images.to_contiguous());
        let [batch, pixels] = logits.layout().shape().dims();
        let (mut loss, mut gradient) = (vec![0.0; batch], vec![0.0; batch * pixels]);
        vae_playground_kernels::bernoulli(
            logits.as_slice().expect("logits are contiguous f32"),
            images.as_slice().expect("images are contiguous f32"),
            pixels,
            &mut loss,
            &mut gradient,
        );
        (tensor(loss, [batch, 1]), tensor(gradient, [batch, pixels]))
    }
}
