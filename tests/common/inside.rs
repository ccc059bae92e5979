//! What a session shows of a model's inside, computed again in 64 bits from what it shows beside it.
#![allow(dead_code)]

use safetensors::SafeTensors;
use vae_playground::inside::{BlockTensors, Edit, PartKind, SaliencyOf, Trace};
use vae_playground::model::{Activation, Block, Kind, Likelihood, ModelConfig, Norm, Plan};
use vae_playground::ops::Window;
use vae_playground::session::Session;
use vae_playground::train::{Objective, TrainingConfig};
use vae_playground::wire::*;

use crate::small_run::*;

/// Of what is added up in 32 bits and in 64: to its size, or to 1 where it is smaller.
const TOLERANCE: f64 = 1e-5;
/// A norm divides by what it is given, which makes its last bits larger.
const NORM_TOLERANCE: f64 = 5e-5;

/// Models with every layer, norm, activation and likelihood.
pub fn models() -> Vec<ModelConfig> {
    let convolutional = |channels: &[usize], norm, activation, likelihood| ModelConfig {
        channels: channels.to_vec(),
        norm,
        activation,
        likelihood,
        // Of a group norm, no group is a single value.
        ..ModelConfig::mlp(&[16], &[12], 3)
    };
    vec![
        ModelConfig::mlp(&[16, 12], &[12, 16], 2),
        convolutional(&[], Norm::Batch, Activation::LeakyRelu, Likelihood::LearnedGaussian),
        convolutional(&[3, 6], Norm::None, Activation::Relu, Likelihood::Bernoulli),
        convolutional(
            &[8, 4],
            Norm::Batch,
            Activation::Gelu,
            Likelihood::Gaussian { variance: 0.1 },
        ),
        convolutional(&[6, 8], Norm::Group, Activation::Silu, Likelihood::LearnedGaussian),
        convolutional(&[16], Norm::Group, Activation::Tanh, Likelihood::DiscretisedLogistic),
    ]
}

/// A session that has taken a few steps, so that no norm's numbers are those it began with.
pub async fn trained(model: ModelConfig, objective: Objective) -> Session {
    let training = TrainingConfig {
        batch_size: BATCH,
        learning_rate: LEARNING_RATE,
        objective,
        ..TrainingConfig::default()
    };
    let mut session = Session::open(SessionOptions { model, training, seed: SEED }).await.unwrap();
    let rows = (0..40).collect();
    let data =
        SetData { shape: [IMAGES as f64, 8.0, 8.0, 1.0], test_rows: Some(rows), options: None };
    session.set_data(data, pixels()).await.unwrap();
    session.train_steps(TrainSteps { steps: 3.0 }).await.unwrap();
    session
}

/// The digits of some rows.
pub fn rows(rows: std::ops::Range<usize>) -> Vec<f32> {
    pixels()[rows.start * 64..rows.end * 64].to_vec()
}

/// Numbers that look like draws of a normal distribution, of no generator that the engine has.
pub fn noise(count: usize) -> Vec<f32> {
    (0..count).map(|i| ((i as f32 * 12.9898).sin() * 43758.547).fract() * 2.0).collect()
}

pub async fn plan_of(session: &mut Session) -> Plan {
    let options = session.info().options;
    session.structure(StructureArgs { options, shape: None }).await.unwrap().plan
}

/// One image's values of a part of a trace.
pub fn part(trace: &Trace, image: usize, kind: PartKind, block: Option<usize>) -> Option<Vec<f64>> {
    let width: usize = trace.parts.iter().map(|part| part.values).sum();
    let part = trace.parts.iter().find(|part| part.kind == kind && part.block == block)?;
    let values = &trace.values[image * width + part.offset..][..part.values];
    Some(values.iter().map(|&v| v.into()).collect())
}

