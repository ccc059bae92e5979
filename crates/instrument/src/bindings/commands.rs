//! Each command of `www/instrument/protocol.ts`: its arguments read, its work, its result.

use std::sync::Arc;

use js_sys::Int32Array;
use vae_playground_js::{set, write};
use wasm_bindgen::JsValue;

use super::Task;
use super::arguments::{Arguments, Method};
use super::results::{classified, counts, floats, object};
use super::video;
use crate::comparison::compare;
use crate::density::histograms;
use crate::error::{Error, Result};
use crate::features::{FeaturesWork, Network};
use crate::information::{InformationOptions, InformationWork};
use crate::logistic::{Logistic, LogisticOptions, LogisticWork};
use crate::mixture::{ChoiceWork, FitWork, MixtureOptions, PerClassWork};
use crate::neighbours::{Neighbours, SearchWork};
use crate::paths::{Graph, GraphWork};
use crate::points::Points;
use crate::principal::principal;
use crate::spread::{SpreadOptions, SpreadWork};
use crate::wire::{ClassMixture, FittedMixture, WireInformation, WireMixture, plane};
use crate::work::{Once, Work};

/// The work that a command asks for.
pub fn start(command: &str, args: &Arguments) -> Result<Task> {
    match command {
        "principal" => {
            let points = args.points("points")?;
            let all = points.dimensions();
            Ok(Task::new(Once(move || principal(&points, all)), |found| write(&found)))
        }
        "fitMixture" => {
            let (points, options) = (args.points("points")?, args.value("options")?);
            let work = match args.value_or("start", None::<WireMixture>)? {
                None => FitWork::new(points, options)?,
                Some(start) => FitWork::warm(points, options, start.try_into()?)?,
            };
            Ok(Task::new(work, |fit| write(&FittedMixture::from(fit))))
        }
        "chooseMixture" => {
            let components = args.value("most")?;
            let options = MixtureOptions { components, ..args.value("options")? };
            let work = ChoiceWork::new(args.points("points")?, options)?;
            let tell =
                |fits: Vec<_>| -> Vec<FittedMixture> { fits.into_iter().map(Into::into).collect() };
            Ok(Task::new(work, move |choice| write(&tell(choice.fits))))
        }
        "classMixture" => {
            let covariance = args.value("covariance")?;
            let options = MixtureOptions { components: 1, covariance, ..MixtureOptions::default() };
            let work = PerClassWork::new(
                args.points("points")?.as_ref(),
                &args.labels("points")?,
                options,
            )?;
            Ok(Task::new(work, |fits| write(&ClassMixture::from(fits))))
        }
        "logDensity" => {
            let (points, mixture) = (args.points("points")?, args.mixture()?);
            let work = Once(move || mixture.log_density(&points));
            Ok(Task::new(work, |logs| floats(logs.into_iter().map(|log| log as f32).collect())))
        }
        "responsibilities" => {
            let (points, mixture) = (args.points("points")?, args.mixture()?);
            Ok(Task::new(Once(move || mixture.responsibilities(&points)), floats))
        }
        "aggregate" => {
            let (means, variances, mixture) =
                (args.points("means")?, args.points("variances")?, args.mixture()?);
            let work = Once(move || mixture.aggregate(&means, &variances));
            Ok(Task::new(work, |wider| write(&WireMixture::from(wider))))
        }
        "sampleMixture" => sample(args),
        "neighbours" => {
            let work = search(args, "points", args.value("k")?, args.value_or("leaveOut", false)?)?;
            Ok(Task::new(work, |Neighbours { indices, distances, .. }| {
                set(object("indices", counts(indices)), "distances", floats(distances))
            }))
        }
        "classify" => classify(args),
        "fitLogistic" => {
            let options =
                LogisticOptions { strength: args.value("c")?, ..LogisticOptions::default() };
            let work = LogisticWork::new(args.points("train")?, &args.labels("train")?, options)?;
            Ok(Task::new(work, |model| write(&model)))
        }
        "predictLogistic" => {
            let model: Logistic = args.value("model")?;
            model.check()?;
            let (queries, classes) = (args.points("queries")?, model.classes);
            let work = Once(move || model.predict(&queries));
            Ok(Task::new(work, move |shares| likeliest(&shares, classes)))
        }
        "spreadLabels" => {
            let points = args.points("points")?;
            let labels = args.labels("points")?;
            labels.belong_to(&points)?;
            let work = SearchWork::within(points, args.value("k")?)?
                .then(0.8, move |graph| SpreadWork::new(&graph, &labels, SpreadOptions::default()));
            Ok(Task::new(work, |spread| classified(spread.classes, spread.confidence)))
        }
        "compare" => {
            let work = compare(args.points("a")?, args.points("b")?, args.value("seed")?)?;
            Ok(Task::new(work, |comparison| write(&comparison)))
        }
        "information" => {
            let options = InformationOptions::default();
            let work = InformationWork::new(args.points("points")?, &args.factors()?, &options)?;
            Ok(Task::new(work, |found| write(&WireInformation::from(found))))
        }
        "histograms" => {
            let (points, bins, extent) =
                (args.points("points")?, args.value("bins")?, args.value::<f64>("extent")?);
            let work = Once(move || histograms(&points, [-extent, extent], bins));
            Ok(Task::new(work, |found| write(&found)))
        }
        "density" => {
            let (points, size, extent) =
                (args.points("points")?, args.value("size")?, args.value("extent")?);
            let centre = args.value_or("centre", [0.0, 0.0])?;
            Ok(Task::new(Once(move || plane(&points, size, extent, centre)), |plane| {
                let found = object("density", floats(plane.density));
                let found = set(found, "logRatio", floats(plane.log_ratio));
                set(set(found, "bandwidth", plane.bandwidth), "holes", write(&plane.holes))
            }))
        }
        "graph" => {
            let points = args.points("points")?;
            let work = SearchWork::within(points.clone(), args.value("k")?)?
                .then(0.8, move |near| {
                    GraphWork::new(points.clone(), &near.indices, &near.distances)
                });
            Ok(Task::new(work, |graph| {
                let edges = graph.edges();
                let ends = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
                let found = object("edges", counts(ends));
                let lengths = edges.iter().map(|edge| edge.length).collect();
                set(set(found, "lengths", floats(lengths)), "parts", graph.parts() as f64)
            }))
        }
        "path" => path(args),
        "features" => {
            let network = Arc::new(Network::read(&args.bytes("network")?)?);
            let [_, height, width, channels]: [usize; 4] = args.value("shape")?;
            let size = height.saturating_mul(width).saturating_mul(channels);
            let images = Arc::new(Points::new(args.floats("pixels")?, size)?);
            let work = FeaturesWork::new(network, images, [height, width, channels])?;
            Ok(Task::new(work, |found| {
                let dimensions = found.dimensions() as f64;
                set(object("values", floats(found.values().to_vec())), "dimensions", dimensions)
            }))
        }
        "track" => video::track(args),
        "background" => video::background(args),
        "foreground" => video::foreground(args),
        other => {
            let problem = "there is no such command".to_owned();
            Err(Error::InvalidArgument { argument: other.to_owned(), problem })
        }
    }
}

