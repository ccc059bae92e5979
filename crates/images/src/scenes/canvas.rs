use super::cutout::Cutout;

/// From this alpha on a pixel is its object's: it is in the object's box and mask.
pub const VISIBLE: f32 = 0.25;

/// A box, in pixels from the scene's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Bounds {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

impl Bounds {
    /// Pixels.
    pub fn area(&self) -> usize {
        self.width * self.height
    }

    /// Pixels of both.
    pub fn shared(&self, other: &Self) -> usize {
        let along = |a: usize, a_length: usize, b: usize, b_length: usize| {
            (a + a_length).min(b + b_length).saturating_sub(a.max(b))
        };
        along(self.x, self.width, other.x, other.width)
            * along(self.y, self.height, other.y, other.height)
    }
}

/// A scene while it is drawn, from back to front.
pub(super) struct Canvas {
    pub height: usize,
    pub width: usize,
    pub channels: usize,
    /// `[height, width, channels]`
    pub pixels: Vec<f32>,
    /// For each pixel the number of the object seen there, counted from 1; 0 is the background.
    pub mask: Vec<u8>,
    /// Pixels of each object, also those not seen.
    areas: Vec<usize>,
}

impl Canvas {
    /// On a background `[height, width, channels]`.
    pub fn new((height, width): (usize, usize), channels: usize, pixels: Vec<f32>) -> Self {
        Self { height, width, channels, pixels, mask: vec![0; height * width], areas: Vec::new() }
    }

    /// Draws an object with its top left corner at row `top` and column `left`, which may lie outside;
    /// gives its box, or none where nothing of it is visible inside, and then it isn't drawn.
    pub fn draw(&mut self, cutout: &Cutout, top: isize, left: isize) -> Option<Bounds> {
        let bounds = self.bounds(cutout, top, left)?;
        let label = self.areas.len() as u8 + 1;
        self.areas.push(cutout.pixels.iter().filter(|pixel| pixel[3] >= VISIBLE).count());
        for (at, pixel) in cutout.pixels.iter().enumerate() {
            let Some(at) = self.inside(cutout, at, top, left) else { continue };
            let alpha = pixel[3];
            let under = &mut self.pixels[at * self.channels..][..self.channels];
            for (under, over) in under.iter_mut().zip(pixel) {
                *under = over + (1.0 - alpha) * *under;
            }
            if alpha >= VISIBLE {
                self.mask[at] = label;
            }
        }
        Some(bounds)
    }

    /// For each object the share of its pixels that is seen.
    pub fn visible(&self) -> Vec<f32> {
        let mut seen = vec![0; self.areas.len() + 1];
        for &label in &self.mask {
            seen[usize::from(label)] += 1;
        }
        seen[1..].iter().zip(&self.areas).map(|(&seen, &area)| seen as f32 / area as f32).collect()
    }

    fn bounds(&self, cutout: &Cutout, top: isize, left: isize) -> Option<Bounds> {
        let (mut y0, mut x0, mut y1, mut x1) = (usize::MAX, usize::MAX, 0, 0);
        let visible = cutout.pixels.iter().enumerate().filter(|(_, pixel)| pixel[3] >= VISIBLE);
        for at in visible.filter_map(|(at, _)| self.inside(cutout, at, top, left)) {
            let (y, x) = (at / self.width, at % self.width);
            (y0, x0, y1, x1) = (y0.min(y), x0.min(x), y1.max(y + 1), x1.max(x + 1));
        }
        (y0 < y1).then(|| Bounds { x: x0, y: y0, width: x1 - x0, height: y1 - y0 })
    }

    /// Where a pixel of an object lies on the canvas.
    fn inside(&self, cutout: &Cutout, at: usize, top: isize, left: isize) -> Option<usize> {
        let y = top.checked_add_unsigned(at / cutout.width)?;
        let x = left.checked_add_unsigned(at % cutout.width)?;
        let (y, x) = (usize::try_from(y).ok()?, usize::try_from(x).ok()?);
        (y < self.height && x < self.width).then_some(y * self.width + x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square of one colour and alpha.
    fn square(side: usize, value: f32, alpha: f32) -> Cutout {
        let pixel = [value * alpha, value * alpha, value * alpha, alpha];
        Cutout { height: side, width: side, pixels: vec![pixel; side * side] }
    }

    #[test]
    fn what_comes_later_covers_what_was_there() {
        let mut canvas = Canvas::new((4, 5), 1, vec![0.5; 20]);
        let first = canvas.draw(&square(2, 1.0, 1.0), 1, 1);
        assert_eq!(first, Some(Bounds { x: 1, y: 1, width: 2, height: 2 }));
        canvas.draw(&square(2, 0.0, 0.5), 2, 2);
        // Half outside, at the bottom right corner, then wholly outside.
        let third = canvas.draw(&square(2, 0.2, 1.0), 3, 4);
        assert_eq!(third, Some(Bounds { x: 4, y: 3, width: 1, height: 1 }));
        assert_eq!(canvas.draw(&square(2, 1.0, 1.0), -2, 0), None);
        #[rustfmt::skip]
        assert_eq!(canvas.mask, [
            0, 0, 0, 0, 0,
            0, 1, 1, 0, 0,
            0, 1, 2, 2, 0,
            0, 0, 2, 2, 3,
        ]);
        assert_eq!(canvas.pixels[2 * 5 + 2], 0.5);
        assert_eq!(canvas.pixels[3 * 5 + 2], 0.25);
        assert_eq!(canvas.visible(), [0.75, 1.0, 0.25]);
    }

    #[test]
    fn what_can_hardly_be_seen_is_no_part_of_the_object() {
        let mut canvas = Canvas::new((3, 3), 1, vec![0.0; 9]);
        let mut cutout = square(3, 1.0, 0.2);
        cutout.pixels[4] = [0.3, 0.3, 0.3, 0.3];
        let bounds = canvas.draw(&cutout, 0, 0);
        assert_eq!(bounds, Some(Bounds { x: 1, y: 1, width: 1, height: 1 }));
        assert_eq!(canvas.mask.iter().filter(|&&label| label == 1).count(), 1);
        assert_eq!(canvas.pixels[0], 0.2);
    }

    #[test]
    fn boxes_share_pixels() {
        let a = Bounds { x: 0, y: 0, width: 4, height: 2 };
        assert_eq!(a.shared(&Bounds { x: 3, y: 1, width: 5, height: 5 }), 1);
        assert_eq!(a.shared(&Bounds { x: 4, y: 0, width: 1, height: 1 }), 0);
    }
}
