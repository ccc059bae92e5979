use super::resample::{Crop, inscribed, placed};
use super::{Size, Value};

/// What is brighter is ink.
const INK: f32 = 0.1;

/// The box in the frame, MNIST's 20 of 28 pixels.
const BOX: f64 = 20.0 / 28.0;

/// An image of 1 or 3 channels whose ink is scaled into the frame's box and centred by its mass, as
/// MNIST was made (LeCun, Cortes and Burges, <http://yann.lecun.com/exdb/mnist/>).
pub(crate) fn centred<T: Value>(values: &[T], size: Size, frame: (usize, usize)) -> Vec<T> {
    let Some(ink) = bounding_box(values, size) else {
        return vec![T::default(); frame.0 * frame.1 * size.channels];
    };
    let inner = [frame.0, frame.1].map(|side| ((side as f64 * BOX).round() as usize).max(1));
    let (height, width) = inscribed((ink.height, ink.width), (inner[0], inner[1]));
    let digit = T::resampled(values, size, ink, (height, width));
    let digit_size = Size { height, width, ..size };
    let (y, x) = centre_of_mass(&digit, digit_size);
    let corner = |side: usize, mass: f64, digit: usize| {
        let corner = (side as f64 / 2.0 - mass).round().max(0.0) as usize;
        corner.min(side - digit)
    };
    placed(&digit, digit_size, frame, (corner(frame.0, y, height), corner(frame.1, x, width)))
}

fn bounding_box<T: Value>(values: &[T], size: Size) -> Option<Crop> {
    let (mut top, mut left, mut bottom, mut right) = (usize::MAX, usize::MAX, 0, 0);
    for (at, pixel) in values.chunks_exact(size.channels).enumerate() {
        if brightness(pixel) > INK {
            let (y, x) = (at / size.width, at % size.width);
            (top, left) = (top.min(y), left.min(x));
            (bottom, right) = (bottom.max(y + 1), right.max(x + 1));
        }
    }
    (top < bottom).then(|| Crop { top, left, height: bottom - top, width: right - left })
}

/// Row and column of the centre of mass, where a pixel's own centre is at a half.
fn centre_of_mass<T: Value>(values: &[T], size: Size) -> (f64, f64) {
    let (mut mass, mut y, mut x) = (0.0, 0.0, 0.0);
    for (at, pixel) in values.chunks_exact(size.channels).enumerate() {
        let bright = f64::from(brightness(pixel));
        mass += bright;
        y += bright * ((at / size.width) as f64 + 0.5);
        x += bright * ((at % size.width) as f64 + 0.5);
    }
    if mass > 0.0 {
        (y / mass, x / mass)
    } else {
        (size.height as f64 / 2.0, size.width as f64 / 2.0)
    }
}

fn brightness<T: Value>(pixel: &[T]) -> f32 {
    pixel.iter().map(|value| value.unit()).sum::<f32>() / pixel.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_fills_the_box_around_its_mass() {
        let size = Size { height: 40, width: 50, channels: 1 };
        let mut values = vec![0u8; size.values()];
        for (y, x) in (5..15).flat_map(|y| (30..35).map(move |x| (y, x))) {
            values[y * 50 + x] = 255;
        }
        let centred = centred(&values, size, (28, 28));
        let ink = bounding_box(&centred, Size { height: 28, width: 28, channels: 1 });
        assert_eq!(ink, Some(Crop { top: 4, left: 9, height: 20, width: 10 }));
    }

    #[test]
    fn uneven_mass_moves_the_box() {
        let size = Size { height: 20, width: 20, channels: 1 };
        let values: Vec<f32> = (0..400).map(|at| if at < 100 { 1.0 } else { 0.2 }).collect();
        let frame = Size { height: 28, width: 28, channels: 1 };
        let ink = bounding_box(&centred(&values, size, (28, 28)), frame).unwrap();
        assert!(ink.top > 4, "{ink:?}");
        assert_eq!((ink.height, ink.left, ink.width), (20, 4, 20));
    }

    #[test]
    fn nothing_bright_is_black() {
        let size = Size { height: 3, width: 3, channels: 3 };
        assert_eq!(centred(&[20u8; 27], size, (2, 2)), [0; 12]);
    }
}
