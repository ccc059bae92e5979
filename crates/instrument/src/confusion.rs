//! What a classifier took for what.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::points::Labels;

/// Of the interval of an accuracy: the normal distribution's quantile for 95%.
const QUANTILE: f64 = 1.959_963_984_540_054;

/// Counts of points by class and by what they were taken for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Confusion {
    /// How many classes there are.
    pub classes: usize,
    /// `[classes, classes]`: a row is a class, a column what its points were taken for.
    pub counts: Vec<u32>,
    /// Points of each class that the classifier left undecided; they count as wrong.
    pub undecided: Vec<u32>,
    /// Points whose class is known.
    pub points: usize,
    /// Share of them that was taken for what it is.
    pub accuracy: f64,
    /// Its 95% interval (Wilson 1927), which holds at few points and near 0 and 1 too.
    pub low: f64,
    #[allow(missing_docs, reason = "said with `low`")]
    pub high: f64,
    /// The accuracy of each class; none of a class without points.
    pub recall: Vec<Option<f64>>,
}

impl Confusion {
    /// Compares what points are with what they were taken for. Points whose class is not known are left out.
    ///
    /// # Errors
    /// When there is not one of the other for each, the classes differ, or no class is known.
    pub fn new(labels: &Labels, predicted: &Labels) -> Result<Self> {
        let same = |what, found, expected| {
            if found == expected { Ok(()) } else { Err(Error::Count { what, found, expected }) }
        };
        same("predicted labels", predicted.len(), labels.len())?;
        same("predicted classes", predicted.classes(), labels.classes())?;
        let classes = labels.classes();
        let (mut counts, mut undecided) = (vec![0; classes * classes], vec![0; classes]);
        for (label, predicted) in labels.iter().zip(predicted.iter()) {
            match (label, predicted) {
                (Some(label), Some(predicted)) => counts[label * classes + predicted] += 1,
                (Some(label), None) => undecided[label] += 1,
                (None, _) => {}
            }
        }
        let of_class = |class: usize| {
            counts[class * classes..][..classes].iter().sum::<u32>() + undecided[class]
        };
        let points = (0..classes).map(of_class).sum::<u32>() as usize;
        if points == 0 {
            return Err(Error::TooFewPoints {
                what: "A confusion matrix of known classes",
                points,
                least: 1,
            });
        }
        let right = |class: usize| f64::from(counts[class * classes + class]);
        let recall = (0..classes).map(|class| match of_class(class) {
            0 => None,
            all => Some(right(class) / f64::from(all)),
        });
        let recall = recall.collect();
        let accuracy = (0..classes).map(right).sum::<f64>() / points as f64;
        let (low, high) = wilson(accuracy, points as f64);
        Ok(Self { classes, counts, undecided, points, accuracy, low, high, recall })
    }
}

/// The interval of a share of `points`, by Wilson's score.
fn wilson(share: f64, points: f64) -> (f64, f64) {
    let squared = QUANTILE * QUANTILE / points;
    let centre = share + squared / 2.0;
    let half = (share * (1.0 - share) * squared + squared * squared / 4.0).sqrt();
    (((centre - half) / (1.0 + squared)).max(0.0), ((centre + half) / (1.0 + squared)).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(values: &[i32]) -> Labels {
        Labels::new(values.to_vec(), 3).unwrap()
    }

    #[test]
    fn counts_by_hand() {
        let truth = labels(&[0, 0, 0, 1, 1, -1]);
        let confusion = Confusion::new(&truth, &labels(&[0, 1, -1, 1, 1, 2])).unwrap();
        assert_eq!(confusion.counts, [1, 1, 0, 0, 2, 0, 0, 0, 0]);
        assert_eq!(confusion.undecided, [1, 0, 0]);
        assert_eq!((confusion.points, confusion.accuracy), (5, 0.6));
        assert_eq!(confusion.recall, [Some(1.0 / 3.0), Some(1.0), None]);
    }

    #[test]
    fn wilsons_interval_as_published() {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (right, of, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let interval = wilson(right / of, of);
            assert!((interval.0 - low).abs() < 5e-5 && (interval.1 - high).abs() < 5e-5);
        }
        assert_eq!(wilson(1.0, 7.0).1, 1.0);
    }

    #[test]
    fn labels_that_do_not_match_are_refused() {
        let count = |what, found, expected| Err(Error::Count { what, found, expected });
        let truth = labels(&[0, 1]);
        assert_eq!(Confusion::new(&truth, &labels(&[0])), count("predicted labels", 1, 2));
        let others = Labels::new(vec![0, 1], 2).unwrap();
        assert_eq!(Confusion::new(&truth, &others), count("predicted classes", 2, 3));
        let unknown = Confusion::new(&labels(&[-1, -1]), &truth);
        assert!(matches!(unknown, Err(Error::TooFewPoints { points: 0, .. })));
    }

    #[test]
    fn one_class_is_known_wholly() {
        let one = Labels::new(vec![0, 0], 1).unwrap();
        assert_eq!(Confusion::new(&one, &one).unwrap().accuracy, 1.0);
    }
}
