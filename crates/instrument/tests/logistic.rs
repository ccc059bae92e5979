//! Logistic regression against scikit-learn's.

mod common;

use std::sync::Arc;

use common::{close, fixture, labels, numbers, points};
use vae_playground_instrument::logistic::{Logistic, LogisticOptions, LogisticWork};
use vae_playground_instrument::{Error, Labels, Points, Result, Work, complete};

fn fit(points: &Points, labels: &Labels, options: LogisticOptions) -> Result<Logistic> {
    complete(LogisticWork::new(Arc::new(points.clone()), labels, options)?)
}

#[test]
fn agree_with_scikit_learn() {
    let expected = fixture("logistic");
    let (points, labels) = (points(&expected["points"]), labels(&expected["labels"]));
    for case in ["three", "penalised"] {
        let case = &expected[case];
        let strength = case["strength"].as_f64().unwrap();
        let options = LogisticOptions { strength, tolerance: 1e-5, ..Default::default() };
        let found = fit(&points, &labels, options).unwrap();
        assert!(found.converged);
        close(&found.coefficients.concat(), &numbers(&case["coefficients"]), 1e-3);
        close(&found.intercepts, &numbers(&case["intercepts"]), 1e-3);
        close(&found.predict(&points).unwrap(), &numbers(&case["probabilities"]), 1e-4);
    }
}

#[test]
fn two_classes_of_three_agree_with_scikit_learn() {
    let expected = fixture("logistic");
    let all = points(&expected["points"]);
    let classes: Vec<i32> = numbers(&expected["labels"]).iter().map(|&x| x as i32).collect();
    // The first class has no point, the third no label.
    let moved = classes.iter().map(|&class| if class < 2 { class + 1 } else { -1 }).collect();
    let labels = Labels::new(moved, 3).unwrap();
    let case = &expected["two"];
    let strength = case["strength"].as_f64().unwrap();
    let options = LogisticOptions { strength, tolerance: 1e-5, ..Default::default() };
    let found = fit(&all, &labels, options).unwrap();
    assert_eq!(found.present, [1, 2]);
    let known = all.select((0..classes.len()).filter(|&at| classes[at] < 2));
    let shares = found.predict(&known).unwrap();
    let of_known: Vec<f32> = shares.chunks(3).flat_map(|row| [row[1], row[2]]).collect();
    close(&of_known, &numbers(&case["probabilities"]), 1e-4);
    assert!(shares.chunks(3).all(|row| row[0] == 0.0));
}

#[test]
fn pixels_are_told_apart_in_parts() {
    // 784 dimensions, some constant; the class moves ten of them.
    let value = |at: usize| {
        let (point, dimension) = (at / 784, at % 784);
        let class = point % 3;
        match dimension {
            0..20 => 7.0,
            d if d / 10 == 30 + class => 2.0 + (at as f32 * 0.7).sin(),
            _ => (at as f32 * (at % 97) as f32).sin(),
        }
    };
    let points = Points::new((0..784 * 600).map(value).collect(), 784).unwrap();
    let labels = Labels::new((0..600).map(|point| point % 3).collect(), 3).unwrap();
    let mut work =
        LogisticWork::new(Arc::new(points.clone()), &labels, LogisticOptions::default()).unwrap();
    let mut parts = 0;
    let found = loop {
        let before = work.done();
        assert!((0.0..1.0).contains(&before));
        parts += 1;
        if let Some(found) = work.advance().unwrap() {
            break found;
        }
    };
    assert!(parts > 5 && found.converged);
    assert!(found.coefficients.iter().all(|row| row[..20] == [0.0; 20]));
    let shares = found.predict(&points).unwrap();
    assert!(shares.chunks(3).enumerate().all(|(point, row)| row[point % 3] > 0.5));
}

#[test]
fn little_to_tell_apart_is_said_or_learnt() {
    let points = Points::new(vec![-1.0, 1.0], 1).unwrap();
    let both = Labels::new(vec![0, 1], 2).unwrap();
    let shares = fit(&points, &both, Default::default()).unwrap().predict(&points).unwrap();
    assert!(shares[0] > 0.5 && shares[3] > 0.5 && (shares[0] + shares[1] - 1.0).abs() < 1e-6);

    let equal = Points::new(vec![0.1; 12], 3).unwrap();
    let labels = Labels::new(vec![0, 1, 1, 1], 2).unwrap();
    let found = fit(&equal, &labels, Default::default()).unwrap();
    assert_eq!(found.coefficients, [[0.0; 3]; 2]);
    close(&found.predict(&equal).unwrap()[..2], &[0.25, 0.75], 1e-3);

    for (values, known) in [(vec![-1; 2], 0), (vec![1, -1], 1)] {
        let labels = Labels::new(values, 2).unwrap();
        let what = "a logistic regression";
        let wrong = Error::TooFewClasses { what, classes: known };
        assert_eq!(fit(&points, &labels, Default::default()), Err(wrong));
    }
    let wrong = Error::LabelCount { labels: 4, points: 2 };
    assert_eq!(fit(&points, &labels, Default::default()), Err(wrong));
    for options in [
        LogisticOptions { strength: 0.0, ..Default::default() },
        LogisticOptions { tolerance: 0.0, ..Default::default() },
        LogisticOptions { iterations: 0, ..Default::default() },
    ] {
        assert!(matches!(fit(&points, &both, options), Err(Error::OutOfRange { .. })));
    }
    let wrong = Error::DifferentDimensions { found: 1, expected: 3 };
    assert_eq!(found.predict(&points), Err(wrong));
}
