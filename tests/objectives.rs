//! Every objective against an independent float64 program, at its neutral setting, and on a small model.
#![cfg(not(target_family = "wasm"))]

mod common;

use burn::module::Module;
use burn::tensor::{Device, Distribution, Tensor, TensorData};
use common::{digits, reference_model, reference_training};
use pollster::block_on;
use serde::Deserialize;
use vae_playground::data::{Dataset, Split};
use vae_playground::model::{Posterior, Unwatched};
use vae_playground::random::{Stream, generator, standard_normal};
use vae_playground::train::{
    BetaSchedule, Losses, Objective, Pass, Setting, Trainer, TrainingConfig,
};

/// `scripts/make_objective_fixtures.py` writes it.
const FIXTURE: &str = include_str!("fixtures/objectives.json");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fixture {
    batch: usize,
    latent: usize,
    training_images: usize,
    parameters: Vec<f32>,
    noise: Vec<f32>,
    base: Vec<f32>,
    targets: Vec<f32>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    objective: Objective,
    beta: f64,
    step: usize,
    samples: usize,
    losses: Vec<f64>,
    gradient: Vec<f64>,
}

impl Fixture {
    fn read() -> Self {
        serde_json::from_str(FIXTURE).unwrap()
    }

    fn rows(&self, values: &[f32], width: usize) -> Tensor<2> {
        let shape = [values.len() / width, width];
        Tensor::from_data(TensorData::new(values.to_vec(), shape), &Device::flex())
    }

    /// Tracked, so that gradients can be asked for.
    fn parameters(&self) -> Tensor<2> {
        self.rows(&self.parameters, 2 * self.latent).autodiff().require_grad()
    }

    /// `-log p(x_i | z) = base_i + |z - target_i|^2 / 2`, without a network.
    fn pass(&self, parameters: &Tensor<2>, objective: &Objective, samples: usize) -> Pass {
        let noise = &self.noise[..objective.draws() * self.batch * self.latent];
        let noise = self.rows(noise, self.latent);
        let base = self.rows(&self.base, 1).repeat_dim(0, samples);
        let targets = self.rows(&self.targets, self.latent).repeat_dim(0, samples);
        let posterior = Posterior { parameters: parameters.clone() };
        Pass::new(posterior, noise, samples, |z| {
            ((z - targets).square().sum_dim(1) * 0.5 + base).squeeze_dim(1)
        })
    }

    fn losses(&self, objective: &Objective, beta: f64) -> Vec<f32> {
        let setting = Setting { beta, step: 1000, training_images: self.training_images };
        let pass = self.pass(&self.parameters(), objective, 1);
        values(objective.losses(pass, &setting))
    }
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().unwrap()
}

fn assert_close(name: &str, actual: &[f32], expected: &[f64], tolerance: f64) {
    assert_eq!(actual.len(), expected.len(), "{name}");
    for (a, e) in actual.iter().zip(expected) {
        let difference = (f64::from(*a) - e).abs();
        assert!(difference <= tolerance * (1.0 + e.abs()), "{name}: {actual:?}, not {expected:?}");
    }
}

#[test]
fn losses_and_gradients_are_the_independent_programs() {
    let fixture = Fixture::read();
    assert_eq!(fixture.cases.len(), 13);
    for case in &fixture.cases {
        let Case { name, objective, beta, step, samples, .. } = case;
        let setting =
            Setting { beta: *beta, step: *step, training_images: fixture.training_images };
        let parameters = fixture.parameters();
        let pass = fixture.pass(&parameters, objective, *samples);
        let losses = objective.losses(pass, &setting);
        assert_eq!(losses.dims(), [fixture.batch], "{name}");
        assert_close(name, &values(losses.clone()), &case.losses, 2e-6);
        let gradient = parameters.grad(&losses.mean().backward()).unwrap();
        assert_close(name, &values(gradient), &case.gradient, 5e-6);
    }
}

#[test]
fn the_metrics_are_the_elbos_terms_whatever_is_minimised() {
    let fixture = Fixture::read();
    let parameters = fixture.parameters();
    let one = fixture.pass(&parameters, &Objective::Elbo, 1).terms();
    let info = Objective::InfoVae { alpha: 0.5, lambda: 20.0 };
    let same = fixture.pass(&parameters, &info, 1).terms();
    assert_eq!(values(one.reconstruction.clone()), values(same.reconstruction));
    let five = fixture.pass(&parameters, &Objective::Iwae { samples: 5 }, 5).terms();
    assert_eq!(values(one.kl), values(five.kl));
    assert_eq!(five.reconstruction.dims(), [fixture.batch]);
    assert_ne!(values(one.reconstruction), values(five.reconstruction));
}

