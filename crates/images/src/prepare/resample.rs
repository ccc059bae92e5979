use image::imageops::{FilterType, crop_imm, resize};
use image::{ImageBuffer, Pixel};

use super::{Fit, Size, Value};

/// A part of an image, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Crop {
    pub top: usize,
    pub left: usize,
    pub height: usize,
    pub width: usize,
}

/// Triangle: linear between pixels when enlarging, a mean over the pixels covered when reducing.
pub(crate) fn resampled<P>(
    image: &ImageBuffer<P, &[P::Subpixel]>,
    crop: Crop,
    (height, width): (usize, usize),
) -> Vec<P::Subpixel>
where
    P: Pixel + 'static,
    P::Subpixel: 'static,
{
    let [top, left] = [crop.top, crop.left].map(|at| at as u32);
    let part = crop_imm(image, left, top, crop.width as u32, crop.height as u32);
    resize(&*part, width as u32, height as u32, FilterType::Triangle).into_raw()
}

/// An image of 1 or 3 channels brought to `height` x `width`.
pub(crate) fn fitted<T: Value>(
    values: &[T],
    size: Size,
    (height, width): (usize, usize),
    fit: Fit,
) -> Vec<T> {
    let whole = Crop { top: 0, left: 0, height: size.height, width: size.width };
    match fit {
        Fit::Stretch => T::resampled(values, size, whole, (height, width)),
        Fit::Cover => {
            let (h, w) = inscribed((height, width), (size.height, size.width));
            let (top, left) = ((size.height - h) / 2, (size.width - w) / 2);
            T::resampled(values, size, Crop { top, left, height: h, width: w }, (height, width))
        }
        Fit::Contain => {
            let (h, w) = inscribed((size.height, size.width), (height, width));
            let inner = T::resampled(values, size, whole, (h, w));
            let at = ((height - h) / 2, (width - w) / 2);
            placed(&inner, Size { height: h, width: w, ..size }, (height, width), at)
        }
    }
}

/// The largest size of `proportions` within `frame`, to whole pixels.
pub(crate) fn inscribed(proportions: (usize, usize), frame: (usize, usize)) -> (usize, usize) {
    let [h, w, fh, fw] = [proportions.0, proportions.1, frame.0, frame.1].map(|side| side as f64);
    let scale = (fh / h).min(fw / w);
    let side = |side: f64, limit: usize| ((side * scale).round() as usize).clamp(1, limit);
    (side(h, frame.0), side(w, frame.1))
}

/// An image on black, its top left corner at row and column `at`; all of it lies within the frame.
pub(crate) fn placed<T: Value>(
    values: &[T],
    size: Size,
    (height, width): (usize, usize),
    (top, left): (usize, usize),
) -> Vec<T> {
    let mut frame = vec![T::default(); height * width * size.channels];
    let lines = frame.chunks_exact_mut(width * size.channels).skip(top);
    for (line, row) in lines.zip(values.chunks_exact(size.width * size.channels)) {
        line[left * size.channels..][..row.len()].copy_from_slice(row);
    }
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: Size = Size { height: 2, width: 4, channels: 1 };
    const VALUES: [u8; 8] = [10, 20, 30, 40, 10, 20, 30, 40];

    #[test]
    fn stretches_contains_and_covers() {
        let fit = |fit| fitted(&VALUES, WIDE, (4, 4), fit);
        assert_eq!(fit(Fit::Stretch)[..4], [10, 20, 30, 40]);
        let contained = fit(Fit::Contain);
        assert_eq!(contained[..8], [0, 0, 0, 0, 10, 20, 30, 40]);
        assert_eq!(contained[12..], [0; 4]);
        let covered = fitted(&VALUES, WIDE, (2, 2), Fit::Cover);
        assert_eq!(covered, [20, 30, 20, 30]);
    }

    #[test]
    fn reducing_takes_means() {
        let checks: Vec<f32> = (0..64).map(|i| ((i / 8 + i % 8) % 2) as f32).collect();
        let size = Size { height: 8, width: 8, channels: 1 };
        for value in fitted(&checks, size, (2, 2), Fit::Stretch) {
            assert!((value - 0.5).abs() < 0.05, "{value}");
        }
    }

    #[test]
    fn thin_images_keep_a_pixel() {
        assert_eq!(inscribed((1, 1000), (8, 8)), (1, 8));
    }
}
