//! How many images may go through a model at once, so that inference stays within its share of the memory.

use super::Cost;

/// Bytes that inference takes at most, as long as it is more than an image's.
const SHARE: u64 = 128 << 20;
/// Bytes of a number.
const F32: u64 = 4;

impl Cost {
    /// At most `most` images, fewer of a large model, at least one.
    pub fn rows_at_once(&self, most: usize) -> usize {
        let fitting = SHARE / self.bytes_a_row();
        usize::try_from(fitting).unwrap_or(most).clamp(1, most)
    }

    /// Bytes that inference takes at its height.
    pub fn inference_bytes(&self) -> u64 {
        self.bytes_a_row().max(SHARE)
    }

    /// All layers of one image: what is freed on the way makes up for what a layer's kernels take beside.
    fn bytes_a_row(&self) -> u64 {
        self.encoder_values.saturating_add(self.decoder_values).saturating_mul(F32).max(1)
    }
}

#[cfg(test)]
mod tests {
    use crate::data::Shape;
    use crate::model::ModelConfig;

    #[test]
    fn a_large_model_takes_fewer_images_at_once() {
        let digits = Shape { count: 1, height: 8, width: 8, channels: 1 };
        assert_eq!(ModelConfig::default().cost(digits).rows_at_once(512), 512);
        let photos = Shape { count: 1, height: 64, width: 64, channels: 3 };
        let large = ModelConfig { channels: vec![128, 256], ..ModelConfig::default() };
        let rows = large.cost(photos).rows_at_once(4096);
        // Its largest layer alone has 1,024 places of 9 * 3 values on the way in, 256 of 9 * 128 further on.
        assert!((4..64).contains(&rows), "{rows}");
        let huge = Shape { count: 1, height: 1024, width: 1024, channels: 3 };
        assert_eq!(
            ModelConfig { channels: vec![512; 5], ..large }.cost(huge).rows_at_once(4096),
            1
        );
    }
}
