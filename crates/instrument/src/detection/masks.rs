use crate::assignment::assign;
use crate::boxes::Mask;
use crate::error::Result;

/// Mean overlap of the masks of a scene's things with those found, paired so that it is the greatest; a thing that has
/// no partner, or none that it overlaps, counts as 0. None where there is nothing to find. The mean over things of
/// several scenes is that of their sums; found masks too many are what count accuracy sees.
///
/// # Errors
/// When masks are of different sizes, or too many.
pub fn mask_iou(truth: &[Mask], found: &[Mask]) -> Result<Option<f64>> {
    let mut costs = Vec::with_capacity(truth.len() * found.len());
    for thing in truth {
        for mask in found {
            costs.push(-thing.iou(mask)?);
        }
    }
    let pairs = assign(&costs, truth.len(), found.len())?;
    let pairs = pairs.into_iter().enumerate();
    let sum: f64 =
        pairs.filter_map(|(thing, mask)| Some(-costs[thing * found.len() + mask?])).sum();
    Ok((!truth.is_empty()).then(|| sum / truth.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boxes::drawn;

    #[test]
    fn each_mask_has_its_partner_by_hand() {
        let truth = [drawn(&["##......"]), drawn(&["....####"]), drawn(&["...#...."])];
        // The second found one overlaps both by 1/2 and 1/4; the first is left with the second thing's half.
        let found = [drawn(&["....##.."]), drawn(&["##......"])];
        assert_eq!(mask_iou(&truth, &found), Ok(Some((1.0 + 0.5) / 3.0)));
        // Found best first does not pair best: 3/4 and 0 would come of it, in place of 1/2 and 1/2.
        let truth = [drawn(&["####...."]), drawn(&["..####.."])];
        let found = [drawn(&[".####..."]), drawn(&["##......"])];
        let (one, other) = (truth[0].iou(&found[1]).unwrap(), truth[1].iou(&found[0]).unwrap());
        assert_eq!((one, other, truth[0].iou(&found[0])), (0.5, 0.6, Ok(0.6)));
        assert_eq!(mask_iou(&truth, &found), Ok(Some(1.1 / 2.0)));
        assert_eq!(mask_iou(&truth, &[]), Ok(Some(0.0)));
        assert_eq!(mask_iou(&[], &found), Ok(None));
        assert!(mask_iou(&truth, &[drawn(&["#"])]).is_err());
    }
}