fn assert_close(what: &str, shown: &[f64], computed: &[f64], tolerance: f64) {
    assert_eq!(shown.len(), computed.len(), "{what}");
    for (i, (shown, computed)) in shown.iter().zip(computed).enumerate() {
        let difference = (shown - computed).abs();
        assert!(
            difference <= tolerance * computed.abs().max(1.0),
            "{what}, value {i}: {shown} is shown, {computed} follows"
        );
    }
}

fn tensor(tensors: &BlockTensors, end: &str) -> Vec<f64> {
    let mut offset = 0;
    for plan in &tensors.tensors {
        let values = plan.values() as usize;
        if plan.name.ends_with(end) {
            return tensors.values[offset..][..values].iter().map(|&v| v.into()).collect();
        }
        offset += values;
    }
    panic!("no tensor ends in {end}: {:?}", tensors.tensors);
}

/// Each place of a window on its image, and the pixels under it: row by row, `None` past the edge.
fn under(window: Window) -> Vec<Vec<Option<usize>>> {
    let Window { size, stride, padding, height, width, .. } = window;
    let [rows, columns] = window.places();
    let mut places = Vec::new();
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        let mut pixels = Vec::new();
        for (y, x) in (0..size).flat_map(|y| (0..size).map(move |x| (y, x))) {
            let y = (row * stride + y).checked_sub(padding).filter(|y| *y < height);
            let x = (column * stride + x).checked_sub(padding).filter(|x| *x < width);
            pixels.push(y.zip(x).map(|(y, x)| y * width + x));
        }
        places.push(pixels);
    }
    places
}

fn layer(block: &Block, tensors: &BlockTensors, input: &[f64]) -> Vec<f64> {
    let (weight, bias) = (tensor(tensors, ".weight"), tensor(tensors, ".bias"));
    let channels = bias.len();
    let mut output = bias.repeat(block.places() as usize);
    match block.kind {
        Kind::Dense => {
            for (i, x) in input.iter().enumerate() {
                for unit in 0..channels {
                    output[unit] += x * weight[i * channels + unit];
                }
            }
        }
        Kind::Convolution { window } => {
            for (place, pixels) in under(window).iter().enumerate() {
                for (k, pixel) in pixels.iter().enumerate() {
                    let Some(pixel) = pixel else { continue };
                    for channel in 0..window.channels {
                        let x = input[pixel * window.channels + channel];
                        let row = k * window.channels + channel;
                        for unit in 0..channels {
                            output[place * channels + unit] += x * weight[row * channels + unit];
                        }
                    }
                }
            }
        }
        Kind::TransposedConvolution { window } => {
            let inputs = block.input.channels() as usize;
            let columns = window.size * window.size * channels;
            for (place, pixels) in under(window).iter().enumerate() {
                for (k, pixel) in pixels.iter().enumerate() {
                    let Some(pixel) = pixel else { continue };
                    for i in 0..inputs {
                        let x = input[place * inputs + i];
                        for unit in 0..channels {
                            output[pixel * channels + unit] +=
                                x * weight[i * columns + k * channels + unit];
                        }
                    }
                }
            }
        }
    }
    output
}

fn normalised(block: &Block, tensors: &BlockTensors, x: &[f64]) -> Vec<f64> {
    const EPSILON: f64 = 1e-5;
    let (gamma, beta) = (tensor(tensors, ".gamma"), tensor(tensors, ".beta"));
    let (channels, norm) = (gamma.len(), block.norm.as_ref().unwrap());
    let moments: Vec<[f64; 2]> = match norm.groups {
        None => {
            let (mean, variance) =
                (tensor(tensors, ".running_mean"), tensor(tensors, ".running_var"));
            mean.into_iter().zip(variance).map(|(m, v)| [m, v]).collect()
        }
        Some(groups) => {
            let members = channels / groups as usize;
            let of_group = |group: usize| {
                let values: Vec<f64> = (0..x.len())
                    .filter(|i| i % channels / members == group)
                    .map(|i| x[i])
                    .collect();
                let count = values.len() as f64;
                let mean = values.iter().sum::<f64>() / count;
                [mean, values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / count]
            };
            (0..channels).map(|channel| of_group(channel / members)).collect()
        }
    };
    let normal = |(i, x): (usize, &f64)| {
        let channel = i % channels;
        let [mean, variance] = moments[channel];
        (x - mean) / (variance + EPSILON).sqrt() * gamma[channel] + beta[channel]
    };
    x.iter().enumerate().map(normal).collect()
}

