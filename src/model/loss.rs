use burn::tensor::{Tensor, activation::relu};

/// Negative log-likelihood of images under a Bernoulli distribution given by logits, in nats,
/// summed over pixels: `sum softplus(l) - x l`, which is
/// `-x log sigmoid(l) - (1 - x) log(1 - sigmoid(l))` without its overflow. Values between 0 and 1 are
/// taken as they are (real-valued Bernoulli: not a likelihood, but the field's usual loss).
///
/// # Shapes
/// - logits, images: `[batch, pixels]`
/// - output: `[batch]`
pub fn bernoulli_reconstruction(logits: Tensor<2>, images: Tensor<2>) -> Tensor<1> {
    let softplus = relu(logits.clone()) + logits.clone().abs().neg().exp().log1p();
    (softplus - logits * images).sum_dim(1).squeeze_dim(1)
}
