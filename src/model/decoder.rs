use burn::module::{Module, Param};
use burn::tensor::Tensor;

use super::{Likelihood, Mlp, Normalization, TransposedConvolutions, Unwatched, Watch};

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
        self.watched(z, &mut Unwatched)
    }

    /// The same while somebody looks on.
    pub fn watched(&self, z: Tensor<2>, watch: &mut dyn Watch) -> Tensor<2> {
        let output = self.mlp.forward(z, watch);
        match &self.convolutions {
            None => output,
            Some(convolutions) => convolutions.forward(output, watch),
        }
    }

    /// What its output says of an image.
    pub fn likelihood(&self) -> &Likelihood {
        &self.likelihood
    }

    /// Logarithm of the likelihood's scale in force, where it is learned: `[1]`.
    pub fn log_scale(&self) -> Option<Tensor<1>> {
        self.log_scale.as_ref().map(|scale| Likelihood::held(scale.val()))
    }

    /// The norms, in the order of the blocks that have one.
    pub(crate) fn norms(&self) -> Vec<&Normalization> {
        let convolutional = self.convolutions.iter().flat_map(TransposedConvolutions::norms);
        self.mlp.norms().iter().chain(convolutional).collect()
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
        self.watched_negative_log_likelihood(z, images, &mut Unwatched)
    }

    /// The same while somebody looks on.
    pub fn watched_negative_log_likelihood(
        &self,
        z: Tensor<2>,
        images: Tensor<2>,
        watch: &mut dyn Watch,
    ) -> Tensor<1> {
        self.likelihood.negative_log(self.watched(z, watch), images, self.log_scale())
    }
}
