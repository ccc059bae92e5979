//! Evaluation against an independent program's integrals, `scripts/make_evaluation_fixture.py`, and against
//! itself at other batch sizes.
#![cfg(not(target_family = "wasm"))]

mod common;

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Device, Tensor, TensorData};
use common::{digits, reference_model, reference_training};
use pollster::block_on;
use serde::Deserialize;
use vae_playground::data::{Dataset, Shape, Split};
use vae_playground::latent::{EvaluationOptions, Evaluator, LogMeanExp, Statistics, evaluate};
use vae_playground::model::{ModelConfig, Vae};
use vae_playground::random::{Stream, generator};
use vae_playground::train::Trainer;

const SEED: u64 = 42;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fixture {
    encoder_weight: Vec<Vec<f32>>,
    encoder_bias: Vec<f32>,
    decoder_weight: Vec<Vec<f32>>,
    decoder_bias: Vec<f32>,
    images: Vec<Vec<f32>>,
    reconstruction: f64,
    negative_elbo: f64,
    bound2: f64,
    negative_log_likelihood: f64,
    kl_per_dimension: Vec<f64>,
    mean_variances: Vec<f64>,
    aggregate_mean: Vec<f64>,
    aggregate_covariance: Vec<f64>,
    moment_matched_kl: f64,
    log_weights: Vec<f64>,
    log_mean_weight: f64,
}

fn fixture() -> Fixture {
    serde_json::from_str(include_str!("fixtures/evaluation.json")).unwrap()
}

/// Replaces a model's parameters one after another.
struct Replace(std::vec::IntoIter<Vec<f32>>);

impl ModuleMapper for Replace {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let values = self.0.next().unwrap();
        param.map(|old| Tensor::from_data(TensorData::new(values, old.dims()), &old.device()))
    }
}

impl Fixture {
    fn model(&self) -> Vae {
        let device = Device::flex();
        let config = ModelConfig::mlp(&[], &[], 2);
        let model = config.init(
            Shape { count: 1, height: 1, width: 6, channels: 1 },
            &mut generator(0, Stream::Weights),
            &device,
        );
        let parameters = vec![
            self.encoder_weight.concat(),
            self.encoder_bias.clone(),
            self.decoder_weight.concat(),
            self.decoder_bias.clone(),
        ];
        model.map(&mut Replace(parameters.into_iter()))
    }

    /// Each image so often that sampling noise is small.
    fn data(&self, copies: usize) -> Dataset {
        let count = self.images.len() * copies;
        let shape = Shape { count, height: 2, width: 3, channels: 1 };
        Dataset::new(self.images.concat().repeat(copies), shape, &[]).unwrap()
    }

    fn statistics(&self, copies: usize, samples: usize) -> Statistics {
        let (model, data, device) = (self.model(), self.data(copies), Device::flex());
        let options = EvaluationOptions::new(samples);
        let found = evaluate(&model, &data, Split::Train, options, SEED, &device);
        block_on(found).unwrap().unwrap()
    }
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    let close = found.iter().zip(expected).all(|(f, e)| (f - e).abs() <= tolerance);
    assert!(close, "{found:?} is not {expected:?} within {tolerance}");
}

#[test]
fn exact_parts_are_an_independent_programs() {
    let fixture = fixture();
    let found = fixture.statistics(3, 1);
    assert_eq!((found.images, found.samples, found.active_units), (15, 1, 2));
    assert_close(&found.kl_per_dimension, &fixture.kl_per_dimension, 1e-6);
    assert_close(&[found.kl], &[fixture.kl_per_dimension.iter().sum()], 1e-6);
    assert_close(&found.mean_variances, &fixture.mean_variances, 1e-6);
    let aggregate = found.aggregate_posterior;
    assert_close(&aggregate.mean, &fixture.aggregate_mean, 1e-6);
    assert_close(&aggregate.covariance, &fixture.aggregate_covariance, 1e-6);
    assert_close(&[aggregate.moment_matched_kl.unwrap()], &[fixture.moment_matched_kl], 1e-6);
}

#[test]
fn bounds_are_an_independent_programs_integrals() {
    let fixture = fixture();
    let one = fixture.statistics(4000, 1);
    let found = [one.reconstruction, one.negative_elbo, one.importance_weighted_bound];
    let expected = [fixture.reconstruction, fixture.negative_elbo, fixture.negative_elbo];
    assert_close(&found, &expected, 0.03);
    let two = fixture.statistics(4000, 2);
    assert_close(&[two.importance_weighted_bound], &[fixture.bound2], 0.03);
    let most = fixture.statistics(10, 5000);
    assert_close(&[most.importance_weighted_bound], &[fixture.negative_log_likelihood], 0.01);
    // More samples may not hide behind these tolerances.
    assert!(fixture.negative_elbo - fixture.bound2 > 0.1);
    assert!(fixture.bound2 - fixture.negative_log_likelihood > 0.1);
}

#[test]
fn log_mean_exp_is_an_independent_programs() {
    let fixture = fixture();
    let mut mean = LogMeanExp::new();
    fixture.log_weights.iter().for_each(|&weight| mean.add(weight));
    assert_close(&[mean.value()], &[fixture.log_mean_weight], 1e-9);
}

fn trained() -> (Dataset, Trainer) {
    let (data, device) = (digits(), Device::flex());
    let mut trainer =
        Trainer::new(&data, &reference_model(2), reference_training(), SEED, &device).unwrap();
    for _ in 0..5 * trainer.steps_per_epoch() {
        trainer.step().unwrap();
    }
    (data, trainer)
}

