use serde::{Deserialize, Serialize};

use super::check_range;
use crate::error::{Error, Result};
use crate::limits::DENSITY_CELLS;
use crate::points::Points;

/// Standard deviations after which the smoothing kernel is cut.
const REACH: f64 = 4.0;

/// A rectangle in two coordinates, cut into cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Grid {
    /// Its corners.
    pub low: [f64; 2],
    #[allow(missing_docs, reason = "said with `low`")]
    pub high: [f64; 2],
    /// Along each coordinate.
    pub cells: [usize; 2],
}

impl Grid {
    /// A cell's sides.
    pub fn cell(&self) -> [f64; 2] {
        [0, 1].map(|axis| (self.high[axis] - self.low[axis]) / self.cells[axis] as f64)
    }

    /// The centre of a cell of a [`Field`].
    pub fn centre(&self, index: usize) -> [f64; 2] {
        let at = [index % self.cells[0], index / self.cells[0]];
        let cell = self.cell();
        [0, 1].map(|axis| self.low[axis] + (at[axis] as f64 + 0.5) * cell[axis])
    }

    fn check(&self) -> Result<()> {
        for axis in [0, 1] {
            check_range(self.low[axis], self.high[axis])?;
            DENSITY_CELLS.check(self.cells[axis] as f64)?;
        }
        Ok(())
    }
}

/// A density at the centre of each cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Where.
    pub grid: Grid,
    /// `[cells of the second coordinate, cells of the first]`.
    pub values: Vec<f64>,
}

/// The density of two coordinates of points, counted by cells and smoothed by a Gaussian of standard deviation
/// `bandwidth`, in the space's units. Points outside count where they reach in.
///
/// # Errors
/// When the points have no such coordinate, there are none, the grid is out of range, or the bandwidth is below half a
/// cell or above a quarter of the grid.
pub fn density(
    points: &Points,
    coordinates: [usize; 2],
    grid: &Grid,
    bandwidth: f64,
) -> Result<Field> {
    grid.check()?;
    let dimensions = points.dimensions();
    if let Some(&dimension) = coordinates.iter().find(|&&coordinate| coordinate >= dimensions) {
        return Err(Error::NoSuchDimension { dimension, dimensions });
    }
    if points.is_empty() {
        return Err(Error::TooFewPoints { what: "A density", points: 0, least: 1 });
    }
    let cell = grid.cell();
    for axis in [0, 1] {
        let (least, most) = (cell[axis] / 2.0, cell[axis] * grid.cells[axis] as f64 / 4.0);
        if !(least..=most.max(least)).contains(&bandwidth) {
            return Err(Error::OutOfRange { name: "The bandwidth", value: bandwidth, least, most });
        }
    }
    let kernels = cell.map(|cell| kernel(bandwidth / cell));
    let margins = kernels.each_ref().map(|kernel| kernel.len() / 2);
    let sides = [0, 1].map(|axis| grid.cells[axis] + 2 * margins[axis]);
    let mut counts = vec![0.0; sides[0] * sides[1]];
    let weight = 1.0 / (points.len() as f64 * cell[0] * cell[1]);
    for point in points.iter() {
        let at = [0, 1].map(|axis| {
            let place = (f64::from(point[coordinates[axis]]) - grid.low[axis]) / cell[axis];
            place.floor() + margins[axis] as f64
        });
        if (0..2).all(|axis| at[axis] >= 0.0 && at[axis] < sides[axis] as f64) {
            counts[at[1] as usize * sides[0] + at[0] as usize] += weight;
        }
    }
    // Along rows, then along columns: what comes out has the margin cut off.
    let across = smoothed(&counts, sides[0], &kernels[0]);
    let turned = transposed(&across, grid.cells[0]);
    let along = smoothed(&turned, sides[1], &kernels[1]);
    Ok(Field { grid: grid.clone(), values: transposed(&along, grid.cells[1]) })
}

/// The density of the prior N(0, I) in two coordinates whose origin lies at `centre` (0, 0 in latent dimensions; where
/// 0 falls in those of a rotation), smoothed as [`density`] smooths, so that the two compare.
///
/// # Errors
/// When the grid is out of range.
pub fn prior(grid: &Grid, centre: [f64; 2], bandwidth: f64) -> Result<Field> {
    grid.check()?;
    let variance = 1.0 + bandwidth * bandwidth;
    let at = |index: usize| {
        let [x, y] = grid.centre(index);
        let squared = (x - centre[0]).powi(2) + (y - centre[1]).powi(2);
        (-squared / (2.0 * variance)).exp() / (std::f64::consts::TAU * variance)
    };
    let values = (0..grid.cells[0] * grid.cells[1]).map(at).collect();
    Ok(Field { grid: grid.clone(), values })
}

/// How much denser the data are than the prior, as a natural logarithm, cell by cell; minus infinity where no data are.
///
/// # Errors
/// When the fields have different grids.
pub fn log_ratio(data: &Field, prior: &Field) -> Result<Vec<f64>> {
    data.same_grid(prior)?;
    Ok(data.values.iter().zip(&prior.values).map(|(data, prior)| data.ln() - prior.ln()).collect())
}

