//! Where the background is known, what stands out from it is of an object, whether the model explains it or not: of one
//! that lies beside it, or of one of its own.

use super::pieces::{pieces, square};
use crate::scene::{Region, Size};

/// Deviations of its noise from which on a pixel is not the background's.
pub const FAR: f32 = 6.0;
/// Of the pixels of a model's image, what a piece has at least that is an object of its own.
const LEAST: f32 = 0.05;
/// So many pixels from an object, a piece is beside it.
const NEAR: usize = 3;
/// It is a part of what it is beside where the box of both is at most so many times as large.
const GROWTH: f32 = 1.6;

/// Rows and columns from the first to before the last.
type Bounds = [usize; 4];

/// What stands out, shared among objects.
#[derive(Debug, PartialEq)]
pub struct Shared {
    /// The object of each pixel, counted from 1; 0 is background.
    pub labels: Vec<u8>,
    /// Around each object's pixels; those after the given ones are new.
    pub boxes: Vec<Region>,
}

/// Shares what is `far` from the background among objects that were found, with the pixels that they were given and
/// their boxes, and new ones, up to so `many` in all, no wider or higher than `largest`.
pub fn shared(
    far: &[bool],
    labels: Vec<u8>,
    boxes: &[Region],
    [height, width, _]: Size,
    image: Size,
    (many, largest): (usize, f32),
) -> Shared {
    let least = LEAST * (image[0] * image[1]) as f32;
    let mut labels = labels;
    labels.iter_mut().zip(far).for_each(|(label, &far)| *label = if far { *label } else { 0 });
    let mut seen: Vec<Option<Bounds>> = vec![None; boxes.len()];
    for (at, &label) in labels.iter().enumerate().filter(|(_, label)| **label > 0) {
        let pixel = bounds_of(&[at], width);
        let own = &mut seen[usize::from(label) - 1];
        *own = Some(own.map_or(pixel, |own| around(own, pixel)));
    }
    let open = far.iter().zip(&labels).map(|(&far, &label)| far && label == 0).collect();
    for piece in pieces(open, width) {
        let bounds = bounds_of(&piece, width);
        let growth = |label: u8| {
            let at = usize::from(label) - 1;
            let own = seen[at].unwrap_or(bounds);
            let said = boxes.get(at).map_or(0.0, |said| said.height * said.width);
            area(around(own, bounds)) / area(own).max(said)
        };
        let beside = beside(&piece, &labels, [height, width]).into_iter();
        let nearest = beside.map(|label| (label, growth(label))).min_by(|a, b| a.1.total_cmp(&b.1));
        let fits = |side: usize| side as f32 <= largest;
        let label = match nearest {
            Some((label, growth)) if growth <= GROWTH => label,
            _ if (piece.len() as f32) >= least
                && seen.len() < many
                && fits(bounds[2] - bounds[0])
                && fits(bounds[3] - bounds[1]) =>
            {
                seen.push(None);
                seen.len() as u8
            }
            _ => continue,
        };
        let own = &mut seen[usize::from(label) - 1];
        *own = Some(own.map_or(bounds, |own| around(own, bounds)));
        piece.iter().for_each(|&at| labels[at] = label);
    }
    let region = |(at, seen): (usize, &Option<Bounds>)| match seen {
        &Some([top, left, bottom, right]) => Region {
            top: top as f32,
            left: left as f32,
            height: (bottom - top) as f32,
            width: (right - left) as f32,
        },
        // None of it stands out.
        None => boxes[at],
    };
    Shared { boxes: seen.iter().enumerate().map(region).collect(), labels }
}

/// The labels near to a piece.
fn beside(piece: &[usize], labels: &[u8], size: [usize; 2]) -> Vec<u8> {
    let near = piece.iter().flat_map(|&at| square(at, NEAR, size)).map(|at| labels[at]);
    let mut near: Vec<u8> = near.filter(|&label| label > 0).collect();
    near.sort_unstable();
    near.dedup();
    near
}

fn bounds_of(pixels: &[usize], width: usize) -> Bounds {
    let pixel = |&at: &usize| [at / width, at % width, at / width + 1, at % width + 1];
    pixels.iter().map(pixel).reduce(around).expect("a piece has a pixel")
}

fn around(a: Bounds, b: Bounds) -> Bounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

fn area([top, left, bottom, right]: Bounds) -> f32 {
    ((bottom - top) * (right - left)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = [20, 30, 3];
    /// A twentieth of it is 5 pixels.
    const IMAGE: Size = [10, 10, 3];

    fn region(top: usize, left: usize, height: usize, width: usize) -> Region {
        let [top, left, height, width] = [top, left, height, width].map(|side| side as f32);
        Region { top, left, height, width }
    }

    fn inside(region: &Region, at: usize) -> bool {
        let (row, column) = ((at / 30) as f32, (at % 30) as f32);
        (region.top..region.top + region.height).contains(&row)
            && (region.left..region.left + region.width).contains(&column)
    }

    /// With one object that was found, 6 rows and 5 columns of which are labelled.
    fn found(far: &[Region], many: usize) -> Shared {
        let object = region(4, 4, 6, 5);
        let all = 0..20 * 30;
        let labels = all.clone().map(|at| u8::from(inside(&object, at))).collect();
        let far: Vec<bool> = all.map(|at| far.iter().any(|one| inside(one, at))).collect();
        shared(&far, labels, &[region(4, 4, 6, 6)], SIZE, IMAGE, (many, 8.0))
    }

    #[test]
    fn what_is_beside_an_object_and_little_is_a_part_of_it() {
        // Two columns more: 6 x 7 pixels are 1.17 times the box that was said.
        let all = found(&[region(4, 4, 6, 7)], 9);
        assert_eq!(all.boxes, [region(4, 4, 6, 7)]);
        assert_eq!(all.labels.iter().filter(|&&label| label == 1).count(), 42);
        // Of what was labelled only what stands out is left.
        assert_eq!(found(&[region(4, 4, 6, 3)], 9).boxes, [region(4, 4, 6, 3)]);
        assert_eq!(found(&[], 9).boxes, [region(4, 4, 6, 6)]);
    }

    #[test]
    fn what_is_elsewhere_or_would_make_the_box_too_large_is_an_object_of_its_own() {
        let own = region(4, 4, 6, 5);
        let far = found(&[own, region(12, 20, 3, 2)], 9);
        assert_eq!(far.boxes, [own, region(12, 20, 3, 2)]);
        assert_eq!(far.labels[12 * 30 + 20], 2);
        // Beside it, but 6 x 11 pixels would be 1.83 times its box.
        let beside = [own, region(4, 11, 6, 4)];
        assert_eq!(found(&beside, 9).boxes, beside);
        // A piece of four pixels is none, nor one that is wider than what is sought, nor one too many.
        assert_eq!(found(&[own, region(12, 20, 2, 2)], 9).boxes, [own]);
        assert_eq!(found(&[own, region(12, 15, 3, 9)], 9).boxes, [own]);
        assert_eq!(found(&[own, region(12, 20, 3, 2)], 1).boxes, [own]);
    }
}
