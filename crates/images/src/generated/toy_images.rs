use super::{check_positive, check_size, room};
use crate::error::Result;
use crate::images::{Images, Pixels, Shape};
use crate::limits::Limits;
use crate::receipt::Receipt;

/// The blob's standard deviation, in image sizes.
const WIDTH: f32 = 0.1;

/// How far the centre of a blob stays from the edge, in image sizes.
const MARGIN: f32 = 0.2;

/// A `size` x `size` image (8 to 32) for each point of [-1, 1]^2, a Gaussian blob at its place, so that a
/// model of images can learn a density of the plane. Brightness tells the place much finer than a pixel.
///
/// # Errors
/// [`InvalidOption`](crate::Error::InvalidOption) for a size out of range or no points,
/// [`TooLarge`](crate::Error::TooLarge) over the limits.
pub fn toy_images(points: &[[f32; 2]], size: usize, limits: &Limits) -> Result<Images> {
    check_size(size, 8..=32)?;
    check_positive("The number of points", points.len())?;
    let mut pixels = room("The toy images", points.len(), size, 1, limits)?;
    for &[x, y] in points {
        let (across, down) = (profile(x, size), profile(-y, size));
        for vertical in &down {
            pixels.extend(across.iter().map(|value| (255.0 * value * vertical).round() as u8));
        }
    }
    let shape = Shape { count: points.len(), height: size, width: size, channels: 1 };
    Ok(Images { pixels: Pixels::U8(pixels), shape, labels: None, receipt: Receipt::default() })
}

/// The blob along one axis.
fn profile(at: f32, size: usize) -> Vec<f32> {
    let side = size as f32;
    let centre = side * (MARGIN + (at + 1.0) / 2.0 * (1.0 - 2.0 * MARGIN));
    let distance = |pixel: usize| (pixel as f32 + 0.5 - centre) / (WIDTH * side);
    (0..size).map(|pixel| (-distance(pixel).powi(2) / 2.0).exp()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blobs_are_at_their_points() {
        let points = [[0.0, 0.0], [-1.0, 1.0], [0.33, -0.71]];
        let images = toy_images(&points, 16, &Limits::default()).unwrap();
        let Pixels::U8(pixels) = &images.pixels else { unreachable!("toy images are bytes") };
        for (image, [x, y]) in pixels.chunks(256).zip(points) {
            let mass: f32 = image.iter().map(|&value| f32::from(value)).sum();
            let mean = |along: &dyn Fn(usize) -> usize| {
                let moments = image.iter().enumerate();
                moments.map(|(at, &v)| (along(at) as f32 + 0.5) * f32::from(v)).sum::<f32>() / mass
            };
            let place = |mean: f32| ((mean / 16.0 - 0.2) / 0.6) * 2.0 - 1.0;
            assert!((place(mean(&|at| at % 16)) - x).abs() < 0.02);
            assert!((place(mean(&|at| at / 16)) + y).abs() < 0.02);
        }
    }

    #[test]
    fn refuses_sizes_out_of_range() {
        let message =
            |size| toy_images(&[[0.0; 2]], size, &Limits::default()).unwrap_err().to_string();
        assert_eq!(message(64), "The size is 64; it must be 8 to 32 pixels.");
        assert!(toy_images(&[], 8, &Limits::default()).is_err());
    }
}