impl Field {
    pub(super) fn same_grid(&self, other: &Self) -> Result<()> {
        if self.grid == other.grid {
            return Ok(());
        }
        let (found, expected) = (other.values.len(), self.values.len());
        Err(Error::Count {
            what: "cells of the prior's grid, or they lie elsewhere",
            found,
            expected,
        })
    }
}

/// A Gaussian of so many cells, cut and of sum 1.
fn kernel(deviation: f64) -> Vec<f64> {
    let reach = (REACH * deviation).ceil() as i32;
    let values: Vec<f64> =
        (-reach..=reach).map(|at| (-0.5 * (f64::from(at) / deviation).powi(2)).exp()).collect();
    let sum: f64 = values.iter().sum();
    values.iter().map(|value| value / sum).collect()
}

/// Each row where the kernel lies within it.
fn smoothed(values: &[f64], side: usize, kernel: &[f64]) -> Vec<f64> {
    let rows = values.chunks_exact(side).flat_map(|row| row.windows(kernel.len()));
    rows.map(|window| window.iter().zip(kernel).map(|(value, share)| value * share).sum()).collect()
}

fn transposed(values: &[f64], side: usize) -> Vec<f64> {
    let rows = values.len() / side;
    (0..values.len()).map(|at| values[at % rows * side + at / rows]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(cells: usize) -> Grid {
        Grid { low: [-4.0; 2], high: [4.0; 2], cells: [cells; 2] }
    }

    #[test]
    fn one_point_is_spread_as_the_kernel() {
        // Cells of side 1; the point lies in column 4, row 2 of the coordinates 2 and 0.
        let points = Points::new(vec![-1.5, 9.0, 0.5], 3).unwrap();
        let field = density(&points, [2, 0], &square(8), 1.0).unwrap();
        let whole: f64 = (-4..=4).map(|at| (-0.5 * f64::from(at * at)).exp()).sum();
        let at = |column: usize, row: usize| field.values[row * 8 + column];
        assert!((at(4, 2) - 1.0 / (whole * whole)).abs() < 1e-12);
        assert!((at(6, 3) - (-2.5f64).exp() / (whole * whole)).abs() < 1e-12);
        assert_eq!(field.grid.centre(2 * 8 + 4), [0.5, -1.5]);
    }

    #[test]
    fn points_outside_reach_in() {
        let inside = Points::new(vec![3.5, 0.5], 2).unwrap();
        let outside = Points::new(vec![4.5, 0.5], 2).unwrap();
        let of = |points| density(points, [0, 1], &square(8), 1.0).unwrap().values[4 * 8 + 6];
        // One and two cells away.
        assert!((of(&outside) / of(&inside) - (-1.5f64).exp()).abs() < 1e-12);
    }

    #[test]
    fn the_prior_is_smoothed_alike() {
        let grid = Grid { low: [-6.0; 2], high: [6.0; 2], cells: [120; 2] };
        let whole = prior(&grid, [1.0, 0.0], 0.5).unwrap();
        let sum: f64 = whole.values.iter().sum::<f64>() * 0.01;
        assert!((sum - 1.0).abs() < 1e-5);
        // At a cell's centre 0.05, 0.05 from the peak.
        let peak = whole.values[60 * 120 + 70];
        let by_hand = (-0.005f64 / 2.5).exp() / (std::f64::consts::TAU * 1.25);
        assert!((peak - by_hand).abs() < 1e-12);
        let ratio = log_ratio(&whole, &prior(&grid, [0.0, 0.0], 0.5).unwrap()).unwrap();
        assert!((ratio[60 * 120 + 70] - (1.05f64.powi(2) - 0.05f64.powi(2)) / 2.5).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let points = Points::new(vec![0.0; 4], 2).unwrap();
        let of =
            |coordinates, grid: Grid, bandwidth| density(&points, coordinates, &grid, bandwidth);
        let missing = Error::NoSuchDimension { dimension: 2, dimensions: 2 };
        assert_eq!(of([0, 2], square(8), 1.0), Err(missing));
        assert!(of([0, 1], square(1), 1.0).is_err());
        assert!(of([0, 1], Grid { low: [4.0; 2], ..square(8) }, 1.0).is_err());
        for bandwidth in [0.4, 3.0, f64::NAN] {
            let wrong = of([0, 1], square(8), bandwidth);
            assert!(matches!(wrong, Err(Error::OutOfRange { least: 0.5, most: 2.0, .. })));
        }
        let none = Points::new(vec![], 2).unwrap();
        assert!(density(&none, [0, 1], &square(8), 1.0).is_err());
        // One dimension against itself, all points equal.
        let line = Points::new(vec![0.5; 3], 1).unwrap();
        assert!(density(&line, [0, 0], &square(8), 1.0).unwrap().values[4 * 8 + 4] > 0.1);
    }
}
