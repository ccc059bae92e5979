//! The measures beside NumPy's, SciPy's and scikit-learn's: `make_measure_fixtures.py`.

use std::sync::Arc;

use serde_json::Value;
use vae_playground_instrument::bootstrap::{Bootstrap, BootstrapOptions, Measure};
use vae_playground_instrument::density::{Grid, density};
use vae_playground_instrument::discrepancy::DiscrepancyWork;
use vae_playground_instrument::features::{FEATURES, FeaturesWork, Network};
use vae_playground_instrument::frechet::Frechet;
use vae_playground_instrument::information::{Factor, InformationOptions, InformationWork};
use vae_playground_instrument::paths::GraphWork;
use vae_playground_instrument::precision_recall::PrecisionRecallWork;
use vae_playground_instrument::sampling::Sampling;
use vae_playground_instrument::{Error, Labels, Points, Work, complete};

fn fixture(name: &str) -> Value {
    let mut all: Value = serde_json::from_str(include_str!("fixtures/measures.json")).unwrap();
    all[name].take()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn points(value: &Value, dimensions: usize) -> Points {
    let values = numbers(value).iter().map(|&value| value as f32).collect();
    Points::new(values, dimensions).unwrap()
}

/// Two sets, and what they should measure.
fn pairs() -> Vec<(Points, Points, Value)> {
    let pairs = fixture("pairs").as_array().unwrap().clone();
    let sets = |pair: Value| {
        let dimensions = number(&pair["dimensions"]) as usize;
        (points(&pair["x"], dimensions), points(&pair["y"], dimensions), pair)
    };
    pairs.into_iter().map(sets).collect()
}

#[track_caller]
fn near(found: f64, expected: f64, relative: f64) {
    let off = (found - expected).abs();
    assert!(off <= relative * expected.abs().max(1e-3), "{found} is not {expected}");
}

#[test]
fn discrepancy_as_numpys() {
    for (x, y, expected) in pairs() {
        let work = DiscrepancyWork::new(&x, &y, &Sampling::default()).unwrap();
        let measured = complete(work).unwrap();
        near(measured.scale, number(&expected["discrepancy"]["scale"]), 1e-5);
        near(measured.value(), number(&expected["discrepancy"]["value"]), 1e-3);
    }
}

#[test]
fn frechet_as_scipys_also_with_fewer_points_than_dimensions() {
    for (x, y, expected) in pairs() {
        let value = Frechet::new(&x, &y, &Sampling::default()).unwrap().value();
        near(value, number(&expected["frechet"]), 1e-5);
    }
}

#[test]
fn precision_and_recall_as_scikit_learns_neighbours() {
    for (x, y, expected) in pairs() {
        let work = PrecisionRecallWork::new(&x, &y, 3, &Sampling::default()).unwrap();
        let measured = complete(work).unwrap();
        near(measured.precision.value(), number(&expected["precision"]), 1e-8);
        near(measured.recall.value(), number(&expected["recall"]), 1e-8);
    }
}

#[test]
fn intervals_hold_the_value_and_narrow_with_more_points() {
    let (x, y, _) = &pairs()[1];
    let options = BootstrapOptions { resamples: 100, ..Default::default() };
    let width = |sampling: &Sampling| {
        let kernels = complete(DiscrepancyWork::new(x, y, sampling).unwrap()).unwrap();
        let precision =
            complete(PrecisionRecallWork::new(x, y, 3, sampling).unwrap()).unwrap().precision;
        let estimates = [
            complete(Bootstrap::new(kernels, options.clone()).unwrap()).unwrap(),
            complete(
                Bootstrap::new(Frechet::new(x, y, sampling).unwrap(), options.clone()).unwrap(),
            )
            .unwrap(),
            complete(Bootstrap::new(precision, options.clone()).unwrap()).unwrap(),
        ];
        for estimate in &estimates {
            assert!(
                estimate.low < estimate.value && estimate.value < estimate.high,
                "{estimate:?}"
            );
        }
        estimates.map(|estimate| estimate.high - estimate.low)
    };
    let (all, few) = (width(&Sampling::default()), width(&Sampling { most: 12, seed: 1 }));
    assert!(all.iter().zip(few).all(|(&all, few)| all < few), "{all:?} {few:?}");
}

#[test]
fn many_points_are_measured_in_parts() {
    let values = |seed: usize| (0..128_000).map(|at| ((at * 7919 + seed) % 1009) as f32).collect();
    let [x, y] = [1, 2].map(|seed| Points::new(values(seed), 128).unwrap());
    let mut work = DiscrepancyWork::new(&x, &y, &Sampling { most: 500, seed: 0 }).unwrap();
    let mut done = vec![work.done()];
    while work.advance().unwrap().is_none() {
        done.push(work.done());
    }
    assert!(done.len() > 20 && done[0] == 0.0 && done.is_sorted(), "{done:?}");
}

#[test]
fn information_as_scikit_learns_and_its_gap() {
    let expected = fixture("information");
    let classes = numbers(&expected["classes"]).iter().map(|&class| class as i32).collect();
    let angle = numbers(&expected["angle"]).iter().map(|&angle| angle as f32).collect();
    let factors = [Factor::Classes(Labels::new(classes, 4).unwrap()), Factor::Values(angle)];
    let points = Arc::new(points(&expected["points"], 4));
    let work = InformationWork::new(points, &factors, &InformationOptions::default()).unwrap();
    let measured = complete(work).unwrap();
    for (factor, shares) in measured.factors.iter().zip(expected["shares"].as_array().unwrap()) {
        for (&share, expected) in factor.shares.iter().zip(numbers(shares)) {
            near(share, expected, 1e-7);
        }
    }
    assert_eq!((measured.factors[0].best, measured.factors[1].best), (0, 3));
    near(measured.gap.unwrap(), number(&expected["mig"]), 1e-7);
}

#[test]
fn density_as_scipys() {
    let expected = fixture("density");
    let pair = |name: &str| -> [f64; 2] { numbers(&expected[name]).try_into().unwrap() };
    let cells = pair("cells").map(|cells| cells as usize);
    let grid = Grid { low: pair("low"), high: pair("high"), cells };
    let cloud = points(&expected["points"], 2);
    let field = density(&cloud, [0, 1], &grid, number(&expected["bandwidth"])).unwrap();
    for (value, expected) in field.values.iter().zip(numbers(&expected["values"])) {
        near(*value, expected, 1e-5);
    }
}

#[test]
fn paths_as_scipys() {
    let expected = fixture("paths");
    let places = Arc::new(points(&expected["points"], 3));
    let neighbours: Vec<u32> =
        numbers(&expected["neighbours"]).iter().map(|&at| at as u32).collect();
    let distances: Vec<f32> = numbers(&expected["distances"]).iter().map(|&at| at as f32).collect();
    let graph = complete(GraphWork::new(places, &neighbours, &distances).unwrap()).unwrap();
    assert_eq!(graph.parts(), 1);
    let lengths: Vec<f64> = graph.edges().iter().map(|edge| edge.length.into()).collect();
    for (to, expected) in numbers(&expected["lengths"]).into_iter().enumerate() {
        near(graph.shortest(&lengths, 0, to).unwrap().length, expected, 1e-5);
    }
}

const FEATURES_FILE: &[u8] = include_bytes!("../../../www/public/data/features.safetensors");

#[test]
fn features_as_numpys() {
    let network = Arc::new(Network::read(FEATURES_FILE).unwrap());
    for image in fixture("images").as_array().unwrap() {
        let shape: Vec<usize> =
            numbers(&image["shape"]).iter().map(|&side| side as usize).collect();
        let pixels: Vec<f32> =
            numbers(&image["pixels"]).iter().map(|&pixel| pixel as f32 / 255.0).collect();
        // Three times over, so that images keep their places.
        let images = Points::new(pixels.repeat(3), pixels.len()).unwrap();
        let work = FeaturesWork::new(network.clone(), Arc::new(images), shape.try_into().unwrap());
        let features = complete(work.unwrap()).unwrap();
        assert_eq!((features.len(), features.dimensions()), (3, FEATURES));
        for (at, expected) in numbers(&image["features"]).into_iter().enumerate() {
            near(features.point(2)[at].into(), expected, 1e-3);
        }
    }
}

#[test]
fn images_and_files_without_features_are_refused() {
    let network = Arc::new(Network::read(FEATURES_FILE).unwrap());
    let images = Arc::new(Points::new(vec![0.5; 2 * 32], 32).unwrap());
    let of = |shape| FeaturesWork::new(network.clone(), images.clone(), shape).err();
    assert_eq!(of([4, 4, 2]), Some(Error::Channels { channels: 2 }));
    let count = Error::Count { what: "values of an image", found: 32, expected: 48 };
    assert_eq!(of([4, 4, 3]), Some(count));
    assert_eq!(of([4, 8, 1]), None);
    let cut = Network::read(&FEATURES_FILE[..1000]);
    assert!(matches!(cut, Err(Error::FeaturesFile { .. })));
    let digits = include_bytes!("../../../www/public/data/digits.safetensors");
    let other = Error::FeaturesFile { reason: "first.weight is missing".into() };
    assert_eq!(Network::read(digits), Err(other));
}