fn activated(activation: Activation, x: f64) -> f64 {
    let sigmoid = 1.0 / (1.0 + (-x).exp());
    match activation {
        Activation::Relu => x.max(0.0),
        Activation::LeakyRelu => x.max(0.01 * x),
        Activation::Gelu => x * normal_below(x),
        Activation::Silu => x * sigmoid,
        Activation::Tanh => x.tanh(),
    }
}

/// The standard normal's mass below x, by Simpson's rule.
fn normal_below(x: f64) -> f64 {
    let steps = 2000;
    let density = |t: f64| (-0.5 * t * t).exp() / std::f64::consts::TAU.sqrt();
    let h = x / f64::from(steps);
    let sum: f64 = (0..=steps)
        .map(|i| {
            let weight = if i == 0 || i == steps {
                1.0
            } else if i % 2 == 1 {
                4.0
            } else {
                2.0
            };
            weight * density(f64::from(i) * h)
        })
        .sum();
    0.5 + sum * h / 3.0
}

/// `-log p(x | output)` of a pixel, in nats.
fn pixel_cost(likelihood: Likelihood, output: f64, x: f64, log_scale: Option<f64>) -> f64 {
    let gaussian = |variance: f64| {
        0.5 * ((output - x).powi(2) / variance + (std::f64::consts::TAU * variance).ln())
    };
    match likelihood {
        Likelihood::Bernoulli => (1.0 + output.exp()).ln() - x * output,
        Likelihood::Gaussian { variance } => gaussian(variance),
        Likelihood::LearnedGaussian => gaussian((2.0 * log_scale.unwrap()).exp()),
        Likelihood::DiscretisedLogistic => {
            let half = 0.5 / 255.0;
            let below =
                |edge: f64| 1.0 / (1.0 + (-(edge - output) / log_scale.unwrap().exp()).exp());
            let upper = if x > 1.0 - half { 1.0 } else { below(x + half) };
            let lower = if x < half { 0.0 } else { below(x - half) };
            -(upper - lower).ln()
        }
    }
}

