//! Objects found in pictures and pictures in tiles, through the session.
#![cfg(not(target_family = "wasm"))]

mod common;

use std::sync::OnceLock;

use common::{digits, reference_model, reference_training};
use pollster::block_on;
use vae_playground::data::{Dataset, Split};
use vae_playground::error::{Error, Result};
use vae_playground::scene::{Background, DetectOptions, Detections, Region};
use vae_playground::session::Session;
use vae_playground::wire::*;

const SIDE: usize = 32;
const SHAPE: [f64; 3] = [SIDE as f64, SIDE as f64, 1.0];

/// A digits model with 10 latents, trained for a while, as a checkpoint.
fn trained() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| {
        let mut session = empty(&digits());
        for _ in 0..80 {
            // To the end of an epoch.
            block_on(session.train_steps(TrainSteps { steps: 100.0 })).unwrap();
        }
        block_on(session.save(Save::default())).unwrap()
    })
}

fn empty(data: &Dataset) -> Session {
    let options =
        SessionOptions { model: reference_model(10), training: reference_training(), seed: 1 };
    let mut session = block_on(Session::open(options)).unwrap();
    let rows: Vec<u32> = (0..data.shape().count as u32).collect();
    let shape = [data.shape().count as f64, 8.0, 8.0, 1.0];
    let set = SetData { shape, test_rows: None, options: None };
    block_on(session.set_data(set, data.gather(&rows).unwrap())).unwrap();
    session
}

fn session() -> Session {
    let mut session = empty(&digits());
    block_on(session.load(Load { weights_only: true, batch_size: None }, trained().to_vec()))
        .unwrap();
    session
}

/// Digits on an even background, each with its top left corner: light covers as much as it is bright.
fn scene(places: &[(u32, usize, usize)], background: f32) -> Vec<f32> {
    let data = digits();
    let mut pixels = vec![background; SIDE * SIDE];
    for &(row, top, left) in places {
        let row = data.rows(Split::Test)[row as usize];
        for (at, ink) in data.gather(&[row]).unwrap().into_iter().enumerate() {
            let pixel = &mut pixels[(top + at / 8) * SIDE + left + at % 8];
            *pixel = ink + (1.0 - ink) * *pixel;
        }
    }
    pixels
}

fn options() -> DetectOptions {
    DetectOptions { stride: 2, ..DetectOptions::default() }
}

fn start(
    session: &mut Session,
    options: DetectOptions,
    pixels: Vec<f32>,
    [background, noise]: [Vec<f32>; 2],
) -> Result<JobStarted> {
    let args = StartDetect { shape: SHAPE, options };
    block_on(session.start_detect(args, pixels, background, noise))
}

fn found(session: &mut Session, options: DetectOptions, pixels: Vec<f32>) -> Detections {
    let JobStarted { id, total } = start(session, options, pixels, Default::default()).unwrap();
    let mut last = None;
    let mut done = 0;
    while let Some(state) = block_on(session.advance_job(JobId { id })).unwrap() {
        assert!(state.done > done && state.total == total);
        done = state.done;
        last = state.result;
    }
    assert_eq!(done, total);
    let Some(JobResult::Detections(found)) = last else { panic!("no result") };
    found
}

/// That each place has one box, and no box is elsewhere.
fn are_at(found: &Detections, places: &[(u32, usize, usize)]) {
    assert_eq!(found.objects.len(), places.len(), "{:?}", found.objects);
    for &(_, top, left) in places {
        let place = Region { top: top as f32, left: left as f32, height: 8.0, width: 8.0 };
        let best = found.objects.iter().map(|o| place.overlap(&o.bounds)).fold(0.0, f32::max);
        // A digit is narrower than its image.
        assert!(best > 0.4, "{best} of {place:?} in {:?}", found.objects);
    }
}

