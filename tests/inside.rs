//! What is shown of a model's inside follows from what is shown beside it, natively.
#![cfg(not(target_family = "wasm"))]

#[path = "common/inside.rs"]
mod inside;
#[path = "common/small_run.rs"]
mod small_run;

use inside::*;
use pollster::block_on;
use small_run::{BATCH, IMAGES};
use vae_playground::inside::{Edit, SaliencyOf};
use vae_playground::model::{Activation, ModelConfig, Norm};
use vae_playground::train::{Objective, TrainingConfig};
use vae_playground::wire::*;

#[test]
fn every_value_of_a_trace_follows_from_those_before_it() {
    for model in models() {
        block_on(every_value_follows(model.clone(), Vec::new()));
        block_on(every_value_follows(model, some_edits()));
    }
}

#[test]
fn a_trace_shows_what_other_commands_give() {
    for model in models() {
        block_on(a_trace_agrees_with_the_session(model));
    }
}

#[test]
fn jacobian_and_saliency_are_central_differences() {
    for model in models() {
        // Kinks spoil differences, not derivatives.
        let activation = match model.activation {
            Activation::Relu | Activation::LeakyRelu => Activation::Tanh,
            smooth => smooth,
        };
        block_on(derivatives_are_differences(ModelConfig { activation, ..model }));
    }
}

#[test]
fn a_recorded_step_brings_the_model_where_a_step_does() {
    let [dense, convolutional] = [0, 2].map(|i| models()[i].clone());
    let objectives = [
        Objective::Elbo,
        Objective::FreeBits { nats: 0.2 },
        Objective::Capacity { nats: 3.0, steps: 10, gamma: 2.0 },
        Objective::Iwae { samples: 3 },
        Objective::BetaTcVae {
            mutual_information: 1.0,
            total_correlation: 3.0,
            dimension_wise: 1.0,
        },
        Objective::InfoVae { alpha: 0.2, lambda: 4.0 },
    ];
    for objective in objectives {
        block_on(a_recorded_step_is_a_step(dense.clone(), objective));
    }
    for norm in [Norm::None, Norm::Batch, Norm::Group] {
        let model = ModelConfig { norm, ..convolutional.clone() };
        block_on(a_recorded_step_is_a_step(model, Objective::Elbo));
    }
}

#[test]
fn a_records_gradients_are_the_formulas() {
    for model in [models()[0].clone(), models()[2].clone()] {
        block_on(a_records_gradients_follow(model));
    }
}

#[test]
fn unit_statistics_are_those_of_all_traces() {
    for model in [models()[0].clone(), models()[2].clone(), models()[4].clone()] {
        block_on(unit_statistics_are_the_traces(model));
    }
}

#[test]
fn templates_are_composed_weights_and_saliencies() {
    block_on(templates_are_composed_weights());
    for model in models() {
        block_on(templates_are_saliencies(model));
    }
}

#[test]
fn the_batch_that_comes_next_is_known_and_stays_to_come() {
    let mut session = block_on(trained(models()[0].clone(), Objective::Elbo));
    let mut twin = block_on(trained(models()[0].clone(), Objective::Elbo));
    // Over an epoch's end, and with another batch size in the middle of what was uploaded.
    for step in 0..2 * (IMAGES - 40) / BATCH {
        if step == 5 {
            for session in [&mut session, &mut twin] {
                let training = TrainingConfig { batch_size: 10, ..session.info().options.training };
                block_on(session.set_training(training)).unwrap();
            }
        }
        let known = block_on(session.batch_rows(Nothing {})).unwrap();
        let taken = block_on(session.record_step(RecordStep { images: 0.0 })).unwrap();
        assert_eq!(known, taken.step.rows);
        assert!(known.iter().all(|&row| row >= 40), "test images are not learned");
        block_on(twin.train_steps(TrainSteps { steps: 1.0 })).unwrap();
    }
    assert!(block_on(saved(&mut session)) == block_on(saved(&mut twin)));
}

