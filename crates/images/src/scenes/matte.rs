//! What of an image is its object: a premultiplied colour and an alpha for each pixel.

use std::collections::VecDeque;

use crate::images::Shape;

/// Colour times alpha, and alpha; grey three times.
pub(super) type Pixel = [f32; 4];

/// How far a colour may be from the ground's, in each channel, to be ground; things have 32 levels a channel.
const TOLERANCE: f32 = 0.06;

/// Of the border, how much has to be ground.
const GROUND_SHARE: f32 = 0.5;

/// Of the image's brightest, what at least counts as the brightest of a neighbourhood, or noise would be an object.
const BRIGHT_SHARE: f32 = 0.25;

/// The mean colour of the inside so near the ground's says nothing about an edge's alpha.
const NEAR: f32 = 0.1;

/// What has no inside, such as a line, counts at least so far from the ground's colour, or a trace of it would be an object.
const LINE: f32 = 0.4;

/// The ground is the median colour of the border.
///
/// - On black, light is the object, as in digits: a pixel keeps its value, and its alpha is its light over
///   the brightest near it. So strokes have soft edges, and an even dark surface covers what is behind it.
/// - On another colour, what is joined to the border and of this colour is ground. An object's enclosed
///   parts of the same colour stay its own. A pixel at the edge is a mixture of the ground and the mean
///   of the object's inside near it, or the strongest colour of a line, and gives the ground's share up.
///   An outline of the ground's own colour is lost.
/// - Where the border has no such colour, as in a photograph, all of the image is the object.
pub(super) fn matte(image: &[f32], shape: Shape) -> Vec<Pixel> {
    let colours: Vec<[f32; 3]> = image
        .chunks_exact(shape.channels)
        .map(|pixel| std::array::from_fn(|channel| pixel[channel.min(shape.channels - 1)]))
        .collect();
    let ground = border_colour(&colours, shape);
    if distance(ground, [0.0; 3]) <= TOLERANCE {
        return by_light(&colours, shape);
    }
    let border = border(shape);
    let like_ground = |&at: &usize| distance(colours[at], ground) <= TOLERANCE;
    let share = border.iter().filter(|at| like_ground(at)).count() as f32 / border.len() as f32;
    if share < GROUND_SHARE {
        return colours.iter().map(|&[r, g, b]| [r, g, b, 1.0]).collect();
    }
    by_ground(&colours, shape, ground)
}

fn by_light(colours: &[[f32; 3]], shape: Shape) -> Vec<Pixel> {
    let light: Vec<f32> =
        colours.iter().map(|colour| colour.iter().copied().fold(0.0, f32::max)).collect();
    let least = BRIGHT_SHARE * light.iter().copied().fold(0.0, f32::max);
    // A stroke's edge is about so wide, in 8 x 8 and in 28 x 28 pixels.
    let reach = 1 + shape.height.max(shape.width) / 20;
    (0..light.len())
        .map(|at| {
            let near = around(at, reach, shape).map(|at| light[at]);
            let [r, g, b] = colours[at];
            let brightest = near.fold(least, f32::max);
            [r, g, b, if brightest > 0.0 { light[at] / brightest } else { 0.0 }]
        })
        .collect()
}

fn by_ground(colours: &[[f32; 3]], shape: Shape, ground: [f32; 3]) -> Vec<Pixel> {
    let outside = joined(colours, shape, ground);
    let at_edge = |at: usize| !outside[at] && around(at, 1, shape).any(|at| outside[at]);
    (0..colours.len())
        .map(|at| {
            let [r, g, b] = colours[at];
            if outside[at] {
                return [0.0; 4];
            }
            if !at_edge(at) {
                return [r, g, b, 1.0];
            }
            let inside: Vec<_> = around(at, 2, shape)
                .filter(|&at| !outside[at] && !at_edge(at))
                .map(|at| colours[at])
                .collect();
            let mean: [f32; 3] = std::array::from_fn(|channel| {
                inside.iter().map(|colour| colour[channel]).sum::<f32>() / inside.len() as f32
            });
            let full = if inside.is_empty() {
                around(at, 2, shape).map(|at| distance(colours[at], ground)).fold(LINE, f32::max)
            } else {
                distance(mean, ground)
            };
            if full < NEAR {
                return [r, g, b, 1.0];
            }
            let alpha = (distance([r, g, b], ground) / full).min(1.0);
            let own = |channel: usize| {
                (colours[at][channel] - (1.0 - alpha) * ground[channel]).clamp(0.0, alpha)
            };
            [own(0), own(1), own(2), alpha]
        })
        .collect()
}

/// Where the ground is that is joined to the border.
fn joined(colours: &[[f32; 3]], shape: Shape, ground: [f32; 3]) -> Vec<bool> {
    let mut outside = vec![false; colours.len()];
    let mut next: VecDeque<usize> = border(shape).into();
    while let Some(at) = next.pop_front() {
        if outside[at] || distance(colours[at], ground) > TOLERANCE {
            continue;
        }
        outside[at] = true;
        let (y, x) = (at / shape.width, at % shape.width);
        let beside = [
            (x > 0).then(|| at - 1),
            (x + 1 < shape.width).then_some(at + 1),
            (y > 0).then(|| at - shape.width),
            (y + 1 < shape.height).then_some(at + shape.width),
        ];
        next.extend(beside.into_iter().flatten());
    }
    outside
}