fn sample(args: &Arguments) -> Result<Task> {
    let mixture = args.mixture()?;
    let (count, temperature, seed) =
        (args.value("count")?, args.value("temperature")?, args.value("seed")?);
    let component: Option<usize> = args.value_or("component", None)?;
    let draw = move || match component {
        None => {
            mixture.sample(count, temperature, seed).map(|drawn| (drawn.points, drawn.components))
        }
        Some(one) => {
            let points = mixture.sample_from(one, count, temperature, seed)?;
            Ok((points, vec![one as u32; count]))
        }
    };
    Ok(Task::new(Once(draw), |(points, components)| {
        let components: Vec<i32> = components.into_iter().map(|one| one as i32).collect();
        let values = object("values", floats(points.values().to_vec()));
        set(values, "components", Int32Array::from(&components[..]))
    }))
}

/// The search for the nearest of a set to the queries, or within the set.
fn search(args: &Arguments, points: &str, k: usize, within: bool) -> Result<SearchWork> {
    let points = args.points(points)?;
    if within {
        SearchWork::within(points, k)
    } else {
        SearchWork::new(points, args.points("queries")?, k)
    }
}

fn classify(args: &Arguments) -> Result<Task> {
    let labels = args.labels("train")?;
    match args.value("method")? {
        Method::Neighbours { k } => {
            let work = search(args, "train", k, args.value_or("leaveOut", false)?)?;
            let work = work.map(move |near| near.classify(&labels, k, None));
            Ok(Task::new(work, |vote| classified(vote.classes, vote.shares)))
        }
        Method::Logistic { c } => {
            let options = LogisticOptions { strength: c, ..LogisticOptions::default() };
            let queries = args.points("queries")?;
            let work = LogisticWork::new(args.points("train")?, &labels, options)?;
            let classes = labels.classes();
            let work = work.map(move |model| model.predict(&queries));
            Ok(Task::new(work, move |shares| likeliest(&shares, classes)))
        }
        Method::Mixture { components, covariance, seed } => {
            let options =
                MixtureOptions { components, covariance, seed, ..MixtureOptions::default() };
            let queries = args.points("queries")?;
            let work = PerClassWork::new(args.points("train")?.as_ref(), &labels, options)?;
            let classes = labels.classes();
            let work = work.map(move |fits| fits.posterior(&queries));
            Ok(Task::new(work, move |shares| likeliest(&shares, classes)))
        }
    }
}

fn path(args: &Arguments) -> Result<Task> {
    let edges = args.indices("edges")?;
    let graph = Graph::of(args.value("points")?, &edges, args.value_or("parts", 1)?)?;
    let lengths: Vec<f64> = args.floats("lengths")?.into_iter().map(f64::from).collect();
    let (from, to) = (args.value("from")?, args.value("to")?);
    Ok(Task::new(Once(move || graph.shortest(&lengths, from, to)), |way| {
        let found = object("path", counts(way.points));
        set(set(found, "length", way.length), "bridges", way.bridges as f64)
    }))
}

/// The likeliest class of each point, and how likely it is.
fn likeliest(shares: &[f32], classes: usize) -> JsValue {
    let rows = shares.chunks_exact(classes);
    let best = rows.map(|row| {
        let best = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        best.map_or((-1, 0.0), |(class, &share)| (class as i32, share))
    });
    let (classes, confidence) = best.unzip();
    classified(classes, confidence)
}
