use super::*;
use crate::scenes::{Bounds, ObjectImages};

/// Coloured squares of three classes on sand.
fn squares() -> Vec<f32> {
    let colours = [[0.8, 0.1, 0.1], [0.1, 0.2, 0.7], [0.1, 0.6, 0.2]];
    let square = |at: usize| (2..8).contains(&(at / 10)) && (2..8).contains(&(at % 10));
    let pixel = |colour, at| if square(at) { colour } else { [0.9, 0.8, 0.7] };
    colours.into_iter().flat_map(|colour| (0..100).flat_map(move |at| pixel(colour, at))).collect()
}

const SHAPE: Shape = Shape { count: 3, height: 10, width: 10, channels: 3 };

fn filmed(options: StreetOptions, first: u32, count: usize) -> Result<Frames> {
    let pixels = squares();
    let objects = ObjectImages::new(&pixels, SHAPE, Some(&[4, 5, 6]))?;
    Street::new(objects, options)?.frames(first, count, &Limits::default())
}

/// Of each identity where it is, frame by frame.
fn tracks(frames: &Frames) -> BTreeMap<u32, Vec<(usize, Object)>> {
    let mut tracks = BTreeMap::<_, Vec<_>>::new();
    for (frame, (objects, identities)) in
        frames.scenes.objects.iter().zip(&frames.identities).enumerate()
    {
        assert_eq!(objects.len(), identities.len());
        for (&object, &identity) in objects.iter().zip(identities) {
            tracks.entry(identity).or_default().push((frame, object));
        }
    }
    tracks
}

#[test]
fn things_enter_cross_at_their_speed_and_leave() {
    let count = 400;
    let options = StreetOptions { size: (96, 128), seed: 2, ..Default::default() };
    let frames = filmed(options, 0, count).unwrap();
    let tracks = tracks(&frames);
    assert!(tracks.len() > 15, "{}", tracks.len());
    let (mut whole, mut rightward) = (0, 0);
    for track in tracks.values() {
        let (first, last) = (track[0], track[track.len() - 1]);
        assert_eq!(last.0 - first.0 + 1, track.len(), "it is there without a gap");
        assert!(track.iter().all(|(_, object)| object.row == first.1.row));
        let at_side = |bounds: Bounds| bounds.x <= 3 || bounds.x + bounds.width >= 125;
        assert!(first.0 == 0 || at_side(first.1.bounds), "{first:?}");
        assert!(last.0 == count - 1 || at_side(last.1.bounds), "{last:?}");
        whole += usize::from(first.0 > 0 && last.0 < count - 1);
        let inside: Vec<_> = track
            .iter()
            .map(|&(frame, object)| (frame as f64, object.bounds))
            .filter(|(_, bounds)| bounds.x > 0 && bounds.x + bounds.width < 128)
            .collect();
        let [(start, from), .., (end, to)] = inside[..] else { continue };
        let velocity = (to.x as f64 - from.x as f64) / (end - start);
        rightward += usize::from(velocity > 0.0);
        for (frame, bounds) in inside {
            let expected = from.x as f64 + velocity * (frame - start);
            assert!((bounds.x as f64 - expected).abs() <= 1.0, "{bounds:?} {expected}");
            assert_eq!((bounds.y, bounds.width, bounds.height), (from.y, from.width, from.height));
        }
    }
    assert!(whole > 5 && rightward > 3 && rightward < tracks.len() - 3, "{whole} {rightward}");
}

#[test]
fn a_frame_is_the_same_by_itself() {
    let options =
        StreetOptions { size: (48, 64), flicker: 0.2, noise: 0.05, seed: 9, ..Default::default() };
    let frames = filmed(options.clone(), 500, 20).unwrap();
    let values = 48 * 64 * 3;
    for at in [19, 0, 7] {
        let one = filmed(options.clone(), 500 + at as u32, 1).unwrap();
        assert_eq!(one.scenes.pixels, frames.scenes.pixels[at * values..][..values]);
        assert_eq!(one.scenes.objects[0], frames.scenes.objects[at]);
        assert_eq!(one.identities[0], frames.identities[at]);
        assert_eq!(one.scenes.masks, frames.scenes.masks[at * 48 * 64..][..48 * 64]);
    }
    let other = filmed(StreetOptions { seed: 10, ..options }, 500, 1).unwrap();
    assert_ne!(other.scenes.objects[0], frames.scenes.objects[0]);
}

