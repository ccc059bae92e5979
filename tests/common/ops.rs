//! The one-pass operations against the same thing in burn's plain vocabulary, on any device.

use burn::module::Param;
use burn::nn::Linear;
use burn::optim::momentum::MomentumConfig;
use burn::optim::{
    AdamConfig, AdamWConfig, GradientsParams, ModuleOptimizer, RmsPropConfig, SgdConfig,
};
use burn::tensor::activation::{relu, softmax};
use burn::tensor::module::conv2d;
use burn::tensor::ops::ConvOptions;
use burn::tensor::{Device, Distribution, Int, Tensor, Tolerance, s};
use vae_playground::ops::{
    Moments, UpdateRule, Window, add_losses, bernoulli_reconstruction, composite, dense, patches,
    posterior_kl, posterior_sample, product, update,
};
use vae_playground::train::Optimizer;

fn random<const D: usize>(shape: [usize; D], low: f64, high: f64, device: &Device) -> Tensor<D> {
    Tensor::random(shape, Distribution::Uniform(low, high), device)
}

async fn assert_close<const D: usize>(actual: Tensor<D>, expected: Tensor<D>) {
    assert_within(Tolerance::rel_abs(2e-5, 2e-6), actual, expected).await;
}

async fn assert_within<const D: usize>(
    tolerance: Tolerance<f32>,
    actual: Tensor<D>,
    expected: Tensor<D>,
) {
    let expected = expected.into_data_async().await.unwrap();
    actual.into_data_async().await.unwrap().assert_approx_eq(&expected, tolerance);
}

pub async fn bernoulli_loss_and_gradient_are_the_plain_ones(device: &Device) {
    device.seed(1);
    // 13 pixels: a whole number of SIMD lanes and a rest.
    for pixels in [1, 8, 13, 64] {
        let logits = random([5, pixels], -20.0, 20.0, device).autodiff();
        let images = random([5, pixels], 0.0, 1.0, device);
        let weights = random([5], 0.5, 2.0, device);

        let plain_logits = logits.clone().require_grad();
        let l = plain_logits.clone();
        let softplus = relu(l.clone()) + l.clone().abs().neg().exp().log1p();
        let plain = (softplus - l * images.clone()).sum_dim(1).squeeze_dim(1);
        let plain_gradients = (plain.clone() * weights.clone()).sum().backward();

        let logits = logits.require_grad();
        let fused = bernoulli_reconstruction(logits.clone(), images);
        let gradients = (fused.clone() * weights).sum().backward();

        assert_close(fused.inner(), plain.inner()).await;
        assert_close(
            logits.grad(&gradients).unwrap(),
            plain_logits.grad(&plain_gradients).unwrap(),
        )
        .await;
    }
}

pub async fn bernoulli_takes_views(device: &Device) {
    device.seed(2);
    let logits: Tensor<2> = random([6, 4], -3.0, 3.0, device);
    let images: Tensor<2> = random([6, 4], 0.0, 1.0, device);
    let views = bernoulli_reconstruction(logits.clone().transpose(), images.clone().transpose());
    let copy = async |tensor: Tensor<2>| {
        Tensor::from_data(tensor.into_data_async().await.unwrap(), device)
    };
    let (logits, images) = (copy(logits.transpose()).await, copy(images.transpose()).await);
    let copies = bernoulli_reconstruction(logits, images);
    assert_close(views, copies).await;
}

/// Thirty steps of a linear layer, by `step(rate, layer, gradients)`.
fn train(mut step: impl FnMut(f64, Linear, GradientsParams) -> Linear, device: &Device) -> Linear {
    let device = &device.clone().autodiff();
    device.seed(3);
    let mut layer = Linear {
        weight: Param::from_tensor(random([7, 5], -1.0, 1.0, device)),
        bias: Some(Param::from_tensor(random([5], -1.0, 1.0, device))),
    };
    let (inputs, targets) = (random([16, 7], -1.0, 1.0, device), random([16, 5], 0.0, 1.0, device));
    for i in 0..30 {
        let loss = (layer.forward(inputs.clone()) - targets.clone()).square().mean();
        let gradients = GradientsParams::from_grads(loss.backward(), &layer);
        layer = step(if i < 20 { 0.05 } else { 0.01 }, layer, gradients);
    }
    layer
}

