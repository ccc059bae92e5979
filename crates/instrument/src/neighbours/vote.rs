use serde::Serialize;

use super::Neighbours;
use crate::error::{Error, Result};
use crate::limits::Limit;
use crate::points::Labels;

/// What the neighbours of each of some points say it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Vote {
    /// The class of each, -1 where none is near.
    pub classes: Vec<i32>,
    /// Share of the neighbours that say so; 0 where none is near.
    pub shares: Vec<f32>,
}

impl Neighbours {
    /// The commonest class among the `k` nearest of each (Cover & Hart 1967); of classes as common, that of the
    /// nearest. Neighbours without a label, and those further away than `reach`, have no vote.
    ///
    /// # Errors
    /// When `k` is 0 or above the neighbours there are, `reach` is negative, or a neighbour lies outside `labels`.
    pub fn classify(&self, labels: &Labels, k: usize, reach: Option<f32>) -> Result<Vote> {
        let name = "The number of neighbours that vote";
        Limit { name, least: 1.0, most: self.k as f64 }.check(k as f64)?;
        let reach = reach.unwrap_or(f32::INFINITY);
        Limit { name: "The reach", least: 0.0, most: f64::INFINITY }.check(reach.into())?;
        let points = self.indices.iter().max().map_or(0, |&index| index as usize + 1);
        if points > labels.len() {
            return Err(Error::LabelCount { labels: labels.len(), points });
        }

        let mut vote = Vote { classes: Vec::new(), shares: Vec::new() };
        let mut votes = vec![0usize; labels.classes()];
        for query in 0..self.len() {
            let near = self.of(query).take(k).filter(|&(_, distance)| distance <= reach);
            let known: Vec<usize> = near.filter_map(|(index, _)| labels.get(index)).collect();
            votes.fill(0);
            known.iter().for_each(|&class| votes[class] += 1);
            let most = votes.iter().copied().max().unwrap_or(0);
            let first = known.iter().find(|&&class| votes[class] == most);
            vote.classes.push(first.map_or(-1, |&class| class as i32));
            vote.shares.push(most as f32 / known.len().max(1) as f32);
        }
        Ok(vote)
    }
}