#[test]
fn what_differs_from_the_empty_street_is_the_traffic() {
    let options = StreetOptions { traffic: 2.0, seed: 1, ..Default::default() };
    let pixels = squares();
    let objects = ObjectImages::new(&pixels, SHAPE, Some(&[4, 5, 6])).unwrap();
    let street = Street::new(objects, options).unwrap();
    let frames = street.frames(100, 30, &Limits::default()).unwrap();
    let mut covered = 0;
    let views = frames.scenes.pixels.chunks(street.empty.len());
    let masks = frames.scenes.masks.chunks(128 * 128);
    for ((view, mask), objects) in views.zip(masks).zip(&frames.scenes.objects) {
        for (at, &label) in mask.iter().enumerate() {
            let shown = &view[3 * at..][..3];
            let empty = &street.empty[3 * at..][..3];
            if label == 0 {
                // Soft edges, here of two things at most, are the background's: 1 - 0.75^2.
                assert!(shown.iter().zip(empty).all(|(a, b)| (a - b).abs() <= 0.44));
            } else {
                covered += 1;
                assert_ne!(shown, empty);
                let Bounds { x, y, width, height } = objects[usize::from(label) - 1].bounds;
                assert!((x..x + width).contains(&(at % 128)));
                assert!((y..y + height).contains(&(at / 128)));
            }
        }
        for (at, object) in objects.iter().enumerate() {
            let seen = mask.iter().filter(|&&label| usize::from(label) == at + 1).count();
            assert!(seen <= object.bounds.area() && (seen > 0) == (object.visible > 0.0));
        }
        // Who stands lower is nearer, and covers.
        let inside = objects
            .iter()
            .filter(|object| (1..128 - object.bounds.width).contains(&object.bounds.x));
        let feet = inside.map(|object| object.bounds.y + object.bounds.height);
        assert!(feet.is_sorted());
    }
    assert!(covered > 30 * 500, "{covered}");
    assert!(frames.scenes.objects.iter().flatten().any(|object| object.visible < 0.8));
}

#[test]
fn classes_have_their_lanes() {
    let options =
        StreetOptions { vehicles: vec![4], walkers: vec![5, 6], seed: 3, ..Default::default() };
    let frames = filmed(options, 0, 120).unwrap();
    let (mut driving, mut walking) = (0, 0);
    for object in frames.scenes.objects.iter().flatten() {
        let foot = (object.bounds.y + object.bounds.height) as f32 / 128.0;
        let on_road = (scenery::ROAD..scenery::VERGE).contains(&foot);
        assert_eq!(object.class == Some(4), on_road, "{object:?}");
        *(if on_road { &mut driving } else { &mut walking }) += 1;
    }
    assert!(driving > 50 && walking > 50, "{driving} {walking}");
}

#[test]
fn light_and_noise_are_as_strong_as_asked_for() {
    let usual = StreetOptions { size: (32, 32), seed: 4, ..Default::default() };
    let mean = |frames: &Frames, at: usize| {
        let frame = &frames.scenes.pixels[at * 3072..][..3072];
        frame.iter().sum::<f32>() / 3072.0
    };
    let still = filmed(usual.clone(), 0, 60).unwrap();
    let flickering = filmed(StreetOptions { flicker: 0.2, ..usual.clone() }, 0, 60).unwrap();
    let ratios: Vec<f32> = (0..60).map(|at| mean(&flickering, at) / mean(&still, at)).collect();
    let (low, high) = ratios
        .iter()
        .fold((2.0f32, 0.0f32), |(low, high), &ratio| (low.min(ratio), high.max(ratio)));
    assert!(low > 0.79 && low < 0.88 && high < 1.21 && high > 1.08, "{low} {high}");
    let noisy = filmed(StreetOptions { noise: 0.05, ..usual }, 0, 60).unwrap();
    let squares = noisy.scenes.pixels.iter().zip(&still.scenes.pixels);
    // Not where it would be cut off.
    let squares = squares.filter(|(_, still)| (0.2..0.8).contains(*still));
    let (sum, count) =
        squares.fold((0.0, 0.0), |(sum, count), (a, b)| (sum + (a - b) * (a - b), count + 1.0));
    assert!(((sum / count).sqrt() - 0.05f32).abs() < 0.002);
}

#[test]
fn refuses_what_is_out_of_range() {
    let usual = StreetOptions::default;
    let message = |options, first, count| filmed(options, first, count).unwrap_err().to_string();
    assert!(message(StreetOptions { size: (4, 64), ..usual() }, 0, 1).contains("4 x 64"));
    assert!(message(StreetOptions { traffic: 9.0, ..usual() }, 0, 1).contains("traffic is 9"));
    assert!(message(StreetOptions { flicker: 0.9, ..usual() }, 0, 1).contains("0 to 0.5"));
    assert!(message(StreetOptions { noise: f32::NAN, ..usual() }, 0, 1).contains("noise"));
    assert_eq!(
        message(StreetOptions { walkers: vec![9], ..usual() }, 0, 1),
        "The list of walkers' classes is [9]; it must be classes of which there are images, or empty for all."
    );
    assert!(message(usual(), 0, 0).contains("The number of frames is 0"));
    assert!(message(usual(), u32::MAX, 1).contains("less than 100000000"));
    assert!(message(usual(), 0, 1 << 20).contains("would take"));
    // The last that may be asked for.
    assert!(
        filmed(StreetOptions { size: (16, 512), traffic: 4.0, ..usual() }, 99_999_999, 1).is_ok()
    );
}