const ADAM: UpdateRule = UpdateRule::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.0 };

pub async fn updates_are_burns(device: &Device) {
    let momentum = MomentumConfig::new().with_momentum(0.9).with_dampening(0.0);
    let rules: [(UpdateRule, ModuleOptimizer); 4] = [
        (ADAM, AdamConfig::new().with_epsilon(1e-8).init()),
        (
            UpdateRule::Adam { beta1: 0.8, beta2: 0.99, epsilon: 1e-6, decay: 0.1 },
            AdamWConfig::new()
                .with_beta_1(0.8)
                .with_beta_2(0.99)
                .with_epsilon(1e-6)
                .with_weight_decay(0.1)
                .init(),
        ),
        (UpdateRule::Sgd { momentum: 0.9 }, SgdConfig::new().with_momentum(Some(momentum)).init()),
        (
            UpdateRule::RmsProp { alpha: 0.99, epsilon: 1e-8 },
            RmsPropConfig::new()
                .with_alpha(0.99)
                .with_epsilon(1e-8)
                .with_momentum(0.0)
                .with_centered(false)
                .init(),
        ),
    ];
    for (rule, mut plain) in rules {
        let mut ours = Optimizer::new(rule);
        let ours = train(|rate, layer, gradients| ours.step(rate, layer, gradients), device);
        let plain = train(|rate, layer, gradients| plain.step(rate, layer, gradients), device);
        // Thirty steps of up to 0.05 amplify differences in the last bits.
        let tolerance = Tolerance::rel_abs(1e-4, 2e-5);
        assert_within(tolerance, ours.weight.val().inner(), plain.weight.val().inner()).await;
        let [ours, plain] = [ours, plain].map(|layer| layer.bias.unwrap().val().inner());
        assert_within(tolerance, ours, plain).await;
    }
}

pub async fn an_update_leaves_other_owners_of_a_tensor_alone(device: &Device) {
    let parameter = Tensor::<1>::from_floats([1.0, 2.0], device);
    let gradient = Tensor::<1>::from_floats([0.5, -0.5], device);
    let moments = Moments::zeros(&parameter);
    let (updated, _) = update(ADAM, 0.1, parameter.clone(), gradient, moments);
    // Adam's first step is the learning rate against the gradient's sign (Kingma & Ba 2014, section 2.1).
    assert_close(updated, Tensor::from_floats([0.9, 2.1], device)).await;
    assert_close(parameter, Tensor::from_floats([1.0, 2.0], device)).await;
}

pub async fn sample_and_kl_are_the_plain_ones(device: &Device) {
    device.seed(5);
    for [batch, latent] in [[1, 1], [3, 2], [70, 5]] {
        let parameters = random([batch, 2 * latent], -2.0, 2.0, device).autodiff();
        let noise = random([batch, latent], -2.0, 2.0, device);
        let weights = random([batch, latent], -1.0, 1.0, device);
        let run = |fused: bool| {
            let parameters = parameters.clone().require_grad();
            let (z, kl) = if fused {
                (
                    posterior_sample(parameters.clone(), noise.clone()),
                    posterior_kl(parameters.clone()),
                )
            } else {
                let mean = parameters.clone().slice(s![.., ..latent]);
                let log_variance = parameters.clone().slice(s![.., latent..]);
                let terms =
                    mean.clone().square() + log_variance.clone().exp() - log_variance.clone() - 1.0;
                let z = mean + (log_variance * 0.5).exp() * noise.clone();
                (z, terms.sum_dim(1).squeeze_dim(1) * 0.5)
            };
            let weighted = (z.clone() * weights.clone()).sum() + kl.clone().square().sum();
            let gradient = parameters.grad(&weighted.backward()).unwrap();
            (z.inner(), kl.inner(), gradient)
        };
        let (fused, plain) = (run(true), run(false));
        assert_close(fused.0, plain.0).await;
        assert_close(fused.1, plain.1).await;
        assert_close(fused.2, plain.2).await;
    }
}

