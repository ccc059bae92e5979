//! The cheapest pairing of rows with columns: which detection goes on which track.

use crate::error::{Error, Result};
use crate::limits::{ASSIGNMENT_COST, ASSIGNMENT_SIDE};

/// The column of each row, such that as many rows as can be have one, none is taken twice, and the costs of the pairs
/// add up to the least. `costs` is `[rows, columns]`, a row after the other; a pair that costs infinity is forbidden.
///
/// The Hungarian method by shortest augmenting paths (Jonker and Volgenant 1987; rectangular as in Crouse 2016, whom
/// SciPy follows): O(least side squared times greatest side).
///
/// # Errors
/// When there are not `rows * columns` costs, a side is too long, or a cost is NaN, minus infinity or too great.
pub fn assign(costs: &[f64], rows: usize, columns: usize) -> Result<Vec<Option<usize>>> {
    ASSIGNMENT_SIDE.check(rows as f64)?;
    ASSIGNMENT_SIDE.check(columns as f64)?;
    if costs.len() != rows * columns {
        let expected = rows * columns;
        return Err(Error::Count { what: "costs of pairs", found: costs.len(), expected });
    }
    let allowed = || costs.iter().copied().filter(|&cost| cost != f64::INFINITY);
    allowed().try_for_each(|cost| ASSIGNMENT_COST.check(cost))?;
    // More than what all other pairs together could save: a forbidden pair is taken only where there is no other.
    let largest = allowed().fold(0.0, |largest: f64, cost| largest.max(cost.abs()));
    let forbidden = 1.0 + 2.0 * rows.min(columns) as f64 * largest;
    let cost = |row: usize, column: usize| costs[row * columns + column].min(forbidden);

    let mut found = vec![None; rows];
    let pairs: Vec<(usize, usize)> = if rows <= columns {
        cheapest(rows, columns, cost).into_iter().enumerate().collect()
    } else {
        let rows_of = cheapest(columns, rows, |column, row| cost(row, column));
        rows_of.into_iter().enumerate().map(|(column, row)| (row, column)).collect()
    };
    for (row, column) in pairs {
        if costs[row * columns + column] < f64::INFINITY {
            found[row] = Some(column);
        }
    }
    Ok(found)
}

/// The column of each row, of at least as many columns; all costs are finite.
///
/// Rows are added one by one. Each looks for the shortest way, in costs less the potentials of their row and column,
/// over columns that are taken to one that is free, and all on the way move on by one.
fn cheapest(rows: usize, columns: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let mut row_potentials = vec![0.0; rows];
    let mut column_potentials = vec![0.0; columns];
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    for added in 0..rows {
        // Of each column: the shortest way to it, and the column before it on that way.
        let mut lengths = vec![f64::INFINITY; columns];
        let mut before: Vec<Option<usize>> = vec![None; columns];
        let mut settled = vec![false; columns];
        let (mut row, mut at, mut length) = (added, None, 0.0);
        let end = loop {
            for column in (0..columns).filter(|&column| !settled[column]) {
                let reduced = cost(row, column) - row_potentials[row] - column_potentials[column];
                if length + reduced < lengths[column] {
                    lengths[column] = length + reduced;
                    before[column] = at;
                }
            }
            let open = (0..columns).filter(|&column| !settled[column]);
            // There are as many columns as rows, so one is open.
            let Some(next) = open.min_by(|&a, &b| lengths[a].total_cmp(&lengths[b])) else {
                break None;
            };
            settled[next] = true;
            (at, length) = (Some(next), lengths[next]);
            match row_of[next] {
                Some(taker) => row = taker,
                None => break at,
            }
        };
        row_potentials[added] += length;
        for column in (0..columns).filter(|&column| settled[column]) {
            let gain = length - lengths[column];
            column_potentials[column] -= gain;
            if let Some(row) = row_of[column] {
                row_potentials[row] += gain;
            }
        }
        let mut column = end;
        while let Some(to) = column {
            column = before[to];
            row_of[to] = column.map_or(Some(added), |from| row_of[from]);
        }
    }
    let mut column_of = vec![0; rows];
    for (column, row) in row_of.into_iter().enumerate() {
        if let Some(row) = row {
            column_of[row] = column;
        }
    }
    column_of
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: f64 = f64::INFINITY;

    #[test]
    fn the_cheapest_by_hand() {
        // Taking each row's own cheapest, 1 and 2, would use the first column twice.
        assert_eq!(assign(&[1.0, 2.0, 2.0, 4.0], 2, 2), Ok(vec![Some(1), Some(0)]));
        assert_eq!(assign(&[4.0, 1.0, 3.0], 1, 3), Ok(vec![Some(1)]));
        assert_eq!(assign(&[4.0, 1.0, 3.0], 3, 1), Ok(vec![None, Some(0), None]));
        // Three rows that move on by one when the last comes: 1 + 2 + 2.
        let chain = [1.0, 2.0, 9.0, 1.0, 9.0, 2.0, 1.0, 9.0, 9.0];
        assert_eq!(assign(&chain, 3, 3), Ok(vec![Some(1), Some(2), Some(0)]));
    }

    #[test]
    fn forbidden_pairs_are_left_and_as_many_as_can_be_are_paired() {
        // Both want the one column; the cheaper has it, in either order.
        assert_eq!(assign(&[5.0, NEVER, 1.0, NEVER], 2, 2), Ok(vec![None, Some(0)]));
        assert_eq!(assign(&[1.0, NEVER, 5.0, NEVER], 2, 2), Ok(vec![Some(0), None]));
        // Two dear pairs come before a cheap one.
        assert_eq!(assign(&[-9.0, 8.0, 8.0, NEVER], 2, 2), Ok(vec![Some(1), Some(0)]));
        assert_eq!(assign(&[NEVER; 4], 2, 2), Ok(vec![None, None]));
        assert_eq!(assign(&[], 0, 3), Ok(vec![]));
        assert_eq!(assign(&[], 2, 0), Ok(vec![None, None]));
    }

    #[test]
    fn what_is_no_cost_is_refused() {
        for bad in [f64::NAN, f64::NEG_INFINITY, 1e300] {
            assert!(matches!(assign(&[0.0, bad], 1, 2), Err(Error::OutOfRange { .. })), "{bad}");
        }
        let wrong = Error::Count { what: "costs of pairs", found: 3, expected: 4 };
        assert_eq!(assign(&[0.0; 3], 2, 2), Err(wrong));
        assert!(assign(&[], usize::MAX, 2).is_err());
    }
}
