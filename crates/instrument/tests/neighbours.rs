//! Nearest neighbours against scikit-learn's, and votes.

mod common;

use std::sync::Arc;

use common::{close, fixture, labels, numbers, points};
use vae_playground_instrument::neighbours::{Neighbours, SearchWork};
use vae_playground_instrument::{Error, Labels, Points, Result, Work, complete};

fn search(points: &Points, queries: &Points, k: usize) -> Result<Neighbours> {
    complete(SearchWork::new(Arc::new(points.clone()), Arc::new(queries.clone()), k)?)
}

#[test]
fn agree_with_scikit_learn() {
    let expected = fixture("neighbours");
    let (points, queries) = (points(&expected["points"]), points(&expected["queries"]));
    let found = search(&points, &queries, 5).unwrap();
    close(&found.indices, &numbers(&expected["indices"]), 0.0);
    close(&found.distances, &numbers(&expected["distances"]), 1e-4);
    let vote = found.classify(&labels(&expected["labels"]), 5, None).unwrap();
    let agree = vote.classes.iter().zip(numbers(&expected["predictions"]));
    // They differ in ties alone, where scikit-learn takes the first class.
    for (at, (&class, expected)) in agree.enumerate() {
        assert!(f64::from(class) == expected || vote.shares[at] == 0.4, "{at}");
    }

    let within = complete(SearchWork::within(Arc::new(points), 5).unwrap()).unwrap();
    close(&within.indices, &numbers(&expected["withoutSelf"]), 0.0);
}

#[test]
fn pixels_and_many_parts_are_as_compared_one_by_one() {
    for (count, dimensions, queries) in [(700, 784, 70), (30_001, 20, 66), (9, 1, 3)] {
        let value = |at: usize| ((at * at) as f32 * 0.013).sin();
        let points = Points::new((0..count * dimensions).map(value).collect(), dimensions).unwrap();
        let others = (0..queries * dimensions).map(|at| value(at + 5)).collect();
        let others = Points::new(others, dimensions).unwrap();
        let found = search(&points, &others, 3).unwrap();
        for (query, other) in others.iter().enumerate() {
            let distance = |point: &[f32]| {
                let squares = point.iter().zip(other).map(|(a, b)| f64::from(a - b).powi(2));
                squares.sum::<f64>().sqrt()
            };
            let mut distances: Vec<f64> = points.iter().map(distance).collect();
            distances.sort_by(f64::total_cmp);
            close(&found.distances[query * 3..][..3], &distances[..3], 1e-4);
            for (index, near) in found.of(query) {
                assert!((distance(points.point(index)) - f64::from(near)).abs() < 1e-4);
            }
        }
    }
}

#[test]
fn votes_that_tie_go_to_the_nearest_and_what_is_far_is_unknown() {
    let points = Points::new(vec![0.0, 1.0, 2.0, 3.0, 100.0], 1).unwrap();
    let labels = Labels::new(vec![1, 0, 0, 1, -1], 2).unwrap();
    let queries = Points::new(vec![-1.0, 2.2, 50.0], 1).unwrap();
    let found = search(&points, &queries, 4).unwrap();
    let classes = |k, reach| found.classify(&labels, k, reach).unwrap().classes;
    assert_eq!(classes(4, None), [1, 0, 1]);
    assert_eq!(classes(3, None), [0, 0, 0]);
    assert_eq!(classes(1, Some(1.0)), [1, 0, -1]);
    assert_eq!(found.classify(&labels, 4, Some(1.5)).unwrap().shares, [1.0, 2.0 / 3.0, 0.0]);
    let none = Labels::new(vec![-1; 5], 2).unwrap();
    assert_eq!(found.classify(&none, 4, None).unwrap().classes, [-1; 3]);
    let one_class = Labels::new(vec![0; 5], 1).unwrap();
    assert_eq!(found.classify(&one_class, 4, None).unwrap().classes, [0; 3]);

    assert!(matches!(found.classify(&labels, 5, None), Err(Error::OutOfRange { .. })));
    assert!(matches!(found.classify(&labels, 1, Some(-1.0)), Err(Error::OutOfRange { .. })));
    let fewer = Labels::new(vec![0; 3], 1).unwrap();
    let wrong = Error::LabelCount { labels: 3, points: 4 };
    assert_eq!(found.classify(&fewer, 1, None), Err(wrong));
}

#[test]
fn as_many_neighbours_as_there_are_points() {
    let points = Points::new(vec![1.0; 6], 3).unwrap();
    let found = search(&points, &points, 2).unwrap();
    assert_eq!((found.indices, found.distances), (vec![0, 1, 0, 1], vec![0.0; 4]));
    let points = Arc::new(points);
    let found = complete(SearchWork::within(points.clone(), 1).unwrap()).unwrap();
    assert_eq!(found.indices, [1, 0]);
    assert!(matches!(
        SearchWork::within(points.clone(), 2).err(),
        Some(Error::TooFewPoints { points: 2, least: 3, .. })
    ));
    assert!(matches!(SearchWork::within(points.clone(), 0).err(), Some(Error::OutOfRange { .. })));
    let line = Points::new(vec![0.0], 1).unwrap();
    let wrong = Error::DifferentDimensions { found: 1, expected: 3 };
    assert_eq!(search(&points, &line, 1), Err(wrong));
    let none = Points::new(Vec::new(), 3).unwrap();
    assert!(search(&points, &none, 1).unwrap().is_empty());
    assert!(matches!(search(&none, &points, 1), Err(Error::TooFewPoints { points: 0, .. })));
}

#[test]
fn the_share_done_grows() {
    let points = Arc::new(Points::new((0..20_000).map(|x| x as f32).collect(), 1).unwrap());
    let mut work = SearchWork::within(points, 1).unwrap();
    let mut before = 0.0;
    assert_eq!(work.done(), before);
    while work.advance().unwrap().is_none() {
        assert!(work.done() > before && work.done() <= 1.0);
        before = work.done();
    }
    assert_eq!(before, 1.0);
}
