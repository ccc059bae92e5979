use super::Detection;
use crate::error::Result;
use crate::limits::OVERLAP;

/// Non-maximum suppression: the indices of the detections that stay, the surest first. One goes where a surer one that
/// stays overlaps it by more than `overlap`; with `by_class`, only one of the same class. Of two as sure the first stays.
///
/// # Errors
/// When `overlap` is not between 0 and 1.
pub fn suppress(detections: &[Detection], overlap: f64, by_class: bool) -> Result<Vec<usize>> {
    OVERLAP.check(overlap)?;
    let mut stay: Vec<usize> = Vec::new();
    for index in surest_first(detections) {
        let one = &detections[index];
        let says_the_same = |&other: &usize| {
            let other = &detections[other];
            (!by_class || one.class == other.class) && one.bounds.iou(&other.bounds) > overlap
        };
        if !stay.iter().any(says_the_same) {
            stay.push(index);
        }
    }
    Ok(stay)
}

/// Indices in falling order of score; those as sure as another in their own, and what is NaN last.
fn surest_first(detections: &[Detection]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..detections.len()).collect();
    let score = |index: usize| detections[index].score;
    order.sort_by(|&a, &b| {
        score(a).is_nan().cmp(&score(b).is_nan()).then(score(b).total_cmp(&score(a)))
    });
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boxes::bounds;

    fn detection(x: f64, score: f64, class: u32) -> Detection {
        let bounds = bounds([x, 0.0, 4.0, 4.0]);
        Detection { bounds, score, class: Some(class), latent: Vec::new() }
    }

    #[test]
    fn what_a_surer_one_overlaps_goes() {
        // Neighbours overlap by 3/5, the first and the last by 1/3.
        let row = [detection(0.0, 0.7, 0), detection(1.0, 0.9, 1), detection(2.0, 0.8, 1)];
        assert_eq!(suppress(&row, 0.5, false), Ok(vec![1]));
        assert_eq!(suppress(&row, 0.5, true), Ok(vec![1, 0]));
        assert_eq!(suppress(&row, 0.6, false), Ok(vec![1, 2, 0]));
        // The first goes although the second, which it overlaps, goes itself only for the third's sake.
        let chain = [detection(0.0, 0.7, 0), detection(1.0, 0.8, 0), detection(2.0, 0.9, 0)];
        assert_eq!(suppress(&chain, 0.5, false), Ok(vec![2, 0]));
    }

    #[test]
    fn ties_and_what_is_no_number() {
        let same = [detection(0.0, f64::NAN, 0), detection(0.0, 1.0, 0), detection(0.0, 1.0, 0)];
        assert_eq!(suppress(&same, 0.5, false), Ok(vec![1]));
        assert_eq!(suppress(&[], 0.5, false), Ok(vec![]));
        assert!(suppress(&same, f64::NAN, false).is_err());
        assert!(suppress(&same, 1.5, false).is_err());
    }
}
