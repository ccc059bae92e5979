use crate::error::{Error, Result};
use crate::labels::Labels;

/// Draws the test rows of `count` images, ascending; the others are for training.
///
/// `test_fraction` of the rows, to the nearest whole number, but never all of them. With `stratified`,
/// of each class as many as its share, rounded up or down: down first, then up where the remainder is
/// largest (the method of largest remainders; of equal ones the class that comes first).
///
/// Drawn are the rows with the smallest keys, a row's key being its output of SplitMix64 (Steele, Lea and
/// Flood, "Fast splittable pseudorandom number generators", 2014) started at the seed. So the same seed
/// draws the same rows on every machine, and in the Python package, which does the same.
///
/// # Errors
/// [`Error::InvalidOption`] for a fraction outside [0, 1) or stratification without labels,
/// [`Error::LabelCount`] where labels and images differ in number.
pub fn split(
    labels: Option<&Labels>,
    count: usize,
    test_fraction: f64,
    seed: u64,
    stratified: bool,
) -> Result<Vec<u32>> {
    if !(0.0..1.0).contains(&test_fraction) {
        let allowed = "at least 0 and less than 1";
        return Err(Error::option("The test fraction", test_fraction, allowed));
    }
    if u32::try_from(count).is_err() {
        return Err(Error::option("The number of images", count, "less than 2^32"));
    }
    let (classes, class_of): (usize, Box<dyn Fn(usize) -> usize>) = match labels {
        Some(labels) if labels.values.len() != count => {
            let file = "The set".to_owned();
            return Err(Error::LabelCount { file, labels: labels.values.len(), images: count });
        }
        Some(labels) if stratified => {
            let classes = labels.values.iter().max().map_or(0, |&class| class as usize + 1);
            if classes > count.max(labels.names.len()) {
                let allowed = "a place in the list of names";
                return Err(Error::option("A label", classes - 1, allowed));
            }
            (classes, Box::new(|row| labels.values[row] as usize))
        }
        None if stratified => {
            let allowed = "false for a set without labels";
            return Err(Error::option("Stratification", true, allowed));
        }
        _ => (1, Box::new(|_| 0)),
    };
    let mut sizes = vec![0usize; classes];
    (0..count).for_each(|row| sizes[class_of(row)] += 1);
    let wanted = test_counts(&sizes, count, test_fraction);

    // The rows, class by class.
    let mut ends: Vec<usize> = vec![0; classes];
    let mut end = 0;
    for (class, size) in sizes.iter().enumerate() {
        ends[class] = end;
        end += size;
    }
    let mut rows = vec![0u32; count];
    for row in 0..count {
        let end = &mut ends[class_of(row)];
        rows[*end] = row as u32;
        *end += 1;
    }

    let mut test = Vec::with_capacity(wanted.iter().sum());
    for ((end, size), wanted) in ends.iter().zip(&sizes).zip(wanted) {
        let class = &mut rows[end - size..*end];
        if wanted < class.len() {
            class.select_nth_unstable_by_key(wanted, |&row| key(seed, row));
        }
        test.extend_from_slice(&class[..wanted]);
    }
    test.sort_unstable();
    Ok(test)
}

/// The output of SplitMix64 at a row's position.
fn key(seed: u64, row: u32) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15u64.wrapping_mul(u64::from(row) + 1));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Test rows of each class, by largest remainders.
fn test_counts(sizes: &[usize], count: usize, fraction: f64) -> Vec<usize> {
    let total = ((count as f64 * fraction).round() as usize).min(count.saturating_sub(1));
    let shares: Vec<f64> = sizes.iter().map(|&size| size as f64 * fraction).collect();
    let mut counts: Vec<usize> = shares.iter().map(|share| share.floor() as usize).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&a, &b| shares[b].fract().total_cmp(&shares[a].fract()));
    let missing = total.saturating_sub(counts.iter().sum());
    for class in order.into_iter().take(missing) {
        counts[class] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(values: Vec<u32>) -> Labels {
        let names = (0..8).map(|name| name.to_string()).collect();
        Labels { values, names }
    }

    /// The generator's published test values.
    #[test]
    fn keys_are_those_of_splitmix64() {
        let keys = [0, 1, 2, 3, 4].map(|row| key(1_234_567, row));
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(keys, expected);
    }

    #[test]
    fn the_seed_fixes_the_rows() {
        let rows = split(None, 20, 0.25, 42, false).unwrap();
        assert_eq!(rows, [1, 4, 15, 16, 18]);
        assert_ne!(split(None, 20, 0.25, 43, false).unwrap(), rows);
        assert_eq!(split(None, 0, 0.25, 43, false).unwrap(), []);
        assert_eq!(split(None, 1, 0.9, 43, false).unwrap(), []);
    }

    #[test]
    fn names_what_is_wrong() {
        let message = |labels: Option<&Labels>, fraction| {
            split(labels, 4, fraction, 1, true).unwrap_err().to_string()
        };
        assert_eq!(
            message(None, 1.0),
            "The test fraction is 1; it must be at least 0 and less than 1."
        );
        assert!(message(None, f64::NAN).contains("NaN"));
        assert!(message(None, 0.5).contains("without labels"));
        assert!(message(Some(&labels(vec![0])), 0.5).contains("1 labels for 4 images"));
        assert!(
            message(Some(&labels(vec![0, 1, 2, u32::MAX])), 0.5)
                .starts_with("A label is 4294967295")
        );
    }

    proptest! {
        #[test]
        fn every_class_gets_its_share(
            values in prop::collection::vec(0u32..8, 1..300),
            fraction in 0.0f64..0.99,
            seed: u64,
        ) {
            let count = values.len();
            let test = split(Some(&labels(values.clone())), count, fraction, seed, true).unwrap();
            let total = ((count as f64 * fraction).round() as usize).min(count - 1);
            prop_assert_eq!(test.len(), total);
            prop_assert!(test.windows(2).all(|rows| rows[0] < rows[1]));
            for class in 0..8 {
                let of_class = |row: &&u32| values[**row as usize] == class;
                let drawn = test.iter().filter(of_class).count() as f64;
                let size = values.iter().filter(|&&value| value == class).count() as f64;
                prop_assert!((drawn - size * fraction).abs() <= 1.0, "class {}: {}", class, drawn);
            }
        }
    }
}
