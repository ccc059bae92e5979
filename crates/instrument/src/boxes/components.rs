use serde::Serialize;

use super::{BoundingBox, Mask};
use crate::error::Result;

/// Pixels of a mask that hang together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Component {
    /// The smallest around them.
    #[serde(rename = "box")]
    pub bounds: BoundingBox,
    /// How many pixels there are.
    pub area: usize,
}

/// The connected components of a mask.
#[derive(Debug, Clone, PartialEq)]
pub struct Components {
    /// In the order of their first pixels, row after row.
    pub found: Vec<Component>,
    /// Of each pixel, `[height, width]`: 0 where it is of none, else one more than the index of its component.
    pub labels: Vec<u32>,
}

/// The sets of pixels of a mask that hang together by sides or corners (8-connectivity), of at least `least_area`
/// pixels. On a plain background they are a detector without a model.
///
/// # Errors
/// When the mask is larger than a box can be.
pub fn components(mask: &Mask, least_area: usize) -> Result<Components> {
    let mut found = Components { found: Vec::new(), labels: vec![0; mask.values().len()] };
    let mut seen = vec![false; mask.values().len()];
    let mut pixels = Vec::new();
    for start in 0..seen.len() {
        if !mask.values()[start] || seen[start] {
            continue;
        }
        seen[start] = true;
        pixels.clear();
        pixels.push(start);
        let mut next = 0;
        while let Some(&pixel) = pixels.get(next) {
            next += 1;
            for near in mask.around(pixel) {
                if mask.values()[near] && !seen[near] {
                    seen[near] = true;
                    pixels.push(near);
                }
            }
        }
        if pixels.len() < least_area {
            continue;
        }
        found.found.push(Component { bounds: around(&pixels, mask.width())?, area: pixels.len() });
        for &pixel in &pixels {
            found.labels[pixel] = found.found.len() as u32;
        }
    }
    Ok(found)
}

/// The smallest box around pixels of rows of `width`; there is at least one.
fn around(pixels: &[usize], width: usize) -> Result<BoundingBox> {
    let side = |of: &dyn Fn(usize) -> usize| {
        let places = pixels.iter().map(|&pixel| of(pixel));
        places.fold((usize::MAX, 0), |(from, to), at| (from.min(at), to.max(at + 1)))
    };
    let ((left, right), (top, bottom)) =
        (side(&|pixel| pixel % width), side(&|pixel| pixel / width));
    let (width, height) = (right - left, bottom - top);
    BoundingBox::new(left as f64, top as f64, width as f64, height as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boxes::{bounds, drawn};

    #[test]
    fn what_hangs_together_by_hand() {
        // A corner links the first; the third is a ring; the last pixel of a row is no
        // neighbour of the next row's first.
        let mask = drawn(&["##.....#", "..#.....", "....####", "....#..#", "#...####"]);
        let Components { found, labels } = components(&mask, 1).unwrap();
        let of = |numbers, area| Component { bounds: bounds(numbers), area };
        let expected = [
            of([0.0, 0.0, 3.0, 2.0], 3),
            of([7.0, 0.0, 1.0, 1.0], 1),
            of([4.0, 2.0, 4.0, 3.0], 10),
            of([0.0, 4.0, 1.0, 1.0], 1),
        ];
        assert_eq!(found, expected);
        assert_eq!(labels[..8], [1, 1, 0, 0, 0, 0, 0, 2]);
        assert_eq!(labels[32..], [4, 0, 0, 0, 3, 3, 3, 3]);

        let large = components(&mask, 3).unwrap();
        assert_eq!(large.found, [expected[0].clone(), expected[2].clone()]);
        assert_eq!(large.labels[32..], [0, 0, 0, 0, 2, 2, 2, 2]);
        assert_eq!(components(&drawn(&["...", "..."]), 0).unwrap().found, []);
    }
}
