use super::network::SIDE;

/// Makes images of one size 16 x 16 pixels of three channels. A new pixel is the mean of what it covers of the old ones,
/// each by its covered area; a larger image loses no light, a smaller one is made of larger squares.
pub(super) struct Resize {
    rows: Vec<Vec<(usize, f32)>>,
    columns: Vec<Vec<(usize, f32)>>,
    width: usize,
    channels: usize,
}

impl Resize {
    pub fn new(height: usize, width: usize, channels: usize) -> Self {
        Self { rows: shares(height), columns: shares(width), width, channels }
    }

    /// Multiplications and additions an image.
    pub fn cost(&self) -> usize {
        let covered = |shares: &[Vec<(usize, f32)>]| shares.iter().map(Vec::len).sum::<usize>();
        3 * covered(&self.rows) * covered(&self.columns)
    }

    /// `[height, width, channels]` to `[16, 16, 3]`.
    pub fn apply(&self, image: &[f32]) -> Vec<f32> {
        let mut resized = Vec::with_capacity(SIDE * SIDE * 3);
        for rows in &self.rows {
            for columns in &self.columns {
                for channel in 0..3 {
                    let mut sum = 0.0;
                    for (row, height) in rows {
                        for (column, width) in columns {
                            let pixel = (row * self.width + column) * self.channels;
                            sum += height * width * image[pixel + channel % self.channels];
                        }
                    }
                    resized.push(sum);
                }
            }
        }
        resized
    }
}

/// Which of the old pixels each new one covers, and by what share of itself.
fn shares(length: usize) -> Vec<Vec<(usize, f32)>> {
    let covered = |new: usize| {
        let (from, to) = (new * length, (new + 1) * length);
        // In sixteenths of an old pixel.
        let share = |old: usize| {
            let overlap = to.min((old + 1) * SIDE) - from.max(old * SIDE);
            (old, overlap as f32 / length as f32)
        };
        (from / SIDE..to.div_ceil(SIDE)).map(share).collect()
    };
    (0..SIDE).map(covered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_shared_out_by_area() {
        assert_eq!(shares(16)[3], [(3, 1.0)]);
        assert_eq!(shares(8)[3], [(1, 1.0)]);
        assert_eq!(shares(32)[3], [(6, 0.5), (7, 0.5)]);
        // 1.75 old pixels a new one: from 1.75 to 3.5.
        let uneven = &shares(28)[1];
        let by_hand = [(1, 0.25 / 1.75), (2, 1.0 / 1.75), (3, 0.5 / 1.75)];
        for (share, by_hand) in uneven.iter().zip(by_hand) {
            assert!(share.0 == by_hand.0 && (share.1 - by_hand.1 as f32).abs() < 1e-6);
        }
        assert_eq!(uneven.len(), 3);
    }

    #[test]
    fn grey_is_three_equal_channels_and_colours_keep_theirs() {
        let grey = Resize::new(1, 2, 1).apply(&[0.25, 0.75]);
        assert_eq!(grey[..3], [0.25; 3]);
        assert_eq!(grey[SIDE * SIDE * 3 - 3..], [0.75; 3]);
        let coloured = Resize::new(1, 1, 3).apply(&[0.1, 0.2, 0.3]);
        assert_eq!(coloured.len(), SIDE * SIDE * 3);
        assert!(coloured.chunks(3).all(|pixel| pixel == [0.1, 0.2, 0.3]));
    }
}
