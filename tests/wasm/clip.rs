#[path = "../common/clip.rs"]
mod checks;

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_background_vae_learns_as_on_the_cpu() {
    vae_playground::bindings::start();
    checks::a_background_vae_learns_as_on_the_cpu().await;
}
