//! The compiled step natively, where burn's products are gemm's, and ours too.
#![cfg(not(target_family = "wasm"))]

#[path = "common/compiled.rs"]
mod compiled;

use burn::tensor::Device;
use pollster::block_on;

#[test]
fn the_compiled_step_is_burns() {
    block_on(compiled::the_compiled_step_is_burns(&Device::flex()));
}