pub async fn losses_add_up(device: &Device) {
    for batch in [1, 64, 100] {
        let terms = Tensor::<1, Int>::arange(0..batch, device).float();
        let sums = Tensor::from_floats([1.0, 2.0], device);
        let total = (batch * (batch - 1) / 2) as f32;
        let expected = Tensor::from_floats([1.0 + total, 2.0 - total], device);
        assert_close(add_losses(sums, terms.clone(), -terms), expected).await;
    }
}

/// On odd sizes, whose last tiles are not full, on more than one block, and on a view.
pub async fn dense_and_its_gradients_are_the_plain_ones(device: &Device) {
    let device = &device.clone().autodiff();
    device.seed(4);
    for [batch, inputs, outputs] in [[1, 1, 1], [4, 8, 4], [7, 13, 6], [33, 5, 70], [300, 400, 30]]
    {
        let layer = Linear {
            weight: Param::from_tensor(random([inputs, outputs], -1.0, 1.0, device)),
            bias: Some(Param::from_tensor(random([outputs], -1.0, 1.0, device))),
        };
        let input: Tensor<2> = random([inputs, batch], -1.0, 1.0, device);
        let input = input.transpose().require_grad();
        let weights: Tensor<2> = random([batch, outputs], -1.0, 1.0, device);
        for activated in [false, true] {
            let run = |fused: bool| {
                let output = if fused {
                    dense(&layer, input.clone(), activated)
                } else if activated {
                    relu(layer.forward(input.clone()))
                } else {
                    layer.forward(input.clone())
                };
                let mut gradients = (output.clone() * weights.clone()).sum().backward();
                let by_input = input.grad(&gradients).unwrap();
                let by_layer = GradientsParams::from_module(&mut gradients, &layer);
                let by_weight: Tensor<2> = by_layer.get(layer.weight.id).unwrap();
                let by_bias: Tensor<1> = by_layer.get(layer.bias.as_ref().unwrap().id).unwrap();
                (output.inner(), by_input, by_weight, by_bias)
            };
            let (fused, plain) = (run(true), run(false));
            // Sums of up to 400 terms, in another order.
            let tolerance = Tolerance::rel_abs(1e-4, 2e-5);
            assert_within(tolerance, fused.0, plain.0).await;
            assert_within(tolerance, fused.1, plain.1).await;
            assert_within(tolerance, fused.2, plain.2).await;
            assert_within(tolerance, fused.3, plain.3).await;
        }
    }
}

pub async fn products_and_their_gradients_are_the_plain_ones(device: &Device) {
    let device = &device.clone().autodiff();
    device.seed(5);
    // The last is large enough for larger tiles, with rows and columns that don't fill them.
    for [rows, terms, columns] in [[1, 1, 1], [5, 9, 7], [70, 3, 33], [403, 11, 347]] {
        let left: Tensor<2> = random([terms, rows], -1.0, 1.0, device);
        let left = left.transpose().require_grad();
        let right: Tensor<2> = random([terms, columns], -1.0, 1.0, device).require_grad();
        let weights: Tensor<2> = random([rows, columns], -1.0, 1.0, device);
        let run = |ours: bool| {
            let [left, right] = [left.clone(), right.clone()];
            let output = if ours { product(left, right) } else { left.matmul(right) };
            (output.clone().inner(), (output * weights.clone()).sum().backward())
        };
        let ((ours, by_ours), (plain, by_plain)) = (run(true), run(false));
        // Sums of up to 403 terms, in another order.
        let tolerance = Tolerance::rel_abs(1e-4, 2e-5);
        assert_within(tolerance, ours, plain).await;
        for factor in [&left, &right] {
            let [ours, plain] = [&by_ours, &by_plain].map(|by| factor.grad(by).unwrap());
            assert_within(tolerance, ours, plain).await;
        }
    }
}