#[test]
fn digits_are_found_where_they_are() {
    let mut session = session();
    let places = [(0, 3, 4), (5, 20, 18)];
    for background in [0.0, 0.3] {
        let pixels = scene(&places, background);
        let found = found(&mut session, options(), pixels.clone());
        are_at(&found, &places);
        assert_eq!(found.mean.len(), 2 * 10);
        assert_eq!((found.log_variance.len(), found.images.len()), (2 * 10, 2 * 64));
        let right = found
            .labels
            .iter()
            .zip(&pixels)
            .filter(|(label, pixel)| (**label > 0) == (**pixel > background + 0.35));
        assert!(right.count() > SIDE * SIDE * 95 / 100);
        assert!(found.presence.iter().all(|share| (0.0..=1.0).contains(share)));
        assert!(found.objects.iter().all(|o| o.score == o.gain - o.kl && o.score > 0.13 * 64.0));
    }
}

#[test]
fn two_that_overlap_are_two() {
    let mut session = session();
    let places = [(0, 10, 8), (5, 12, 14)];
    are_at(&found(&mut session, options(), scene(&places, 0.0)), &places);
}

#[test]
fn nothing_is_found_where_nothing_is() {
    let mut session = session();
    let none = found(&mut session, options(), vec![0.0; SIDE * SIDE]);
    assert_eq!(none.objects, []);
    assert!(none.labels.iter().all(|&label| label == 0));
    // A slope and stripes, which no digit explains.
    let stripes = |at: usize| 0.2 + 0.005 * (at / SIDE) as f32 + 0.04 * ((at % SIDE) as f32).sin();
    let stripes: Vec<f32> = (0..SIDE * SIDE).map(stripes).collect();
    assert_eq!(found(&mut session, options(), stripes).objects, []);
}

#[test]
fn a_plain_disc_is_background_unless_the_data_has_such_things() {
    let disc = |at: usize, width: usize, middle: f32| {
        let apart = [at / width, at % width].map(|along| along as f32 - middle);
        apart[0].hypot(apart[1]) < 3.6
    };
    let mut pixels = scene(&[(0, 3, 4)], 0.0);
    (0..SIDE * SIDE).filter(|&at| disc(at, SIDE, 23.0)).for_each(|at| pixels[at] = 0.9);
    let mut session = session();
    are_at(&found(&mut session, options(), pixels.clone()), &[(0, 3, 4)]);

    // One image in ten is a disc, with the same model.
    let data = digits();
    let rows: Vec<u32> = (0..180).collect();
    let mut images = data.gather(&rows).unwrap();
    let one = (0..64).map(|at| if disc(at, 8, 3.5) { 0.9 } else { 0.0 });
    images.extend(one.collect::<Vec<f32>>().repeat(20));
    let set = SetData { shape: [200.0, 8.0, 8.0, 1.0], test_rows: None, options: None };
    block_on(session.set_data(set, images)).unwrap();
    let weights = Load { weights_only: true, batch_size: None };
    block_on(session.load(weights, trained().to_vec())).unwrap();
    are_at(&found(&mut session, options(), pixels), &[(0, 3, 4), (0, 20, 20)]);
}

#[test]
fn what_is_not_worth_the_price_is_left_out() {
    let mut session = session();
    let pixels = scene(&[(0, 3, 4), (5, 20, 18)], 0.0);
    let all = found(&mut session, options(), pixels.clone()).objects;
    // Between the scores of the two.
    let price = f64::from((all[0].score + all[1].score) / 2.0) / 64.0;
    let dear = found(&mut session, DetectOptions { price, ..options() }, pixels.clone());
    assert_eq!(dear.objects.len(), 1);
    let one = DetectOptions { objects: 1, ..options() };
    assert_eq!(found(&mut session, one, pixels).objects.len(), 1);
}

#[test]
fn the_same_search_finds_the_same() {
    let mut session = session();
    let pixels = scene(&[(1, 4, 5), (2, 17, 3), (3, 9, 20)], 0.1);
    let first = found(&mut session, options(), pixels.clone());
    assert_eq!(found(&mut session, options(), pixels), first);
}

