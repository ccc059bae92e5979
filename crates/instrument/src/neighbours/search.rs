use std::sync::Arc;

use vae_playground_kernels::distances::{GROUP, LANES, squares};

use super::Neighbours;
use crate::error::{Error, Result};
use crate::limits::{NEIGHBOURS, check_coordinates};
use crate::points::Points;
use crate::work::Work;

/// Queries that go through the points together.
const BATCH: usize = 64;
/// Differences of a part of the work.
const PART: usize = 20_000_000;

/// Finds the nearest of some points to each query, exactly.
pub struct SearchWork {
    points: Arc<Points>,
    queries: Arc<Points>,
    /// The queries are the points, and none is its own neighbour.
    within: bool,
    k: usize,
    /// The batch of queries, and its next points.
    batch: usize,
    at: usize,
    /// Of the batch's queries, ascending squared distances and whose they are; at most `k` each.
    nearest: Vec<Vec<(f32, u32)>>,
    lanes: Vec<[f32; LANES]>,
    found: Neighbours,
}

impl SearchWork {
    /// The `k` nearest of `points` to each query.
    ///
    /// # Errors
    /// When `k` is out of its range or above the number of points, dimensions differ, or a coordinate is too large.
    pub fn new(points: Arc<Points>, queries: Arc<Points>, k: usize) -> Result<Self> {
        let (found, expected) = (queries.dimensions(), points.dimensions());
        if found != expected {
            return Err(Error::DifferentDimensions { found, expected });
        }
        Self::with(points, queries, k, false)
    }

    /// The `k` nearest of `points` to each of them, itself left out.
    ///
    /// # Errors
    /// When `k` is out of its range or not below the number of points, or a coordinate is too large.
    pub fn within(points: Arc<Points>, k: usize) -> Result<Self> {
        Self::with(points.clone(), points, k, true)
    }

    fn with(points: Arc<Points>, queries: Arc<Points>, k: usize, within: bool) -> Result<Self> {
        NEIGHBOURS.check(k as f64)?;
        let least = k + usize::from(within);
        if points.len() < least {
            let what = "a search for that many neighbours";
            return Err(Error::TooFewPoints { what, points: points.len(), least });
        }
        check_coordinates(&points)?;
        check_coordinates(&queries)?;
        Ok(Self {
            nearest: vec![Vec::new(); BATCH],
            lanes: vec![[0.0; LANES]; points.dimensions()],
            found: Neighbours {
                k,
                indices: Vec::with_capacity(queries.len() * k),
                distances: Vec::with_capacity(queries.len() * k),
            },
            points,
            queries,
            within,
            k,
            batch: 0,
            at: 0,
        })
    }

    /// Compares the points from `self.at` on with each of the batch.
    fn compare(&mut self, batch: usize) {
        let count = LANES.min(self.points.len() - self.at);
        for lane in 0..LANES {
            // The last stands in for those that are missing.
            let point = self.points.point(self.at + lane.min(count - 1));
            for (lanes, &x) in self.lanes.iter_mut().zip(point) {
                lanes[lane] = x;
            }
        }
        for group in (0..batch).step_by(GROUP) {
            let query = |at: usize| self.queries.point(self.batch + (group + at).min(batch - 1));
            let queries: [&[f32]; GROUP] = std::array::from_fn(query);
            let worst: [f32; GROUP] = std::array::from_fn(|at| self.worst(group + at));
            let Some(squares) = squares(&self.lanes, queries, &worst) else { continue };
            for at in 0..GROUP.min(batch - group) {
                let near = |square: &f32| *square < worst[at];
                if squares[at].iter().any(near) {
                    for (lane, &square) in squares[at][..count].iter().enumerate() {
                        self.insert(group + at, self.at + lane, square);
                    }
                }
            }
        }
    }

    /// What a squared distance must be below for a point to be among the nearest.
    fn worst(&self, query: usize) -> f32 {
        let nearest = &self.nearest[query];
        if nearest.len() == self.k { nearest[self.k - 1].0 } else { f32::INFINITY }
    }

    fn insert(&mut self, query: usize, point: usize, square: f32) {
        if square >= self.worst(query) || self.within && self.batch + query == point {
            return;
        }
        let nearest = &mut self.nearest[query];
        if nearest.len() == self.k {
            nearest.pop();
        }
        let at = nearest.partition_point(|&(other, _)| other <= square);
        nearest.insert(at, (square, point as u32));
    }
}

impl Work for SearchWork {
    type Output = Neighbours;

    fn advance(&mut self) -> Result<Option<Neighbours>> {
        let batch = BATCH.min(self.queries.len() - self.batch);
        if batch == 0 {
            let none = Neighbours { k: self.k, indices: Vec::new(), distances: Vec::new() };
            return Ok(Some(std::mem::replace(&mut self.found, none)));
        }
        let points = PART / (batch * self.points.dimensions()) + LANES;
        let end = self.points.len().min(self.at + points);
        while self.at < end {
            self.compare(batch);
            self.at = self.points.len().min(self.at + LANES);
        }
        if self.at == self.points.len() {
            for nearest in &mut self.nearest[..batch] {
                self.found.distances.extend(nearest.iter().map(|(square, _)| square.sqrt()));
                self.found.indices.extend(nearest.drain(..).map(|(_, index)| index));
            }
            self.batch += batch;
            self.at = 0;
        }
        Ok(None)
    }

    fn done(&self) -> f64 {
        let batch = BATCH.min(self.queries.len() - self.batch) as f64;
        let within = batch * self.at as f64 / self.points.len() as f64;
        (self.batch as f64 + within) / self.queries.len().max(1) as f64
    }
}
