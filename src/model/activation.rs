use burn::tensor::{Tensor, activation};
use serde::{Deserialize, Serialize};

/// Slope of a leaky ReLU below 0.
pub(crate) const LEAKY_SLOPE: f64 = 0.01;

/// What stands between two layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Activation {
    /// `max(0, x)` (Nair & Hinton 2010).
    #[default]
    Relu,
    /// [`LEAKY_SLOPE`] below 0 (Maas et al. 2013).
    LeakyRelu,
    /// `x Phi(x)` (Hendrycks & Gimpel 2016), exact.
    Gelu,
    /// `x sigmoid(x)` (Elfwing et al. 2017).
    Silu,
    /// The hyperbolic tangent, in (-1, 1).
    Tanh,
}

impl Activation {
    /// Value by value; the shape stays.
    pub fn forward<const D: usize>(self, x: Tensor<D>) -> Tensor<D> {
        match self {
            Self::Relu => activation::relu(x),
            Self::LeakyRelu => activation::leaky_relu(x, LEAKY_SLOPE),
            Self::Gelu => activation::gelu(x),
            Self::Silu => activation::silu(x),
            Self::Tanh => activation::tanh(x),
        }
    }
}
