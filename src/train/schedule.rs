use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::limits;

/// What `beta` is multiplied with, by the steps taken so far.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum BetaSchedule {
    /// 1.
    #[default]
    Constant,
    /// From 0 to 1 over `steps` steps, then 1 (Bowman et al. 2016, "Generating Sentences from a Continuous
    /// Space").
    Linear {
        /// Optimiser steps until 1.
        #[serde(default = "rising_steps")]
        steps: usize,
    },
    /// Every `period` steps anew: from 0 to 1 over the period's first part, `ratio` of it, then 1 (Fu et al.
    /// 2019, "Cyclical Annealing Schedule").
    Cyclical {
        /// Optimiser steps from one start at 0 to the next.
        #[serde(default = "rising_steps")]
        period: usize,
        /// Share of a period in which the factor rises.
        #[serde(default = "half")]
        ratio: f64,
    },
}

// What is left out: some epochs of the digits.
fn rising_steps() -> usize {
    2000
}

fn falling_steps() -> usize {
    10_000
}

fn steps_between() -> usize {
    3000
}

fn half() -> f64 {
    0.5
}

impl BetaSchedule {
    /// The factor, in [0, 1], of the step after `step` steps.
    pub fn factor(&self, step: usize) -> f64 {
        match *self {
            Self::Constant => 1.0,
            Self::Linear { steps } => ramp(step, steps),
            Self::Cyclical { period, ratio } => {
                ((step % period) as f64 / period as f64 / ratio).min(1.0)
            }
        }
    }

    pub(super) fn validate(&self) -> Result<()> {
        match *self {
            Self::Constant => Ok(()),
            Self::Linear { steps } => limits::BETA_LINEAR_STEPS.check(steps as f64),
            Self::Cyclical { period, ratio } => {
                limits::BETA_CYCLE_PERIOD.check(period as f64)?;
                limits::BETA_CYCLE_RATIO.check(ratio)
            }
        }
    }
}

/// What the learning rate is multiplied with, by the steps taken so far. Each begins, where `warmup` is not 0,
/// with that many steps in which the factor rises linearly to its first value (Goyal et al. 2017, section 2.2);
/// the rest counts from the warm-up's end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum RateSchedule {
    /// 1.
    Constant {
        /// Optimiser steps; 0 for none.
        #[serde(default)]
        warmup: usize,
    },
    /// From 1 to `floor` on half a cosine over `steps` steps, then `floor` (Loshchilov & Hutter 2016, "SGDR",
    /// equation 5, without restarts).
    Cosine {
        /// Optimiser steps from 1 to `floor`.
        #[serde(default = "falling_steps")]
        steps: usize,
        /// What remains at the end, in [0, 1].
        #[serde(default)]
        floor: f64,
        /// Optimiser steps; 0 for none.
        #[serde(default)]
        warmup: usize,
    },
    /// Times `factor` after every `every` steps.
    Step {
        /// Optimiser steps from one fall to the next.
        #[serde(default = "steps_between")]
        every: usize,
        /// Share of the rate that each fall leaves.
        #[serde(default = "half")]
        factor: f64,
        /// Optimiser steps; 0 for none.
        #[serde(default)]
        warmup: usize,
    },
}

impl Default for RateSchedule {
    fn default() -> Self {
        Self::Constant { warmup: 0 }
    }
}

impl RateSchedule {
    fn warmup(&self) -> usize {
        match *self {
            Self::Constant { warmup } | Self::Cosine { warmup, .. } | Self::Step { warmup, .. } => {
                warmup
            }
        }
    }

    /// The factor, in (0, 1], or 0 where a cosine's floor is, of the step after `step` steps.
    pub fn factor(&self, step: usize) -> f64 {
        let warmup = self.warmup();
        if step < warmup {
            // Not from 0, at which the first step would do nothing.
            return ramp(step + 1, warmup);
        }
        let step = step - warmup;
        match *self {
            Self::Constant { .. } => 1.0,
            Self::Cosine { steps, floor, .. } => {
                floor + (1.0 - floor) * (1.0 + (PI * ramp(step, steps)).cos()) / 2.0
            }
            Self::Step { every, factor, .. } => factor.powf((step / every) as f64),
        }
    }

