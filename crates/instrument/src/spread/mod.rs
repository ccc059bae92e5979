//! A few labels spread over a graph of neighbours to all its points.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::limits::{SPREAD_ALPHA, SPREAD_ITERATIONS, SPREAD_TOLERANCE};
use crate::neighbours::Neighbours;
use crate::points::Labels;
use crate::work::Work;

/// How labels spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SpreadOptions {
    /// Share that a point takes from its neighbours; the rest is the label it was given.
    pub alpha: f64,
    /// Change of all memberships together below which labels have spread.
    pub tolerance: f64,
    /// Times that each point takes from its neighbours.
    pub iterations: usize,
}

impl Default for SpreadOptions {
    /// Far more from neighbours than scikit-learn's 0.2: labels are to reach the whole of a cluster.
    fn default() -> Self {
        Self { alpha: 0.95, tolerance: 1e-3, iterations: 300 }
    }
}

/// What each point has been given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Spread {
    /// The class of each point, -1 where no label reached it.
    pub classes: Vec<i32>,
    /// Share of that class in what reached the point, between 0 and 1.
    pub confidence: Vec<f32>,
    /// Share of each class, `[points, classes]`; all 0 where no label reached.
    pub shares: Vec<f32>,
    /// Times that points took from their neighbours.
    pub iterations: usize,
    /// Whether the last changed less than the tolerance.
    pub converged: bool,
}

/// Label spreading (Zhou et al. 2004): `F <- alpha S F + (1 - alpha) Y`, where `S` is the graph of neighbours, each
/// edge divided by the roots of the degrees of its ends. An edge goes both ways, though only one of its ends may be
/// among the nearest of the other.
pub struct SpreadWork {
    options: SpreadOptions,
    classes: usize,
    /// Neighbours of each point, ascending, and one by the root of how many they are.
    edges: Vec<Vec<u32>>,
    roots: Vec<f32>,
    /// Memberships, `[points, classes]`: given, now, and next.
    given: Vec<f32>,
    now: Vec<f32>,
    next: Vec<f32>,
    done: usize,
}

impl SpreadWork {
    /// Spreads labels over the graph that [`SearchWork::within`](crate::neighbours::SearchWork::within) finds.
    ///
    /// # Errors
    /// When an option is out of its range, the labels don't belong to the graph, or fewer than two classes have one.
    pub fn new(graph: &Neighbours, labels: &Labels, options: SpreadOptions) -> Result<Self> {
        SPREAD_ALPHA.check(options.alpha)?;
        SPREAD_TOLERANCE.check(options.tolerance)?;
        SPREAD_ITERATIONS.check(options.iterations as f64)?;
        let last = graph.indices.iter().max().map_or(0, |&index| index as usize + 1);
        let points = graph.len().max(last);
        if labels.len() != points || graph.len() != points {
            return Err(Error::LabelCount { labels: labels.len().min(graph.len()), points });
        }
        let known = labels.by_class().iter().filter(|members| !members.is_empty()).count();
        if known < 2 {
            return Err(Error::TooFewClasses { what: "spreading labels", classes: known });
        }
        let edges = edges(graph);
        let classes = labels.classes();
        let mut given = vec![0.0; graph.len() * classes];
        for (row, label) in given.chunks_exact_mut(classes).zip(labels.iter()) {
            if let Some(class) = label {
                row[class] = 1.0;
            }
        }
        Ok(Self {
            roots: edges.iter().map(|of| (of.len() as f32).sqrt().recip()).collect(),
            edges,
            now: given.clone(),
            next: given.clone(),
            given,
            options,
            classes,
            done: 0,
        })
    }

    /// Each point takes from its neighbours. Returns how much that changed.
    fn step(&mut self) -> f64 {
        let alpha = self.options.alpha as f32;
        for (point, next) in self.next.chunks_exact_mut(self.classes).enumerate() {
            next.fill(0.0);
            for neighbour in self.edges[point].iter().map(|&index| index as usize) {
                let weight = self.roots[neighbour];
                let theirs = &self.now[neighbour * self.classes..][..self.classes];
                for (next, theirs) in next.iter_mut().zip(theirs) {
                    *next += weight * theirs;
                }
            }
            let given = &self.given[point * self.classes..][..self.classes];
            for (next, given) in next.iter_mut().zip(given) {
                *next = alpha * self.roots[point] * *next + (1.0 - alpha) * given;
            }
        }
        std::mem::swap(&mut self.now, &mut self.next);
        let changes = self.now.iter().zip(&self.next).map(|(a, b)| f64::from((a - b).abs()));
        changes.sum()
    }

    fn output(&self, converged: bool) -> Spread {
        let mut shares = self.now.clone();
        let mut classes = Vec::with_capacity(self.edges.len());
        let mut confidence = Vec::with_capacity(self.edges.len());
        for row in shares.chunks_exact_mut(self.classes) {
            let sum: f32 = row.iter().sum();
            if sum > 0.0 {
                row.iter_mut().for_each(|share| *share /= sum);
            }
            let most = row.iter().copied().fold(0.0, f32::max);
            let first = row.iter().position(|&share| share == most && share > 0.0);
            classes.push(first.map_or(-1, |class| class as i32));
            confidence.push(most);
        }
        Spread { classes, confidence, shares, iterations: self.done, converged }
    }
}

impl Work for SpreadWork {
    type Output = Spread;

    fn advance(&mut self) -> Result<Option<Spread>> {
        let change = self.step();
        self.done += 1;
        let converged = change < self.options.tolerance;
        let finished = converged || self.done == self.options.iterations;
        Ok(finished.then(|| self.output(converged)))
    }

    fn done(&self) -> f64 {
        self.done as f64 / self.options.iterations as f64
    }
}

fn edges(graph: &Neighbours) -> Vec<Vec<u32>> {
    let mut edges = vec![Vec::new(); graph.len()];
    for point in 0..graph.len() {
        for (neighbour, _) in graph.of(point) {
            edges[point].push(neighbour as u32);
            edges[neighbour].push(point as u32);
        }
    }
    for of in &mut edges {
        of.sort_unstable();
        of.dedup();
    }
    edges
}
