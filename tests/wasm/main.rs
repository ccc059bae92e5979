//! A device's module in a browser: what it exports, and its own operations against burn's plain ones.
#![cfg(target_family = "wasm")]

mod clip;
#[cfg(feature = "cpu")]
#[path = "../common/compiled.rs"]
mod compiled;
mod inside;
#[path = "../common/ops.rs"]
mod ops;
mod scenes;
mod session;
#[path = "../common/small_run.rs"]
mod small_run;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

macro_rules! on_the_device {
    ($($test:ident),+ $(,)?) => {$(
        #[wasm_bindgen_test]
        async fn $test() {
            vae_playground::bindings::start();
            ops::$test(&vae_playground::device::open().await.unwrap().device).await;
        }
    )+};
}

on_the_device!(
    bernoulli_loss_and_gradient_are_the_plain_ones,
    bernoulli_takes_views,
    updates_are_burns,
    an_update_leaves_other_owners_of_a_tensor_alone,
    sample_and_kl_are_the_plain_ones,
    losses_add_up,
    dense_and_its_gradients_are_the_plain_ones,
    products_and_their_gradients_are_the_plain_ones,
    composites_and_their_gradients_are_the_plain_ones,
    patches_make_convolutions,
);

#[cfg(feature = "cpu")]
#[wasm_bindgen_test]
async fn the_compiled_step_is_burns() {
    vae_playground::bindings::start();
    let device = vae_playground::device::open().await.unwrap().device;
    compiled::the_compiled_step_is_burns(&device).await;
}
