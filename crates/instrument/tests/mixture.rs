//! Gaussian mixtures against scikit-learn's, and where a covariance is singular.

mod common;

use std::sync::Arc;

use common::{close, fixture, numbers, points};
use serde_json::Value;
use vae_playground_instrument::mixture::{
    ChoiceWork, Covariance, Fit, FitWork, Mixture, MixtureOptions, PerClassWork,
};
use vae_playground_instrument::{Error, Labels, Points, complete};

const KINDS: [(&str, Covariance); 2] =
    [("full", Covariance::Full), ("diagonal", Covariance::Diagonal)];

fn fit(points: &Points, options: MixtureOptions) -> Result<Fit, Error> {
    complete(FitWork::new(Arc::new(points.clone()), options)?)
}

fn of(components: usize) -> MixtureOptions {
    MixtureOptions { components, ..MixtureOptions::default() }
}

/// scikit-learn's mixture, as ours.
fn learnt(kind: Covariance, expected: &Value) -> Mixture {
    let rows = |name: &str| expected[name].as_array().unwrap().iter().map(numbers).collect();
    Mixture {
        covariance: kind,
        weights: numbers(&expected["weights"]),
        means: rows("means"),
        covariances: rows("covariances"),
    }
}

#[test]
fn densities_agree_with_scikit_learn() {
    let expected = fixture("mixture");
    let others = points(&expected["others"]);
    for (name, kind) in KINDS {
        let expected = &expected[name];
        let mixture = learnt(kind, expected);
        let densities = mixture.log_density(&others).unwrap();
        for (found, expected) in densities.iter().zip(numbers(&expected["othersLogDensity"])) {
            assert!(
                (found - expected).abs() < 1e-4 * expected.abs().max(1.0),
                "{found} {expected}"
            );
        }
        let shares = mixture.responsibilities(&others).unwrap();
        close(&shares, &numbers(&expected["othersResponsibilities"]), 1e-4);
    }
}

#[test]
fn fits_agree_with_scikit_learn() {
    let expected = fixture("mixture");
    let points = points(&expected["points"]);
    for (name, covariance) in KINDS {
        let options = MixtureOptions { covariance, restarts: 10, tolerance: 1e-6, ..of(3) };
        let found = fit(&points, options).unwrap();
        let expected = &expected[name];
        let log_likelihood = expected["logLikelihood"].as_f64().unwrap();
        assert!(found.converged);
        assert!((found.log_likelihood - log_likelihood).abs() < 1e-3, "{found:?} {log_likelihood}");
        assert!((found.bic - expected["bic"].as_f64().unwrap()).abs() < 1.0, "{}", found.bic);
        let order = |weights: &[f64]| {
            let mut order: Vec<usize> = (0..3).collect();
            order.sort_by(|&a, &b| weights[a].total_cmp(&weights[b]));
            order
        };
        let learnt = learnt(covariance, expected);
        for (a, b) in order(&found.mixture.weights).into_iter().zip(order(&learnt.weights)) {
            close(&found.mixture.means[a], &learnt.means[b], 0.02);
            close(&found.mixture.covariances[a], &learnt.covariances[b], 0.05);
        }
        let densities = found.mixture.log_density(&points).unwrap();
        let mean = densities.iter().sum::<f64>() / densities.len() as f64;
        assert!((mean - found.log_likelihood).abs() < 1e-9);
    }
}

#[test]
fn one_component_is_the_mean_and_the_covariance() {
    let points = Points::new(vec![0.0, 0.0, 2.0, 0.0, 0.0, 4.0, 2.0, 4.0], 2).unwrap();
    let found = fit(&points, of(1)).unwrap();
    close(&found.mixture.means[0], &[1.0, 2.0], 1e-6);
    close(&found.mixture.covariances[0], &[1.0, 0.0, 0.0, 4.0], 1e-5);
    // -ln(2 pi) - ln(det) / 2 - 1, the determinant being 4; five parameters.
    assert!((found.log_likelihood + 3.531_024).abs() < 1e-5, "{}", found.log_likelihood);
    assert!((found.bic - (5.0 * 4f64.ln() + 8.0 * 3.531_024)).abs() < 1e-4);
}

