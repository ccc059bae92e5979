use burn::tensor::Tensor;
use burn::tensor::activation::log_sigmoid;

const LN_2_PI: f64 = 1.837_877_066_409_345_3;
/// Share of pixels before which something passes.
const PASSING: f64 = 0.1;

/// `-log p(x | z)` in nats, a pixel: normal about the background, each value with its own noise; or, where something
/// passes, of any colour, `-log[(1 - s) N(x; mean, noise^2) + s]`. What is far from the background has no pull on it:
/// the gradient is that of the normal part times the probability that the pixel is the background's.
///
/// # Shapes
/// - x, mean: `[frames, height, channels, width]`
/// - log_noise: `[1, height, channels, width]`
/// - output: `[frames, height, 1, width]`
pub fn negative_log(x: Tensor<4>, mean: Tensor<4>, log_noise: Tensor<4>) -> Tensor<4> {
    let channels = x.dims()[2] as f64;
    let constant = (1.0 - PASSING).ln() - PASSING.ln() - 0.5 * channels * LN_2_PI;
    let distance = (x - mean) * log_noise.clone().neg().exp();
    let normal = distance.square().sum_dim(2) * -0.5 - log_noise.sum_dim(2) + constant;
    // log(exp(a) + exp(b)) = b - log sigmoid(b - a)
    log_sigmoid(-normal) - PASSING.ln()
}

#[cfg(all(test, feature = "cpu", not(target_family = "wasm")))]
mod tests {
    use super::*;
    use burn::tensor::Device;

    #[test]
    fn a_pixel_is_the_backgrounds_or_of_any_colour() {
        let device = Device::flex();
        let x = Tensor::<4>::from_floats([[[[0.5, 0.9]], [[0.2, 0.0]]]], &device);
        let x = x.reshape([1, 1, 2, 2]);
        let mean = Tensor::<4>::full([1, 1, 2, 2], 0.5, &device);
        let log_noise = Tensor::<4>::full([1, 1, 2, 2], 0.1f64.ln(), &device);
        let found: Vec<f32> = negative_log(x, mean, log_noise).into_data().try_into_vec().unwrap();
        let density = |d: f64| (-0.5 * d * d).exp() / (0.1 * std::f64::consts::TAU.sqrt());
        let expected = |first, second| -(0.9 * density(first) * density(second) + 0.1f64).ln();
        for (found, expected) in found.iter().zip([expected(0.0, 3.0), expected(4.0, 5.0)]) {
            assert!((f64::from(*found) - expected).abs() < 1e-5, "{found} {expected}");
        }
    }
    #[test]
    fn gradients_are_differences_of_the_loss() {
        let device = Device::flex().autodiff();
        let values = |at: &[f32]| Tensor::<1>::from_floats(at, &device).reshape([1, 1, 3, 2]);
        let x = values(&[0.5, 0.9, 0.2, 0.0, 0.45, 0.7]);
        let mean = [0.52, 0.6, 0.25, 0.1, 0.5, 0.66];
        let log_noise = [-2.0, -2.5, -1.5, -2.2, -3.0, -2.8];
        let loss = |mean: &[f32], log_noise: &[f32]| {
            let noise = values(log_noise);
            negative_log(x.clone(), values(mean), noise)
                .sum()
                .into_data()
                .as_slice::<f32>()
                .unwrap()[0]
        };
        let (m, n) = (values(&mean).require_grad(), values(&log_noise).require_grad());
        let gradients = negative_log(x.clone(), m.clone(), n.clone()).sum().backward();
        for (at, tensor) in [m, n].into_iter().enumerate() {
            let found: Vec<f32> =
                tensor.grad(&gradients).unwrap().into_data().try_into_vec().unwrap();
            for (i, found) in found.into_iter().enumerate() {
                let step = |by: f32| {
                    let mut both = [mean, log_noise];
                    both[at][i] += by;
                    loss(&both[0], &both[1])
                };
                let expected = (step(1e-3) - step(-1e-3)) / 2e-3;
                assert!(
                    (found - expected).abs() < 0.02 * (1.0 + found.abs()),
                    "{at} {i} {found} {expected}"
                );
            }
        }
    }
}
