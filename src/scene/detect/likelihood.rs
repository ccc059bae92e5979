//! How much better an object explains a pixel than the background does.
//!
//! A pixel is the background's, `N(x; b, s^2)` with the noise `s` of its place; or the object's, `N(x; r, s_o^2)` with
//! `r` the object laid over the background; or neither, of any colour that the picture has. That keeps a pixel which
//! nothing explains from deciding, and an object from being seen in what the picture is full of.

use std::f32::consts::TAU;

/// How often a pixel is neither the background's nor the object's.
const OUTLIER: f32 = 0.05;
/// Standard deviation of a pixel about what a model decodes, as in SPACE (Lin et al. 2020).
const OBJECT_NOISE: f32 = 0.15;
/// Where an object has less to do with a pixel, the pixel says nothing.
pub const LEAST_SHARE: f32 = 0.02;

/// What is known of a pixel.
#[derive(Debug, Clone, Copy)]
pub struct Pixel<'a> {
    pub picture: &'a [f32],
    /// The background with the objects so far.
    pub mean: &'a [f32],
    /// The background alone.
    pub ground: &'a [f32],
    /// Standard deviation of the background.
    pub noise: f32,
    /// How dense colours like its are in the picture.
    pub clutter: f32,
    /// How much of it no object covers.
    pub open: f32,
    /// The density of what is there without another object: [`Self::density_behind`].
    pub behind: f32,
}

impl Pixel<'_> {
    /// The density of either the mean, about which there is so much noise, or an outlier.
    fn density(&self, mean: &[f32], deviation: f32) -> f32 {
        (1.0 - OUTLIER) * normal(self.picture, mean, deviation) + OUTLIER * self.clutter
    }

    /// The density of the background with the objects so far.
    pub fn density_behind(&self) -> f32 {
        self.density(self.mean, self.noise)
    }

    /// Most that [`Self::log_ratio`] can be, whatever the object.
    pub fn most_log_ratio(&self) -> f32 {
        let most = self.density(self.picture, OBJECT_NOISE);
        (most / self.behind).ln().max(0.0)
    }

    /// `log p(pixel | object over background) - log p(pixel | background)`, in nats. `over` is the object laid over the
    /// background, `share` the prior probability that it has to do with the pixel.
    pub fn log_ratio(&self, over: &[f32], share: f32) -> f32 {
        if share < LEAST_SHARE {
            return 0.0;
        }
        let before = self.density(over, deviation(self.noise, share));
        (share * before / self.behind + 1.0 - share).ln()
    }

    /// The posterior probability that the pixel is of an object, of those laid over the background so far.
    pub fn responsibility(&self) -> f32 {
        let share = 1.0 - self.open;
        let object = share * self.density(self.mean, deviation(self.noise, share));
        let behind = self.open * self.density(self.ground, self.noise);
        object / (object + behind)
    }
}

/// Of a pixel of which so much is the object's, beside the background's noise.
fn deviation(noise: f32, share: f32) -> f32 {
    noise.hypot(OBJECT_NOISE * share)
}

/// A normal density of a colour whose channels have the same deviation.
fn normal(x: &[f32], mean: &[f32], deviation: f32) -> f32 {
    let square: f32 = x.iter().zip(mean).map(|(a, b)| (a - b) * (a - b)).sum();
    let peak = 1.0 / (TAU.sqrt() * deviation);
    peak.powi(x.len() as i32) * (-0.5 * square / (deviation * deviation)).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEAN: [f32; 1] = [0.1];

    fn pixel(x: &[f32]) -> Pixel<'_> {
        seen(Pixel {
            picture: x,
            mean: &MEAN,
            ground: &MEAN,
            noise: 0.05,
            clutter: 1.0,
            open: 1.0,
            behind: 0.0,
        })
    }

    fn seen(pixel: Pixel<'_>) -> Pixel<'_> {
        Pixel { behind: pixel.density_behind(), ..pixel }
    }

    #[test]
    fn a_pixel_speaks_for_what_it_is_like_and_only_so_much() {
        let ratio = |x: f32, over: f32, share| pixel(&[x]).log_ratio(&[over], share);
        // The deviation is 0.15811: ln(0.95 * 2.5231 + 0.05) - ln 0.05
        assert!((ratio(0.9, 0.9, 1.0) - 3.891).abs() < 1e-3, "{}", ratio(0.9, 0.9, 1.0));
        // ln 0.05 - ln(0.95 * 7.979 + 0.05), but for what little 0.1 says of 0.9
        assert!((ratio(0.1, 0.9, 1.0) + 5.03).abs() < 1e-2, "{}", ratio(0.1, 0.9, 1.0));
        // Neither is near.
        assert!(ratio(0.5, 1.0, 1.0).abs() < 1.0);
        assert_eq!(ratio(0.9, 0.9, 0.0), 0.0);
        assert!(ratio(0.9, 0.9, 0.5) > 3.5);
        // What the picture is full of speaks less.
        let common = seen(Pixel { clutter: 10.0, ..pixel(&[0.9]) });
        assert!(common.log_ratio(&[0.9], 1.0) < 2.0);
    }

    #[test]
    fn the_posterior_weighs_shares_and_both_densities() {
        let posterior =
            |x: f32, mean: f32, open| Pixel { mean: &[mean], open, ..pixel(&[x]) }.responsibility();
        assert!(posterior(0.9, 0.9, 0.5) > 0.98 && posterior(0.1, 0.9, 0.5) < 0.02);
        assert_eq!((posterior(0.4, 0.1, 1.0), posterior(0.4, 0.9, 0.0)), (0.0, 1.0));
    }

    #[test]
    fn none_is_above_the_most() {
        for x in 0..=20 {
            let x = [x as f32 / 20.0; 3];
            let pixel = seen(Pixel {
                picture: &x,
                mean: &[0.4; 3],
                ground: &[0.4; 3],
                noise: 0.07,
                clutter: 2.0,
                open: 1.0,
                behind: 0.0,
            });
            for over in 0..=20 {
                let ratio = pixel.log_ratio(&[over as f32 / 20.0; 3], 1.0);
                assert!(ratio <= pixel.most_log_ratio() + 1e-5, "{ratio}");
            }
        }
    }
}