fn measure(data: &Dataset, trainer: &Trainer, options: EvaluationOptions) -> Statistics {
    let device = Device::flex();
    let found = evaluate(trainer.model(), data, Split::Test, options, SEED, &device);
    block_on(found).unwrap().unwrap()
}

/// All numbers of an evaluation, one after another.
fn numbers(found: &Statistics) -> Vec<f64> {
    let aggregate = &found.aggregate_posterior;
    let mut numbers = vec![
        found.images as f64,
        found.active_units as f64,
        found.negative_elbo,
        found.reconstruction,
        found.kl,
        found.importance_weighted_bound,
        aggregate.moment_matched_kl.unwrap(),
    ];
    for list in
        [&found.kl_per_dimension, &found.mean_variances, &aggregate.mean, &aggregate.covariance]
    {
        numbers.extend(list);
    }
    numbers
}

#[test]
fn neither_batches_nor_chunks_change_the_numbers() {
    let (data, trainer) = trained();
    let options = |images, latents| EvaluationOptions { samples: 30, images, latents };
    // 256 images at once with all their samples; 7; one with 30, 4 or 1 samples at once.
    let whole = measure(&data, &trainer, options(256, 256 * 30));
    for other in [options(7, 7 * 30), options(256, 30), options(1, 4), options(256, 1)] {
        let found = measure(&data, &trainer, other);
        // The same draws: what differs is the order of single-precision sums in the network.
        assert_close(&numbers(&found), &numbers(&whole), 1e-4);
    }
    let again = measure(&data, &trainer, options(256, 256 * 30));
    assert_eq!(numbers(&again), numbers(&whole));
}

#[test]
fn more_samples_tighten_the_bound() {
    let (data, trainer) = trained();
    let found: Vec<Statistics> = [1, 5, 50, 500]
        .map(|samples| measure(&data, &trainer, EvaluationOptions::new(samples)))
        .into();
    let first = &found[0];
    let noise = 0.05;
    assert!((first.importance_weighted_bound - first.negative_elbo).abs() < noise, "{first:?}");
    for pair in found.windows(2) {
        let [fewer, more] = [&pair[0], &pair[1]].map(|found| found.importance_weighted_bound);
        assert!(more < fewer + noise, "{more} with more samples, {fewer} with fewer");
    }
    let last = &found[3];
    assert!(last.importance_weighted_bound < last.negative_elbo);
    // The trainer's evaluation draws other noise, one latent an image.
    let losses = block_on(trainer.evaluate(Split::Test)).unwrap().unwrap();
    assert!((f64::from(losses.kl) - last.kl).abs() < 1e-4);
    assert!((f64::from(losses.reconstruction) - last.reconstruction).abs() < 0.1);
    // The mean KL is the mixture's plus the information between image and latent, and the mixture's at
    // least the Gaussian's of its moments.
    let gaussian = last.aggregate_posterior.moment_matched_kl.unwrap();
    assert!(gaussian > 0.0 && gaussian < last.kl, "{gaussian} of {}", last.kl);
}

#[test]
fn stops_between_batches() {
    let (data, trainer) = trained();
    let options = EvaluationOptions { images: 100, ..EvaluationOptions::new(10) };
    let (model, device) = (trainer.model(), Device::flex());
    let mut evaluator = Evaluator::new(model, &data, Split::Test, options, SEED, &device).unwrap();
    assert_eq!((evaluator.remaining(), evaluator.statistics()), (360, None));
    let mut measured = vec![];
    for remaining in [260, 160, 60, 0, 0] {
        measured.push(block_on(evaluator.next_batch(&data)).unwrap());
        assert_eq!(evaluator.remaining(), remaining);
        assert_eq!(evaluator.statistics().unwrap().images, 360 - remaining);
    }
    assert_eq!(measured, [100, 100, 100, 60, 0]);
}

#[test]
fn an_empty_split_has_no_statistics() {
    let fixture = fixture();
    let (model, data, device) = (fixture.model(), fixture.data(1), Device::flex());
    let options = EvaluationOptions::new(1);
    let found = evaluate(&model, &data, Split::Test, options, SEED, &device);
    assert_eq!(block_on(found), Ok(None));
}

#[test]
fn refuses_what_is_out_of_range_by_name() {
    let refused = |options: EvaluationOptions| options.validate().unwrap_err().to_string();
    for samples in [0, 5001] {
        let expected = format!(
            "The number of samples is {samples}; it must be a whole number between 1 and 5000."
        );
        assert_eq!(refused(EvaluationOptions::new(samples)), expected);
    }
    let none = EvaluationOptions { images: 0, ..EvaluationOptions::new(1) };
    assert!(refused(none).starts_with("The number of images at once is 0"));
    let none = EvaluationOptions { latents: 0, ..EvaluationOptions::new(1) };
    assert!(refused(none).starts_with("The number of latents at once is 0"));
    assert_eq!(EvaluationOptions::new(5000).validate(), Ok(()));
}

#[test]
fn is_an_object_for_javascript() {
    let found = serde_json::to_value(fixture().statistics(1, 1)).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let expected = [
        "activeUnits",
        "aggregatePosterior",
        "images",
        "importanceWeightedBound",
        "kl",
        "klPerDimension",
        "meanVariances",
        "negativeElbo",
        "reconstruction",
        "samples",
    ];
    assert_eq!(keys(&found), expected);
    let aggregate = keys(&found["aggregatePosterior"]);
    assert_eq!(aggregate, ["covariance", "mean", "momentMatchedKl"]);
}
