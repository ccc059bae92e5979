use super::place::SIDE;
use crate::data::{Dataset, Split};

/// How far a colour is from the ground's where nothing of the ground is left in it.
const SOLID: f32 = 0.3;
/// Least alpha of what is visible.
const VISIBLE: f32 = 0.25;

/// An object without its ground: each pixel's colour times alpha, then alpha.
#[derive(Debug, Clone, PartialEq)]
pub struct Cutout {
    /// Rows and columns.
    pub size: [usize; 2],
    /// Of a colour, without alpha.
    pub channels: usize,
    /// `[rows, columns, channels + 1]`
    pub pixels: Vec<f32>,
}

impl Cutout {
    /// The objects of a data set's training images, each on a ground of one colour, that of the border's median; not
    /// those where nothing is visible.
    pub fn all(images: &Dataset) -> Vec<Self> {
        let shape = images.shape();
        let size = [shape.height, shape.width];
        let rows = images.rows(Split::Train);
        let image = |&row: &u32| images.gather(&[row]).expect("the row is the data's");
        rows.iter().filter_map(|row| Self::of(&image(row), size, shape.channels)).collect()
    }

    /// The object of an image; none where nothing is visible.
    pub fn of(image: &[f32], size: [usize; 2], channels: usize) -> Option<Self> {
        let ground = ground(image, size, channels);
        let pixels = image.chunks_exact(channels).flat_map(|colour| {
            let apart = colour.iter().zip(&ground).map(|(a, b)| (a - b).abs());
            let alpha = (apart.fold(0.0, f32::max) / SOLID).min(1.0);
            let own =
                |(value, ground): (&f32, &f32)| (value - (1.0 - alpha) * ground).clamp(0.0, alpha);
            colour.iter().zip(&ground).map(own).chain([alpha]).collect::<Vec<_>>()
        });
        Self { size, channels, pixels: pixels.collect() }.trimmed()
    }

    /// The smallest part with all that is visible.
    fn trimmed(self) -> Option<Self> {
        let ([rows, columns], values) = (self.size, self.channels + 1);
        let seen = |y: usize, x: usize| self.pixels[(y * columns + x) * values + values - 1];
        let row = |&y: &usize| (0..columns).any(|x| seen(y, x) >= VISIBLE);
        let column = |&x: &usize| (0..rows).any(|y| seen(y, x) >= VISIBLE);
        let (top, bottom) = ((0..rows).find(row)?, (0..rows).rfind(row)? + 1);
        let (left, right) = ((0..columns).find(column)?, (0..columns).rfind(column)? + 1);
        let lines = (top..bottom).flat_map(|y| {
            &self.pixels[(y * columns + left) * values..(y * columns + right) * values]
        });
        let (size, channels) = ([bottom - top, right - left], self.channels);
        Some(Self { size, channels, pixels: lines.copied().collect() })
    }

    /// Scaled to so many rows and columns.
    pub fn scaled(&self, size: [usize; 2]) -> Self {
        let step = [0, 1].map(|axis| self.size[axis] as f32 / size[axis] as f32);
        self.sampled(size, step.map(|step| 0.5 * step), step)
    }

    /// As a glimpse shows it whose box is `margin` times as large: `[16, 16, channels + 1]`.
    pub fn glimpse(&self, margin: f32) -> Vec<f32> {
        let step = self.size.map(|size| margin * size as f32 / SIDE as f32);
        let first = [0, 1]
            .map(|axis| self.size[axis] as f32 / 2.0 + step[axis] * (0.5 - SIDE as f32 / 2.0));
        self.sampled([SIDE; 2], first, step).pixels
    }

    /// At places `first + j step` along each axis, in pixels; nothing is past the edge.
    fn sampled(&self, size: [usize; 2], first: [f32; 2], step: [f32; 2]) -> Self {
        let values = self.channels + 1;
        let hats = [0, 1].map(|axis| hats(size[axis], first[axis], step[axis], self.size[axis]));
        let [down, across] = &hats;
        let columns = self.size[1];
        let mut pixels = vec![0.0; size[0] * size[1] * values];
        for (at, pixel) in pixels.chunks_exact_mut(values).enumerate() {
            for &(y, weight) in &down[at / size[1]] {
                for &(x, share) in &across[at % size[1]] {
                    let source = &self.pixels[(y * columns + x) * values..][..values];
                    pixel.iter_mut().zip(source).for_each(|(p, s)| *p += weight * share * s);
                }
            }
        }
        Self { size, channels: self.channels, pixels }
    }
}

/// Which pixels each place sees, and how much of each: hats as [`super::Boxes`] has them.
fn hats(count: usize, first: f32, step: f32, pixels: usize) -> Vec<Vec<(usize, f32)>> {
    let width = step.max(1.0);
    let place = |j: usize| {
        let at = first + j as f32 * step;
        let weight = |i: usize| (1.0 - (i as f32 + 0.5 - at).abs() / width) / width;
        (0..pixels).map(|i| (i, weight(i))).filter(|(_, weight)| *weight > 0.0).collect()
    };
    (0..count).map(place).collect()
}

/// The median of the border, in each channel.
fn ground(image: &[f32], [rows, columns]: [usize; 2], channels: usize) -> Vec<f32> {
    let edge = |at: &usize| {
        let (y, x) = (at / columns, at % columns);
        y == 0 || x == 0 || y + 1 == rows || x + 1 == columns
    };
    let border: Vec<usize> = (0..rows * columns).filter(edge).collect();
    let median = |channel: usize| {
        let mut values: Vec<f32> = border.iter().map(|at| image[at * channels + channel]).collect();
        values.sort_by(f32::total_cmp);
        values[values.len() / 2]
    };
    (0..channels).map(median).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bar of 2 x 4 pixels on a ground, with a half covered edge on its right.
    fn bar(ground: f32, bar: f32) -> Vec<f32> {
        let value = |at: usize| match (at / 8, at % 8) {
            (3..5, 2..6) => bar,
            (3..5, 6) => ground + 0.5 * SOLID,
            _ => ground,
        };
        (0..64).map(value).collect()
    }

    #[test]
    fn an_object_is_what_is_not_ground() {
        let cutout = Cutout::of(&bar(0.1, 0.9), [8, 8], 1).unwrap();
        assert_eq!(cutout.size, [2, 5]);
        let pixels = cutout.pixels.as_chunks::<2>().0;
        assert_eq!(pixels[0], [0.9, 1.0]);
        let [colour, alpha] = pixels[4];
        assert!((alpha - 0.5).abs() < 1e-5 && (colour - 0.2).abs() < 1e-5, "{colour} {alpha}");
        assert_eq!(Cutout::of(&[0.4; 64], [8, 8], 1), None);
    }

    #[test]
    fn scaling_and_glimpses_keep_what_is_inside() {
        let pixels = [1.0; 2 * 4 * 2].to_vec();
        let cutout = Cutout { size: [2, 4], channels: 1, pixels };
        let large = cutout.scaled([4, 8]);
        assert_eq!(large.size, [4, 8]);
        assert!((large.pixels[2 * (8 + 3)] - 1.0).abs() < 1e-6);
        // A glimpse twice as large has the object in its middle.
        let glimpse = cutout.glimpse(2.0);
        let at = |row: usize, column: usize| glimpse[(row * SIDE + column) * 2];
        assert!((at(8, 8) - 1.0).abs() < 1e-6);
        assert_eq!([at(1, 8), at(8, 1)], [0.0; 2]);
    }
}
