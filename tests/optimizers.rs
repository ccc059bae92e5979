//! Optimisers, clipping and the learning rate's schedule on the digits.
#![cfg(not(target_family = "wasm"))]

mod common;

use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use common::{digits, reference_model, reference_training};
use pollster::block_on;
use vae_playground::data::Shape;
use vae_playground::model::Vae;
use vae_playground::random::{Stream, generator, standard_normal};
use vae_playground::train::{
    Losses, OptimizerConfig, RateSchedule, Trainer, TrainingConfig, clip_gradients,
};

fn trainer(config: TrainingConfig) -> Trainer {
    Trainer::new(&digits(), &reference_model(2), config, 5, &Device::flex()).unwrap()
}

fn steps(trainer: &mut Trainer, steps: usize) -> Losses {
    for _ in 0..steps {
        trainer.step().unwrap();
    }
    block_on(trainer.take_losses()).unwrap()
}

/// Every parameter's values.
struct Values(Vec<f32>);

impl ModuleVisitor for Values {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let data = parameter.val().without_autodiff().into_data();
        self.0.extend(data.as_slice::<f32>().unwrap());
    }
}

fn weights(model: &Vae) -> Vec<f32> {
    let mut values = Values(Vec::new());
    model.visit(&mut values);
    values.0
}

/// Every gradient's values.
struct Slopes<'a>(&'a GradientsParams, Vec<f64>);

impl ModuleVisitor for Slopes<'_> {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let data = self.0.get::<D>(parameter.id).unwrap().into_data();
        self.1.extend(data.as_slice::<f32>().unwrap().iter().map(|&v| f64::from(v)));
    }
}

#[test]
fn clipping_leaves_the_norm_at_the_limit_and_the_direction_as_it_was() {
    let device = Device::flex();
    let mut rng = generator(1, Stream::Weights);
    let model = reference_model(2).init(
        Shape { count: 1, height: 8, width: 8, channels: 1 },
        &mut rng,
        &device.clone().autodiff(),
    );
    let pixels = digits().gather(&(0..32).collect::<Vec<u32>>()).unwrap();
    let images = Tensor::from_data(TensorData::new(pixels, [32, 64]), &device);
    let noise = standard_normal(&mut rng, [32, 2], &device);
    let slopes = |limit: Option<f64>| {
        let terms = model.elbo_terms(images.clone(), noise.clone());
        let loss = terms.reconstruction.mean() + terms.kl.mean();
        let mut gradients = GradientsParams::from_grads(loss.backward(), &model);
        if let Some(limit) = limit {
            gradients = clip_gradients(&model, gradients, limit);
        }
        let mut slopes = Slopes(&gradients, Vec::new());
        model.visit(&mut slopes);
        slopes.1
    };
    let norm = |values: &[f64]| values.iter().map(|v| v * v).sum::<f64>().sqrt();
    let whole = slopes(None);
    let length = norm(&whole);
    assert_eq!(slopes(Some(2.0 * length)), whole, "below the limit nothing changes");
    for limit in [0.5 * length, 1e-3] {
        let clipped = slopes(Some(limit));
        assert!((norm(&clipped) / limit - 1.0).abs() < 1e-5, "{} at {limit}", norm(&clipped));
        for (clipped, whole) in clipped.iter().zip(&whole) {
            let expected = whole * limit / length;
            assert!((clipped - expected).abs() <= 1e-5 * expected.abs() + 1e-12);
        }
    }
}

#[test]
fn a_clipped_step_of_plain_descent_is_no_longer_than_the_rate_times_the_limit() {
    let optimizer = OptimizerConfig::Sgd { momentum: 0.0 };
    let config = TrainingConfig {
        learning_rate: 0.5,
        clip_norm: Some(0.01),
        optimizer,
        ..reference_training()
    };
    let mut trainer = trainer(config);
    let before = weights(trainer.model());
    trainer.step().unwrap();
    let after = weights(trainer.model());
    let moved = before.iter().zip(&after).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>();
    assert!((moved.sqrt() / 0.005 - 1.0).abs() < 1e-3, "moved by {}", moved.sqrt());
}

#[test]
fn every_optimiser_lowers_the_loss() {
    let (beta1, beta2, epsilon) = (0.9, 0.999, 1e-8);
    let optimizers = [
        (1e-3, OptimizerConfig::Adam { beta1, beta2, epsilon }),
        (1e-3, OptimizerConfig::AdamW { beta1, beta2, epsilon, weight_decay: 0.01 }),
        (1e-2, OptimizerConfig::Sgd { momentum: 0.0 }),
        (1e-3, OptimizerConfig::Sgd { momentum: 0.9 }),
        (1e-3, OptimizerConfig::RmsProp { alpha: 0.99, epsilon }),
    ];
    for (learning_rate, optimizer) in optimizers {
        let mut trainer =
            trainer(TrainingConfig { learning_rate, optimizer, ..reference_training() });
        let first = steps(&mut trainer, 1).loss;
        steps(&mut trainer, 200);
        let last = steps(&mut trainer, 23).loss;
        println!("{optimizer:?}: {first} to {last}");
        // From even guesses, 64 ln 2 = 44.4, to near the mean-pixel baseline, 27.2.
        assert!(first > 44.0 && last < 30.0, "{optimizer:?}: {first} to {last}");
    }
}

#[test]
fn another_kind_of_optimiser_starts_anew_and_the_same_kind_goes_on() {
    let rms_prop = TrainingConfig {
        optimizer: OptimizerConfig::RmsProp { alpha: 0.99, epsilon: 1e-8 },
        ..reference_training()
    };
    // The part of the weights that move by the learning rate, which is Adam's first step (Kingma & Ba 2014,
    // section 2.1), after five other steps and these settings.
    let whole_steps = |settings: &[TrainingConfig]| {
        let mut trainer = trainer(reference_training());
        steps(&mut trainer, 5);
        settings.iter().for_each(|config| trainer.configure(config.clone()).unwrap());
        let before = weights(trainer.model());
        trainer.step().unwrap();
        let after = weights(trainer.model());
        let moves = before.iter().zip(&after).map(|(a, b)| (a - b).abs()).filter(|&m| m > 0.0);
        let (whole, all) = moves.fold((0, 0), |(whole, all), m| {
            (whole + usize::from((m / 1e-3 - 1.0).abs() < 0.01), all + 1)
        });
        whole as f64 / f64::from(all)
    };
    let (anew, on) =
        (whole_steps(&[rms_prop, reference_training()]), whole_steps(&[reference_training()]));
    assert!(anew > 0.95 && on < 0.2, "{anew} and {on}");
    let other_constants = TrainingConfig {
        optimizer: OptimizerConfig::Adam { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 },
        ..reference_training()
    };
    let on = whole_steps(&[other_constants]);
    assert!(on < 0.2, "{on}");
}

#[test]
fn the_rates_schedule_scales_the_steps() {
    let moved = |rate_schedule| {
        let optimizer = OptimizerConfig::Sgd { momentum: 0.0 };
        let mut trainer =
            trainer(TrainingConfig { rate_schedule, optimizer, ..reference_training() });
        let before = weights(trainer.model());
        trainer.step().unwrap();
        let after = weights(trainer.model());
        before.iter().zip(&after).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>().sqrt()
    };
    let whole = moved(RateSchedule::Constant { warmup: 0 });
    let fourth = moved(RateSchedule::Constant { warmup: 4 });
    assert!((fourth / whole - 0.25).abs() < 1e-3, "{fourth} of {whole}");
}
