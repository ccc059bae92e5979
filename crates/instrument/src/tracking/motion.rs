use serde::{Deserialize, Serialize};

use crate::boxes::BoundingBox;
use crate::error::Result;

/// A number that changes at a nearly constant rate, as a Kalman filter knows it: its value and its change a frame, and
/// their variances.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Motion {
    /// In its units.
    pub value: f64,
    /// A frame.
    pub velocity: f64,
    /// Of the value.
    pub variance: f64,
    /// Of value and velocity.
    pub covariance: f64,
    /// Of the velocity.
    pub velocity_variance: f64,
}

impl Motion {
    /// Seen once, at rest as far as is known.
    pub fn new(value: f64, variance: f64, velocity_variance: f64) -> Self {
        Self { value, velocity: 0.0, variance, covariance: 0.0, velocity_variance }
    }

    /// A frame later; value and velocity have strayed by noise of these variances.
    pub fn predict(&mut self, noise: f64, velocity_noise: f64) {
        self.value += self.velocity;
        self.variance += 2.0 * self.covariance + self.velocity_variance + noise;
        self.covariance += self.velocity_variance;
        self.velocity_variance += velocity_noise;
    }

    /// Takes what was measured, with noise of this variance, which is above 0.
    pub fn correct(&mut self, measured: f64, noise: f64) {
        let surprise = measured - self.value;
        let sum = self.variance + noise;
        let (gain, velocity_gain) = (self.variance / sum, self.covariance / sum);
        self.value += gain * surprise;
        self.velocity += velocity_gain * surprise;
        self.velocity_variance -= velocity_gain * self.covariance;
        self.covariance -= gain * self.covariance;
        self.variance -= gain * self.variance;
    }
}

/// Standard deviations of noise as parts of a box's size, as DeepSORT has them (Wojke, Bewley and Paulus 2017): a box is
/// placed, and moves on otherwise than it did, by a twentieth and a hundred-and-sixtieth of its side.
const PLACE: f64 = 1.0 / 20.0;
const VELOCITY: f64 = 1.0 / 160.0;
/// Of what is measured of the logarithms of area and aspect: a twentieth of either side, both added.
const LOGARITHM: f64 = 1.0 / 10.0;

/// The filter of a box: its centre and the logarithm of its area change at nearly constant rates, the logarithm of its
/// aspect is nearly constant. SORT has the area itself; its logarithm keeps boxes from turning inside out, and noise is a
/// share of the size at every size. No noise is shared, so that four small filters are the same as the one of seven
/// numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BoxMotion {
    /// Of the centre, in pixels.
    pub x: Motion,
    #[allow(missing_docs, reason = "said with `x`")]
    pub y: Motion,
    /// Natural logarithm of width times height.
    pub log_area: Motion,
    /// Natural logarithm of width over height.
    pub log_aspect: Motion,
}

impl BoxMotion {
    /// Seen once. As in DeepSORT, the place may be off by twice the noise and the velocity by ten times.
    pub fn new(seen: &BoundingBox) -> Self {
        let ([x, y], [log_area, log_aspect]) = (seen.centre(), logarithms(seen));
        let side = seen.area().sqrt();
        let place = |value| {
            Motion::new(value, squared(2.0 * PLACE * side), squared(10.0 * VELOCITY * side))
        };
        Self {
            x: place(x),
            y: place(y),
            log_area: Motion::new(log_area, squared(2.0 * LOGARITHM), squared(10.0 * VELOCITY)),
            log_aspect: Motion::new(log_aspect, squared(2.0 * LOGARITHM), 0.0),
        }
    }

    /// A frame later.
    pub fn predict(&mut self) {
        let side = (self.log_area.value / 2.0).exp();
        for place in [&mut self.x, &mut self.y] {
            place.predict(squared(PLACE * side), squared(VELOCITY * side));
        }
        self.log_area.predict(squared(PLACE), squared(VELOCITY));
        self.log_aspect.predict(squared(PLACE), 0.0);
    }

    /// Takes the box that was seen.
    pub fn correct(&mut self, seen: &BoundingBox) {
        let ([x, y], [log_area, log_aspect]) = (seen.centre(), logarithms(seen));
        let side = seen.area().sqrt();
        self.x.correct(x, squared(PLACE * side));
        self.y.correct(y, squared(PLACE * side));
        self.log_area.correct(log_area, squared(LOGARITHM));
        self.log_aspect.correct(log_aspect, squared(LOGARITHM));
    }

    /// Where it is as far as is known.
    ///
    /// # Errors
    /// When it has moved or grown out of all bounds.
    pub fn bounds(&self) -> Result<BoundingBox> {
        let (area, aspect) = (self.log_area.value, self.log_aspect.value);
        let (width, height) = (((area + aspect) / 2.0).exp(), ((area - aspect) / 2.0).exp());
        BoundingBox::new(self.x.value - width / 2.0, self.y.value - height / 2.0, width, height)
    }
}

fn logarithms(of: &BoundingBox) -> [f64; 2] {
    [of.area().ln(), (of.width() / of.height()).ln()]
}

fn squared(deviation: f64) -> f64 {
    deviation * deviation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boxes::bounds;

    #[test]
    fn a_prediction_and_a_correction_by_hand() {
        let mut motion = Motion::new(1.0, 2.0, 3.0);
        motion.velocity = 0.5;
        // F P F' + Q with F = [1 1; 0 1], P = diag(2, 3), Q = diag(1, 4).
        motion.predict(1.0, 4.0);
        let predicted = Motion {
            value: 1.5,
            velocity: 0.5,
            variance: 6.0,
            covariance: 3.0,
            velocity_variance: 7.0,
        };
        assert_eq!(motion, predicted);
        // Gains 6 / 8 and 3 / 8, surprise 2.
        motion.correct(3.5, 2.0);
        let corrected = Motion {
            value: 3.0,
            velocity: 1.25,
            variance: 1.5,
            covariance: 0.75,
            velocity_variance: 7.0 - 9.0 / 8.0,
        };
        assert_eq!(motion, corrected);
    }

    #[test]
    fn a_box_moves_on_as_it_has_moved() {
        let at = |frame: f64| {
            let growth = 1.02f64.powf(frame);
            bounds([3.0 * frame, 40.0 - frame, 8.0 * growth, 12.0 * growth])
        };
        let mut motion = BoxMotion::new(&at(0.0));
        assert!(motion.bounds().unwrap().iou(&at(0.0)) > 0.999_999);
        for frame in 1..30 {
            motion.predict();
            motion.correct(&at(frame.into()));
        }
        for _ in 30..35 {
            motion.predict();
        }
        assert!(motion.bounds().unwrap().iou(&at(34.0)) > 0.9);
    }

    #[test]
    fn what_leaves_all_bounds_is_an_error() {
        let mut motion = BoxMotion::new(&bounds([0.0, 0.0, 2.0, 2.0]));
        motion.log_area.velocity = 1e3;
        motion.predict();
        assert!(motion.bounds().is_err());
        motion.predict();
        assert!(motion.bounds().is_err());
        motion.x.value = f64::NAN;
        motion.correct(&bounds([0.0, 0.0, 2.0, 2.0]));
        assert!(motion.bounds().is_err());
    }
}
