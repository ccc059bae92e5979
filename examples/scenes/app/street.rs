//! A composed street before a camera that stands still: what moves is found frame by frame, followed, and named by its
//! neighbours among the training images.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use vae_playground::data::Split;
use vae_playground::scene::{Background, DetectOptions};
use vae_playground_images::Limits;
use vae_playground_images::scenes::{Frames, ObjectImages, Street, StreetOptions};
use vae_playground_instrument::boxes::{BoundingBox, Detection};
use vae_playground_instrument::foreground::{Background as Still, ClipWork};
use vae_playground_instrument::neighbours::SearchWork;
use vae_playground_instrument::tracking::{
    Identified, Observed, TrackMeasures, Tracker, TrackerOptions, measure_tracks,
};
use vae_playground_instrument::{Labels, Points, Result as Answer, complete};

use super::measures::bounds;
use super::searcher::{Searcher, told};
use super::sets::Set;
use super::tiers::images;

/// How well what is in a street was followed and named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Followed {
    pub mota: f64,
    /// The same without things of which less than [`SHOWN`] shows.
    pub mota_shown: f64,
    pub idf1: f64,
    pub switches: usize,
    pub misses: usize,
    pub false_alarms: usize,
    /// Of the things that have a track, the share whose track is taken for their class.
    pub class: f64,
    /// Things that there are, and those that have a track.
    pub things: usize,
    pub followed: usize,
    /// Frames a second, of search and tracks.
    pub rate: f64,
}

/// Frames in which the background is learned, evenly over the clip, and the least noise of a value.
const LEARNED: usize = 60;
const LEAST_NOISE: f32 = 0.01;
/// Frames composed at once.
const PART: usize = 60;
/// Neighbours that vote.
const NEIGHBOURS: usize = 15;
/// Frames for which a track that isn't seen is said to be where it is expected.
const COASTED: u32 = 3;
/// Of a track with a thing, to be its.
const OVERLAP: f64 = 0.5;
/// KITTI leaves out what is cut off by more than half (Geiger and others 2012).
const SHOWN: f32 = 0.5;

/// Composes a street of the set's test images, finds and follows what is in it.
///
/// # Errors
/// What went wrong, for a person.
pub fn followed(
    searcher: &mut Searcher,
    set: &Set,
    frames: usize,
    seed: u64,
) -> Result<Followed, String> {
    let (pixels, shape) = images(set, Split::Test)?;
    let column = set.columns.iter().find(|column| column.name == "kind");
    let column = column.or(set.columns.first()).ok_or("The set has no classes.")?;
    let class = |name: &str| {
        let place = column.classes.iter().position(|class| class == name);
        place.map(|class| class as u32).ok_or(format!("The set has no class {name}."))
    };
    let label = |split| -> Vec<u32> {
        set.data.rows(split).iter().map(|&row| column.labels[row as usize]).collect()
    };
    let labels = label(Split::Test);
    let passing =
        ["vehicle", "person", "animal"].map(class).into_iter().collect::<Result<Vec<_>, _>>()?;
    let options = StreetOptions {
        vehicles: passing[..1].to_vec(),
        walkers: passing[1..].to_vec(),
        seed,
        ..StreetOptions::default()
    };
    let text = |error: vae_playground_images::Error| error.to_string();
    let objects = ObjectImages::new(&pixels, shape, Some(&labels)).map_err(text)?;
    let street = Street::new(objects, options).map_err(text)?;
    let composed = |first: usize, count: usize| {
        street.frames(first as u32, count, &Limits::default()).map_err(text)
    };
    let (height, width) = StreetOptions::default().size;
    let size = [height, width, shape.channels];

    let every = (frames / LEARNED).max(1);
    let mut clip = Vec::new();
    for first in (0..frames).step_by(every) {
        clip.extend(composed(first, 1)?.scenes.pixels);
    }
    let still = complete(ClipWork::new(clip, size, LEAST_NOISE).map_err(wrong)?).map_err(wrong)?;
    let names = Names::new(searcher, set, &label(Split::Train), &passing)?;

    let mut followed = Follower::default();
    for first in (0..frames).step_by(PART) {
        let part = composed(first, PART.min(frames - first))?;
        followed.take(searcher, &names, &still, &part, size)?;
    }
    followed.measured(frames)
}

/// What training images' codes are of, of the classes that pass.
struct Names {
    points: Arc<Points>,
    labels: Labels,
}

impl Names {
    fn new(
        searcher: &mut Searcher,
        set: &Set,
        labels: &[u32],
        passing: &[u32],
    ) -> Result<Self, String> {
        let codes = searcher.encode(images(set, Split::Train)?.0)?.mean;
        let latent = codes.len() / labels.len();
        let passes = |(_, label): &(&[f32], u32)| passing.contains(label);
        let all = codes.chunks_exact(latent).zip(labels.iter().copied()).filter(passes);
        let (codes, labels): (Vec<&[f32]>, Vec<i32>) =
            all.map(|(code, label)| (code, label as i32)).unzip();
        let codes = codes.concat();
        let classes = passing.iter().max().map_or(0, |&class| class as usize + 1);
        let labels = Labels::new(labels, classes);
        let points = Points::new(codes, latent).map_err(wrong)?;
        Ok(Self { points: Arc::new(points), labels: labels.map_err(wrong)? })
    }

