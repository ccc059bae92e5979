use serde::{Deserialize, Serialize};

use super::{BoxMotion, TrackerOptions};
use crate::boxes::{BoundingBox, Detection};

/// How often a track was taken for a class.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// Which one.
    pub class: u32,
    /// Detections that say so.
    pub count: u32,
}

/// A thing that is followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Track {
    /// Its own, counted from 1.
    pub id: u32,
    /// Where it is as far as is known.
    #[serde(rename = "box")]
    pub bounds: BoundingBox,
    /// What is known of its movement.
    pub motion: BoxMotion,
    /// Frames in a row in which it was seen, until now or until it was last.
    pub hits: u32,
    /// Frames since it was last seen; 0 where it is in this one.
    pub missed: u32,
    /// Whether it has been seen often enough to be believed.
    pub believed: bool,
    /// What its detections were taken for, in the order in which classes came up.
    pub votes: Vec<Vote>,
    /// Mean of its detections' codes, the latest counting most; empty where they had none.
    pub latent: Vec<f32>,
    /// Its centre in each of the last frames, `[x, y]`, this one last.
    pub trail: Vec<[f64; 2]>,
}

impl Track {
    /// Begins with a detection.
    pub(super) fn new(id: u32, seen: &Detection, options: &TrackerOptions) -> Self {
        let mut track = Self {
            id,
            bounds: seen.bounds,
            motion: BoxMotion::new(&seen.bounds),
            hits: 1,
            missed: 0,
            believed: false,
            votes: Vec::new(),
            latent: seen.latent.clone(),
            trail: Vec::new(),
        };
        track.vote(seen.class);
        track.leave_trail(options);
        track
    }

    /// A frame later; none where it has left all bounds.
    pub(super) fn predicted(&self) -> Option<Self> {
        let mut track = self.clone();
        track.motion.predict();
        track.bounds = track.motion.bounds().ok()?;
        Some(track)
    }

    /// Seen as this; false where that takes it out of all bounds.
    pub(super) fn see(&mut self, seen: &Detection, options: &TrackerOptions) -> bool {
        self.hits = if self.missed == 0 { self.hits.saturating_add(1) } else { 1 };
        self.missed = 0;
        self.motion.correct(&seen.bounds);
        if self.latent.is_empty() {
            self.latent.clone_from(&seen.latent);
        }
        let keep = options.latent_memory as f32;
        for (mean, new) in self.latent.iter_mut().zip(&seen.latent) {
            *mean = keep * *mean + (1.0 - keep) * new;
        }
        self.vote(seen.class);
        let bounds = self.motion.bounds();
        self.bounds = bounds.as_ref().copied().unwrap_or(self.bounds);
        self.leave_trail(options);
        bounds.is_ok()
    }

    /// Not seen; false where it is over.
    pub(super) fn miss(&mut self, options: &TrackerOptions) -> bool {
        self.missed = self.missed.saturating_add(1);
        self.leave_trail(options);
        self.believed && self.missed <= options.max_age
    }

    /// What most of its detections were taken for, of several the one that came up first.
    pub fn class(&self) -> Option<u32> {
        let most = self.votes.iter().rev().max_by_key(|vote| vote.count);
        most.map(|vote| vote.class)
    }

    fn vote(&mut self, class: Option<u32>) {
        let Some(class) = class else { return };
        match self.votes.iter_mut().find(|vote| vote.class == class) {
            Some(vote) => vote.count = vote.count.saturating_add(1),
            None => self.votes.push(Vote { class, count: 1 }),
        }
    }

    fn leave_trail(&mut self, options: &TrackerOptions) {
        self.trail.push(self.bounds.centre());
        let over = self.trail.len().saturating_sub(options.trail);
        self.trail.drain(..over);
    }
}
