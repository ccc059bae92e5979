use serde::{Deserialize, Serialize};

use super::grid::Field;
use crate::error::Result;
use crate::limits::{HOLE_APART, HOLE_COUNT, HOLE_SHARE};

/// Share of the prior's peak below which it counts as empty itself; what is denser holds 90% of its mass.
const DENSE: f64 = 0.1;

/// What a hole is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct HoleOptions {
    /// Share of the prior's density that the data may have there.
    pub share: f64,
    /// How many are given at most.
    pub count: usize,
    /// Least distance of two.
    pub apart: f64,
}

impl Default for HoleOptions {
    fn default() -> Self {
        Self { share: 0.25, count: 5, apart: 0.5 }
    }
}

/// A place that the prior draws from and the data are not at.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hole {
    /// In the grid's two coordinates.
    pub position: [f64; 2],
    /// The densities there.
    pub prior: f64,
    #[allow(missing_docs, reason = "said with `prior`")]
    pub data: f64,
}

/// The holes of the data, those first in which most of the prior's density is missing, and none near a deeper one.
///
/// # Errors
/// When the fields have different grids, or an option is out of range.
pub fn holes(data: &Field, prior: &Field, options: &HoleOptions) -> Result<Vec<Hole>> {
    HOLE_SHARE.check(options.share)?;
    HOLE_COUNT.check(options.count as f64)?;
    HOLE_APART.check(options.apart)?;
    data.same_grid(prior)?;
    let dense = DENSE * prior.values.iter().copied().fold(0.0, f64::max);
    let both = data.values.iter().zip(&prior.values).enumerate();
    let empty = both.filter(|&(_, (data, prior))| *prior >= dense && *data < options.share * prior);
    let mut candidates: Vec<Hole> = empty
        .map(|(at, (&data, &prior_there))| Hole {
            position: prior.grid.centre(at),
            prior: prior_there,
            data,
        })
        .collect();
    let missing = |hole: &Hole| hole.prior - hole.data;
    candidates.sort_by(|a, b| missing(b).total_cmp(&missing(a)));
    let mut found: Vec<Hole> = Vec::new();
    for hole in candidates {
        let far = |other: &Hole| {
            let [x, y] = [0, 1].map(|axis| hole.position[axis] - other.position[axis]);
            x.hypot(y) >= options.apart
        };
        if found.iter().all(far) {
            found.push(hole);
        }
        if found.len() == options.count {
            break;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::{Grid, prior};
    use super::*;

    fn grid() -> Grid {
        Grid { low: [-3.5; 2], high: [3.5; 2], cells: [7; 2] }
    }

    #[test]
    fn what_was_cut_out_is_found_deepest_first() {
        let prior = prior(&grid(), [0.0, 0.0], 0.5).unwrap();
        let mut data = prior.clone();
        let at = |x: usize, y: usize| (y + 3) * 7 + x + 3;
        // The centre wholly, a neighbour of it, a place two away by all but a tenth, and a tail.
        data.values[at(0, 0)] = 0.0;
        data.values[at(1, 0)] = 0.0;
        data.values[at(0, 2)] *= 0.1;
        data.values[at(3, 3)] = 0.0;
        let of = |apart, count| {
            holes(&data, &prior, &HoleOptions { share: 0.25, count, apart }).unwrap()
        };
        let places = |holes: &[Hole]| holes.iter().map(|hole| hole.position).collect::<Vec<_>>();
        assert_eq!(places(&of(0.5, 9)), [[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]]);
        assert_eq!(places(&of(1.5, 9)), [[0.0, 0.0], [0.0, 2.0]]);
        assert_eq!(places(&of(0.5, 1)), [[0.0, 0.0]]);
        let last = of(1.5, 9).pop().unwrap();
        assert!((last.data / last.prior - 0.1).abs() < 1e-12);
    }

    #[test]
    fn the_prior_itself_has_none() {
        let prior = prior(&grid(), [0.0, 0.0], 0.5).unwrap();
        assert_eq!(holes(&prior, &prior, &HoleOptions::default()), Ok(vec![]));
    }

    #[test]
    fn other_grids_and_options_out_of_range_are_refused() {
        let here = prior(&grid(), [0.0, 0.0], 0.5).unwrap();
        let other = prior(&Grid { cells: [7, 8], ..grid() }, [0.0, 0.0], 0.5).unwrap();
        let options = HoleOptions::default();
        assert!(holes(&here, &other, &options).is_err());
        assert!(holes(&here, &here, &HoleOptions { share: 2.0, ..options.clone() }).is_err());
        assert!(holes(&here, &here, &HoleOptions { apart: -1.0, ..options.clone() }).is_err());
        assert!(holes(&here, &here, &HoleOptions { count: 0, ..options }).is_err());
    }
}
