use burn::module::Module;
use burn::tensor::{Tensor, activation::sigmoid};

use super::Mlp;

/// Maps a latent vector to an image.
#[derive(Module, Debug)]
pub struct Decoder {
    pub(super) mlp: Mlp,
}

impl Decoder {
    /// The Bernoulli likelihood's logits, one a pixel.
    ///
    /// # Shapes
    /// - z: `[batch, latent]`
    /// - logits: `[batch, pixels]`
    pub fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        self.mlp.forward(z)
    }

    /// The expected image, pixel values in [0, 1].
    ///
    /// # Shapes
    /// - z: `[batch, latent]`
    /// - image: `[batch, pixels]`
    pub fn image(&self, z: Tensor<2>) -> Tensor<2> {
        sigmoid(self.forward(z))
    }
}
