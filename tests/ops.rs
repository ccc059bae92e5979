//! The one-pass operations on the CPU device.
#![cfg(not(target_family = "wasm"))]

#[path = "common/ops.rs"]
mod ops;

use burn::tensor::Device;
use pollster::block_on;

#[test]
fn bernoulli_loss_and_gradient_are_the_plain_ones() {
    block_on(ops::bernoulli_loss_and_gradient_are_the_plain_ones(&Device::flex()));
}

#[test]
fn bernoulli_takes_views() {
    block_on(ops::bernoulli_takes_views(&Device::flex()));
}

#[test]
fn updates_are_burns() {
    block_on(ops::updates_are_burns(&Device::flex()));
}

#[test]
fn an_update_leaves_other_owners_of_a_tensor_alone() {
    block_on(ops::an_update_leaves_other_owners_of_a_tensor_alone(&Device::flex()));
}

#[test]
fn sample_and_kl_are_the_plain_ones() {
    block_on(ops::sample_and_kl_are_the_plain_ones(&Device::flex()));
}

#[test]
fn losses_add_up() {
    block_on(ops::losses_add_up(&Device::flex()));
}

#[test]
fn dense_and_its_gradients_are_the_plain_ones() {
    block_on(ops::dense_and_its_gradients_are_the_plain_ones(&Device::flex()));
}

#[test]
fn products_and_their_gradients_are_the_plain_ones() {
    block_on(ops::products_and_their_gradients_are_the_plain_ones(&Device::flex()));
}

#[test]
fn patches_make_convolutions() {
    block_on(ops::patches_make_convolutions(&Device::flex()));
}

#[test]
fn composites_and_their_gradients_are_the_plain_ones() {
    block_on(ops::composites_and_their_gradients_are_the_plain_ones(&Device::flex()));
}