#[test]
fn each_objective_is_the_elbo_at_its_neutral_setting() {
    let fixture = Fixture::read();
    let elbo = fixture.losses(&Objective::Elbo, 1.0);
    let capacity = Objective::Capacity { nats: 0.0, steps: 10, gamma: 1.0 };
    assert_eq!(fixture.losses(&capacity, 1.0), elbo);
    assert_eq!(fixture.losses(&Objective::InfoVae { alpha: 0.0, lambda: 1.0 }, 1.0), elbo);
    // Of the whole batch: the mean alone is the same.
    let mean = |losses: &[f32]| losses.iter().sum::<f32>() / losses.len() as f32;
    let free_bits = mean(&fixture.losses(&Objective::FreeBits { nats: 0.0 }, 1.0));
    assert!((free_bits - mean(&elbo)).abs() < 1e-5);

    // These measure the KL at the draw: they are each other, and the ELBO on average.
    let sampled = fixture.losses(&Objective::Iwae { samples: 1 }, 1.0);
    let [mutual_information, total_correlation, dimension_wise] = [1.0; 3];
    let tc_vae = Objective::BetaTcVae { mutual_information, total_correlation, dimension_wise };
    let sampled_64 = sampled.iter().map(|&v| f64::from(v)).collect::<Vec<_>>();
    assert_close("beta-TCVAE", &fixture.losses(&tc_vae, 1.0), &sampled_64, 1e-6);
}

#[test]
fn the_capacity_pulls_from_both_sides() {
    // KL 2 of each image: mean 2, variance 1.
    let device = Device::flex();
    let loss = |nats: f64| {
        let parameters = Tensor::<2>::from_floats([[2.0, 0.0]], &device).autodiff().require_grad();
        let posterior = Posterior { parameters: parameters.clone() };
        let noise = Tensor::zeros([1, 1], &device);
        let pass = Pass::new(posterior, noise, 1, |z| Tensor::zeros([1], &z.device()));
        let objective = Objective::Capacity { nats, steps: 1, gamma: 3.0 };
        let setting = Setting { beta: 1.0, step: 1, training_images: 1 };
        let losses = objective.losses(pass, &setting);
        let gradient = parameters.grad(&losses.clone().sum().backward()).unwrap();
        (values(losses)[0], values(gradient)[0])
    };
    // 3 |2 - C|; the KL's slope by the mean is the mean, 2.
    assert_eq!(loss(0.5), (4.5, 6.0));
    assert_eq!(loss(5.0), (9.0, -6.0));
}

#[test]
fn posteriors_of_no_width_have_a_loss() {
    let device = Device::flex();
    let [mutual_information, total_correlation, dimension_wise] = [1.0, 6.0, 1.0];
    let objectives = [
        Objective::Elbo,
        Objective::FreeBits { nats: 0.5 },
        Objective::Capacity { nats: 5.0, steps: 10, gamma: 1.0 },
        Objective::Iwae { samples: 3 },
        Objective::BetaTcVae { mutual_information, total_correlation, dimension_wise },
        Objective::InfoVae { alpha: 0.5, lambda: 10.0 },
    ];
    for log_variance in [-30.0, -88.0, -90.0, -200.0] {
        for objective in objectives {
            let rows = [[0.7, -1e-3, log_variance, 0.1], [-2.0, 3.0, log_variance, log_variance]];
            let parameters = Tensor::<2>::from_floats(rows, &device).autodiff().require_grad();
            let noise = [[0.3, -0.4], [1.0, 0.2], [-1.5, 2.0], [0.1, 0.1], [0.6, -0.7], [2.5, 0.4]];
            let noise = Tensor::<2>::from_floats(noise, &device);
            let noise = noise.slice(burn::tensor::s![..2 * objective.draws(), ..]);
            let posterior = Posterior { parameters: parameters.clone() };
            let pass = Pass::new(posterior, noise, objective.samples(), |z| {
                z.square().sum_dim(1).squeeze_dim(1)
            });
            let setting = Setting { beta: 1.0, step: 10, training_images: 100 };
            let losses = objective.losses(pass, &setting);
            let gradient = parameters.grad(&losses.clone().mean().backward()).unwrap();
            for values in [values(losses), values(gradient)] {
                let finite = values.iter().all(|value| value.is_finite());
                assert!(finite, "{objective:?} at {log_variance}: {values:?}");
            }
        }
    }
}

#[test]
fn the_sampled_elbo_is_the_elbo_on_average() {
    let device = Device::flex();
    let (draws, row) = (40_000, Tensor::from_floats([[0.7, -1.2, -0.8, 0.3]], &device));
    let noise = standard_normal(&mut generator(9, Stream::Noise), [draws, 2], &device);
    let mean = |objective: Objective| -> f32 {
        let posterior = Posterior { parameters: row.clone().repeat_dim(0, draws) };
        let pass = Pass::new(posterior, noise.clone(), 1, |z| Tensor::zeros([draws], &z.device()));
        let setting = Setting { beta: 1.0, step: 0, training_images: draws };
        objective.losses(pass, &setting).mean().into_scalar()
    };
    let (sampled, exact) = (mean(Objective::Iwae { samples: 1 }), mean(Objective::Elbo));
    // Four standard errors of the draws' mean.
    assert!((sampled - exact).abs() < 0.03, "{sampled} against {exact}");
}