#[test]
fn a_search_can_be_ended_and_goes_with_its_data() {
    let mut session = session();
    let pixels = scene(&[(0, 3, 4)], 0.0);
    let advance = |session: &mut Session, id| block_on(session.advance_job(JobId { id })).unwrap();
    let started = start(&mut session, options(), pixels.clone(), Default::default()).unwrap();
    assert!(advance(&mut session, started.id).is_some());
    block_on(session.end_job(JobId { id: started.id })).unwrap();
    assert_eq!(advance(&mut session, started.id), None);
    let gone = start(&mut session, options(), pixels, Default::default()).unwrap();
    let data = digits();
    let set = SetData { shape: [1.0, 8.0, 8.0, 1.0], test_rows: None, options: None };
    block_on(session.set_data(set, data.gather(&[0]).unwrap())).unwrap();
    assert_eq!(advance(&mut session, gone.id), None);
}

#[test]
fn a_known_background_is_no_object() {
    let mut session = session();
    let places = [(0, 3, 4), (5, 20, 18)];
    let given = DetectOptions { background: Background::Given, ..options() };
    // The first digit belongs to it.
    let beside = [scene(&places[..1], 0.0), vec![0.05; SIDE * SIDE]];
    let mut searched = |pixels| {
        let started = start(&mut session, given.clone(), pixels, beside.clone()).unwrap();
        let mut last = None;
        while let Some(state) = block_on(session.advance_job(JobId { id: started.id })).unwrap() {
            last = state.result;
        }
        let Some(JobResult::Detections(found)) = last else { panic!("no result") };
        found
    };
    are_at(&searched(scene(&places, 0.0)), &places[1..]);

    // Checks, which the model has never seen.
    let mut pixels = scene(&places, 0.0);
    let check = |at: usize| if (at / 2 + at % 2).is_multiple_of(2) { 0.9 } else { 0.4 };
    (0..24).for_each(|at| pixels[(4 + at / 4) * SIDE + 24 + at % 4] = check(at));
    let found = searched(pixels);
    let checks = Region { top: 4.0, left: 24.0, height: 6.0, width: 4.0 };
    assert_eq!((found.objects.len(), found.objects[1].bounds), (2, checks));
    assert_eq!(found.mean.len(), 20);
    assert_eq!(found.labels[5 * SIDE + 25], 2);
    assert_eq!(found.presence[5 * SIDE + 25], 1.0);

    let mut refused = |beside| start(&mut session, given.clone(), vec![0.0; 1024], beside);
    let error = refused([vec![0.0; 1023], vec![0.1; 1024]]).unwrap_err();
    assert!(matches!(error, Error::PixelCount { values: 1023, .. }), "{error}");
    let error = refused([vec![0.0; 1024], vec![0.1; 3]]).unwrap_err().to_string();
    assert_eq!(error, "3 values don't make whole background noises of 1024.");
    let error = refused([vec![0.0; 1024], vec![f32::NAN; 1024]]).unwrap_err();
    assert!(matches!(error, Error::NotFinite { place: 0, .. }), "{error}");
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let mut session = session();
    let mut refused = |options: DetectOptions, pixels: Vec<f32>| {
        start(&mut session, options, pixels, Default::default()).unwrap_err().to_string()
    };
    let pixels = || vec![0.5; SIDE * SIDE];
    let base = options;
    let error = refused(DetectOptions { price: f64::NAN, ..base() }, pixels());
    assert_eq!(error, "The price of an object is NaN; it must be between 0 and 1000.");
    assert!(refused(DetectOptions { stride: 0, ..base() }, pixels()).contains("stride is 0"));
    assert!(refused(DetectOptions { objects: 65, ..base() }, pixels()).contains("65"));
    let scales = |scales| DetectOptions { scales, ..base() };
    assert!(refused(scales(vec![]), pixels()).starts_with("The number of scales is 0"));
    assert!(refused(scales(vec![1.0, 0.0]), pixels()).starts_with("A scale of the windows is 0"));
    assert!(refused(base(), vec![0.5; 10]).starts_with("10 pixel values"));
    assert!(refused(base(), vec![1.5; SIDE * SIDE]).contains("is 1.5"));
    let args = |shape| StartDetect { shape, options: base() };
    let mut shaped = |shape: [f64; 3], values: usize| {
        let none = Vec::new;
        block_on(session.start_detect(args(shape), vec![0.5; values], none(), none())).unwrap_err()
    };
    assert!(shaped([4.0, 4.0, 2.0], 32).to_string().contains("number of channels is 2"));
    assert!(matches!(shaped([0.0, 4.0, 1.0], 0), Error::EmptyImages { .. }));
    assert!(matches!(shaped([5000.0, 5000.0, 1.0], 25_000_000), Error::TooLarge { .. }));
    let mut empty = block_on(Session::open(SessionOptions::default())).unwrap();
    let error = start(&mut empty, base(), pixels(), Default::default()).unwrap_err();
    assert_eq!(error, Error::NoData);
}