    pub(super) fn validate(&self) -> Result<()> {
        limits::RATE_WARMUP.check(self.warmup() as f64)?;
        match *self {
            Self::Constant { .. } => Ok(()),
            Self::Cosine { steps, floor, .. } => {
                limits::RATE_COSINE_STEPS.check(steps as f64)?;
                limits::RATE_COSINE_FLOOR.check(floor)
            }
            Self::Step { every, factor, .. } => {
                limits::RATE_STEP_EVERY.check(every as f64)?;
                limits::RATE_STEP_FACTOR.check(factor)
            }
        }
    }
}

/// From 0 to 1 over `steps` steps, then 1.
pub(super) fn ramp(step: usize, steps: usize) -> f64 {
    if step < steps { step as f64 / steps as f64 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_factors(factor: impl Fn(usize) -> f64, expected: &[(usize, f64)]) {
        for &(step, expected) in expected {
            let actual = factor(step);
            assert!((actual - expected).abs() < 1e-12, "step {step}: {actual}, not {expected}");
        }
    }

    #[test]
    fn beta_warms_up_and_cycles() {
        assert_factors(|step| BetaSchedule::Constant.factor(step), &[(0, 1.0), (9, 1.0)]);
        let linear = BetaSchedule::Linear { steps: 4 };
        let expected = [(0, 0.0), (1, 0.25), (3, 0.75), (4, 1.0), (1000, 1.0)];
        assert_factors(|step| linear.factor(step), &expected);
        // Rising for 5 of 10 steps.
        let cyclical = BetaSchedule::Cyclical { period: 10, ratio: 0.5 };
        let expected =
            [(0, 0.0), (1, 0.2), (4, 0.8), (5, 1.0), (9, 1.0), (10, 0.0), (12, 0.4), (27, 1.0)];
        assert_factors(|step| cyclical.factor(step), &expected);
    }

    #[test]
    fn the_rate_warms_up_and_falls() {
        let constant = RateSchedule::Constant { warmup: 4 };
        let expected = [(0, 0.25), (1, 0.5), (3, 1.0), (4, 1.0), (99, 1.0)];
        assert_factors(|step| constant.factor(step), &expected);
        // Half a cosine from 1 to 0.2: at a third of the way, 0.2 + 0.8 * (1 + 1/2) / 2.
        let cosine = RateSchedule::Cosine { steps: 6, floor: 0.2, warmup: 2 };
        let expected =
            [(0, 0.5), (1, 1.0), (2, 1.0), (4, 0.8), (5, 0.6), (6, 0.4), (8, 0.2), (50, 0.2)];
        assert_factors(|step| cosine.factor(step), &expected);
        let step = RateSchedule::Step { every: 3, factor: 0.5, warmup: 0 };
        let expected = [(0, 1.0), (2, 1.0), (3, 0.5), (5, 0.5), (6, 0.25), (30, 0.5f64.powi(10))];
        assert_factors(|at| step.factor(at), &expected);
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        let refused = |result: Result<()>| result.unwrap_err().to_string();
        assert_eq!(
            refused(BetaSchedule::Linear { steps: 0 }.validate()),
            "Beta's warm-up, in steps, is 0; it must be a whole number between 1 and 1000000000."
        );
        let cyclical = |period, ratio| BetaSchedule::Cyclical { period, ratio }.validate();
        assert!(refused(cyclical(0, 0.5)).starts_with("The period of beta's cycles"));
        for ratio in [0.0, 1.1, f64::NAN] {
            assert!(refused(cyclical(10, ratio)).starts_with("The rising part of beta's cycles"));
        }
        let cosine = |steps, floor| RateSchedule::Cosine { steps, floor, warmup: 0 }.validate();
        assert!(refused(cosine(0, 0.1)).starts_with("The length of the learning rate's cosine"));
        for floor in [-0.1, 1.1, f64::NAN] {
            assert!(refused(cosine(5, floor)).starts_with("The floor of the learning rate's"));
        }
        let step = |every, factor| RateSchedule::Step { every, factor, warmup: 0 }.validate();
        assert!(refused(step(0, 0.5)).starts_with("The steps between"));
        for factor in [0.0, 2.0, f64::NAN] {
            assert!(refused(step(5, factor)).starts_with("The factor of the learning rate's"));
        }
        let long = RateSchedule::Constant { warmup: 1_000_000_001 };
        assert!(refused(long.validate()).starts_with("The learning rate's warm-up"));
    }
}
