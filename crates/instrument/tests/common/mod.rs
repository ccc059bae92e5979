//! Reads the fixtures that scripts here and in `scripts/` wrote.
#![allow(dead_code, reason = "not every test asks for everything")]

use serde_json::Value;
use vae_playground_instrument::{Labels, Points};

/// A fixture of this name.
pub fn fixture(name: &str) -> Value {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// All numbers of an array of any depth.
pub fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

/// `[points, dimensions]`
pub fn points(value: &Value) -> Points {
    let values = numbers(value).iter().map(|&x| x as f32).collect();
    Points::new(values, value[0].as_array().unwrap().len()).unwrap()
}

/// A class for each point.
pub fn labels(value: &Value) -> Labels {
    let values: Vec<i32> = numbers(value).iter().map(|&x| x as i32).collect();
    let classes = values.iter().max().unwrap() + 1;
    Labels::new(values, classes as usize).unwrap()
}

/// Whether each number is within `tolerance` of the one expected.
#[track_caller]
pub fn close<T: Copy + Into<f64>>(found: &[T], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (at, (&found, expected)) in found.iter().zip(expected).enumerate() {
        let found: f64 = found.into();
        assert!((found - expected).abs() <= tolerance, "at {at}: {found}, not {expected}");
    }
}
