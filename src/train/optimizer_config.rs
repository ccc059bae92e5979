use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::limits;
use crate::ops::UpdateRule;

/// An optimiser and its constants; [`UpdateRule`] has the formulas and their sources. A constant that is left
/// out has the paper's value, or the field's custom where the paper has none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Optimizer"))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum OptimizerConfig {
    /// Adam (Kingma & Ba 2014).
    Adam {
        /// Decay of the running mean of gradients.
        #[serde(default = "beta1")]
        beta1: f64,
        /// Decay of the running mean of their squares.
        #[serde(default = "beta2")]
        beta2: f64,
        /// Added to the root that a step is divided by.
        #[serde(default = "epsilon")]
        epsilon: f64,
    },
    /// Adam with decoupled weight decay (Loshchilov & Hutter 2017).
    AdamW {
        /// Decay of the running mean of gradients.
        #[serde(default = "beta1")]
        beta1: f64,
        /// Decay of the running mean of their squares.
        #[serde(default = "beta2")]
        beta2: f64,
        /// Added to the root that a step is divided by.
        #[serde(default = "epsilon")]
        epsilon: f64,
        /// Times the learning rate, the share of a parameter that a step takes away.
        #[serde(default = "weight_decay")]
        weight_decay: f64,
    },
    /// Stochastic gradient descent, with momentum where it is not 0.
    Sgd {
        /// Share of the last step's direction that is kept.
        #[serde(default = "momentum")]
        momentum: f64,
    },
    /// RMSprop (Tieleman & Hinton 2012).
    RmsProp {
        /// Decay of the running mean of squared gradients.
        #[serde(default = "alpha")]
        alpha: f64,
        /// Added to the root that a step is divided by.
        #[serde(default = "epsilon")]
        epsilon: f64,
    },
}

fn beta1() -> f64 {
    0.9
}

fn beta2() -> f64 {
    0.999
}

fn momentum() -> f64 {
    0.9
}

fn alpha() -> f64 {
    0.99
}

fn epsilon() -> f64 {
    1e-8
}

fn weight_decay() -> f64 {
    0.01
}

impl Default for OptimizerConfig {
    fn default() -> Self {
        Self::Adam { beta1: beta1(), beta2: beta2(), epsilon: epsilon() }
    }
}

impl OptimizerConfig {
    /// The update of one parameter.
    pub fn rule(&self) -> UpdateRule {
        let adam = |beta1, beta2, epsilon, decay| UpdateRule::Adam {
            beta1: beta1 as f32,
            beta2: beta2 as f32,
            epsilon: epsilon as f32,
            decay: decay as f32,
        };
        match *self {
            Self::Adam { beta1, beta2, epsilon } => adam(beta1, beta2, epsilon, 0.0),
            Self::AdamW { beta1, beta2, epsilon, weight_decay } => {
                adam(beta1, beta2, epsilon, weight_decay)
            }
            Self::Sgd { momentum } => UpdateRule::Sgd { momentum: momentum as f32 },
            Self::RmsProp { alpha, epsilon } => {
                UpdateRule::RmsProp { alpha: alpha as f32, epsilon: epsilon as f32 }
            }
        }
    }

    /// Whether both are of one kind, so that what one remembers means the same to the other.
    pub(super) fn same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    pub(super) fn validate(&self) -> Result<()> {
        match *self {
            Self::Adam { beta1, beta2, epsilon } | Self::AdamW { beta1, beta2, epsilon, .. } => {
                limits::ADAM_BETA1.check(beta1)?;
                limits::ADAM_BETA2.check(beta2)?;
                limits::EPSILON.check(epsilon)?;
            }
            Self::Sgd { momentum } => limits::MOMENTUM.check(momentum)?,
            Self::RmsProp { alpha, epsilon } => {
                limits::RMS_PROP_ALPHA.check(alpha)?;
                limits::EPSILON.check(epsilon)?;
            }
        }
        if let Self::AdamW { weight_decay, .. } = *self {
            limits::WEIGHT_DECAY.check(weight_decay)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_is_named() {
        let refused = |config: OptimizerConfig| config.validate().unwrap_err().to_string();
        assert!(OptimizerConfig::default().validate().is_ok());
        for bad in [-0.1, 1.0, f64::NAN] {
            let sgd = refused(OptimizerConfig::Sgd { momentum: bad });
            assert_eq!(sgd, format!("The momentum is {bad}; it must be between 0 and 0.999999."));
            let adam = |beta1, beta2| OptimizerConfig::Adam { beta1, beta2, epsilon: 1e-8 };
            assert!(refused(adam(bad, 0.9)).starts_with("Adam's beta1 is"));
            assert!(refused(adam(0.9, bad)).starts_with("Adam's beta2 is"));
            let rms_prop = OptimizerConfig::RmsProp { alpha: bad, epsilon: 1e-8 };
            assert!(refused(rms_prop).starts_with("RMSprop's alpha is"));
        }
        for bad in [-0.1, 1.1, f64::NAN] {
            let weight_decay = bad;
            let adam_w =
                OptimizerConfig::AdamW { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay };
            assert!(refused(adam_w).starts_with("The weight decay is"));
            let rms_prop = OptimizerConfig::RmsProp { alpha: 0.9, epsilon: bad };
            assert!(refused(rms_prop).starts_with("The optimiser's epsilon is"));
        }
    }
}