/// Every stage of every block, the latent vector, the image and both terms follow from what is shown before them.
pub async fn every_value_follows(model: ModelConfig, edits: Vec<Edit>) {
    let likelihood = model.likelihood;
    let mut session = trained(model, Objective::Elbo).await;
    let plan = plan_of(&mut session).await;
    let images = 0..2;
    let latent = plan.decoder[0].input.values() as usize;
    let (pixels, noise) = (rows(images.clone()), noise(2 * latent));
    let args = TraceArgs { edits: edits.clone() };
    let trace = session.trace(args, pixels.clone(), noise.clone()).await.unwrap();
    let mut tensors = Vec::new();
    for block in 0..plan.blocks().count() {
        tensors.push(session.weights(BlockOf { block: block as f64 }).await.unwrap());
    }
    for image in images {
        let own: Vec<f64> = pixels[image * 64..][..64].iter().map(|&v| v.into()).collect();
        let get = |kind, block| part(&trace, image, kind, block);
        let mut input = own.clone();
        for (number, block) in plan.blocks().enumerate() {
            if number == plan.encoder.len() {
                input = get(PartKind::Latent, None).unwrap();
            }
            let what = format!("{}, image {image}", block.name);
            let mut computed = vec![(PartKind::Layer, layer(block, &tensors[number], &input))];
            let shown = |kind| get(kind, Some(number)).unwrap();
            if block.norm.is_some() {
                let x = shown(PartKind::Layer);
                computed.push((PartKind::Norm, normalised(block, &tensors[number], &x)));
            }
            if let Some(activation) = block.activation {
                let x = shown(computed.last().unwrap().0);
                let active = x.iter().map(|&x| activated(activation, x)).collect();
                computed.push((PartKind::Activation, active));
            }
            let (last, _) = computed[computed.len() - 1];
            let channels = block.units() as usize;
            for edit in edits.iter().filter(|edit| edit.block == number) {
                let (_, values) = computed.last_mut().unwrap();
                for place in 0..block.places() as usize {
                    if edit.place.is_none_or(|at| at == place) {
                        values[place * channels + edit.unit] = edit.value.into();
                    }
                }
            }
            for (kind, values) in &computed {
                let tolerance = if *kind == PartKind::Norm { NORM_TOLERANCE } else { TOLERANCE };
                assert_close(&format!("{what}, {kind:?}"), &shown(*kind), values, tolerance);
            }
            input = shown(last);
            if number + 1 == plan.encoder.len() {
                let (mean, log_variance) = input.split_at(latent);
                let own = &noise[image * latent..];
                let z: Vec<f64> = (0..latent)
                    .map(|j| mean[j] + (0.5 * log_variance[j]).exp() * f64::from(own[j]))
                    .collect();
                assert_close("z", &get(PartKind::Latent, None).unwrap(), &z, TOLERANCE);
                let kl = (0..latent)
                    .map(|j| {
                        0.5 * (mean[j].powi(2) + log_variance[j].exp() - log_variance[j] - 1.0)
                    })
                    .sum();
                assert_close("KL", &get(PartKind::Kl, None).unwrap(), &[kl], TOLERANCE);
            }
        }
        let expected: Vec<f64> = match likelihood {
            Likelihood::Bernoulli => input.iter().map(|x| 1.0 / (1.0 + (-x).exp())).collect(),
            _ => input.iter().map(|x| x.clamp(0.0, 1.0)).collect(),
        };
        assert_close("image", &get(PartKind::Image, None).unwrap(), &expected, TOLERANCE);
        let log_scale = get(PartKind::LogScale, None).map(|scale| scale[0]);
        assert_eq!(log_scale.is_some(), likelihood.learns_scale());
        let cost = input.iter().zip(&own);
        let cost = cost.map(|(&output, &x)| pixel_cost(likelihood, output, x, log_scale)).sum();
        let shown = get(PartKind::Reconstruction, None).unwrap();
        assert_close("reconstruction", &shown, &[cost], 2.0 * TOLERANCE);
    }
}

/// What a trace shows is what other commands give.
pub async fn a_trace_agrees_with_the_session(model: ModelConfig) {
    let mut session = trained(model, Objective::Elbo).await;
    let latent = session.info().options.model.latent;
    let images = 0..40;
    let quiet = vec![0.0; images.len() * latent];
    let none = || TraceArgs { edits: Vec::new() };
    let trace = session.trace(none(), rows(images.clone()), quiet).await.unwrap();
    let of = |kind| -> Vec<f64> {
        images.clone().flat_map(|image| part(&trace, image, kind, None).unwrap()).collect()
    };
    let wide = |values: &[f32]| values.iter().map(|&v| v.into()).collect::<Vec<f64>>();
    let rows = Reconstruct { rows: images.clone().map(|row| row as u32).collect() };
    let reconstructed = session.reconstruct(rows).await.unwrap();
    assert_close("reconstruction", &of(PartKind::Image), &wide(&reconstructed), 1e-6);
    let split = vae_playground::data::Split::Test;
    let losses = session.evaluate(Evaluate { split }).await.unwrap().unwrap();
    let kl = of(PartKind::Kl).iter().sum::<f64>() / images.len() as f64;
    assert_close("KL", &[f64::from(losses.kl)], &[kl], TOLERANCE);
    // Its decoder's side is a latent vector's own way.
    let z: Vec<f32> = of(PartKind::Latent).iter().map(|&v| v as f32).collect();
    let decoded = session.decode_trace(none(), z).await.unwrap();
    for image in images.clone() {
        for found in &decoded.parts {
            let one = part(&decoded, image, found.kind, found.block).unwrap();
            let other = part(&trace, image, found.kind, found.block).unwrap();
            assert_close(&format!("{found:?}"), &one, &other, 1e-6);
        }
    }
}

