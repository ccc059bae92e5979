//! Which windows are worth a look.

use crate::scene::{Region, Size};

/// How far from a window's middle the middle of what is in it may be, in shares of the window.
const OFF_CENTRE: f64 = 0.2;
/// Of a window, how much may lie outside the picture at each side.
const OUTSIDE: f32 = 0.25;

/// Sums over any region of what an object could gain at each pixel, and of its place (Crow 1984).
pub struct Gains {
    width: usize,
    height: usize,
    /// For each corner of pixels the sums above and left of it: of gains, of gains times row, times column.
    sums: Vec<[f64; 3]>,
}

impl Gains {
    /// Of `height * width` gains.
    pub fn new(gains: &[f32], [height, width, _]: Size) -> Self {
        let mut sums = vec![[0.0; 3]; (height + 1) * (width + 1)];
        for row in 0..height {
            let mut line = [0.0; 3];
            for column in 0..width {
                let gain = f64::from(gains[row * width + column]);
                let here = [gain, gain * (row as f64 + 0.5), gain * (column as f64 + 0.5)];
                for (part, here) in here.into_iter().enumerate() {
                    line[part] += here;
                    sums[(row + 1) * (width + 1) + column + 1][part] =
                        sums[row * (width + 1) + column + 1][part] + line[part];
                }
            }
        }
        Self { width, height, sums }
    }

    fn of(&self, region: &Region) -> [f64; 3] {
        let inside = |at: f32, length: usize| at.round().clamp(0.0, length as f32) as usize;
        let rows = [region.top, region.top + region.height].map(|at| inside(at, self.height));
        let columns = [region.left, region.left + region.width].map(|at| inside(at, self.width));
        let at = |row: usize, column: usize| self.sums[row * (self.width + 1) + column];
        std::array::from_fn(|part| {
            at(rows[1], columns[1])[part] + at(rows[0], columns[0])[part]
                - at(rows[0], columns[1])[part]
                - at(rows[1], columns[0])[part]
        })
    }

    /// Whether an object could be worth the price here, and what there is lies about in the middle.
    pub fn is_worth_a_look(&self, region: &Region, price: f64) -> bool {
        let [gain, row, column] = self.of(region);
        let off = |sum: f64, start: f32, length: f32| {
            (sum / gain - f64::from(start + length / 2.0)).abs() / f64::from(length)
        };
        gain > price.max(f64::MIN_POSITIVE)
            && off(row, region.top, region.height) < OFF_CENTRE
            && off(column, region.left, region.width) < OFF_CENTRE
    }
}

/// Windows of several sizes, `stride` pixels apart, that are worth a look.
pub fn windows(gains: &Gains, image: Size, scales: &[f64], stride: f32, price: f64) -> Vec<Region> {
    let mut found = Vec::new();
    for &scale in scales {
        let [height, width] = [0, 1].map(|axis| image[axis] as f32 * scale as f32);
        let places = |length: usize, window: f32| {
            let first = -OUTSIDE * window;
            let last = (length as f32 - (1.0 - OUTSIDE) * window).max(first);
            let count = ((last - first) / stride).round() as usize;
            (0..=count).map(move |at| first + at as f32 * stride)
        };
        for top in places(gains.height, height) {
            for left in places(gains.width, width) {
                let region = Region { top, left, height, width };
                if gains.is_worth_a_look(&region, price) {
                    found.push(region);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_about_what_stands_out_and_worth_their_price() {
        let size = [40, 50, 1];
        let mut gains = vec![0.0; 2000];
        for (row, column) in (20..24).flat_map(|row| (30..34).map(move |column| (row, column))) {
            gains[row * 50 + column] = 2.0;
        }
        let gains = Gains::new(&gains, size);
        let square = Region { top: 19.0, left: 29.0, height: 6.0, width: 3.0 };
        assert_eq!(gains.of(&square), [16.0, 16.0 * 22.0, 16.0 * 31.0]);
        let found = windows(&gains, [10, 10, 1], &[1.0, 2.0], 2.0, 31.0);
        assert!(found.iter().any(|r| r.height == 10.0) && found.iter().any(|r| r.height == 20.0));
        for region in &found {
            let off = region.top + region.height / 2.0 - 22.0;
            assert!(off.abs() <= 0.2 * region.height, "{region:?}");
        }
        assert!(windows(&gains, [10, 10, 1], &[1.0], 2.0, 33.0).is_empty());
        assert!(windows(&Gains::new(&[0.0; 2000], size), [10, 10, 1], &[1.0], 2.0, 0.0).is_empty());
    }
}
