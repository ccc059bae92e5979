use burn::module::Module;
use burn::tensor::Tensor;

use super::{Mlp, Posterior};

/// Maps an image to the parameters of its approximate posterior.
#[derive(Module, Debug)]
pub struct Encoder {
    pub(super) mlp: Mlp,
}

impl Encoder {
    /// # Shapes
    /// - images: `[batch, pixels]`
    /// - posterior: over `latent` dimensions, one an image
    pub fn forward(&self, images: Tensor<2>) -> Posterior {
        Posterior { parameters: self.mlp.forward(images) }
    }
}
