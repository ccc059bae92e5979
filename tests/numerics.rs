//! The loss and its gradient against hand-worked values and finite differences.
#![cfg(not(target_family = "wasm"))]

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Distribution, Tensor};
use vae_playground::data::Shape;
use vae_playground::model::{Activation, Likelihood, ModelConfig, Norm, Posterior, Vae};
use vae_playground::ops::bernoulli_reconstruction;
use vae_playground::random::{Stream, generator, standard_normal};

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().unwrap()
}

fn assert_close(actual: &[f32], expected: &[f64], tolerance: f64) {
    assert_eq!(actual.len(), expected.len());
    for (a, e) in actual.iter().zip(expected) {
        assert!((f64::from(*a) - e).abs() <= tolerance, "{actual:?} is not {expected:?}");
    }
}

#[test]
fn kl_of_known_gaussians() {
    let device = Device::flex();
    // Each dimension adds (m^2 + v - ln v - 1) / 2.
    // Row 1: the prior itself. Row 2: (1 + 0)/2 + (4 + 0)/2. Row 3: variances e and 1/e:
    // (e - 2)/2 + (1/e + 1 - 1)/2.
    let posterior = Posterior {
        parameters: Tensor::from_floats(
            [[0.0, 0.0, 0.0, 0.0], [1.0, -2.0, 0.0, 0.0], [0.0, 0.0, 1.0, -1.0]],
            &device,
        ),
    };
    assert_close(&values(posterior.kl()), &[0.0, 2.5, 0.543_080_634_8], 1e-6);
}

#[test]
fn samples_are_mean_plus_scaled_noise() {
    let device = Device::flex();
    let posterior = Posterior {
        parameters: Tensor::from_floats([[1.0, -1.0, 0.0, 2.0 * 3.0f32.ln()]], &device),
    };
    let noise = Tensor::from_floats([[0.5, -2.0]], &device);
    assert_close(&values(posterior.sample(noise)), &[1.5, -7.0], 1e-5);
}

#[test]
fn reconstruction_of_known_logits() {
    let device = Device::flex();
    // sigmoid(ln 3) = 3/4. Row 1: -ln(3/4) - ln(1/4). Row 2, a grey pixel and an even guess:
    // -(ln(3/4) + ln(1/4)) / 2 + ln 2.
    let ln3 = 3.0f32.ln();
    let logits = Tensor::from_floats([[ln3, ln3], [ln3, 0.0]], &device);
    let images = Tensor::from_floats([[1.0, 0.0], [0.5, 0.25]], &device);
    let expected = [1.673_976_433_6, 0.836_988_216_8 + std::f64::consts::LN_2];
    assert_close(&values(bernoulli_reconstruction(logits, images)), &expected, 1e-5);
}

#[test]
fn reconstruction_and_its_gradient_survive_extreme_logits() {
    let device = Device::flex().autodiff();
    let logits = Tensor::from_floats([[200.0, -200.0, 200.0, -200.0]], &device).require_grad();
    let images = Tensor::from_floats([[1.0, 0.0, 0.0, 1.0]], &device);
    let loss = bernoulli_reconstruction(logits.clone(), images).sum();
    assert_close(&values(loss.clone()), &[400.0], 1e-3);
    // d/dl = sigmoid(l) - x
    let gradient = logits.grad(&loss.backward()).unwrap();
    assert_close(&values(gradient), &[0.0, 0.0, 1.0, -1.0], 1e-6);
}

fn loss(model: &Vae, images: &Tensor<2>, noise: &Tensor<2>) -> Tensor<1> {
    let terms = model.elbo_terms(images.clone(), noise.clone());
    terms.reconstruction.mean() + terms.kl.mean() * 0.7
}

/// Adds `step * direction` to one parameter, and leaves the others.
struct Nudge {
    target: usize,
    visited: usize,
    step: f32,
    seed: u64,
}

fn direction<const D: usize>(param: &Tensor<D>, seed: u64) -> Tensor<D> {
    let device = param.device();
    device.seed(seed);
    let direction: Tensor<D> = Tensor::random(param.dims(), Distribution::Default, &device) - 0.5;
    let norm = direction.clone().square().sum().sqrt().into_scalar::<f32>();
    direction / norm
}

impl ModuleMapper for Nudge {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        self.visited += 1;
        if self.visited - 1 != self.target {
            return param;
        }
        param.map(|value| {
            let direction = direction(&value, self.seed);
            value + direction * self.step
        })
    }
}