#[test]
fn the_least_bic_chooses_the_clusters_there_are() {
    let points = Arc::new(points(&fixture("mixture")["points"]));
    let mut work = ChoiceWork::new(points.clone(), of(5)).unwrap();
    let choice = loop {
        use vae_playground_instrument::Work;
        let before = work.done();
        let output = work.advance().unwrap();
        assert!((0.0..=1.0).contains(&before));
        if let Some(choice) = output {
            break choice;
        }
    };
    assert_eq!(
        choice.fits.iter().map(|fit| fit.mixture.components()).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5]
    );
    assert_eq!(choice.best, 2);
    assert!(choice.fits.iter().all(|fit| fit.bic >= choice.fits[2].bic));
}

#[test]
fn samples_are_as_the_mixture() {
    let mixture = Mixture {
        covariance: Covariance::Full,
        weights: vec![0.75, 0.25],
        means: vec![vec![-10.0, 0.0], vec![10.0, 5.0]],
        covariances: vec![vec![1.0, 0.8, 0.8, 1.0], vec![4.0, 0.0, 0.0, 0.25]],
    };
    let drawn = mixture.sample(20_000, 0.5, 7).unwrap();
    assert_eq!(drawn, mixture.sample(20_000, 0.5, 7).unwrap());
    let second = drawn.components.iter().filter(|&&component| component == 1).count();
    assert!((second as f64 / 20_000.0 - 0.25).abs() < 0.02);
    for (component, points) in [
        (0, drawn.points.select((0..20_000).filter(|&at| drawn.components[at] == 0))),
        (1, mixture.sample_from(1, 5000, 0.5, 1).unwrap()),
    ] {
        let found = fit(&points, of(1)).unwrap().mixture;
        close(&found.means[0], &mixture.means[component], 0.05);
        let quarter: Vec<f64> = mixture.covariances[component].iter().map(|x| x / 4.0).collect();
        close(&found.covariances[0], &quarter, 0.06);
    }
    let at_means = mixture.sample_from(1, 2, 0.0, 1).unwrap();
    assert_eq!(at_means.values(), [10.0, 5.0, 10.0, 5.0]);
    let diagonal = Mixture {
        covariance: Covariance::Diagonal,
        covariances: vec![vec![1.0, 9.0]; 2],
        ..mixture
    };
    let found = fit(&diagonal.sample_from(0, 5000, 1.0, 3).unwrap(), of(1)).unwrap().mixture;
    close(&found.covariances[0], &[1.0, 0.0, 0.0, 9.0], 0.4);
    assert!(diagonal.sample_from(2, 1, 1.0, 0).is_err());
    assert!(diagonal.sample(1, -1.0, 0).is_err());
    assert!(diagonal.sample(0, 1.0, 0).is_err());
}

#[test]
fn each_class_has_its_own() {
    // Around 0 with variance 1 (of 1 and -1) and around 10; a point half as likely by prior.
    let points = Points::new(vec![-1.0, 1.0, -1.0, 1.0, 9.0, 11.0, 5.0], 1).unwrap();
    let labels = Labels::new(vec![0, 0, 0, 0, 2, 2, -1], 3).unwrap();
    let classes = complete(PerClassWork::new(&points, &labels, of(1)).unwrap()).unwrap();
    close(&classes.priors, &[4.0 / 6.0, 0.0, 2.0 / 6.0], 1e-12);
    assert!(classes.fits[1].is_none());
    // Midway, densities are equal, so that the priors decide.
    close(&classes.posterior(&points.select([6])).unwrap(), &[2.0 / 3.0, 0.0, 1.0 / 3.0], 1e-4);
    let far = Points::new(vec![1e8, -1e8], 1).unwrap();
    assert!(classes.posterior(&far).unwrap().iter().all(|share| share.is_finite()));

    let unknown = Labels::new(vec![-1; 7], 3).unwrap();
    assert!(matches!(
        PerClassWork::new(&points, &unknown, of(1)).err(),
        Some(Error::TooFewPoints { points: 0, .. })
    ));
    let fewer = Labels::new(vec![0; 6], 1).unwrap();
    assert!(matches!(
        PerClassWork::new(&points, &fewer, of(1)).err(),
        Some(Error::LabelCount { labels: 6, points: 7 })
    ));
}

