use crate::scene::{Region, Resampling, Size};

/// Places a side of what the encoder sees of a frame.
pub const PLACES: usize = 8;

/// How the model sees a clip's frames.
pub struct View {
    shrunk: Resized,
    glance: Resized,
    whole: Resized,
}

impl View {
    /// Of frames whose longer side becomes at most `side` pixels.
    pub fn new(frame: Size, side: usize) -> Self {
        let [height, width, channels] = frame;
        let scale = (side as f64 / height.max(width) as f64).min(1.0);
        let shrunk =
            [height, width].map(|length| ((length as f64 * scale).round() as usize).max(1));
        let seen = [shrunk[0], shrunk[1], channels];
        Self {
            shrunk: Resized::new(frame, shrunk),
            glance: Resized::new(seen, [PLACES; 2]),
            whole: Resized::new(seen, [height, width]),
        }
    }

    /// Height, width and channels of a frame as the model sees it.
    pub fn size(&self) -> Size {
        self.glance.from
    }

    /// A frame as the model sees it, `[height, width, channels]`.
    pub fn seen(&self, frame: &[f32]) -> Vec<f32> {
        self.shrunk.of(frame)
    }

    /// What the model sees, or says, in the frame's own size.
    pub fn whole(&self, seen: &[f32]) -> Vec<f32> {
        self.whole.of(seen)
    }

    /// The same as the encoder sees it: `[PLACES, PLACES, channels]`.
    pub fn glance(&self, seen: &[f32]) -> Vec<f32> {
        self.glance.of(seen)
    }
}

/// Pictures of one size in another.
struct Resized {
    from: Size,
    resampling: Resampling,
    /// What becomes of ones, which is less near the edge.
    whole: Vec<f32>,
}

impl Resized {
    fn new(from: Size, to: [usize; 2]) -> Self {
        let [height, width] = [from[0] as f32, from[1] as f32];
        let resampling = Resampling::new(Region { top: 0.0, left: 0.0, height, width }, from, to);
        let whole = resampling.crop(&vec![1.0; from.iter().product()]);
        Self { from, resampling, whole }
    }

    fn of(&self, picture: &[f32]) -> Vec<f32> {
        let samples = self.resampling.crop(picture);
        samples.iter().zip(&self.whole).map(|(value, whole)| value / whole).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_frames_stay_and_large_ones_are_shrunk_evenly() {
        let pixels: Vec<f32> = (0..6).map(|at| at as f32 / 6.0).collect();
        let view = View::new([2, 3, 1], 64);
        assert_eq!((view.size(), view.seen(&pixels)), ([2, 3, 1], pixels.clone()));
        assert_eq!(view.whole(&pixels), pixels);
        let view = View::new([96, 128, 3], 64);
        let seen = view.seen(&[0.25; 96 * 128 * 3]);
        assert_eq!((view.size(), seen.len()), ([48, 64, 3], 48 * 64 * 3));
        assert!(seen.iter().all(|value| (value - 0.25).abs() < 1e-6));
        let whole = view.whole(&seen);
        assert!(whole.len() == 96 * 128 * 3 && whole.iter().all(|v| (v - 0.25).abs() < 1e-6));
        assert!(view.glance(&seen).iter().all(|value| (value - 0.25).abs() < 1e-6));
        assert_eq!(View::new([1, 300, 1], 30).size(), [1, 30, 1]);
    }
}
