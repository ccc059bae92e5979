use serde::{Deserialize, Serialize};

use super::matching::match_tracks;
use super::{Track, TrackerOptions};
use crate::boxes::{BoundingBox, Detection};
use crate::error::{Error, Result};
use crate::limits::FRAME_DETECTIONS;
use crate::work::{PART, Work};

/// What is followed, between two frames: all that the next frame needs.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Tracker {
    /// How many it has had.
    pub frames: u32,
    /// How many things it has given an id.
    pub born: u32,
    /// In the order in which they began.
    pub tracks: Vec<Track>,
}

/// A track that is believed, in one frame.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Followed {
    /// The track's own.
    pub id: u32,
    /// Where it is as far as is known.
    #[serde(rename = "box")]
    pub bounds: BoundingBox,
    /// What most of its detections were taken for.
    pub class: Option<u32>,
    /// Frames since it was last seen; 0 where it is in this one.
    pub missed: u32,
}

/// A frame's things.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TrackedFrame {
    /// Those that are believed, those not seen too.
    pub tracks: Vec<Followed>,
    /// The id of each detection's track, whether that is believed or not yet.
    pub ids: Vec<u32>,
}

impl Tracker {
    /// Takes the next frame.
    ///
    /// # Errors
    /// When there are too many detections or tracks, or their codes can't be compared; it is then as it was.
    pub fn advance(
        &mut self,
        detections: &[Detection],
        options: &TrackerOptions,
    ) -> Result<TrackedFrame> {
        options.check()?;
        self.check(detections)?;
        let mut tracks: Vec<Track> = self.tracks.iter().filter_map(Track::predicted).collect();
        let detection_of = match_tracks(&tracks, detections, options)?;

        self.frames = self.frames.saturating_add(1);
        let mut ids = vec![0; detections.len()];
        let mut detection_of = detection_of.into_iter();
        tracks.retain_mut(|track| match detection_of.next().flatten() {
            None => track.miss(options),
            Some(index) => {
                ids[index] = track.id;
                track.see(&detections[index], options)
            }
        });
        for (id, detection) in ids.iter_mut().zip(detections).filter(|(id, _)| **id == 0) {
            self.born = self.born.saturating_add(1);
            *id = self.born;
            tracks.push(Track::new(*id, detection, options));
        }
        for track in &mut tracks {
            track.believed |= track.hits >= options.min_hits || self.frames <= options.min_hits;
        }
        self.tracks = tracks;
        let believed = self.tracks.iter().filter(|track| track.believed).map(|track| Followed {
            id: track.id,
            bounds: track.bounds,
            class: track.class(),
            missed: track.missed,
        });
        Ok(TrackedFrame { tracks: believed.collect(), ids })
    }

    fn check(&self, detections: &[Detection]) -> Result<()> {
        FRAME_DETECTIONS.check(detections.len() as f64)?;
        let codes = detections.iter().map(|detection| &detection.latent);
        let codes = self.tracks.iter().map(|track| &track.latent).chain(codes);
        let mut expected = 0;
        for latent in codes.filter(|latent| !latent.is_empty()) {
            let found = latent.len();
            if expected != 0 && expected != found {
                return Err(Error::DifferentDimensions { found, expected });
            }
            expected = found;
        }
        for (point, detection) in detections.iter().enumerate() {
            let latent = &detection.latent;
            if let Some(dimension) = latent.iter().position(|value| !value.is_finite()) {
                return Err(Error::NotFinite { point, dimension, value: latent[dimension] });
            }
        }
        Ok(())
    }
}

/// Takes frame after frame.
pub struct TrackWork {
    tracker: Tracker,
    options: TrackerOptions,
    frames: Vec<Vec<Detection>>,
    tracked: Vec<TrackedFrame>,
}

impl TrackWork {
    /// From where a tracker is, which is new for the first frames of a video.
    ///
    /// # Errors
    /// When an option is out of range.
    pub fn new(
        tracker: Tracker,
        frames: Vec<Vec<Detection>>,
        options: TrackerOptions,
    ) -> Result<Self> {
        options.check()?;
        Ok(Self { tracker, options, frames, tracked: Vec::new() })
    }
}

impl Work for TrackWork {
    /// Where the tracker is after the last frame, and what it said of each.
    type Output = (Tracker, Vec<TrackedFrame>);

    fn advance(&mut self) -> Result<Option<Self::Output>> {
        let mut cost = 0;
        while cost < PART && self.tracked.len() < self.frames.len() {
            let detections = &self.frames[self.tracked.len()];
            let sides = [self.tracker.tracks.len() + 1, detections.len() + 1];
            // A pair's overlap, and its part of the search for the cheapest.
            cost += sides[0] * sides[1] * (20 + sides[0].min(sides[1]));
            self.tracked.push(self.tracker.advance(detections, &self.options)?);
        }
        let over = self.tracked.len() == self.frames.len();
        Ok(over.then(|| (std::mem::take(&mut self.tracker), std::mem::take(&mut self.tracked))))
    }

    fn done(&self) -> f64 {
        self.tracked.len() as f64 / self.frames.len().max(1) as f64
    }
}
