use burn::module::{Module, Param};
use burn::tensor::Tensor;

use super::{Likelihood, Mlp, TransposedConvolutions};

/// Maps a latent vector to the distribution of an image: an MLP, then transposed convolutions, where there
/// are any.
#[derive(Module, Debug)]
pub struct Decoder {
    pub(super) mlp: Mlp,
    pub(super) convolutions: Option<TransposedConvolutions>,
    /// Logarithm of the likelihood's scale, where it is learned: `[1]`.
    pub(super) log_scale: Option<Param<Tensor<1>>>,
    #[module(skip)]
    pub(super) likelihood: Likelihood,
}

impl Decoder {
    /// What the likelihood makes of each pixel: logits or means.
    ///
    /// # Shapes
    /// - z: `[batch, latent]`
    /// - output: `[batch, height * width * channels]`, channels last
    pub fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let output = self.mlp.forward(z);
        match &self.convolutions {
            None => output,
            Some(convolutions) => convolutions.forward(output),
        }
    }

    /// The expected image, pixel values in [0, 1].
    ///
    /// # Shapes
    /// - z: `[batch, latent]`
    /// - image: `[batch, height * width * channels]`
    pub fn image(&self, z: Tensor<2>) -> Tensor<2> {
        self.likelihood.image(self.forward(z))
    }

    /// `-log p(x | z)` of each image, in nats, summed over pixels.
    ///
    /// # Shapes
    /// - z: `[batch, latent]`
    /// - images: `[batch, height * width * channels]`, values in [0, 1]
    /// - output: `[batch]`
    pub fn negative_log_likelihood(&self, z: Tensor<2>, images: Tensor<2>) -> Tensor<1> {
        let log_scale = self.log_scale.as_ref().map(Param::val);
        self.likelihood.negative_log(self.forward(z), images, log_scale)
    }
}
