//! How much better an object explains a pixel than the background does.
//!
//! A pixel is the background's, `N(x; b, s^2)` with the noise `s` of its place; or the object's, `N(x; r, s_o^2)` with
//! `r` the object laid over the background; or neither, evenly distributed. That keeps a pixel which nothing explains
//! from deciding: it says little for either side. Of the object's own pixels a share `a`, its alpha, is the object's.

use std::f32::consts::TAU;

/// How often a pixel is neither the background's nor the object's.
const OUTLIER: f32 = 0.01;
/// Standard deviation of a pixel about what a model decodes, as in SPACE (Lin et al. 2020).
const OBJECT_NOISE: f32 = 0.15;
/// Where an object has less to do with a pixel, the pixel says nothing.
const LEAST_SHARE: f32 = 0.02;

/// Of a pixel of which so much is the object's, beside the background's noise.
fn deviation(noise: f32, share: f32) -> f32 {
    noise.hypot(OBJECT_NOISE * share)
}

/// A normal density of a colour whose channels have the same deviation.
fn normal(square: f32, deviation: f32, channels: usize) -> f32 {
    let peak = 1.0 / (TAU.sqrt() * deviation);
    peak.powi(channels as i32) * (-0.5 * square / (deviation * deviation)).exp()
}

fn square(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// Most that [`log_ratio`] can be, whatever the object.
pub fn most_log_ratio(pixel: &[f32], background: &[f32], noise: f32) -> f32 {
    let channels = pixel.len();
    let behind = normal(square(pixel, background), noise, channels);
    let most = (1.0 - OUTLIER) * normal(0.0, OBJECT_NOISE, channels) + OUTLIER;
    (most / ((1.0 - OUTLIER) * behind + OUTLIER)).ln().max(0.0)
}

/// `log p(pixel | object over background) - log p(pixel | background)`, in nats; `over` is the object laid over the
/// background, `share` the prior probability that the object has to do with the pixel.
pub fn log_ratio(pixel: &[f32], background: &[f32], noise: f32, over: &[f32], share: f32) -> f32 {
    if share < LEAST_SHARE {
        return 0.0;
    }
    let channels = pixel.len();
    let behind = normal(square(pixel, background), noise, channels);
    let before = normal(square(pixel, over), deviation(noise, share), channels);
    let object = (1.0 - OUTLIER) * (share * before + (1.0 - share) * behind) + OUTLIER;
    (object / ((1.0 - OUTLIER) * behind + OUTLIER)).ln()
}

/// The posterior probability that a pixel is the object's, of which so much is the object's before it is seen. Either side may be an
/// outlier.
pub fn responsibility(
    pixel: &[f32],
    background: &[f32],
    noise: f32,
    over: &[f32],
    share: f32,
) -> f32 {
    let channels = pixel.len();
    let density =
        |square, deviation| (1.0 - OUTLIER) * normal(square, deviation, channels) + OUTLIER;
    let object = share * density(square(pixel, over), deviation(noise, share));
    let behind = (1.0 - share) * density(square(pixel, background), noise);
    object / (object + behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pixel_speaks_for_what_it_is_like_and_only_so_much() {
        let ratio = |x: f32, r: f32, alpha| log_ratio(&[x], &[0.1], 0.05, &[r], alpha);
        // ln(0.99 * 2.6596 + 0.01) - ln 0.01
        assert!((ratio(0.9, 0.9, 1.0) - 5.577).abs() < 1e-3, "{}", ratio(0.9, 0.9, 1.0));
        // ln 0.01 - ln(0.99 * 7.979 + 0.01), but for what little 0.9 says of 0.1
        assert!((ratio(0.1, 0.9, 1.0) + 6.67).abs() < 1e-2, "{}", ratio(0.1, 0.9, 1.0));
        // Neither is near.
        assert!(ratio(0.5, 1.0, 1.0).abs() < 1.0);
        assert_eq!(ratio(0.9, 0.9, 0.0), 0.0);
        assert!(ratio(0.9, 0.9, 0.5) > 4.0);
    }

    #[test]
    fn the_posterior_weighs_alpha_and_both_densities() {
        let posterior = |x: f32, alpha| responsibility(&[x], &[0.1], 0.05, &[0.9], alpha);
        assert!(posterior(0.9, 0.5) > 0.99 && posterior(0.1, 0.5) < 0.01);
        assert_eq!((posterior(0.4, 0.0), posterior(0.4, 1.0)), (0.0, 1.0));
        // What neither explains is as likely of either as before.
        let far = responsibility(&[0.5], &[0.0], 0.01, &[1.0], 0.3);
        let object = 0.3 * (0.99 * normal(0.25, 0.15, 1) + 0.01);
        assert!((far - object / (object + 0.7 * 0.01)).abs() < 1e-5, "{far}");
    }

    #[test]
    fn none_is_above_the_most() {
        for x in 0..=20 {
            let x = [x as f32 / 20.0; 3];
            let most = most_log_ratio(&x, &[0.4; 3], 0.07);
            for over in 0..=20 {
                let ratio = log_ratio(&x, &[0.4; 3], 0.07, &[over as f32 / 20.0; 3], 1.0);
                assert!(ratio <= most + 1e-5, "{ratio} {most}");
            }
        }
    }
}
