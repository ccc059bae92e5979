//! Plain round things, such as a sun, a lamp or a ball: each of one colour, and an ellipse.
//!
//! What has no detail fits many objects a little, so that such things of a background are the first that a search takes for
//! objects.

use super::matte::{Contrast, median_colour};
use super::pieces::pieces;
use crate::scene::Size;

/// So much of what is inside it is so near to its median colour, in each channel.
const SHARE: f32 = 0.9;
const NEAR: f32 = 0.1;
/// Pixels inside it, at least, so that there is a colour and a shape.
const LEAST: usize = 9;
/// Of it and of the ellipse with its moments, how much both have of what either has; and the shorter axis over the longer.
const OVERLAP: f32 = 0.85;
const ROUND: f32 = 0.75;
/// Of images, how many may be such a thing where they are not typical.
const TYPICAL: f32 = 0.02;

/// The pieces of what is `far` from the background that are plain and round, the largest first.
pub fn plain_rounds(picture: &[f32], far: Vec<bool>, size: Size) -> Vec<Vec<usize>> {
    let mut pieces = pieces(far, size[1]);
    pieces.retain(|piece| is_plain(piece, picture, size) && is_round(piece, size));
    pieces
}

/// Whether such things are typical of images of a size.
pub fn are_typical(pixels: &[f32], image: Size) -> bool {
    let images = || pixels.chunks_exact(image.iter().product());
    let is_plain_round = |pixels: &&[f32]| {
        let contrast = Contrast::of(pixels, image);
        let far = pixels.chunks_exact(image[2]).map(|pixel| contrast.share(pixel) > 0.5);
        !plain_rounds(pixels, far.collect(), image).is_empty()
    };
    images().filter(is_plain_round).count() as f32 > TYPICAL * images().count() as f32
}

/// Of those pixels whose neighbours are in the piece too, since at its edge colours mix.
fn is_plain(piece: &[usize], picture: &[f32], [_, width, channels]: Size) -> bool {
    let mut sorted = piece.to_vec();
    sorted.sort_unstable();
    let has = |at: usize| sorted.binary_search(&at).is_ok();
    let is_inside =
        |at: usize| at >= width && [at - width, at - 1, at + 1, at + width].into_iter().all(has);
    let inside: Vec<&[f32]> = sorted
        .iter()
        .filter(|&&at| is_inside(at))
        .map(|at| &picture[at * channels..][..channels])
        .collect();
    if inside.len() < LEAST {
        return false;
    }
    let colour = median_colour(inside.iter().copied(), channels);
    let is_near = |pixel: &&&[f32]| pixel.iter().zip(&colour).all(|(a, b)| (a - b).abs() < NEAR);
    inside.iter().filter(is_near).count() as f32 > SHARE * inside.len() as f32
}

fn is_round(piece: &[usize], [height, width, _]: Size) -> bool {
    let count = piece.len() as f32;
    let place = |at: usize| [(at / width) as f32, (at % width) as f32];
    let mean = [0, 1].map(|axis| piece.iter().map(|&at| place(at)[axis]).sum::<f32>() / count);
    let apart = |at: usize| [0, 1].map(|axis| place(at)[axis] - mean[axis]);
    let moment = |a: usize, b: usize| {
        let products = piece.iter().map(|&at| apart(at)[a] * apart(at)[b]);
        // A pixel is a square, and has a moment of its own.
        products.sum::<f32>() / count + if a == b { 1.0 / 12.0 } else { 0.0 }
    };
    let [down, across, both] = [moment(0, 0), moment(1, 1), moment(0, 1)];
    // Variances along the axes.
    let (half, more) = ((down + across) / 2.0, ((down - across) / 2.0).hypot(both));
    if (half - more).max(0.0).sqrt() < ROUND * (half + more).sqrt() {
        return false;
    }
    // An even ellipse reaches as far as two deviations.
    let in_ellipse = |&at: &usize| {
        let [y, x] = apart(at);
        let square = y * y * across - 2.0 * x * y * both + x * x * down;
        square <= 4.0 * (down * across - both * both)
    };
    let shared = piece.iter().filter(|at| in_ellipse(at)).count() as f32;
    let reach = |axis: usize, moment: f32, length: usize| {
        let far = 2.0 * moment.sqrt();
        (mean[axis] - far).max(0.0) as usize..((mean[axis] + far) as usize + 1).min(length)
    };
    let (rows, columns) = (reach(0, down, height), reach(1, across, width));
    let places = rows.flat_map(|row| columns.clone().map(move |column| row * width + column));
    let ellipse = places.filter(in_ellipse).count() as f32;
    shared > OVERLAP * (count + ellipse - shared)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = [30, 40, 3];

    /// Which things of a picture are plain and round, as their sizes in pixels: what `colour` gives stands out.
    fn found(colour: impl Fn(f32, f32) -> Option<[f32; 3]>) -> Vec<usize> {
        let colours: Vec<Option<[f32; 3]>> =
            (0..30 * 40).map(|at| colour((at / 40) as f32, (at % 40) as f32)).collect();
        let picture: Vec<f32> =
            colours.iter().flat_map(|colour| colour.unwrap_or([0.2, 0.3, 0.6])).collect();
        let far = colours.iter().map(Option::is_some).collect();
        plain_rounds(&picture, far, SIZE).iter().map(Vec::len).collect()
    }

    const YELLOW: [f32; 3] = [1.0, 0.9, 0.6];

    fn ellipse(y: f32, x: f32, down: f32, across: f32) -> bool {
        ((y - 14.0) / down).powi(2) + ((x - 20.0) / across).powi(2) <= 1.0
    }

    #[test]
    fn a_disc_and_an_ellipse_of_one_colour_are() {
        assert_eq!(found(|y, x| ellipse(y, x, 6.0, 6.0).then_some(YELLOW)), [113]);
        assert_eq!(found(|y, x| ellipse(y, x, 6.0, 7.5).then_some(YELLOW)).len(), 1);
        // At the picture's edge too.
        assert_eq!(found(|y, x| ellipse(y + 8.5, x, 6.0, 6.0).then_some(YELLOW)).len(), 1);
    }

    #[test]
    fn what_is_long_or_has_corners_or_a_hole_or_details_or_is_tiny_is_not() {
        assert_eq!(found(|y, x| ellipse(y, x, 4.0, 9.0).then_some(YELLOW)).len(), 0);
        let triangle = |y: f32, x: f32| (x - 20.0).abs() <= (y - 5.0) / 1.5 && y < 18.0;
        assert_eq!(found(|y, x| triangle(y, x).then_some(YELLOW)).len(), 0);
        let ring = |y: f32, x: f32| ellipse(y, x, 9.0, 9.0) && !ellipse(y, x, 5.0, 5.0);
        assert_eq!(found(|y, x| ring(y, x).then_some(YELLOW)).len(), 0);
        let face =
            |y: f32, x: f32| if (y - 14.0).abs() < 2.0 { [0.3, x / 40.0, 0.1] } else { YELLOW };
        assert_eq!(found(|y, x| ellipse(y, x, 7.0, 7.0).then(|| face(y, x))).len(), 0);
        assert_eq!(found(|y, x| ellipse(y, x, 1.0, 1.0).then_some(YELLOW)).len(), 0);
    }
}