#[test]
fn the_kl_is_never_negative() {
    let device = Device::flex();
    device.seed(6);
    for scale in [1e-6, 1e-3, 1.0, 5.0, 30.0] {
        let parameters = Tensor::random([200, 8], Distribution::Uniform(-scale, scale), &device);
        let kl = values(Posterior { parameters }.kl());
        // Near the prior, rounding may leave less than 32-bit numbers can tell from 0.
        assert!(kl.iter().all(|&kl| kl >= -1e-6), "at {scale}: {kl:?}");
    }
}

fn train(config: TrainingConfig, epochs: usize) -> (Trainer, Losses) {
    let device = Device::flex();
    let mut trainer = Trainer::new(&digits(), &reference_model(4), config, 3, &device).unwrap();
    for _ in 0..epochs * trainer.steps_per_epoch() {
        trainer.step().unwrap();
    }
    block_on(trainer.take_losses()).unwrap();
    let losses = block_on(trainer.evaluate(Split::Test)).unwrap().unwrap();
    (trainer, losses)
}

/// The mean over the test images of `objective`, in nats.
fn test_loss(trainer: &Trainer, data: &Dataset, objective: Objective) -> f32 {
    let device = Device::flex();
    let rows = data.rows(Split::Test);
    let values = TensorData::new(data.gather(rows).unwrap(), [rows.len(), 64]);
    let images = Tensor::from_data(values, &device);
    let shape = [objective.draws() * rows.len(), 4];
    let noise = standard_normal(&mut generator(3, Stream::Evaluation), shape, &device);
    let pass = objective.pass(&trainer.model().valid(), images, noise, &mut Unwatched);
    let setting = Setting { beta: 1.0, step: 0, training_images: rows.len() };
    objective.losses(pass, &setting).mean().into_scalar()
}

#[test]
fn the_importance_weighted_bound_tightens_with_the_samples() {
    // A weak KL term leaves posteriors that more draws improve on.
    let config = TrainingConfig { beta: 0.3, ..reference_training() };
    let (data, (trainer, _)) = (digits(), train(config, 30));
    let bounds = [1, 2, 5, 20, 100].map(|samples| {
        let loss = test_loss(&trainer, &data, Objective::Iwae { samples });
        println!("IWAE-{samples}: {loss}");
        loss
    });
    for pair in bounds.windows(2) {
        assert!(pair[1] < pair[0] + 0.02, "{bounds:?}");
    }
    assert!(bounds[4] < bounds[0] - 0.5, "{bounds:?}");
    assert!(bounds[4] > 13.83, "below the pixels' entropy: {bounds:?}");
}

#[test]
fn every_objective_trains_on_the_digits() {
    let objectives = [
        Objective::Elbo,
        Objective::FreeBits { nats: 0.5 },
        Objective::Capacity { nats: 5.0, steps: 200, gamma: 1.0 },
        Objective::Iwae { samples: 5 },
        Objective::BetaTcVae {
            mutual_information: 1.0,
            total_correlation: 2.0,
            dimension_wise: 1.0,
        },
        Objective::InfoVae { alpha: 0.5, lambda: 10.0 },
    ];
    let losses = objectives.map(|objective| {
        let (_, losses) = train(TrainingConfig { objective, ..reference_training() }, 15);
        println!("{objective:?}: {losses:?}");
        assert!((13.83..27.2).contains(&losses.reconstruction), "{objective:?}: {losses:?}");
        losses
    });
    // Four dimensions of half a free nat; the capacity's nats.
    assert!(losses[1].kl > 1.5, "{:?}", losses[1]);
    assert!((losses[2].kl - 5.0).abs() < 0.7, "{:?}", losses[2]);
}

#[test]
fn an_objective_and_its_noise_change_between_steps() {
    let (mut changed, mut plain) =
        (train(reference_training(), 1).0, train(reference_training(), 1).0);
    let iwae = TrainingConfig { objective: Objective::Iwae { samples: 3 }, ..reference_training() };
    changed.configure(iwae).unwrap();
    for _ in 0..5 {
        changed.step().unwrap();
        plain.step().unwrap();
    }
    changed.configure(reference_training()).unwrap();
    changed.step().unwrap();
    plain.step().unwrap();
    assert_eq!(changed.epoch(), plain.epoch());
    let [changed, plain] =
        [changed, plain].map(|mut trainer| block_on(trainer.take_losses()).unwrap());
    assert!(changed.loss.is_finite() && changed != plain);
}

#[test]
fn betas_schedule_weighs_the_kl_from_the_first_step() {
    let kl_after = |beta_schedule| {
        let config = TrainingConfig { beta: 20.0, beta_schedule, ..reference_training() };
        let device = Device::flex();
        let mut trainer = Trainer::new(&digits(), &reference_model(2), config, 2, &device).unwrap();
        for _ in 0..5 * trainer.steps_per_epoch() {
            trainer.step().unwrap();
        }
        block_on(trainer.evaluate(Split::Test)).unwrap().unwrap().kl
    };
    let held = kl_after(BetaSchedule::Constant);
    // After 115 steps of 100,000 beta is about 0.02.
    let free = kl_after(BetaSchedule::Linear { steps: 100_000 });
    assert!(held < 0.1 && free > 1.0, "KL {held} and {free}");
}
