//! The module of the CPU device in a browser.
#![cfg(all(target_family = "wasm", feature = "cpu"))]

#[path = "common/ops.rs"]
mod ops;
mod wasm;

use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Natively and in wasm the same code runs with other SIMD widths.
const TOLERANCE: f32 = 0.02;

#[wasm_bindgen_test]
async fn reproduces_the_cpu_devices_curve() {
    let losses = wasm::losses(&wasm::session().await).await;
    let difference = wasm::small_run::largest_difference(&losses, &wasm::small_run::curve());
    console_log!("largest difference to the native CPU device: {difference}");
    assert!(difference < TOLERANCE, "the losses differ by {difference}");
}

#[wasm_bindgen_test]
async fn reports_what_a_training_call_did() {
    wasm::reports_what_a_training_call_did().await;
}

#[wasm_bindgen_test]
async fn a_reset_starts_the_same_run_again() {
    wasm::a_reset_starts_the_same_run_again().await;
}

#[wasm_bindgen_test]
async fn gives_latents_and_images() {
    wasm::gives_latents_and_images().await;
}

#[wasm_bindgen_test]
async fn failures_have_a_name_and_say_what_to_do() {
    wasm::failures_have_a_name_and_say_what_to_do().await;
}

#[wasm_bindgen_test]
async fn bernoulli_loss_and_gradient_are_the_plain_ones() {
    ops::bernoulli_loss_and_gradient_are_the_plain_ones(&wasm::device().await).await;
}

#[wasm_bindgen_test]
async fn bernoulli_takes_views() {
    ops::bernoulli_takes_views(&wasm::device().await).await;
}

#[wasm_bindgen_test]
async fn updates_are_burns() {
    ops::updates_are_burns(&wasm::device().await).await;
}

#[wasm_bindgen_test]
async fn an_update_leaves_other_owners_of_a_tensor_alone() {
    ops::an_update_leaves_other_owners_of_a_tensor_alone(&wasm::device().await).await;
}

#[wasm_bindgen_test]
async fn sample_and_kl_are_the_plain_ones() {
    ops::sample_and_kl_are_the_plain_ones(&wasm::device().await).await;
}

#[wasm_bindgen_test]
async fn losses_add_up() {
    ops::losses_add_up(&wasm::device().await).await;
}

#[wasm_bindgen_test]
async fn dense_and_its_gradients_are_the_plain_ones() {
    ops::dense_and_its_gradients_are_the_plain_ones(&wasm::device().await).await;
}

#[wasm_bindgen_test]
async fn patches_make_convolutions() {
    ops::patches_make_convolutions(&wasm::device().await).await;
}

#[wasm_bindgen_test]
async fn a_checkpoint_goes_on_where_it_stood() {
    wasm::a_checkpoint_goes_on_where_it_stood().await;
}

#[wasm_bindgen_test]
async fn a_convolutional_network_trains() {
    wasm::a_convolutional_network_trains().await;
}
