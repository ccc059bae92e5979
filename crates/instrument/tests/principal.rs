//! Principal components against scikit-learn's, and where there is little to analyse.

mod common;

use common::{close, fixture, numbers, points};
use vae_playground_instrument::principal::principal;
use vae_playground_instrument::{Error, Points};

#[test]
fn agree_with_scikit_learn() {
    let expected = fixture("principal");
    let points = points(&expected["points"]);
    let all = principal(&points, 4).unwrap();
    close(&all.mean, &numbers(&expected["mean"]), 1e-5);
    close(&all.components.concat(), &numbers(&expected["components"]), 1e-5);
    close(&all.variances, &numbers(&expected["variances"]), 1e-4);
    close(&all.explained, &numbers(&expected["explained"]), 1e-6);

    let two = principal(&points, 2).unwrap();
    close(two.project(&points).unwrap().values(), &numbers(&expected["projected"]), 1e-4);
    let back = all.restore(&all.project(&points).unwrap()).unwrap();
    close(back.values(), &numbers(&expected["points"]), 1e-4);
}

#[test]
fn little_to_analyse_is_said_or_analysed() {
    let line = Points::new(vec![1.0, 3.0], 1).unwrap();
    let found = principal(&line, 1).unwrap();
    assert_eq!((found.variances, found.explained), (vec![2.0], vec![1.0]));

    let equal = Points::new(vec![0.5; 12], 3).unwrap();
    let found = principal(&equal, 2).unwrap();
    assert_eq!((found.variances, found.explained), (vec![0.0; 2], vec![0.0; 2]));
    assert_eq!(principal(&equal, 2).unwrap().project(&equal).unwrap().values(), [0.0; 8]);

    let wide = Points::new((0..256).map(|x| (x as f32).sin()).collect(), 128).unwrap();
    let found = principal(&wide, 128).unwrap();
    assert!((found.explained[0] - 1.0).abs() < 1e-5, "{:?}", found.explained);

    let one = Points::new(vec![0.0; 2], 2).unwrap();
    assert!(matches!(principal(&one, 1), Err(Error::TooFewPoints { points: 1, least: 2, .. })));
    assert!(matches!(principal(&equal, 4), Err(Error::OutOfRange { .. })));
    let other = Error::DifferentDimensions { found: 1, expected: 3 };
    assert_eq!(principal(&equal, 1).unwrap().project(&line), Err(other));
}
