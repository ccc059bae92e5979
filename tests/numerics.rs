//! The loss and its gradient against hand-worked values and finite differences.
#![cfg(not(target_family = "wasm"))]

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Distribution, Tensor};
use vae_playground::model::{ModelConfig, Posterior, Vae};
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

#[test]
fn gradients_agree_with_finite_differences() {
    let device = Device::flex();
    let config = ModelConfig { encoder: vec![7, 5], decoder: vec![6], latent: 3 };
    let mut rng = generator(3, Stream::Weights);
    let model = config.init(10, &mut rng, &device.clone().autodiff());
    let images = standard_normal(&mut rng, [4, 10], &device).tanh().abs();
    let noise = standard_normal(&mut rng, [4, 3], &device);

    let gradients = loss(&model, &images, &noise).backward();
    let gradients = GradientsParams::from_grads(gradients, &model);
    let plain = model.valid();
    for seed in 0..4 {
        let mut slopes = Slopes { gradients: &gradients, seed, slopes: Vec::new() };
        plain.visit(&mut slopes);
        assert_eq!(slopes.slopes.len(), 10, "five layers, a weight and a bias each");
        for (target, &slope) in slopes.slopes.iter().enumerate() {
            let at = |step: f32| -> f32 {
                let mut nudge = Nudge { target, visited: 0, step, seed };
                let nudged = plain.clone().map(&mut nudge);
                loss(&nudged, &images, &noise).into_scalar()
            };
            let step = 5e-3;
            let difference = (at(step) - at(-step)) / (2.0 * step);
            let tolerance = 2e-3 + 1e-2 * slope.abs();
            assert!(
                (difference - slope).abs() < tolerance,
                "parameter {target}: gradient {slope}, finite difference {difference}"
            );
        }
    }
}