pub async fn patches_make_convolutions(device: &Device) {
    let device = &device.clone().autodiff();
    device.seed(6);
    let (batch, outputs) = (2, 4);
    for [height, width, stride, inputs] in [[5, 6, 2, 3], [4, 4, 1, 8], [1, 3, 2, 1]] {
        let window = Window { size: 3, stride, padding: 1, height, width, channels: inputs };
        let [rows, columns] = window.places();
        let images: Tensor<4> = random([batch, height, width, inputs], -1.0, 1.0, device);
        let images = images.require_grad();
        let weight: Tensor<4> = random([outputs, 3, 3, inputs], -1.0, 1.0, device);
        let weights: Tensor<4> = random([batch, rows, columns, outputs], -1.0, 1.0, device);
        let run = |ours: bool| {
            let output = if ours {
                let seen =
                    patches(images.clone().reshape([batch, height * width * inputs]), window);
                let matrix = weight.clone().reshape([outputs, 9 * inputs]).transpose();
                product(seen, matrix).reshape([batch, rows, columns, outputs])
            } else {
                let options = ConvOptions::new([stride; 2], [1; 2], [1; 2], 1);
                let weight = weight.clone().permute([0, 3, 1, 2]);
                conv2d(images.clone().permute([0, 3, 1, 2]), weight, None, options)
                    .permute([0, 2, 3, 1])
            };
            let gradient = images.grad(&(output.clone() * weights.clone()).sum().backward());
            (output.inner(), gradient.unwrap())
        };
        let (ours, plain) = (run(true), run(false));
        assert_close(ours.0, plain.0).await;
        assert_close(ours.1, plain.1).await;
    }
}

pub async fn composites_and_their_gradients_are_the_plain_ones(device: &Device) {
    let device = &device.clone().autodiff();
    device.seed(7);
    // Grey and colour; rows that no layer, some, and all layers show in.
    for (values, empty) in [(2, vec![]), (4, vec![0, 2]), (2, vec![0, 1, 2])] {
        let [images, layers, height, width] = [2, 3, 4, 13];
        let shape = [images, layers, height, values, width];
        let mut all: Tensor<5> = random(shape, 0.0, 1.0, device);
        for layer in empty {
            all = all.slice_fill(s![.., layer..layer + 1, 1..3], 0.0);
        }
        let all = all.require_grad();
        let nearness: Tensor<2> = random([images, layers], 0.0, 100.0, device).require_grad();
        let weights: Tensor<4> = random([images, height, values, width], -1.0, 1.0, device);
        let run = |ours: bool| {
            let output = if ours {
                composite(all.clone(), nearness.clone())
            } else {
                let alphas = all.clone().slice(s![.., .., .., values - 1..]);
                let logits = alphas * nearness.clone().reshape([images, layers, 1, 1, 1]);
                (all.clone() * softmax(logits, 1)).sum_dim(1).squeeze_dim(1)
            };
            (output.clone().inner(), (output * weights.clone()).sum().backward())
        };
        let ((ours, by_ours), (plain, by_plain)) = (run(true), run(false));
        let tolerance = Tolerance::rel_abs(1e-4, 2e-4);
        assert_within(tolerance, ours, plain).await;
        let [ours, plain] = [&by_ours, &by_plain].map(|by| all.grad(by).unwrap());
        assert_within(tolerance, ours, plain).await;
        let [ours, plain] = [&by_ours, &by_plain].map(|by| nearness.grad(by).unwrap());
        assert_within(tolerance, ours, plain).await;
    }
}