#[test]
fn singular_points_give_finite_mixtures() {
    let equal = vec![3.0; 40];
    let line: Vec<f32> = (0..60).flat_map(|x| [x as f32, 2.0 * x as f32]).collect();
    let two_places: Vec<f32> = (0..60).map(|x| (x % 2) as f32 * 1e6).collect();
    let outlier: Vec<f32> = (0..60).map(|x| if x == 59 { 1e9 } else { x as f32 * 1e-3 }).collect();
    let wide: Vec<f32> = (0..128 * 6).map(|x| (x as f32 * 0.7).sin() * 50.0).collect();
    for (values, dimensions) in
        [(equal, 2), (line, 2), (two_places.clone(), 1), (two_places, 3), (outlier, 2), (wide, 128)]
    {
        let points = Points::new(values, dimensions).unwrap();
        for (_, covariance) in KINDS {
            for components in [1, 5] {
                let options =
                    MixtureOptions { covariance, restarts: 2, iterations: 20, ..of(components) };
                let found = fit(&points, options).unwrap();
                let mixture = found.mixture;
                let all = mixture.means.iter().chain(&mixture.covariances).flatten();
                assert!(all.chain(&mixture.weights).all(|x| x.is_finite()));
                assert!(found.log_likelihood.is_finite() && found.bic.is_finite());
                assert!((mixture.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                let shares = mixture.responsibilities(&points).unwrap();
                assert!(shares.iter().all(|share| (0.0..=1.000_01).contains(share)));
                assert!(mixture.sample(10, 1.0, 0).is_ok());
            }
        }
    }
}

#[test]
fn clusters_are_found_at_any_scale() {
    for scale in [1e-4, 1.0, 1e6] {
        let value = |x: usize| scale * ((x % 4) as f32 + 0.1 * (x as f32 * 0.7).sin());
        let points = Points::new((0..400).map(value).collect(), 1).unwrap();
        let options = MixtureOptions { regularisation: 1e-12, restarts: 10, ..of(4) };
        let mut means = fit(&points, options).unwrap().mixture.means.concat();
        means.sort_by(f64::total_cmp);
        let scaled: Vec<f64> = means.iter().map(|mean| mean / f64::from(scale)).collect();
        close(&scaled, &[0.0, 1.0, 2.0, 3.0], 0.05);
    }
}

#[test]
fn a_warm_fit_follows_points_that_moved() {
    let expected = fixture("mixture");
    let before = points(&expected["points"]);
    let moved = before.values().iter().map(|x| 1.1 * x + 0.05 * (7.0 * x).sin()).collect();
    let moved = Points::new(moved, before.dimensions()).unwrap();
    for (_, covariance) in KINDS {
        let options = MixtureOptions { covariance, restarts: 10, tolerance: 1e-6, ..of(3) };
        let start = fit(&before, options).unwrap().mixture;
        let densities = start.log_density(&moved).unwrap();
        let first = densities.iter().sum::<f64>() / densities.len() as f64;
        let cold = fit(&moved, options).unwrap();
        let work = FitWork::warm(Arc::new(moved.clone()), options, start).unwrap();
        let warm = complete(work).unwrap();
        assert!(warm.log_likelihood > first + 1e-3, "{} {first}", warm.log_likelihood);
        assert!((warm.log_likelihood - cold.log_likelihood).abs() < 1e-3, "{warm:?} {cold:?}");
        assert!(warm.converged);
        // Each component is that of before, a little on.
        let again = complete(
            FitWork::warm(Arc::new(moved.clone()), options, warm.mixture.clone()).unwrap(),
        )
        .unwrap();
        assert!(again.iterations <= 2 && again.iterations < warm.iterations, "{again:?}");
        assert!(again.log_likelihood >= warm.log_likelihood - 1e-6);
    }
}

#[test]
fn a_start_whose_components_lie_in_one_place_is_left() {
    // As of a model that was not trained: all codes are equal, and so are all components.
    let equal = Points::new(vec![0.25; 400], 1).unwrap();
    let start = fit(&equal, of(2)).unwrap().mixture;
    let trained: Vec<f32> = (0..400).map(|x| (x % 2) as f32 * 4.0 + (x as f32).sin()).collect();
    let trained = Points::new(trained, 1).unwrap();
    let cold = fit(&trained, of(2)).unwrap();
    assert!(cold.log_likelihood > fit(&trained, of(1)).unwrap().log_likelihood + 0.2);
    let warm = complete(FitWork::warm(Arc::new(trained), of(2), start).unwrap()).unwrap();
    assert_eq!(warm, cold);
}

#[test]
fn a_start_is_as_the_options_say() {
    let points = Arc::new(Points::new(vec![0.0, 1.0, 2.0, 3.0], 2).unwrap());
    let start = fit(&points, of(1)).unwrap().mixture;
    let warm =
        |points: &Arc<Points>, options| FitWork::warm(points.clone(), options, start.clone()).err();
    assert_eq!(warm(&points, of(1)), None);
    assert!(matches!(warm(&points, of(2)), Some(Error::InvalidArgument { .. })));
    let diagonal = MixtureOptions { covariance: Covariance::Diagonal, ..of(1) };
    assert!(matches!(warm(&points, diagonal), Some(Error::InvalidArgument { .. })));
    let line = Arc::new(Points::new(vec![0.0; 4], 1).unwrap());
    assert_eq!(warm(&line, of(1)), Some(Error::DifferentDimensions { found: 2, expected: 1 }));
}

#[test]
fn what_cannot_be_fitted_is_said() {
    let points = Points::new(vec![0.0, 1.0, 2.0, 3.0], 2).unwrap();
    assert!(fit(&points, of(2)).is_ok());
    let too_few = fit(&points, of(3)).unwrap_err();
    assert!(matches!(too_few, Error::TooFewPoints { points: 2, least: 3, .. }), "{too_few}");
    for options in [
        of(0),
        of(65),
        MixtureOptions { restarts: 0, ..of(1) },
        MixtureOptions { regularisation: 0.0, ..of(1) },
        MixtureOptions { tolerance: f64::NAN, ..of(1) },
        MixtureOptions { iterations: 0, ..of(1) },
    ] {
        assert!(matches!(fit(&points, options), Err(Error::OutOfRange { .. })), "{options:?}");
    }
    let far = Points::new(vec![1e20; 4], 2).unwrap();
    assert!(matches!(fit(&far, of(1)), Err(Error::OutOfRange { .. })));
    let line = Points::new(vec![0.0], 1).unwrap();
    let mixture = fit(&points, of(1)).unwrap().mixture;
    assert_eq!(
        mixture.log_density(&line),
        Err(Error::DifferentDimensions { found: 1, expected: 2 })
    );
}

#[test]
fn a_seed_gives_one_mixture_whose_options_read_as_written() {
    let values = (0..30_000).map(|x| ((x * x) as f32 * 0.37).sin() + (x % 3) as f32 * 4.0);
    let points = Points::new(values.collect(), 3).unwrap();
    let options = MixtureOptions { seed: 5, ..of(4) };
    assert_eq!(fit(&points, options), fit(&points, options));
    let written = serde_json::to_string(&options).unwrap();
    assert_eq!(serde_json::from_str::<MixtureOptions>(&written).unwrap(), options);
    assert!(serde_json::from_str::<MixtureOptions>(r#"{"component":3}"#).is_err());
}

/// Two Gaussians so far apart that each point is of one alone.
fn apart(covariance: Covariance, covariances: [Vec<f64>; 2]) -> Mixture {
    Mixture {
        covariance,
        weights: vec![0.5, 0.5],
        means: vec![vec![0.0, 0.0], vec![100.0, 0.0]],
        covariances: covariances.into(),
    }
}

#[test]
fn components_of_means_are_widened_by_their_posteriors_alone() {
    let means = Points::new(vec![0.0, 1.0, 0.0, -1.0, 100.0, 0.0], 2).unwrap();
    let variances = Points::new(vec![0.5, 1.0, 0.25, 3.0, 8.0, 0.0], 2).unwrap();
    let full = apart(Covariance::Full, [vec![1.0, 0.5, 0.5, 2.0], vec![1.0, 0.0, 0.0, 1.0]]);
    let wider = full.aggregate(&means, &variances).unwrap();
    assert_eq!(wider.covariances, [vec![1.375, 0.5, 0.5, 4.0], vec![9.0, 0.0, 0.0, 1.0]]);
    assert_eq!((&wider.means, &wider.weights), (&full.means, &full.weights));
    let diagonal = apart(Covariance::Diagonal, [vec![1.0, 2.0], vec![1.0, 1.0]]);
    let wider = diagonal.aggregate(&means, &variances).unwrap();
    assert_eq!(wider.covariances, [vec![1.375, 4.0], vec![9.0, 1.0]]);
    let none = Points::new(Vec::new(), 2).unwrap();
    assert_eq!(diagonal.aggregate(&none, &none).unwrap(), diagonal);
}

#[test]
fn draws_of_posteriors_are_likelier_under_the_aggregate_than_under_the_mixture_of_means() {
    let points = points(&fixture("mixture")["points"]);
    let dimensions = points.dimensions();
    let means = fit(&points, of(3)).unwrap().mixture;
    let variances = Points::new(vec![0.3; points.values().len()], dimensions).unwrap();
    let wider = means.aggregate(&points, &variances).unwrap();
    // The posteriors' noise: what a Gaussian of that variance alone draws.
    let noise = Mixture {
        covariance: Covariance::Diagonal,
        weights: vec![1.0],
        means: vec![vec![0.0; dimensions]],
        covariances: vec![vec![0.3; dimensions]],
    };
    let noise = noise.sample(points.len(), 1.0, 5).unwrap().points;
    let drawn = points.values().iter().zip(noise.values()).map(|(mean, noise)| mean + noise);
    let drawn = Points::new(drawn.collect(), dimensions).unwrap();
    let mean = |mixture: &Mixture| {
        let logs = mixture.log_density(&drawn).unwrap();
        logs.iter().sum::<f64>() / logs.len() as f64
    };
    // No other three Gaussians are much likelier.
    let best = fit(&drawn, of(3)).unwrap().log_likelihood;
    let (found, narrow) = (mean(&wider), mean(&means));
    assert!(found > narrow + 0.05 && found > best - 0.05, "{narrow} {found} {best}");
}

#[test]
fn variances_that_belong_to_no_mean_or_are_none_are_refused() {
    let mixture = apart(Covariance::Diagonal, [vec![1.0, 1.0], vec![1.0, 1.0]]);
    let means = Points::new(vec![0.0; 4], 2).unwrap();
    let refused = |values: Vec<f32>, dimensions| {
        mixture.aggregate(&means, &Points::new(values, dimensions).unwrap()).unwrap_err()
    };
    assert_eq!(refused(vec![1.0; 4], 1), Error::DifferentDimensions { found: 1, expected: 2 });
    let count = Error::Count { what: "posterior variances", found: 1, expected: 2 };
    assert_eq!(refused(vec![1.0; 2], 2), count);
    assert!(matches!(refused(vec![1.0, 1.0, -1.0, 1.0], 2), Error::InvalidArgument { .. }));
}
