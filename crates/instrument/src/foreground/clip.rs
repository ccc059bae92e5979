use super::Background;
use crate::error::{Error, Result};
use crate::limits::{COORDINATE, NOISE};
use crate::work::{PART, Work};

/// Of the normal distribution: the standard deviation that a median absolute deviation of 1 stands for.
const DEVIATION: f32 = 1.482_602_2;

/// A clip's own background: each value's median over the frames, and 1.4826 times the median of its distances from that
/// (MAD), which neither heeds what passes for less than half of the time.
pub struct ClipWork {
    frames: Vec<f32>,
    size: [usize; 3],
    least_noise: f32,
    mean: Vec<f32>,
    noise: Vec<f32>,
}

impl ClipWork {
    /// Takes `[frames, height, width, channels]` values, and the least noise, which stands where a pixel hardly ever
    /// changes: for values in [0, 1] of 8 bits some 0.01.
    ///
    /// # Errors
    /// When there is no frame, they don't come out even, or a number is out of range.
    pub fn new(frames: Vec<f32>, size: [usize; 3], least_noise: f32) -> Result<Self> {
        NOISE.check(least_noise.into())?;
        let dimensions = size.iter().fold(1, |all: usize, &side| all.saturating_mul(side));
        if dimensions == 0 || !frames.len().is_multiple_of(dimensions) {
            return Err(Error::Ragged { values: frames.len(), dimensions });
        }
        if frames.is_empty() {
            return Err(Error::TooFewPoints { what: "A clip's background", points: 0, least: 1 });
        }
        frames.iter().try_for_each(|&value| COORDINATE.check(value.into()))?;
        Ok(Self { frames, size, least_noise, mean: Vec::new(), noise: Vec::new() })
    }

    fn values(&self) -> usize {
        self.size.iter().product()
    }
}

impl Work for ClipWork {
    type Output = Background;

    fn advance(&mut self) -> Result<Option<Background>> {
        let values = self.values();
        let count = self.frames.len() / values;
        // A value is read and moved some ten times.
        let part = PART / (10 * count) + 1;
        let mut over_time = Vec::with_capacity(count);
        for at in self.mean.len()..values.min(self.mean.len() + part) {
            over_time.clear();
            over_time.extend(self.frames.iter().skip(at).step_by(values));
            let middle = median(&mut over_time);
            for value in &mut over_time {
                *value = (*value - middle).abs();
            }
            self.mean.push(middle);
            self.noise.push((DEVIATION * median(&mut over_time)).max(self.least_noise));
        }
        if self.mean.len() < values {
            return Ok(None);
        }
        let (mean, noise) = (std::mem::take(&mut self.mean), std::mem::take(&mut self.noise));
        Background::new(mean, noise, self.size[1], self.size[2]).map(Some)
    }

    fn done(&self) -> f64 {
        self.mean.len() as f64 / self.values() as f64
    }
}

/// The middle of at least one value, of an even number the mean of both; it changes their order.
fn median(values: &mut [f32]) -> f32 {
    let odd = values.len() % 2 == 1;
    let (below, &mut upper, _) = values.select_nth_unstable_by(values.len() / 2, f32::total_cmp);
    if odd {
        return upper;
    }
    let lower = below.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    (lower + upper) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::complete;

    #[test]
    fn medians_by_hand() {
        assert_eq!(median(&mut [3.0]), 3.0);
        assert_eq!(median(&mut [4.0, -1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [4.0, -1.0, 2.0, 3.0]), 2.5);
    }

    #[test]
    fn what_passes_leaves_no_mark() {
        // Two pixels of one channel, five frames. Of the first, distances from 0.3 are 0.1, 0, 0.6, 0.1, 0.2; the second
        // never changes.
        let first = [0.2, 0.3, 0.9, 0.4, 0.1];
        let frames = first.iter().flat_map(|&value| [value, 0.7]).collect();
        let found = complete(ClipWork::new(frames, [1, 2, 1], 0.01).unwrap()).unwrap();
        assert_eq!((found.mean(), found.width()), (&[0.3, 0.7][..], 2));
        assert!((found.noise()[0] - 0.148_260_22).abs() < 1e-6);
        assert_eq!(found.noise()[1], 0.01);
    }

    #[test]
    fn the_noise_of_normal_values_is_their_deviation() {
        use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
        use rand_distr::{Distribution, Normal};
        let normal = Normal::new(0.5f32, 0.05).unwrap();
        // 4,000 frames of 200 values, which takes several parts.
        let random = &mut ChaCha8Rng::seed_from_u64(1);
        let frames = normal.sample_iter(random).take(200 * 4_000).collect();
        let mut work = ClipWork::new(frames, [10, 20, 1], 0.001).unwrap();
        assert_eq!((work.advance(), work.done() > 0.0 && work.done() < 1.0), (Ok(None), true));
        let found = complete(work).unwrap();
        for (mean, noise) in found.mean().iter().zip(found.noise()) {
            assert!((mean - 0.5).abs() < 0.005 && (noise - 0.05).abs() < 0.005, "{mean} {noise}");
        }
    }

    #[test]
    fn what_is_no_clip_is_refused() {
        assert!(ClipWork::new(vec![], [2, 2, 1], 0.01).is_err());
        assert!(ClipWork::new(vec![0.0; 7], [2, 2, 1], 0.01).is_err());
        assert!(ClipWork::new(vec![], [0, 2, 1], 0.01).is_err());
        assert!(ClipWork::new(vec![0.0], [usize::MAX, 2, 2], 0.01).is_err());
        assert!(ClipWork::new(vec![f32::NAN; 4], [2, 2, 1], 0.01).is_err());
        assert!(ClipWork::new(vec![0.0; 4], [2, 2, 1], 0.0).is_err());
    }
}
