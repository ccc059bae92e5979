use std::collections::HashMap;

use crate::error::{Error, Result};

/// The adjusted Rand index of two labellings of the same things (Hubert and Arabie 1985): how far pairs that are
/// together in one are so in the other, 0 in the mean by chance, 1 where both say the same under whatever names. None
/// of no things; 1 where both put all together, or all apart.
///
/// # Errors
/// When there is not one label of the other for each.
pub fn adjusted_rand(truth: &[u32], found: &[u32]) -> Result<Option<f64>> {
    over(truth, found, |_| true)
}

/// The same over the pixels of a scene's things alone, those whose true label is not 0, as scene models are measured
/// (ARI-FG). None where the scene has no things.
///
/// # Errors
/// As [`adjusted_rand`].
pub fn adjusted_rand_foreground(truth: &[u32], found: &[u32]) -> Result<Option<f64>> {
    over(truth, found, |thing| thing != 0)
}

fn over(truth: &[u32], found: &[u32], counts: impl Fn(u32) -> bool) -> Result<Option<f64>> {
    if truth.len() != found.len() {
        return Err(Error::Count { what: "labels", found: found.len(), expected: truth.len() });
    }
    let (mut cells, mut rows, mut columns) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut count: u64 = 0;
    for (&row, &column) in truth.iter().zip(found).filter(|&(&thing, _)| counts(thing)) {
        count += 1;
        *cells.entry((row, column)).or_insert(0) += 1;
        *rows.entry(row).or_insert(0) += 1;
        *columns.entry(column).or_insert(0) += 1;
    }
    if count == 0 {
        return Ok(None);
    }
    // All times the number of pairs there are.
    let all = pairs(count);
    let (in_rows, in_columns) = (pairs_within(rows), pairs_within(columns));
    let (by_chance, most) = (in_rows * in_columns, (in_rows + in_columns) / 2.0 * all);
    let same = most == by_chance;
    Ok(Some(if same { 1.0 } else { (pairs_within(cells) * all - by_chance) / (most - by_chance) }))
}

fn pairs(things: u64) -> f64 {
    things as f64 * (things as f64 - 1.0) / 2.0
}

fn pairs_within<K>(groups: HashMap<K, u64>) -> f64 {
    groups.into_values().map(pairs).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_by_hand() {
        // Together in one: 2 pairs, in the other 3; 1 in both; of 6. (1 - 1) / (2.5 - 1).
        assert_eq!(adjusted_rand(&[1, 1, 2, 2], &[5, 5, 5, 6]), Ok(Some(0.0)));
        assert_eq!(adjusted_rand(&[1, 1, 2, 2], &[9, 9, 0, 0]), Ok(Some(1.0)));
        // Crossed: (0 - 2/3) / (2 - 2/3).
        assert_eq!(adjusted_rand(&[1, 1, 2, 2], &[1, 2, 1, 2]), Ok(Some(-0.5)));
        assert_eq!(adjusted_rand(&[7; 4], &[3; 4]), Ok(Some(1.0)));
        assert_eq!(adjusted_rand(&[7; 4], &[0, 1, 1, 1]), Ok(Some(0.0)));
        assert_eq!(adjusted_rand(&[0, 1, 2], &[5, 4, 3]), Ok(Some(1.0)));
        assert_eq!(adjusted_rand(&[0], &[5]), Ok(Some(1.0)));
        assert_eq!(adjusted_rand(&[], &[]), Ok(None));
    }

    #[test]
    fn the_background_does_not_count() {
        // All wrong over the background, all right over the things.
        let (truth, found) = ([0, 0, 0, 1, 1, 2, 2], [1, 2, 3, 4, 4, 0, 0]);
        assert_eq!(adjusted_rand_foreground(&truth, &found), Ok(Some(1.0)));
        assert!(adjusted_rand(&truth, &found).unwrap() < Some(1.0));
        assert_eq!(adjusted_rand_foreground(&[0, 0], &[1, 2]), Ok(None));
        assert!(adjusted_rand_foreground(&[1, 0], &[1]).is_err());
    }
}
