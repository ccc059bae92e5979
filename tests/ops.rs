//! The one-pass operations against the same thing in burn's plain vocabulary.
#![cfg(not(target_family = "wasm"))]

use burn::module::Param;
use burn::nn::Linear;
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Distribution, Tensor, Tolerance};
use vae_playground::ops::{Adam, AdamConstants, bernoulli_reconstruction};

fn random<const D: usize>(shape: [usize; D], low: f64, high: f64, device: &Device) -> Tensor<D> {
    Tensor::random(shape, Distribution::Uniform(low, high), device)
}

fn assert_close<const D: usize>(actual: Tensor<D>, expected: Tensor<D>) {
    let tolerance = Tolerance::<f32>::rel_abs(2e-5, 2e-6);
    actual.into_data().assert_approx_eq(&expected.into_data(), tolerance);
}

#[test]
fn bernoulli_loss_and_gradient_are_the_plain_ones() {
    let device = Device::flex();
    device.seed(1);
    // 13 pixels: a whole number of SIMD lanes and a rest.
    for pixels in [1, 8, 13, 64] {
        let logits = random([5, pixels], -20.0, 20.0, &device).autodiff();
        let images = random([5, pixels], 0.0, 1.0, &device);
        let weights = random([5], 0.5, 2.0, &device);

        let plain_logits = logits.clone().require_grad();
        let l = plain_logits.clone();
        let softplus = relu(l.clone()) + l.clone().abs().neg().exp().log1p();
        let plain = (softplus - l * images.clone()).sum_dim(1).squeeze_dim(1);
        let plain_gradients = (plain.clone() * weights.clone()).sum().backward();

        let logits = logits.require_grad();
        let fused = bernoulli_reconstruction(logits.clone(), images);
        let gradients = (fused.clone() * weights).sum().backward();

        assert_close(fused.inner(), plain.inner());
        assert_close(
            logits.grad(&gradients).unwrap(),
            plain_logits.grad(&plain_gradients).unwrap(),
        );
    }
}

#[test]
fn bernoulli_takes_views() {
    let device = Device::flex();
    device.seed(2);
    let logits: Tensor<2> = random([6, 4], -3.0, 3.0, &device);
    let images: Tensor<2> = random([6, 4], 0.0, 1.0, &device);
    let views = bernoulli_reconstruction(logits.clone().transpose(), images.clone().transpose());
    let copies = bernoulli_reconstruction(
        Tensor::from_data(logits.transpose().into_data(), &device),
        Tensor::from_data(images.transpose().into_data(), &device),
    );
    assert_close(views, copies);
}

fn train(mut optimizer: ModuleOptimizer) -> Linear {
    let device = Device::flex().autodiff();
    device.seed(3);
    let mut layer = Linear {
        weight: Param::from_tensor(random([7, 5], -1.0, 1.0, &device)),
        bias: Some(Param::from_tensor(random([5], -1.0, 1.0, &device))),
    };
    let (inputs, targets) =
        (random([16, 7], -1.0, 1.0, &device), random([16, 5], 0.0, 1.0, &device));
    for step in 0..30 {
        let loss = (layer.forward(inputs.clone()) - targets.clone()).square().sum();
        let gradients = GradientsParams::from_grads(loss.backward(), &layer);
        let learning_rate = if step < 20 { 0.05 } else { 0.01 };
        layer = optimizer.step(learning_rate, layer, gradients);
    }
    layer
}

#[test]
fn adam_is_burns_adam() {
    let constants = AdamConstants { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    let fused = train(Adam(constants).into());
    let plain = train(AdamConfig::new().with_epsilon(1e-8).init());
    assert_close(fused.weight.val().inner(), plain.weight.val().inner());
    assert_close(fused.bias.unwrap().val().inner(), plain.bias.unwrap().val().inner());
}

#[test]
fn adam_leaves_other_owners_of_a_tensor_alone() {
    use burn::optim::Optimizer;
    let device = Device::flex();
    let parameter = Tensor::<1>::from_floats([1.0, 2.0], &device);
    let gradient = Tensor::<1>::from_floats([0.5, -0.5], &device);
    let constants = AdamConstants { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    let (updated, _) = Adam(constants).step(0.1, parameter.clone(), gradient, None);
    // Adam's first step is the learning rate against the gradient's sign (Kingma & Ba 2014, section 2.1).
    assert_close(updated, Tensor::from_floats([0.9, 2.1], &device));
    assert_close(parameter, Tensor::from_floats([1.0, 2.0], &device));
}
