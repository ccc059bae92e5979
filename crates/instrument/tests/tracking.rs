//! The filter against filterpy's, measures against motmetrics', and a tracker that meets what trackers meet.

mod common;

use common::{close, fixture, numbers};
use serde_json::Value;
use vae_playground_instrument::boxes::{BoundingBox, Detection};
use vae_playground_instrument::tracking::{
    BoxMotion, Identified, Observed, TrackWork, TrackedFrame, Tracker, TrackerOptions,
    measure_tracks,
};
use vae_playground_instrument::{Error, complete};

fn bounds(numbers: &[f64]) -> BoundingBox {
    BoundingBox::new(numbers[0], numbers[1], numbers[2], numbers[3]).unwrap()
}

fn close_to(found: &[f64], expected: &Value) {
    close(found, &numbers(expected), 1e-9);
}

#[test]
fn four_small_filters_are_filterpys_one() {
    let expected = &fixture("tracking")["filter"];
    let mut boxes = expected["boxes"].as_array().unwrap().iter();
    let mut motion = BoxMotion::new(&bounds(&numbers(boxes.next().unwrap())));
    for (seen, state) in boxes.zip(expected["states"].as_array().unwrap()) {
        motion.predict();
        if !seen.is_null() {
            motion.correct(&bounds(&numbers(seen)));
        }
        let all = [motion.x, motion.y, motion.log_area, motion.log_aspect];
        let moving = &all[..3];
        let mean = all.iter().map(|one| one.value).chain(moving.iter().map(|one| one.velocity));
        close_to(&mean.collect::<Vec<_>>(), &state["mean"]);
        let variances = moving.iter().map(|one| one.velocity_variance);
        let variances = all.iter().map(|one| one.variance).chain(variances);
        close_to(&variances.collect::<Vec<_>>(), &state["variance"]);
        let covariances = moving.iter().map(|one| one.covariance);
        close_to(&covariances.collect::<Vec<_>>(), &state["covariance"]);
        assert_eq!(all[3].velocity, 0.0);
    }
}

fn identified(side: &Value) -> Vec<Identified> {
    let (ids, boxes) = (numbers(&side["ids"]), numbers(&side["boxes"]));
    let pairs = ids.iter().zip(boxes.chunks(4));
    pairs.map(|(&id, of)| Identified { id: id as u32, bounds: bounds(of) }).collect()
}

#[test]
fn measures_are_motmetrics() {
    for clip in fixture("tracking")["clips"].as_array().unwrap() {
        let frames = clip["frames"].as_array().unwrap().iter().map(|frame| Observed {
            truth: identified(&frame["truth"]),
            tracked: identified(&frame["tracked"]),
        });
        let found = measure_tracks(&frames.collect::<Vec<_>>(), 0.5).unwrap();
        let expected = |name: &str| clip["measures"][name].as_f64().unwrap();
        close(
            &[found.mota.unwrap(), found.idf1.unwrap(), 1.0 - found.overlap.unwrap()],
            &["mota", "idf1", "motp"].map(expected),
            1e-9,
        );
        let counts = [
            (found.switches, "num_switches"),
            (found.misses, "num_misses"),
            (found.false_alarms, "num_false_positives"),
            (found.boxes, "num_objects"),
            (found.things, "num_unique_objects"),
            (found.mostly_tracked, "mostly_tracked"),
            (found.mostly_lost, "mostly_lost"),
        ];
        for (count, name) in counts {
            assert_eq!(count as f64, expected(name), "{name}");
        }
    }
}

fn at(id: u32, x: f64) -> Identified {
    Identified { id, bounds: bounds(&[x, 0.0, 10.0, 10.0]) }
}