#[test]
fn tiles_are_what_the_model_makes_of_them() {
    let mut session = session();
    let tiles = |session: &mut Session, shape, stride, pixels| {
        let started = block_on(session.start_tiles(TilesArgs { shape, stride }, pixels))?;
        loop {
            let state = block_on(session.advance_job(JobId { id: started.id }))?.unwrap();
            assert_eq!(state.total, started.total);
            if let Some(JobResult::Tiles(tiles)) = state.result {
                assert_eq!((state.done, tiles.error.len()), (started.total, started.total));
                return Ok::<_, Error>(tiles);
            }
        }
    };
    // One tile: a digit by itself.
    let digit = digits().gather(&[7]).unwrap();
    let one = tiles(&mut session, [8.0, 8.0, 1.0], None, digit.clone()).unwrap();
    assert_eq!(one.places, [[0, 0]]);
    let posterior = block_on(session.encode(Nothing {}, digit.clone())).unwrap();
    assert_eq!((&one.mean, &one.log_variance), (&posterior.mean, &posterior.log_variance));
    let image = block_on(session.decode(Nothing {}, posterior.mean)).unwrap();
    let mut error = 0.0;
    for ((&x, &p), &blended) in digit.iter().zip(&image).zip(&one.reconstruction) {
        error -= x * p.ln() + (1.0 - x) * (1.0 - p).ln();
        assert!((p - blended).abs() < 1e-5);
    }
    assert!((one.error[0] - error).abs() < 1e-2, "{} {error}", one.error[0]);

    // Side by side without overlap, the picture's reconstruction is that of its tiles.
    let pixels = scene(&[(0, 0, 0), (5, 8, 24)], 0.0);
    let many = tiles(&mut session, SHAPE, Some(8.0), pixels.clone()).unwrap();
    assert_eq!((many.places.len(), many.places[7]), (16, [8, 24]));
    let decoded = block_on(session.decode(Nothing {}, many.mean.clone())).unwrap();
    for (at, &value) in many.reconstruction.iter().enumerate() {
        let (row, column) = (at / SIDE, at % SIDE);
        let tile = row / 8 * 4 + column / 8;
        let expected = decoded[tile * 64 + row % 8 * 8 + column % 8];
        assert!((value - expected).abs() < 1e-5);
    }
    // In colour, of grey: the same.
    let colour = pixels.iter().flat_map(|&value| [value; 3]).collect();
    let same = tiles(&mut session, [32.0, 32.0, 3.0], Some(8.0), colour).unwrap();
    for (a, b) in same.reconstruction.iter().zip(&many.reconstruction) {
        assert!((a - b).abs() < 1e-3);
    }
    // Smaller than a tile.
    let small = tiles(&mut session, [3.0, 5.0, 1.0], None, vec![0.5; 15]).unwrap();
    assert_eq!((small.error.len(), small.reconstruction.len()), (1, 15));
    let error = tiles(&mut session, SHAPE, Some(0.0), pixels).unwrap_err().to_string();
    assert!(error.starts_with("The tiles' stride is 0"), "{error}");
}
