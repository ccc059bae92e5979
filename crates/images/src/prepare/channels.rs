use super::Value;

/// The weights of red, green and blue in grey, ITU-R BT.709.
const LUMA: [f32; 3] = [0.2126, 0.7152, 0.0722];

/// Pixels of `from` channels (1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha) as pixels of `to`
/// channels (1 or 3), transparent ones composited on white.
pub(crate) fn converted<T: Value>(values: &[T], from: usize, to: usize) -> Vec<T> {
    let mut converted = Vec::with_capacity(values.len() / from * to);
    for pixel in values.chunks_exact(from) {
        let colour = match *pixel {
            [grey, alpha] => [over_white(grey, alpha); 3],
            [r, g, b] => [r, g, b],
            [r, g, b, alpha] => [r, g, b].map(|value| over_white(value, alpha)),
            _ => [pixel[0]; 3],
        };
        match to {
            1 if from < 3 => converted.push(colour[0]),
            1 => converted.push(luma(colour)),
            _ => converted.extend_from_slice(&colour),
        }
    }
    converted
}

fn over_white<T: Value>(value: T, alpha: T) -> T {
    let alpha = alpha.unit();
    T::from_unit((value.unit() * alpha + (1.0 - alpha)).clamp(0.0, 1.0))
}

fn luma<T: Value>(colour: [T; 3]) -> T {
    let grey: f32 = colour.iter().zip(LUMA).map(|(value, weight)| value.unit() * weight).sum();
    T::from_unit(grey.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_grey_and_colours() {
        assert_eq!(converted(&[7u8, 9], 1, 3), [7, 7, 7, 9, 9, 9]);
        assert_eq!(converted(&[255u8, 0, 0, 0, 255, 0, 0, 0, 255], 3, 1), [54, 182, 18]);
        assert_eq!(converted(&[255u8, 255, 255], 3, 1), [255]);
    }

    #[test]
    fn transparent_pixels_are_white() {
        assert_eq!(converted(&[0u8, 0, 0, 255, 0, 128], 2, 1), [255, 0, 127]);
        assert_eq!(
            converted(&[10u8, 20, 30, 255, 10, 20, 30, 0], 4, 3),
            [10, 20, 30, 255, 255, 255]
        );
        assert_eq!(converted(&[0.0f32, 0.25], 2, 1), [0.75]);
    }
}
