//! Assignment against SciPy's, and measures of detection against those of pycocotools and scikit-learn.

mod common;

use common::{fixture, numbers};
use serde_json::Value;
use vae_playground_instrument::assignment::assign;
use vae_playground_instrument::boxes::{BoundingBox, Detection};
use vae_playground_instrument::detection::{
    Scene, adjusted_rand, adjusted_rand_foreground, average_precision,
};

#[track_caller]
fn near(found: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
}

#[test]
fn assignments_cost_as_little_as_scipys() {
    for case in fixture("scenes")["assignments"].as_array().unwrap() {
        let size = |name: &str| case[name].as_u64().unwrap() as usize;
        let costs = case["costs"].as_array().unwrap();
        let costs: Vec<f64> =
            costs.iter().map(|cost| cost.as_f64().unwrap_or(f64::INFINITY)).collect();
        let found = assign(&costs, size("rows"), size("columns")).unwrap();
        let pairs = found.iter().enumerate().filter_map(|(row, &column)| Some((row, column?)));
        let pairs: Vec<_> = pairs.collect();
        assert_eq!(pairs.len(), size("pairs"));
        let mut columns: Vec<_> = pairs.iter().map(|pair| pair.1).collect();
        columns.sort_unstable();
        columns.dedup();
        assert_eq!(columns.len(), pairs.len());
        let cost = pairs.iter().map(|(row, column)| costs[row * size("columns") + column]);
        near(cost.sum(), &case["sum"]);
    }
}

fn boxes(value: &Value) -> Vec<BoundingBox> {
    let rows = numbers(value);
    rows.chunks(4).map(|row| BoundingBox::new(row[0], row[1], row[2], row[3]).unwrap()).collect()
}

#[test]
fn average_precisions_are_pycocotools() {
    for case in fixture("scenes")["precisions"].as_array().unwrap() {
        let scenes = case["scenes"].as_array().unwrap().iter().map(|scene| {
            let found = boxes(&scene["found"]).into_iter().zip(numbers(&scene["scores"]));
            let detection =
                |(bounds, score)| Detection { bounds, score, class: None, latent: Vec::new() };
            (boxes(&scene["truth"]), found.map(detection).collect::<Vec<_>>())
        });
        let scenes: Vec<_> = scenes.collect();
        let scenes: Vec<_> =
            scenes.iter().map(|(truth, detections)| Scene { truth, detections }).collect();
        near(average_precision(&scenes, 0.5).unwrap().unwrap(), &case["precision"]);
    }
}

#[test]
fn rand_indices_are_scikit_learns() {
    for case in fixture("scenes")["labellings"].as_array().unwrap() {
        let labels = |name: &str| -> Vec<u32> {
            numbers(&case[name]).into_iter().map(|label| label as u32).collect()
        };
        let (truth, found) = (labels("truth"), labels("found"));
        near(adjusted_rand(&truth, &found).unwrap().unwrap(), &case["all"]);
        near(adjusted_rand_foreground(&truth, &found).unwrap().unwrap(), &case["foreground"]);
    }
}