/// A step that is recorded brings the session where a step brings its twin, bit for bit.
pub async fn a_recorded_step_is_a_step(model: ModelConfig, objective: Objective) {
    let mut session = trained(model.clone(), objective).await;
    let mut twin = trained(model, objective).await;
    // What comes next can be measured, and stays to come.
    let before = session.measure_step(Nothing {}).await.unwrap();
    let recorded = session.record_step(RecordStep { images: 3.0 }).await.unwrap();
    assert_eq!(before, recorded.step.measures, "{objective:?}");
    let stepped = twin.train_steps(TrainSteps { steps: 1.0 }).await.unwrap();
    assert_eq!(recorded.trained, stepped, "{objective:?}");
    let same = saved(&mut session).await == saved(&mut twin).await;
    assert!(same, "the models differ after a recorded step of {objective:?}");
}

/// All that a checkpoint has, bit for bit, in an order that does not vary.
pub async fn saved(session: &mut Session) -> Vec<(String, Vec<u8>)> {
    let bytes = session.save(Save::default()).await.unwrap();
    let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
    let texts = header.metadata().iter().flatten();
    let mut all: Vec<_> =
        texts.map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    all.extend(tensors.iter().map(|(name, view)| (name.to_owned(), view.data().to_vec())));
    all.sort();
    all
}

/// The gradients of a recorded step, for the objective whose formulas are known.
pub async fn a_records_gradients_follow(model: ModelConfig) {
    let latent = model.latent;
    let mut session = trained(model, Objective::Elbo).await;
    let plan = plan_of(&mut session).await;
    let images = 4;
    let recorded = session.record_step(RecordStep { images: images as f64 }).await.unwrap().step;
    let n = recorded.measures.size as f64;
    let stages: usize = recorded
        .parts
        .iter()
        .filter(|part| part.block.is_some() || part.kind == PartKind::Latent)
        .map(|part| part.values)
        .sum();
    assert_eq!(recorded.gradients.len(), images * stages);
    let values = Trace { parts: recorded.parts.clone(), values: recorded.values.clone() };
    let stages_alone: Vec<_> =
        recorded.parts.iter().filter(|part| part.offset < stages).copied().collect();
    let gradients = Trace { parts: stages_alone, values: recorded.gradients.clone() };
    let all = pixels();
    for image in 0..images {
        let last = plan.blocks().count() - 1;
        let logits = part(&values, image, PartKind::Layer, Some(last)).unwrap();
        let x = &all[recorded.rows[image] as usize * 64..][..64];
        let by_logit: Vec<f64> = logits
            .iter()
            .zip(x)
            .map(|(l, &x)| (1.0 / (1.0 + (-l).exp()) - f64::from(x)) / n)
            .collect();
        let shown = part(&gradients, image, PartKind::Layer, Some(last)).unwrap();
        assert_close("gradient of logits", &shown, &by_logit, 1e-6);
        let head = Some(plan.encoder.len() - 1);
        let parameters = part(&values, image, PartKind::Layer, head).unwrap();
        let by_z = part(&gradients, image, PartKind::Latent, None).unwrap();
        let beta = recorded.measures.beta;
        let noise = &recorded.noise[image * latent..];
        let mut split = Vec::new();
        for j in 0..latent {
            split.push(by_z[j] + beta * parameters[j] / n);
        }
        for j in 0..latent {
            let log_variance = parameters[latent + j];
            let deviation = (0.5 * log_variance).exp();
            let reconstruction = by_z[j] * f64::from(noise[j]) * deviation / 2.0;
            split.push(reconstruction + beta * (log_variance.exp() - 1.0) / (2.0 * n));
        }
        let shown = part(&gradients, image, PartKind::Layer, head).unwrap();
        assert_close("gradient of the posterior", &shown, &split, 1e-6);
    }
    // The parameters are those of now, and their norms are the measures.
    for (number, block) in plan.blocks().enumerate() {
        let block_of = || BlockOf { block: number as f64 };
        let kept = session.recorded_parameters(block_of()).await.unwrap().unwrap();
        let now = session.weights(block_of()).await.unwrap();
        assert!(now.values.starts_with(&kept.after), "{}", block.name);
        let mut offset = 0;
        for tensor in &kept.tensors {
            let range = offset..offset + tensor.values() as usize;
            let norm =
                |values: &[f32]| values.iter().map(|&v| f64::from(v).powi(2)).sum::<f64>().sqrt();
            let change: Vec<f32> = range.clone().map(|i| kept.after[i] - kept.before[i]).collect();
            let measures = &recorded.measures.parameters;
            let measure = measures.iter().find(|measure| measure.name == tensor.name).unwrap();
            let shown = [measure.weight, measure.gradient, measure.change].map(f64::from);
            let computed =
                [norm(&kept.before[range.clone()]), norm(&kept.gradient[range]), norm(&change)];
            assert_close(&tensor.name, &shown, &computed, TOLERANCE);
            assert!(computed[2] > 0.0, "{} did not change", tensor.name);
            offset += tensor.values() as usize;
        }
    }
    session.end_record(Nothing {}).await.unwrap();
    assert_eq!(session.recorded_parameters(BlockOf { block: 0.0 }).await.unwrap(), None);
}

