//! Things followed over the frames of a video, and how well: SORT (Bewley, Ge, Ott, Ramos and Upcroft, "Simple online
//! and realtime tracking", 2016), with codes beside overlaps where detections have them.

mod matching;
mod measures;
mod motion;
mod options;
mod track;
mod tracker;

pub use measures::{Identified, Observed, TrackMeasures, measure_tracks};
pub use motion::{BoxMotion, Motion};
pub use options::TrackerOptions;
pub use track::{Track, Vote};
pub use tracker::{Followed, TrackWork, TrackedFrame, Tracker};
