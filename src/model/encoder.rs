use burn::module::Module;
use burn::tensor::{Tensor, s};

use super::{Mlp, Posterior};

/// Maps an image to the parameters of its approximate posterior.
#[derive(Module, Debug)]
pub struct Encoder {
    pub(super) mlp: Mlp,
}

impl Encoder {
    /// # Shapes
    /// - images: `[batch, pixels]`
    /// - posterior: mean and log-variance, `[batch, latent]` each
    pub fn forward(&self, images: Tensor<2>) -> Posterior {
        let parameters = self.mlp.forward(images);
        let latent = parameters.dims()[1] / 2;
        Posterior {
            mean: parameters.clone().slice(s![.., ..latent]),
            log_variance: parameters.slice(s![.., latent..]),
        }
    }
}