/// The gradient of each parameter along its direction.
struct Slopes<'a> {
    gradients: &'a GradientsParams,
    seed: u64,
    slopes: Vec<f32>,
}

impl ModuleVisitor for Slopes<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let gradient: Tensor<D> = self.gradients.get(param.id).unwrap();
        let slope = gradient * direction(&param.val().without_autodiff(), self.seed);
        self.slopes.push(slope.sum().into_scalar());
    }
}

/// Each parameter's gradient, along some directions, is the slope of the loss.
fn check_gradients(config: &ModelConfig, shape: Shape) {
    let device = Device::flex();
    let mut rng = generator(3, Stream::Weights);
    let model = config.init(shape, &mut rng, &device.clone().autodiff());
    let images = standard_normal(&mut rng, [4, shape.pixels()], &device).tanh().abs();
    let noise = standard_normal(&mut rng, [4, config.latent], &device);

    let gradients = loss(&model, &images, &noise).backward();
    let gradients = GradientsParams::from_grads(gradients, &model);
    let plain = model.valid();
    for seed in 0..4 {
        let mut slopes = Slopes { gradients: &gradients, seed, slopes: Vec::new() };
        plain.visit(&mut slopes);
        assert!(slopes.slopes.len() >= 8, "every layer has a weight and a bias");
        let scale = slopes.slopes.iter().fold(0.2f32, |a, b| a.max(b.abs()));
        for (target, &slope) in slopes.slopes.iter().enumerate() {
            let at = |step: f32| -> f32 {
                let mut nudge = Nudge { target, visited: 0, step, seed };
                let nudged = plain.clone().map(&mut nudge);
                loss(&nudged, &images, &noise).into_scalar()
            };
            let step = 5e-3;
            let difference = (at(step) - at(-step)) / (2.0 * step);
            let tolerance = 1e-2 * scale + 1e-2 * slope.abs();
            assert!(
                (difference - slope).abs() < tolerance,
                "{config:?}, parameter {target}: gradient {slope}, finite difference {difference}"
            );
        }
    }
}

#[test]
fn gradients_agree_with_finite_differences() {
    let row = Shape { count: 4, height: 1, width: 10, channels: 1 };
    check_gradients(&ModelConfig::mlp(&[7, 5], &[6], 3), row);
    let image = Shape { count: 4, height: 9, width: 6, channels: 3 };
    let convolutional = |activation, norm, likelihood| ModelConfig {
        channels: vec![4, 6],
        activation,
        norm,
        likelihood,
        ..ModelConfig::mlp(&[5], &[7], 2)
    };
    for (activation, norm, likelihood) in [
        (Activation::Relu, Norm::None, Likelihood::Bernoulli),
        (Activation::LeakyRelu, Norm::None, Likelihood::Gaussian { variance: 0.5 }),
        (Activation::Gelu, Norm::Group, Likelihood::Bernoulli),
        (Activation::Silu, Norm::None, Likelihood::LearnedGaussian),
        (Activation::Tanh, Norm::None, Likelihood::DiscretisedLogistic),
    ] {
        check_gradients(&convolutional(activation, norm, likelihood), image);
    }
}

/// Of one pixel of value `x` whose decoder output is `mean`, at the scale `s`.
fn logistic(x: f32, mean: f32, scale: f32) -> f64 {
    let device = Device::flex();
    let pixel = |value| Tensor::from_floats([[value]], &device);
    // The inverse of the soft bound at -6.
    let log_scale = ((scale.ln() + 6.0).exp() - 1.0).ln() - 6.0;
    let log_scale = Tensor::from_floats([log_scale], &device);
    let likelihood = Likelihood::DiscretisedLogistic;
    let held = Likelihood::held(log_scale);
    f64::from(values(likelihood.negative_log(pixel(mean), pixel(x), Some(held)))[0])
}

#[test]
fn discretised_logistic_is_a_distribution() {
    for (mean, scale) in [(0.5, 0.1), (0.02, 0.05), (1.3, 0.3), (0.4, 0.004)] {
        let total: f64 = (0..=255).map(|v| (-logistic(v as f32 / 255.0, mean, scale)).exp()).sum();
        assert!((total - 1.0).abs() < 1e-4, "mean {mean}, scale {scale}: {total}");
    }
}