/// A Jacobian and a saliency beside central differences, in what the session computes itself.
pub async fn derivatives_are_differences(model: ModelConfig) {
    const H: f32 = 2e-3;
    let likelihood = model.likelihood;
    let mut session = trained(model, Objective::Elbo).await;
    let plan = plan_of(&mut session).await;
    let latent = session.info().options.model.latent;
    let z = noise(latent);
    let jacobian = session.jacobian(Nothing {}, z.clone()).await.unwrap();
    let mut moved = Vec::new();
    for j in 0..latent {
        for sign in [1.0, -1.0] {
            let mut z = z.clone();
            z[j] += sign * H;
            moved.push(session.decode(Nothing {}, z).await.unwrap());
        }
    }
    let pairs = moved.chunks_exact(2).flat_map(|pair| pair[0].iter().zip(&pair[1]));
    let mut kinks = 0;
    for (shown, (&up, &down)) in jacobian.iter().zip(pairs) {
        // A pixel that is held at 0 or 1 on one side alone has no difference to compare with.
        let held = |value: f32| value <= 0.0 || value >= 1.0;
        if held(up) != held(down) {
            kinks += 1;
            continue;
        }
        let difference = f64::from(up - down) / f64::from(2.0 * H);
        assert_close("Jacobian", &[f64::from(*shown)], &[difference], 1e-3);
    }
    assert!(kinks * 20 < jacobian.len(), "{kinks} of {} values are kinks", jacobian.len());

    let (pixels, noise) = (rows(3..4), noise(latent));
    let unit = SaliencyOf::Unit { block: 0, unit: 1, place: 0 };
    let later = SaliencyOf::Unit { block: plan.encoder.len(), unit: 2, place: 0 };
    let head = plan.encoder.len() - 1;
    let numbers = [
        (SaliencyOf::Mean { dimension: 1 }, PartKind::Layer, Some(head), 1),
        (SaliencyOf::LogVariance { dimension: 0 }, PartKind::Layer, Some(head), latent),
        (SaliencyOf::Kl, PartKind::Kl, None, 0),
        (SaliencyOf::Loss, PartKind::Layer, Some(plan.blocks().count() - 1), 0),
        (unit, PartKind::Layer, Some(0), 1),
        (later, PartKind::Layer, Some(plan.encoder.len()), 2),
    ];
    let mut moved = Vec::new();
    // Pixels in the middle of the digit, of which half are drawn.
    let some = [18, 27, 28, 35, 43];
    for pixel in some {
        for sign in [1.0, -1.0] {
            let mut pixels = pixels.clone();
            pixels[pixel] += sign * H;
            let args = TraceArgs { edits: Vec::new() };
            moved.push(session.trace(args, pixels, noise.clone()).await.unwrap());
        }
    }
    for (of, kind, block, at) in numbers {
        let args = SaliencyArgs { of };
        let shown = session.saliency(args, pixels.clone(), noise.clone()).await.unwrap();
        for (pair, pixel) in moved.chunks_exact(2).zip(some) {
            let number = |trace: &Trace| {
                let own = part(trace, 0, kind, block).unwrap();
                if of != SaliencyOf::Loss {
                    return own[at];
                }
                // What is to be reconstructed stays.
                let log_scale = part(trace, 0, PartKind::LogScale, None).map(|scale| scale[0]);
                let cost = |(&output, &x): (&f64, &f32)| {
                    pixel_cost(likelihood, output, x.into(), log_scale)
                };
                let kl = part(trace, 0, PartKind::Kl, None).unwrap()[0];
                own.iter().zip(&pixels).map(cost).sum::<f64>() + kl
            };
            let difference = (number(&pair[0]) - number(&pair[1])) / f64::from(2.0 * H);
            let what = format!("{of:?} by pixel {pixel}");
            assert_close(&what, &[shown[pixel].into()], &[difference], 5e-3);
        }
    }
}

