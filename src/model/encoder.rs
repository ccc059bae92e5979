use burn::module::Module;
use burn::tensor::Tensor;

use super::{Convolutions, Mlp, Posterior, Unwatched, Watch};

/// Maps an image to the parameters of its approximate posterior: convolutions, where there are any, then an
/// MLP.
#[derive(Module, Debug)]
pub struct Encoder {
    pub(super) convolutions: Convolutions,
    pub(super) mlp: Mlp,
}

impl Encoder {
    /// # Shapes
    /// - images: `[batch, height * width * channels]`, channels last
    /// - posterior: over `latent` dimensions, one an image
    pub fn forward(&self, images: Tensor<2>) -> Posterior {
        self.watched(images, &mut Unwatched)
    }

    /// The same while somebody looks on.
    pub fn watched(&self, images: Tensor<2>, watch: &mut dyn Watch) -> Posterior {
        let seen = self.convolutions.forward(images, watch);
        Posterior { parameters: self.mlp.forward(seen, watch) }
    }
}