#[test]
fn measures_by_hand() {
    // Two things for four frames. The first is lost in the third and comes back under another id; the second is
    // followed throughout, with an alarm beside it in the last.
    let frame = |tracked: &[(u32, f64)]| Observed {
        truth: vec![at(1, 0.0), at(2, 50.0)],
        tracked: tracked.iter().map(|&(id, x)| at(id, x)).collect(),
    };
    let frames = [
        frame(&[(7, 0.0), (8, 50.0)]),
        frame(&[(7, 0.0), (8, 50.0)]),
        frame(&[(8, 50.0)]),
        frame(&[(9, 0.0), (8, 50.0), (5, 90.0)]),
    ];
    let found = measure_tracks(&frames, 0.5).unwrap();
    assert_eq!((found.switches, found.misses, found.false_alarms), (1, 1, 1));
    assert_eq!(found.mota, Some(1.0 - 3.0 / 8.0));
    // Of 8 true and 8 tracked boxes, 2 + 4 are under the right identity.
    assert_eq!(found.idf1, Some(2.0 * 6.0 / 16.0));
    assert_eq!(found.identities.into_iter().collect::<Vec<_>>(), [(1, 7), (2, 8)]);
    // Three of four frames are no 80%.
    assert_eq!((found.things, found.mostly_tracked, found.mostly_lost), (2, 1, 0));

    // A thing stays with its track while that overlaps enough, here 3/5, though another comes nearer; not at 1/3.
    let one = |tracked: &[(u32, f64)]| Observed {
        truth: vec![at(1, 0.0)],
        tracked: tracked.iter().map(|&(id, x)| at(id, x)).collect(),
    };
    let beside = measure_tracks(&[one(&[(7, 0.0)]), one(&[(8, 0.0), (7, 2.5)])], 0.5).unwrap();
    assert_eq!((beside.switches, beside.false_alarms, beside.overlap), (0, 1, Some(0.8)));
    let away = measure_tracks(&[one(&[(7, 0.0)]), one(&[(8, 0.0), (7, 5.0)])], 0.5).unwrap();
    assert_eq!((away.switches, away.false_alarms, away.overlap), (1, 1, Some(1.0)));

    let nothing = measure_tracks(&[], 0.5).unwrap();
    assert_eq!((nothing.mota, nothing.idf1, nothing.overlap), (None, None, None));
    let missed = measure_tracks(&[frame(&[])], 0.5).unwrap();
    assert_eq!((missed.mota, missed.idf1, missed.mostly_lost), (Some(0.0), Some(0.0), 2));
    let twice = measure_tracks(&[frame(&[(7, 0.0), (7, 50.0)])], 0.5);
    assert!(matches!(twice, Err(Error::InvalidArgument { .. })));
    assert!(measure_tracks(&frames, f64::NAN).is_err());
}

fn detection(x: f64, y: f64, class: Option<u32>, latent: &[f32]) -> Detection {
    Detection { bounds: bounds(&[x, y, 10.0, 10.0]), score: 1.0, class, latent: latent.to_vec() }
}

fn track(frames: &[Vec<Detection>], options: &TrackerOptions) -> (Tracker, Vec<TrackedFrame>) {
    complete(TrackWork::new(Tracker::default(), frames.to_vec(), options.clone()).unwrap()).unwrap()
}

fn ids(frames: &[TrackedFrame]) -> Vec<Vec<u32>> {
    frames.iter().map(|frame| frame.ids.clone()).collect()
}

#[test]
fn things_that_pass_keep_their_names_and_vote_for_their_class() {
    // One goes right, one left, above each other by half a box: they overlap as they pass.
    let frames: Vec<_> = (0..30)
        .map(|frame| {
            let x = 2.0 * f64::from(frame);
            let class = if frame % 5 == 4 { Some(9) } else { Some(1) };
            let first = detection(x, 0.0, class, &[]);
            let second = detection(58.0 - x, 5.0, (frame % 2 == 0).then_some(2), &[]);
            // Detectors name things in any order.
            if frame % 3 == 0 { vec![second, first] } else { vec![first, second] }
        })
        .collect();
    let (tracker, tracked) = track(&frames, &TrackerOptions { trail: 4, ..Default::default() });
    for (frame, found) in tracked.iter().enumerate() {
        // The first frame's first detection is the one that goes left.
        assert_eq!(found.ids, if frame % 3 == 0 { [1, 2] } else { [2, 1] }, "{frame}");
        assert_eq!(found.tracks.len(), 2);
    }
    let classes: Vec<_> = tracker.tracks.iter().map(|track| track.class()).collect();
    assert_eq!(classes, [Some(2), Some(1)]);
    let trail = &tracker.tracks[1].trail;
    assert_eq!(trail.len(), 4);
    assert!((trail[3][0] - 63.0).abs() < 0.5 && (trail[0][0] - 57.0).abs() < 0.5, "{trail:?}");
}