/// Of a second layer under ReLU, templates are the weights of both, by way of the units that are active.
pub async fn templates_are_composed_weights() {
    let mut session = trained(ModelConfig::mlp(&[16, 12], &[12, 16], 2), Objective::Elbo).await;
    let pixels = rows(5..6);
    let args = TraceArgs { edits: Vec::new() };
    let trace = session.trace(args, pixels.clone(), vec![0.0; 2]).await.unwrap();
    let [first, second] = [0.0, 1.0].map(|block| BlockOf { block });
    let first = tensor(&session.weights(first).await.unwrap(), ".weight");
    let second = tensor(&session.weights(second).await.unwrap(), ".weight");
    let active = part(&trace, 0, PartKind::Activation, Some(0)).unwrap();
    let units = vec![7, 0, 11];
    let args = TemplatesArgs { block: 1, units: units.clone(), place: 0 };
    let shown = session.templates(args, pixels.clone()).await.unwrap();
    let mut composed = Vec::new();
    for &unit in &units {
        for pixel in 0..64 {
            let hidden = (0..16).filter(|&hidden| active[hidden] > 0.0);
            composed
                .push(hidden.map(|h| first[pixel * 16 + h] * second[h * 12 + unit]).sum::<f64>());
        }
    }
    let shown: Vec<f64> = shown.iter().map(|&v| v.into()).collect();
    assert_close("templates", &shown, &composed, TOLERANCE);
    assert!(composed.iter().any(|value| value.abs() > 0.01));
}

