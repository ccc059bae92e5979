use burn::tensor::Tensor;
use burn::tensor::activation::{sigmoid, softplus};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::limits;
use crate::ops::bernoulli_reconstruction;

const LN_2_PI: f64 = 1.837_877_066_409_345_3;
/// Half the distance of two values of an 8-bit image scaled to [0, 1].
const HALF_STEP: f64 = 0.5 / 255.0;
/// Least logarithm of a learned scale (Rybkin et al. 2021, section 3): with less, one pixel that fits too well
/// takes over.
const MIN_LOG_SCALE: f64 = -6.0;

/// The distribution of a pixel, given what the decoder says of it.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Likelihood {
    /// The decoder gives logits (Kingma & Welling 2013, appendix C.1).
    #[default]
    Bernoulli,
    /// The decoder gives means; the variance is the same for each pixel, and fixed.
    Gaussian {
        /// Of pixel values in [0, 1].
        #[serde(default = "variance")]
        variance: f64,
    },
    /// The decoder gives means; the variance, one for all pixels, is learned (sigma-VAE, Rybkin et al. 2021).
    LearnedGaussian,
    /// For 8-bit images: the decoder gives the means of a logistic distribution, whose mass in a value's bin
    /// is its probability; its scale, one for all pixels, is learned (Kingma et al. 2016, section 5; Salimans
    /// et al. 2017, section 2.1).
    DiscretisedLogistic,
}

/// Of a pixel whose standard deviation is a fifth of its range or so.
fn variance() -> f64 {
    0.05
}

impl Likelihood {
    /// # Errors
    /// When the variance is out of range.
    pub fn validate(&self) -> Result<()> {
        match *self {
            Self::Gaussian { variance } => limits::VARIANCE.check(variance),
            _ => Ok(()),
        }
    }

    /// Whether it has a scale to learn.
    pub fn learns_scale(&self) -> bool {
        matches!(self, Self::LearnedGaussian | Self::DiscretisedLogistic)
    }

    /// Values a pixel that a step keeps of the loss: the image repeated for each draw, and what its gradient needs.
    pub(super) fn kept(&self) -> u64 {
        match self {
            Self::Bernoulli => 2,
            Self::Gaussian { .. } | Self::LearnedGaussian => 3,
            Self::DiscretisedLogistic => 12,
        }
    }

    /// The expected image, pixel values in [0, 1]: `[batch, pixels]`, as the decoder's output.
    pub fn image(&self, output: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Bernoulli => sigmoid(output),
            _ => output.clamp(0.0, 1.0),
        }
    }

    /// A learned logarithm of the scale as it is in force, softly held above the least: `[1]` both.
    pub fn held(log_scale: Tensor<1>) -> Tensor<1> {
        softplus(log_scale - MIN_LOG_SCALE, 1.0) + MIN_LOG_SCALE
    }

    /// `-log p(x | z)` in nats, summed over pixels.
    ///
    /// # Shapes
    /// - output: the decoder's, `[batch, pixels]`
    /// - images: `[batch, pixels]`
    /// - log_scale: `[1]`, in force, for a likelihood that learns it
    /// - result: `[batch]`
    pub fn negative_log(
        &self,
        output: Tensor<2>,
        images: Tensor<2>,
        log_scale: Option<Tensor<1>>,
    ) -> Tensor<1> {
        let pixels = images.dims()[1] as f64;
        let log_scale = || log_scale.expect("the scale is learned");
        match *self {
            Self::Bernoulli => bernoulli_reconstruction(output, images),
            Self::Gaussian { variance } => {
                let squares = (output - images).square().sum_dim(1).squeeze_dim::<1>(1);
                squares * (0.5 / variance) + 0.5 * pixels * (LN_2_PI + variance.ln())
            }
            Self::LearnedGaussian => {
                let log_scale = log_scale();
                let squares = (output - images).square().sum_dim(1).squeeze_dim::<1>(1);
                let precision = (log_scale.clone() * -2.0).exp();
                squares * precision * 0.5 + (log_scale + 0.5 * LN_2_PI) * pixels
            }
            Self::DiscretisedLogistic => discretised_logistic(output, images, log_scale()),
        }
    }
}

/// The mass of the bin `x - h .. x + h` under a logistic distribution, whose lowest and highest bins reach to
/// infinity. With `a` and `b` the bin's ends in units of the scale,
/// `sigmoid(b) - sigmoid(a) = sigmoid(b) sigmoid(-a) (1 - exp(a - b))`: nothing cancels.
fn discretised_logistic(means: Tensor<2>, images: Tensor<2>, log_scale: Tensor<1>) -> Tensor<1> {
    let precision = log_scale.clone().neg().exp().unsqueeze::<2>();
    let distance = images.clone() - means;
    let upper = (distance.clone() + HALF_STEP) * precision.clone();
    let lower = (distance - HALF_STEP) * precision.clone();
    // -log sigmoid(b), -log sigmoid(-a), and -log of the factor that the ends' bins do not have.
    let below = softplus(upper.neg(), 1.0);
    let above = softplus(lower, 1.0);
    let width = bin_width(log_scale).unsqueeze::<2>();
    let (lowest, highest) =
        (images.clone().lower_elem(HALF_STEP), images.greater_elem(1.0 - HALF_STEP));
    let width = width.expand(below.dims()).mask_fill(lowest.clone().bool_or(highest.clone()), 0.0);
    let terms = below.mask_fill(highest, 0.0) + above.mask_fill(lowest, 0.0) + width;
    terms.sum_dim(1).squeeze_dim(1)
}

/// `-log(1 - exp(-w))`, with `w` a bin's width in units of the scale, `2 h exp(-log_scale)`: as
/// `-log w + w / 2 - log(sinh(w / 2) / (w / 2))`, whose `log w` needs no exponential, and so nothing is lost in 32
/// bits however large the scale. The last part is its series up to `w^8`; the least scale has a `w` of 1.6, where the
/// next term is 3e-7.
fn bin_width(log_scale: Tensor<1>) -> Tensor<1> {
    let half = log_scale.clone().neg().exp() * HALF_STEP;
    let square = half.clone().square();
    let series = square.clone() * (-1.0 / 37_800.0) + 1.0 / 2835.0;
    let series = square.clone() * series - 1.0 / 180.0;
    let series = (square.clone() * series + 1.0 / 6.0) * square;
    log_scale - (2.0 * HALF_STEP).ln() + half - series
}
