use crate::boxes::{BoundingBox, Detection};
use crate::error::{Error, Result};
use crate::limits::OVERLAP;

/// What is in a scene, and what was found there.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The box of each thing.
    pub truth: &'a [BoundingBox],
    /// In any order.
    pub detections: &'a [Detection],
}

/// Average precision over all scenes, whatever the classes: the area under the curve of precision over recall as fewer
/// and fewer sure detections are let in; none where there is nothing to find.
///
/// Detections are matched in falling order of score, each with the thing of its scene, not matched yet, that it
/// overlaps most, by at least `overlap` (0.5 for AP@0.5), as COCO does; those as sure as others go in their order. The
/// area is that of all points under the precision made falling, as PASCAL VOC's since 2010 (COCO takes 101 points).
///
/// # Errors
/// When `overlap` is not between 0 and 1, or a score is no number.
pub fn average_precision(scenes: &[Scene], overlap: f64) -> Result<Option<f64>> {
    OVERLAP.check(overlap)?;
    let mut ranked: Vec<(usize, &Detection)> = Vec::new();
    for (scene, of) in scenes.iter().enumerate() {
        ranked.extend(of.detections.iter().map(|detection| (scene, detection)));
    }
    if let Some((_, bad)) = ranked.iter().find(|(_, detection)| detection.score.is_nan()) {
        let (argument, problem) =
            ("A detection's score".to_owned(), format!("it is {}", bad.score));
        return Err(Error::InvalidArgument { argument, problem });
    }
    ranked.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));

    let things: usize = scenes.iter().map(|scene| scene.truth.len()).sum();
    let mut matched: Vec<Vec<bool>> =
        scenes.iter().map(|scene| vec![false; scene.truth.len()]).collect();
    // Precision where each thing was found.
    let mut precisions = Vec::new();
    for (rank, (scene, detection)) in ranked.into_iter().enumerate() {
        let open =
            scenes[scene].truth.iter().enumerate().filter(|(thing, _)| !matched[scene][*thing]);
        let overlaps = open.map(|(thing, bounds)| (thing, bounds.iou(&detection.bounds)));
        let best = overlaps.max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((thing, _)) = best.filter(|&(_, found)| found >= overlap) {
            matched[scene][thing] = true;
            precisions.push((precisions.len() + 1) as f64 / (rank + 1) as f64);
        }
    }
    // From the right, the best precision at this recall or a higher one; each thing found is a step of 1 / things.
    let mut best = 0.0;
    let area: f64 = precisions
        .iter()
        .rev()
        .map(|&precision| {
            best = f64::max(best, precision);
            best
        })
        .sum();
    Ok((things > 0).then(|| area / things as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boxes::bounds;

    fn found(x: f64, score: f64) -> Detection {
        Detection { bounds: bounds([x, 0.0, 4.0, 4.0]), score, class: None, latent: Vec::new() }
    }

    #[test]
    fn the_area_by_hand() {
        // Right, wrong, right, wrong, right: precisions 1, 2/3, 3/5 at recalls 1/4, 2/4, 3/4; one is never found.
        let truth = [0.0, 10.0, 20.0, 30.0].map(|x| bounds([x, 0.0, 4.0, 4.0]));
        let detections = [(20.5, 0.1), (0.5, 0.9), (50.0, 0.8), (10.5, 0.7), (1.0, 0.6)]
            .map(|(x, s)| found(x, s));
        let scene = Scene { truth: &truth, detections: &detections };
        let by_hand = (1.0 + 2.0 / 3.0 + 3.0 / 5.0) / 4.0;
        assert!((average_precision(&[scene], 0.5).unwrap().unwrap() - by_hand).abs() < 1e-12);

        // Wrong, right, right: the precision is made falling, from 1/2 to 2/3.
        let late = [found(50.0, 0.9), found(0.0, 0.8), found(10.0, 0.7)];
        let scene = Scene { truth: &truth[..2], detections: &late };
        assert_eq!(average_precision(&[scene], 0.5), Ok(Some(2.0 / 3.0)));
    }

    #[test]
    fn the_second_of_two_overlaps_may_be_matched() {
        // The surer takes the nearer thing; the other overlaps that more, but the second by 3/5 too.
        let truth = [0.0, 2.0].map(|x| bounds([x, 0.0, 4.0, 4.0]));
        let detections = [found(0.0, 0.9), found(1.0, 0.8)];
        let scene = Scene { truth: &truth, detections: &detections };
        assert_eq!(average_precision(&[scene], 0.5), Ok(Some(1.0)));
        assert_eq!(average_precision(&[scene], 0.7), Ok(Some(0.5)));
    }

    #[test]
    fn scenes_of_nothing_and_bad_numbers() {
        let alarm = [found(0.0, 1.0)];
        let empty = Scene { truth: &[], detections: &alarm };
        assert_eq!(average_precision(&[empty], 0.5), Ok(None));
        assert_eq!(average_precision(&[], 0.5), Ok(None));
        let truth = [bounds([0.0, 0.0, 4.0, 4.0])];
        let missed = Scene { truth: &truth, detections: &[] };
        assert_eq!(average_precision(&[missed, empty], 0.5), Ok(Some(0.0)));
        let bad = [found(0.0, f64::NAN)];
        let bad = Scene { truth: &truth, detections: &bad };
        assert!(average_precision(&[bad], 0.5).is_err());
        assert!(average_precision(&[missed], f64::NAN).is_err());
    }
}