#[test]
fn codes_tell_apart_what_overlaps() {
    // Two things at nearly the same place, whose boxes come nearer to the other's than to their own.
    let frames: Vec<_> = (0..8)
        .map(|frame| {
            let [a, b] = if frame % 2 == 0 { [0.0, 2.0] } else { [2.0, 0.0] };
            vec![detection(a, 0.0, None, &[1.0, 0.0]), detection(b, 0.0, None, &[0.0, 1.0])]
        })
        .collect();
    let names = |latent_distance| {
        ids(&track(&frames, &TrackerOptions { latent_distance, ..Default::default() }).1)
    };
    assert!(names(Some(1.0)).iter().all(|ids| *ids == [1, 2]));
    assert_eq!(names(None)[1], [2, 1]);
    // What is not near enough is another thing, wherever it is.
    let stranger = [frames[0].clone(), vec![detection(0.0, 0.0, None, &[9.0, 9.0])]];
    let options = TrackerOptions { latent_distance: Some(1.0), ..Default::default() };
    assert_eq!(ids(&track(&stranger, &options).1)[1], [3]);
}

#[test]
fn births_and_deaths() {
    let options = TrackerOptions { max_age: 2, ..Default::default() };
    let thing = || vec![detection(0.0, 0.0, None, &[])];
    let none = Vec::new;
    let believed = |frames: &[Vec<Detection>]| -> Vec<Vec<(u32, u32)>> {
        let list = |frame: &TrackedFrame| {
            frame.tracks.iter().map(|track| (track.id, track.missed)).collect()
        };
        track(frames, &options).1.iter().map(list).collect()
    };
    // In the first three frames everything is believed; it is bridged over two unseen frames, and over after three.
    let found = believed(&[thing(), none(), none(), thing(), none(), none(), none(), thing()]);
    let expected: [&[_]; 8] =
        [&[(1, 0)], &[(1, 1)], &[(1, 2)], &[(1, 0)], &[(1, 1)], &[(1, 2)], &[], &[]];
    assert_eq!(found, expected);
    // Later it must be seen three times in a row; a frame without it, and it begins anew.
    let late = [none(), none(), none(), thing(), thing(), none(), thing(), thing(), thing()];
    let found = believed(&late);
    assert_eq!(found[..8], [const { Vec::new() }; 8]);
    assert_eq!(found[8], [(2, 0)]);
}

#[test]
fn frame_by_frame_is_as_all_at_once() {
    let frames: Vec<_> = (0..12)
        .map(|frame| {
            let x = f64::from(frame);
            vec![detection(x, 3.0, Some(1), &[0.5]), detection(40.0 - 2.0 * x, 30.0, None, &[0.1])]
        })
        .collect();
    let options = TrackerOptions { latent_distance: Some(2.0), ..Default::default() };
    let (whole, at_once) = track(&frames, &options);
    let mut tracker = Tracker::default();
    for (frame, detections) in frames.iter().enumerate() {
        let read = serde_json::from_value(serde_json::to_value(&tracker).unwrap()).unwrap();
        let work = TrackWork::new(read, vec![detections.clone()], options.clone()).unwrap();
        let (next, tracked) = complete(work).unwrap();
        assert_eq!(tracked, at_once[frame..=frame]);
        tracker = next;
    }
    assert_eq!(tracker, whole);
}

#[test]
fn what_can_not_be_followed_is_refused_and_changes_nothing() {
    let options = TrackerOptions::default();
    let mut tracker = Tracker::default();
    tracker.advance(&[detection(0.0, 0.0, None, &[1.0, 2.0])], &options).unwrap();
    let before = tracker.clone();
    let short = tracker.advance(&[detection(0.0, 0.0, None, &[1.0])], &options);
    assert_eq!(short, Err(Error::DifferentDimensions { found: 1, expected: 2 }));
    let bad = tracker.advance(&[detection(0.0, 0.0, None, &[1.0, f32::NAN])], &options);
    assert!(matches!(bad, Err(Error::NotFinite { point: 0, dimension: 1, .. })));
    let many = vec![detection(0.0, 0.0, None, &[]); 513];
    assert!(matches!(tracker.advance(&many, &options), Err(Error::OutOfRange { .. })));
    let wrong = TrackerOptions { overlap: 2.0, ..options.clone() };
    assert!(tracker.advance(&[], &wrong).is_err());
    assert_eq!(tracker, before);
    // A state that was written by hand: what it says to be out of all bounds ends.
    tracker.tracks[0].motion.log_area.velocity = 1e300;
    tracker.tracks[0].motion.x.variance = -1.0;
    let frame = tracker.advance(&[detection(0.0, 0.0, None, &[])], &options).unwrap();
    assert_eq!((frame.ids, tracker.tracks.len()), (vec![2], 1));
}