#[test]
fn discretised_logistic_of_known_bins() {
    // The lowest bin, mean 0: sigmoid(h / s). A bin in the middle: sigmoid(h / s) - sigmoid(-h / s).
    let h = 0.5 / 255.0;
    let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
    let lowest = -sigmoid(h / 0.1).ln();
    assert!((logistic(0.0, 0.0, 0.1) - lowest).abs() < 1e-5);
    let middle = -(sigmoid(h / 0.1) - sigmoid(-h / 0.1)).ln();
    let value = 100.0 / 255.0;
    assert!((logistic(value, value, 0.1) - middle).abs() < 1e-4);
    // 400 scales away, where a difference of sigmoids would be log 0: about d / s - log(1 - exp(-2 h / s)).
    let far = (1.0 - h) / 0.0025 - 0.0;
    assert!((logistic(1.0, 0.0, 0.0025) - far).abs() < 0.5);
}

/// `log(exp(x) - 1)` and the like keep their digits only so.
fn log_bin(lower: f64, upper: f64, lowest: bool, highest: bool) -> f64 {
    let softplus = |x: f64| if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() };
    let below = if highest { 0.0 } else { softplus(-upper) };
    let above = if lowest { 0.0 } else { softplus(lower) };
    let width = if lowest || highest { 0.0 } else { -(-(lower - upper).exp_m1()).ln() };
    below + above + width
}

#[test]
fn discretised_logistic_keeps_its_digits_at_any_scale() {
    let device = Device::flex();
    let h = 0.5 / 255.0;
    let images = [0.0f32, 100.0 / 255.0, 1.0];
    for raw in [-30.0f64, -6.0, -4.0, 0.0, 5.0, 14.0, 20.0, 60.0] {
        let reference = |raw: f64| {
            let log_scale = (raw + 6.0).exp().ln_1p() - 6.0;
            let ends = |x: f32, by: f64| (f64::from(x) - 0.5 + by) / log_scale.exp();
            let bin = |&x: &f32| log_bin(ends(x, -h), ends(x, h), x == 0.0, x == 1.0);
            images.iter().map(bin).sum::<f64>()
        };
        let log_scale = Tensor::<1>::from_floats([raw as f32], &device).autodiff().require_grad();
        let output = Tensor::<2>::from_floats([[0.5; 3]], &device).autodiff();
        let pixels = Tensor::<2>::from_floats([images], &device).autodiff();
        let likelihood = Likelihood::DiscretisedLogistic;
        let loss =
            likelihood.negative_log(output, pixels, Some(Likelihood::held(log_scale.clone())));
        let gradient = values(log_scale.grad(&loss.clone().backward()).unwrap())[0];
        let (loss, expected) = (f64::from(values(loss)[0]), reference(raw));
        assert!((loss - expected).abs() < 2e-5 * (1.0 + expected), "{raw}: {loss}, not {expected}");
        let slope = (reference(raw + 1e-4) - reference(raw - 1e-4)) / 2e-4;
        let difference = (f64::from(gradient) - slope).abs();
        assert!(difference < 2e-4 * (1.0 + slope.abs()), "{raw}: slope {gradient}, not {slope}");
    }
}

#[test]
fn gaussian_of_known_values() {
    let device = Device::flex();
    let output = Tensor::from_floats([[0.5, 0.0], [1.0, 1.0]], &device);
    let images = Tensor::from_floats([[0.5, 1.0], [1.0, 0.0]], &device);
    // (x - m)^2 / (2 v) + ln(2 pi v) / 2 a pixel: v = 0.25, row 1: 2 + ln(pi / 2), row 2 the same.
    let expected = 2.0 + (std::f64::consts::PI / 2.0).ln();
    let fixed = Likelihood::Gaussian { variance: 0.25 };
    let loss = values(fixed.negative_log(output.clone(), images.clone(), None));
    assert_close(&loss, &[expected, expected], 1e-5);
    // The soft bound takes ln 0.5 to -6 + ln(1 + exp(ln 0.5 + 6)).
    let log_scale = Tensor::from_floats([((0.5f32.ln() + 6.0).exp() - 1.0).ln() - 6.0], &device);
    let held = Likelihood::held(log_scale);
    let loss = values(Likelihood::LearnedGaussian.negative_log(output, images, Some(held)));
    assert_close(&loss, &[expected, expected], 1e-5);
}
