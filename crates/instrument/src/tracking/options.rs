use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::limits::{
    LATENT_DISTANCE, OVERLAP, TRACK_HITS, TRACK_LATENT_MEMORY, TRACK_MISSES, TRACK_TRAIL,
};

/// When a detection goes on a track, and when tracks begin and end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct TrackerOptions {
    /// Least overlap (IoU) of a detection with where its track was expected; 0.3, as in SORT.
    pub overlap: f64,
    /// Greatest distance of a detection's code from its track's; without one, which is the default, codes don't count.
    pub latent_distance: Option<f64>,
    /// Share of a track's code that it keeps as it takes a detection's; 0.9, as in JDE (Wang and others 2020).
    pub latent_memory: f64,
    /// Frames in a row in which a thing must be seen before it is believed; 3, as in SORT. In the first so many frames
    /// of all, everything is believed.
    pub min_hits: u32,
    /// Frames for which a track that was believed lives on unseen; 8. SORT has 1; a longer one bridges what hides
    /// things for a moment.
    pub max_age: u32,
    /// Places of a track that are kept, the last ones; 60.
    pub trail: usize,
}

impl Default for TrackerOptions {
    fn default() -> Self {
        Self {
            overlap: 0.3,
            latent_distance: None,
            latent_memory: 0.9,
            min_hits: 3,
            max_age: 8,
            trail: 60,
        }
    }
}

impl TrackerOptions {
    /// Refuses numbers out of range.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`]
    pub fn check(&self) -> Result<()> {
        OVERLAP.check(self.overlap)?;
        self.latent_distance.map_or(Ok(()), |distance| LATENT_DISTANCE.check(distance))?;
        TRACK_LATENT_MEMORY.check(self.latent_memory)?;
        TRACK_HITS.check(self.min_hits.into())?;
        TRACK_MISSES.check(self.max_age.into())?;
        TRACK_TRAIL.check(self.trail as f64)
    }
}
