//! Labels spread over neighbours against scikit-learn's.

mod common;

use std::sync::Arc;

use common::{close, fixture, labels, numbers, points};
use vae_playground_instrument::neighbours::{Neighbours, SearchWork};
use vae_playground_instrument::spread::{Spread, SpreadOptions, SpreadWork};
use vae_playground_instrument::{Error, Labels, Points, Result, complete};

fn graph(points: Points, k: usize) -> Neighbours {
    complete(SearchWork::within(Arc::new(points), k).unwrap()).unwrap()
}

fn spread(graph: &Neighbours, labels: &Labels, options: SpreadOptions) -> Result<Spread> {
    complete(SpreadWork::new(graph, labels, options)?)
}

#[test]
fn agree_with_scikit_learn() {
    let expected = fixture("spread");
    let graph = graph(points(&expected["points"]), 7);
    for case in ["near", "far"] {
        let case = &expected[case];
        let alpha = case["alpha"].as_f64().unwrap();
        let options = SpreadOptions { alpha, tolerance: 1e-6, iterations: 1000 };
        let found = spread(&graph, &labels(&expected["labels"]), options).unwrap();
        assert!(found.converged);
        close(&found.shares, &numbers(&case["distributions"]), 1e-4);
        close(&found.classes, &numbers(&case["labels"]), 0.0);
    }
}

#[test]
fn few_labels_are_enough_for_two_moons() {
    let expected = fixture("spread");
    let graph = graph(points(&expected["points"]), 7);
    let found = spread(&graph, &labels(&expected["labels"]), SpreadOptions::default()).unwrap();
    let truth = numbers(&expected["truth"]);
    let right = found.classes.iter().zip(&truth).filter(|(a, b)| f64::from(**a) == **b).count();
    assert!(right >= 150, "{right} of 160");
    assert!(found.confidence.iter().all(|share| (0.5..=1.0).contains(share)));
}

#[test]
fn what_no_label_reaches_stays_unknown() {
    // Three pairs far from each other, of which two have a label.
    let points = Points::new(vec![0.0, 0.1, 10.0, 10.1, 20.0, 20.1], 1).unwrap();
    let graph = graph(points, 1);
    let labels = Labels::new(vec![0, -1, 2, -1, -1, -1], 3).unwrap();
    let found = spread(&graph, &labels, SpreadOptions::default()).unwrap();
    assert_eq!(found.classes, [0, 0, 2, 2, -1, -1]);
    assert_eq!(found.confidence, [1.0, 1.0, 1.0, 1.0, 0.0, 0.0]);
}

#[test]
fn what_cannot_spread_is_said() {
    let graph = graph(Points::new(vec![1.0; 4], 1).unwrap(), 2);
    let both = Labels::new(vec![0, 1, -1, -1], 2).unwrap();
    assert!(spread(&graph, &both, SpreadOptions::default()).is_ok());
    for (values, known) in [(vec![-1; 4], 0), (vec![1, 1, -1, -1], 1)] {
        let labels = Labels::new(values, 2).unwrap();
        let error = spread(&graph, &labels, SpreadOptions::default()).unwrap_err();
        assert!(matches!(error, Error::TooFewClasses { classes, .. } if classes == known));
    }
    let fewer = Labels::new(vec![0, 1], 2).unwrap();
    let wrong = Error::LabelCount { labels: 2, points: 4 };
    assert_eq!(spread(&graph, &fewer, SpreadOptions::default()), Err(wrong.clone()));
    let all = Arc::new(Points::new(vec![0.0, 1.0, 2.0, 3.0], 1).unwrap());
    let some = Arc::new(all.select([3, 2]));
    let one_way = complete(SearchWork::new(all, some, 1).unwrap()).unwrap();
    assert_eq!(spread(&one_way, &fewer, SpreadOptions::default()), Err(wrong));
    for options in [
        SpreadOptions { alpha: 1.0, ..SpreadOptions::default() },
        SpreadOptions { iterations: 0, ..SpreadOptions::default() },
        SpreadOptions { tolerance: f64::NAN, ..SpreadOptions::default() },
    ] {
        assert!(matches!(spread(&graph, &both, options), Err(Error::OutOfRange { .. })));
    }
}