    /// Names what was found.
    fn say(&self, found: &mut [Detection]) -> Answer<()> {
        if found.is_empty() {
            return Ok(());
        }
        let codes = found.iter().flat_map(|one| one.latent.iter().copied()).collect();
        let queries = Arc::new(Points::new(codes, self.points.dimensions())?);
        let near = complete(SearchWork::new(self.points.clone(), queries, NEIGHBOURS)?)?;
        let said = near.classify(&self.labels, NEIGHBOURS, None)?;
        for (one, class) in found.iter_mut().zip(said.classes) {
            one.class = u32::try_from(class).ok();
        }
        Ok(())
    }
}

#[derive(Default)]
struct Follower {
    tracker: Tracker,
    frames: Vec<Observed>,
    /// Without things of which too little shows, and tracks of them.
    shown: Vec<Observed>,
    /// Of each thing its class, and of each track what it was last taken for.
    things: BTreeMap<u32, u32>,
    tracks: BTreeMap<u32, Option<u32>>,
    seconds: f64,
}

impl Follower {
    fn take(
        &mut self,
        searcher: &mut Searcher,
        names: &Names,
        still: &Still,
        frames: &Frames,
        size: [usize; 3],
    ) -> Result<(), String> {
        let options = DetectOptions { background: Background::Given, ..DetectOptions::default() };
        // A pixel's is the mean over its channels.
        let noise = still.noise().chunks_exact(size[2]);
        let noise: Vec<f32> =
            noise.map(|values| values.iter().sum::<f32>() / size[2] as f32).collect();
        let scenes = frames.scenes.pixels.chunks_exact(size.iter().product());
        let objects = frames.scenes.objects.iter().zip(&frames.identities);
        for (pixels, (objects, identities)) in scenes.zip(objects) {
            let began = Instant::now();
            let found = searcher.find(pixels, size, &options, Some((still.mean(), &noise)))?;
            let mut found = told(&found).map_err(wrong)?.detections;
            names.say(&mut found).map_err(wrong)?;
            let tracked =
                self.tracker.advance(&found, &TrackerOptions::default()).map_err(wrong)?;
            self.seconds += began.elapsed().as_secs_f64();

            let mut all = Observed { truth: Vec::new(), tracked: Vec::new() };
            let mut hidden = Vec::new();
            for (object, &id) in objects.iter().zip(identities) {
                self.things.extend(object.class.map(|class| (id, class)));
                let bounds = bounds(&object.bounds).map_err(wrong)?;
                all.truth.push(Identified { id, bounds });
                if object.visible < SHOWN {
                    hidden.push(id);
                }
            }
            for track in tracked.tracks.iter().filter(|track| track.missed <= COASTED) {
                let Some(bounds) = inside(&track.bounds, size) else { continue };
                self.tracks.insert(track.id, track.class);
                all.tracked.push(Identified { id: track.id, bounds });
            }
            self.shown.push(without(&all, &hidden));
            self.frames.push(all);
        }
        Ok(())
    }

    fn measured(self, frames: usize) -> Result<Followed, String> {
        let TrackMeasures {
            mota, idf1, switches, misses, false_alarms, things, identities, ..
        } = measure_tracks(&self.frames, OVERLAP).map_err(wrong)?;
        let shown = measure_tracks(&self.shown, OVERLAP).map_err(wrong)?.mota;
        let right = identities.iter().filter(|(thing, track)| {
            self.tracks[track].is_some_and(|class| self.things.get(thing) == Some(&class))
        });
        Ok(Followed {
            mota: mota.unwrap_or(f64::NAN),
            mota_shown: shown.unwrap_or(f64::NAN),
            idf1: idf1.unwrap_or(f64::NAN),
            switches,
            misses,
            false_alarms,
            class: right.count() as f64 / identities.len() as f64,
            things,
            followed: identities.len(),
            rate: frames as f64 / self.seconds,
        })
    }
}

/// The part of a box inside the picture.
fn inside(bounds: &BoundingBox, [height, width, _]: [usize; 3]) -> Option<BoundingBox> {
    let (left, top) = (bounds.x().max(0.0), bounds.y().max(0.0));
    let right = (bounds.x() + bounds.width()).min(width as f64);
    let bottom = (bounds.y() + bounds.height()).min(height as f64);
    BoundingBox::new(left, top, right - left, bottom - top).ok()
}

/// Without these things, and tracks that could be theirs alone.
fn without(all: &Observed, things: &[u32]) -> Observed {
    let (left_out, truth): (Vec<_>, Vec<_>) =
        all.truth.iter().copied().partition(|thing| things.contains(&thing.id));
    let is_of = |track: &Identified, things: &[Identified]| {
        things.iter().any(|thing| thing.bounds.iou(&track.bounds) >= OVERLAP)
    };
    let tracked = all.tracked.iter().copied();
    let tracked =
        tracked.filter(|track| is_of(track, &truth) || !is_of(track, &left_out)).collect();
    Observed { truth, tracked }
}

fn wrong(error: vae_playground_instrument::Error) -> String {
    error.to_string()
}