/// As many templates as are asked for at once, each is the derivative that is asked for alone.
pub async fn templates_are_saliencies(model: ModelConfig) {
    let mut session = trained(model, Objective::Elbo).await;
    let plan = plan_of(&mut session).await;
    let latent = session.info().options.model.latent;
    for (block, planned) in plan.encoder.iter().enumerate() {
        let units: Vec<usize> = (0..planned.units() as usize).rev().collect();
        let place = planned.places() as usize / 2;
        let args = TemplatesArgs { block, units: units.clone(), place };
        let all = session.templates(args, rows(5..6)).await.unwrap();
        for (shown, unit) in all.chunks_exact(64).zip(units) {
            let args = SaliencyArgs { of: SaliencyOf::Unit { block, unit, place } };
            let alone = session.saliency(args, rows(5..6), noise(latent)).await.unwrap();
            let [shown, alone] = [shown, &alone]
                .map(|values| values.iter().map(|&v| v.into()).collect::<Vec<f64>>());
            assert_close(&format!("{}, unit {unit}", planned.name), &shown, &alone, 1e-6);
        }
    }
}

/// A unit's statistics beside those of all traces.
pub async fn unit_statistics_are_the_traces(model: ModelConfig) {
    let mut session = trained(model, Objective::Elbo).await;
    let plan = plan_of(&mut session).await;
    let latent = session.info().options.model.latent;
    let split = vae_playground::data::Split::Test;
    let job = session.start_job(JobRequest::Units { split }).await.unwrap();
    assert_eq!(job.total, 40);
    let found = loop {
        let state = session.advance_job(JobId { id: job.id }).await.unwrap().unwrap();
        if state.done == state.total {
            let Some(JobResult::Units(found)) = state.result else { panic!("no statistics") };
            break found;
        }
    };
    let none = TraceArgs { edits: Vec::new() };
    let trace = session.trace(none, rows(0..40), vec![0.0; 40 * latent]).await.unwrap();
    let active: Vec<usize> = (0..plan.blocks().count())
        .filter(|&block| plan.blocks().nth(block).unwrap().activation.is_some())
        .collect();
    assert_eq!(found.blocks.iter().map(|b| b.block).collect::<Vec<_>>(), active);
    for units in &found.blocks {
        let block = plan.blocks().nth(units.block).unwrap();
        let (places, channels) = (block.places() as usize, block.units() as usize);
        for unit in 0..channels {
            let maps: Vec<Vec<f64>> = (0..40)
                .map(|image| {
                    let all = part(&trace, image, PartKind::Activation, Some(units.block)).unwrap();
                    (0..places).map(|place| all[place * channels + unit]).collect()
                })
                .collect();
            let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
            let means: Vec<f64> = maps.iter().map(|map| mean(map)).collect();
            let above: Vec<f64> =
                maps.iter().flatten().map(|&v| f64::from(u8::from(v > 0.0))).collect();
            let overall = mean(&means);
            let variance = mean(&means.iter().map(|m| (m - overall).powi(2)).collect::<Vec<_>>());
            let shown = [units.active[unit], units.mean[unit], units.variance[unit]];
            let computed = [mean(&above), overall, variance];
            assert_close(&format!("unit {unit}"), &shown.map(f64::from), &computed, TOLERANCE);
            let top = &units.values[unit * units.top..][..units.top];
            let mut largest: Vec<f64> =
                maps.iter().map(|map| map.iter().copied().fold(f64::MIN, f64::max)).collect();
            let rows = &units.rows[unit * units.top..][..units.top];
            for (&value, &row) in top.iter().zip(rows) {
                assert_close("strongest", &[value.into()], &[largest[row as usize]], TOLERANCE);
            }
            largest.sort_by(|a, b| b.total_cmp(a));
            let shown: Vec<f64> = top.iter().map(|&v| v.into()).collect();
            assert_close("strongest", &shown, &largest[..9], TOLERANCE);
        }
    }
}

/// Outputs of a first, a middle and a last block that are held.
pub fn some_edits() -> Vec<Edit> {
    vec![
        Edit { block: 0, unit: 1, place: None, value: 0.0 },
        Edit { block: 0, unit: 2, place: Some(0), value: 1.5 },
        Edit { block: 3, unit: 0, place: None, value: -0.5 },
    ]
}
