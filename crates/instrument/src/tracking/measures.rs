use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use crate::assignment::assign;
use crate::boxes::BoundingBox;
use crate::error::{Error, Result};
use crate::limits::OVERLAP;

/// A thing in a frame, known again by its number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Identified {
    /// The same in every frame; no other has it.
    pub id: u32,
    /// Where it is.
    pub bounds: BoundingBox,
}

/// What is in a frame, and what a tracker says is.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// Its things, under their own numbers.
    pub truth: Vec<Identified>,
    /// Its tracks, under theirs.
    pub tracked: Vec<Identified>,
}

/// How well things are followed: CLEAR MOT (Bernardin and Stiefelhagen 2008) and identities (Ristani and others 2016).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackMeasures {
    /// Multiple object tracking accuracy: 1 less misses, false alarms and switches, a thing and frame; none where there
    /// are no things. It can be below 0.
    pub mota: Option<f64>,
    /// Share of all boxes, true and tracked, that lie under the right identity, each thing having one track at most;
    /// none where there are none.
    pub idf1: Option<f64>,
    /// Mean overlap of what was matched; none where nothing was.
    pub overlap: Option<f64>,
    /// Times that a thing was matched with another track than the last time.
    pub switches: usize,
    /// Things that had no track, summed over frames.
    pub misses: usize,
    /// Tracks that had no thing, summed over frames.
    pub false_alarms: usize,
    /// Things, summed over frames.
    pub boxes: usize,
    /// Things that there are.
    pub things: usize,
    /// Of them, those matched in at least 80% of their frames.
    pub mostly_tracked: usize,
    /// Those matched in less than 20%.
    pub mostly_lost: usize,
    /// The track of each thing, where it has one: pairs that share most frames in all.
    pub identities: BTreeMap<u32, u32>,
}

/// Measures the tracks of a video, frame by frame. A box can be matched with a true one that it overlaps by `overlap`,
/// 0.5 as is usual. A thing stays with the track it was last matched with while these overlap enough; the others are
/// matched such that as many as can be are, and overlap most.
///
/// # Errors
/// When `overlap` is not between 0 and 1, an id is twice in a frame, or there are too many things.
pub fn measure_tracks(frames: &[Observed], overlap: f64) -> Result<TrackMeasures> {
    OVERLAP.check(overlap)?;
    let mut last: HashMap<u32, u32> = HashMap::new();
    // Of each thing: frames it is in, frames it was matched in.
    let mut spans: BTreeMap<u32, [usize; 2]> = BTreeMap::new();
    let (mut switches, mut false_alarms, mut overlaps) = (0, 0, Vec::new());
    for frame in frames {
        let matches = match_frame(frame, &last, overlap)?;
        for thing in &frame.truth {
            spans.entry(thing.id).or_default()[0] += 1;
        }
        false_alarms += frame.tracked.len() - matches.len();
        for (thing, track) in matches {
            let (thing, track) = (&frame.truth[thing], &frame.tracked[track]);
            spans.entry(thing.id).or_default()[1] += 1;
            overlaps.push(thing.bounds.iou(&track.bounds));
            let before = last.insert(thing.id, track.id);
            switches += usize::from(before.is_some_and(|before| before != track.id));
        }
    }
    let boxes: usize = spans.values().map(|span| span[0]).sum();
    let tracked: usize = frames.iter().map(|frame| frame.tracked.len()).sum();
    let misses = boxes - overlaps.len();
    let (identities, identified) = identities(frames, overlap)?;
    let share = |part: f64, all: usize| (all > 0).then(|| part / all as f64);
    let span = |holds: fn(f64) -> bool| {
        spans.values().filter(|[all, matched]| holds(*matched as f64 / *all as f64)).count()
    };
    Ok(TrackMeasures {
        mota: share((misses + false_alarms + switches) as f64, boxes).map(|wrong| 1.0 - wrong),
        idf1: share(2.0 * identified as f64, boxes + tracked),
        overlap: share(overlaps.iter().sum(), overlaps.len()),
        switches,
        misses,
        false_alarms,
        boxes,
        things: spans.len(),
        mostly_tracked: span(|ratio| ratio >= 0.8),
        mostly_lost: span(|ratio| ratio < 0.2),
        identities,
    })
}

/// Pairs of indices of a frame's things and tracks.
fn match_frame(
    frame: &Observed,
    last: &HashMap<u32, u32>,
    overlap: f64,
) -> Result<Vec<(usize, usize)>> {
    let Observed { truth, tracked } = frame;
    for side in [truth, tracked] {
        let mut seen = HashSet::new();
        if let Some(twice) = side.iter().find(|one| !seen.insert(one.id)) {
            let argument = format!("The id {}", twice.id);
            let problem = "it is twice in a frame".to_owned();
            return Err(Error::InvalidArgument { argument, problem });
        }
    }
    let mut matches = Vec::new();
    let mut taken = vec![false; tracked.len()];
    let mut open = Vec::new();
    for (index, thing) in truth.iter().enumerate() {
        let before = last.get(&thing.id);
        let before = tracked.iter().position(|track| Some(&track.id) == before);
        let stays =
            |&track: &usize| !taken[track] && thing.bounds.iou(&tracked[track].bounds) >= overlap;
        match before.filter(stays) {
            None => open.push(index),
            Some(track) => {
                taken[track] = true;
                matches.push((index, track));
            }
        }
    }
    let free: Vec<usize> = (0..tracked.len()).filter(|&track| !taken[track]).collect();
    let mut costs = Vec::with_capacity(open.len() * free.len());
    for &thing in &open {
        costs.extend(free.iter().map(|&track| {
            let found = truth[thing].bounds.iou(&tracked[track].bounds);
            if found >= overlap { 1.0 - found } else { f64::INFINITY }
        }));
    }
    let pairs = assign(&costs, open.len(), free.len())?.into_iter().zip(open);
    matches.extend(pairs.filter_map(|(track, thing)| Some((thing, free[track?]))));
    Ok(matches)
}

/// The track of each thing such that the frames in which these overlap enough are most in all, and how many these are.
fn identities(frames: &[Observed], overlap: f64) -> Result<(BTreeMap<u32, u32>, usize)> {
    let mut shared: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for Observed { truth, tracked } in frames {
        for thing in truth {
            let near = tracked.iter().filter(|track| thing.bounds.iou(&track.bounds) >= overlap);
            near.for_each(|track| *shared.entry((thing.id, track.id)).or_default() += 1);
        }
    }
    let things: BTreeSet<u32> = shared.keys().map(|pair| pair.0).collect();
    let tracks: BTreeSet<u32> = shared.keys().map(|pair| pair.1).collect();
    let tracks: Vec<u32> = tracks.into_iter().collect();
    let mut costs = Vec::with_capacity(things.len() * tracks.len());
    for &thing in &things {
        let count = |track| shared.get(&(thing, track)).copied().unwrap_or_default();
        costs.extend(tracks.iter().map(|&track| -(count(track) as f64)));
    }
    let pairs = things.iter().zip(assign(&costs, things.len(), tracks.len())?);
    let pairs = pairs.filter_map(|(&thing, track)| Some((thing, tracks[track?])));
    let pairs: BTreeMap<u32, u32> = pairs.filter(|pair| shared.contains_key(pair)).collect();
    let identified = pairs.iter().map(|(&thing, &track)| shared[&(thing, track)]).sum();
    Ok((pairs, identified))
}