#[test]
fn a_structure_is_known_before_the_model_is_made() {
    let mut session = block_on(trained(models()[0].clone(), Objective::Elbo));
    let model = ModelConfig { channels: vec![4, 8], ..ModelConfig::mlp(&[16], &[], 2) };
    let options = SessionOptions { model: model.clone(), ..session.info().options };
    let args = StructureArgs { options: options.clone(), shape: Some([28.0, 28.0, 1.0]) };
    let structure = block_on(session.structure(args)).unwrap();
    assert_eq!(structure.plan.blocks().count(), 7);
    assert_eq!(structure.plan.encoder[0].multiply_adds, 14 * 14 * 9 * 4);
    // What is in force stays.
    assert_ne!(session.info().options.model, model);
    let wrong = ModelConfig { latent: 0, ..model };
    let args = StructureArgs { options: SessionOptions { model: wrong, ..options }, shape: None };
    assert!(block_on(session.structure(args)).is_err());
}

#[test]
fn what_is_not_there_is_refused_by_name() {
    let mut session = block_on(trained(models()[2].clone(), Objective::Elbo));
    let before = block_on(saved(&mut session));
    let mut refused = |edit: Edit, start: &str| {
        let args = TraceArgs { edits: vec![edit] };
        let error = block_on(session.trace(args, rows(0..1), noise(3))).unwrap_err().to_string();
        assert!(error.starts_with(start), "{error}");
    };
    let edit = Edit { block: 0, unit: 0, place: None, value: 0.0 };
    refused(Edit { block: 8, ..edit }, "The block is 8; it must be a whole number");
    refused(Edit { unit: 3, ..edit }, "The unit is 3;");
    refused(Edit { place: Some(16), ..edit }, "The place is 16;");
    refused(Edit { value: f32::NAN, ..edit }, "The value to hold a unit at is NaN;");

    let none = || TraceArgs { edits: Vec::new() };
    let mut fails = |pixels: Vec<f32>, noise: Vec<f32>, part: &str| {
        let error = block_on(session.trace(none(), pixels, noise)).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    };
    fails(rows(0..2), noise(3), "it has 3 values; 2 images with 3 latent dimensions need 6");
    fails(vec![0.5; 65], noise(3), "65 values don't make whole images of 64");
    fails(vec![f32::NAN; 64], noise(3), "Value 0 of image 0 is NaN");
    for (of, start) in [
        (SaliencyOf::Mean { dimension: 3 }, "The latent dimension is 3"),
        (SaliencyOf::Unit { block: 1, unit: 6, place: 0 }, "The unit is 6"),
    ] {
        let args = SaliencyArgs { of };
        let error = block_on(session.saliency(args, rows(0..1), noise(3))).unwrap_err();
        assert!(error.to_string().starts_with(start), "{error}");
    }
    for (block, units, place, start) in [
        // The decoder is not the image's.
        (4, vec![0], 0, "The block is 4"),
        (9, vec![], 0, "The block is 9"),
        (0, vec![2, 3], 0, "The unit is 3"),
        (0, vec![0], 16, "The place is 16"),
    ] {
        let args = TemplatesArgs { block, units, place };
        let error = block_on(session.templates(args, rows(0..1))).unwrap_err().to_string();
        assert!(error.starts_with(start), "{error}");
    }
    for pixels in [rows(0..2), vec![]] {
        let args = TemplatesArgs { block: 0, units: vec![0], place: 0 };
        assert!(block_on(session.templates(args, pixels)).is_err());
    }
    for block in [8.0, -1.0, 0.5, f64::NAN] {
        let error = block_on(session.weights(BlockOf { block })).unwrap_err().to_string();
        assert!(error.starts_with(&format!("The block is {block};")), "{error}");
    }
    assert!(block_on(session.jacobian(Nothing {}, vec![0.5; 4])).is_err());
    assert!(block_on(session.jacobian(Nothing {}, vec![0.5; 6])).is_err());
    assert!(block_on(session.record_step(RecordStep { images: 5000.0 })).is_err());
    assert!(block_on(saved(&mut session)) == before);
}
