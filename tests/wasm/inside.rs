//! What is shown of a model's inside follows from what is shown beside it, on the device of this module.

#[path = "../common/inside.rs"]
mod checks;

use checks::*;
use vae_playground::train::Objective;
use wasm_bindgen_test::wasm_bindgen_test;

/// One with dense layers, one with batch norm, one with group norm, whose likelihoods differ.
fn some_models() -> Vec<vae_playground::model::ModelConfig> {
    [0, 3, 4].map(|i| models()[i].clone()).to_vec()
}

#[wasm_bindgen_test]
async fn every_value_of_a_trace_follows_from_those_before_it() {
    vae_playground::bindings::start();
    for model in some_models() {
        every_value_follows(model, some_edits()).await;
    }
}

#[wasm_bindgen_test]
async fn a_trace_shows_what_other_commands_give() {
    vae_playground::bindings::start();
    a_trace_agrees_with_the_session(models()[2].clone()).await;
}

#[wasm_bindgen_test]
async fn a_recorded_step_brings_the_model_where_a_step_does() {
    vae_playground::bindings::start();
    // A GPU's kernels of a group norm are others where somebody looks at what it gives, and round otherwise.
    let exact = if cfg!(feature = "webgpu") { &[0, 2, 3][..] } else { &[0, 2, 3, 4] };
    for &model in exact {
        a_recorded_step_is_a_step(models()[model].clone(), Objective::Elbo).await;
    }
}

#[wasm_bindgen_test]
async fn a_records_gradients_are_the_formulas() {
    vae_playground::bindings::start();
    a_records_gradients_follow(models()[2].clone()).await;
}

#[wasm_bindgen_test]
async fn unit_statistics_are_those_of_all_traces() {
    vae_playground::bindings::start();
    unit_statistics_are_the_traces(models()[2].clone()).await;
}