fn border_colour(colours: &[[f32; 3]], shape: Shape) -> [f32; 3] {
    let border = border(shape);
    std::array::from_fn(|channel| {
        let mut values: Vec<f32> = border.iter().map(|&at| colours[at][channel]).collect();
        values.sort_by(f32::total_cmp);
        values[values.len() / 2]
    })
}

fn border(shape: Shape) -> Vec<usize> {
    let (height, width) = (shape.height, shape.width);
    let edge = |at: &usize| {
        let (y, x) = (at / width, at % width);
        y == 0 || x == 0 || y + 1 == height || x + 1 == width
    };
    (0..height * width).filter(edge).collect()
}

/// The pixels at most `reach` rows and columns away.
fn around(at: usize, reach: usize, shape: Shape) -> impl Iterator<Item = usize> {
    let (y, x) = (at / shape.width, at % shape.width);
    let rows = y.saturating_sub(reach)..=(y + reach).min(shape.height - 1);
    rows.flat_map(move |y| {
        let columns = x.saturating_sub(reach)..=(x + reach).min(shape.width - 1);
        columns.map(move |x| y * shape.width + x)
    })
}

fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
    (0..3).map(|channel| (a[channel] - b[channel]).abs()).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREEN: [f32; 3] = [0.75, 0.86, 0.7];
    const RED: [f32; 3] = [0.9, 0.1, 0.1];

    fn shape(side: usize, channels: usize) -> Shape {
        Shape { count: 1, height: side, width: side, channels }
    }

    #[test]
    fn light_on_black_covers_as_far_as_it_is_bright_for_its_place() {
        // A bright stroke with soft edges on the left, an even dark surface on the right.
        let row = [0.0, 0.5, 1.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 0.3, 0.3, 0.3, 0.3, 0.0, 0.0];
        let image: Vec<f32> = row.iter().copied().cycle().take(256).collect();
        let line = &matte(&image, shape(16, 1))[8 * 16..][..16];
        let alphas: Vec<f32> = line.iter().map(|pixel| pixel[3]).collect();
        assert_eq!(alphas[..6], [0.0, 0.5, 1.0, 0.5, 0.0, 0.0]);
        assert_eq!(alphas[8..], [0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0]);
        // On black it looks as before.
        assert!(line.iter().zip(row).all(|(pixel, value)| pixel[0] == value));
    }

    #[test]
    fn the_ground_is_taken_out_of_colours_and_their_edges() {
        // A red square with a half covered edge on the left, and a hole in the ground's own colour.
        let image: Vec<f32> = (0..144)
            .flat_map(|at| match (at / 12, at % 12) {
                (5, 6) => GREEN,
                (2..10, 2) => std::array::from_fn(|c| (GREEN[c] + RED[c]) / 2.0),
                (2..10, 3..10) => RED,
                _ => GREEN,
            })
            .collect();
        let pixels = matte(&image, shape(12, 3));
        let [r, g, b, alpha] = pixels[5 * 12 + 2];
        for (found, expected) in [r, g, b, alpha].into_iter().zip([0.45, 0.05, 0.05, 0.5]) {
            assert!((found - expected).abs() < 0.02, "{found} {expected}");
        }
        assert_eq!(pixels[5 * 12 + 6], [GREEN[0], GREEN[1], GREEN[2], 1.0]);
        assert_eq!(pixels[5 * 12 + 8][3], 1.0);
        assert_eq!(pixels[0], [0.0; 4]);
    }

    #[test]
    fn a_line_is_as_opaque_as_it_is_strong_and_a_trace_is_not_seen() {
        let image: Vec<f32> = (0..144)
            .flat_map(|at| match at % 12 {
                3 => [0.2; 3],
                4 => [0.6; 3],
                9 => [0.92; 3],
                _ => [1.0; 3],
            })
            .collect();
        let line = &matte(&image, shape(12, 3))[60..72];
        let alphas: Vec<f32> = line.iter().map(|pixel| pixel[3]).collect();
        assert_eq!(alphas[..4], [0.0, 0.0, 0.0, 1.0]);
        assert!((alphas[4] - 0.5).abs() < 1e-6 && (alphas[9] - 0.2).abs() < 1e-5, "{alphas:?}");
        assert!(line[4][..3].iter().all(|&value| (value - 0.1).abs() < 1e-6));
    }

    #[test]
    fn an_image_without_a_ground_is_taken_whole() {
        let image: Vec<f32> = (0..64).map(|at| 0.2 + 0.1 * (at % 8) as f32).collect();
        assert!(matte(&image, shape(8, 1)).iter().all(|pixel| pixel[3] == 1.0));
    }
}
