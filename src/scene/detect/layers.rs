//! A picture as its background with objects laid over it.

use super::background::{Ground, colour_density};
use super::fit::Fit;
use super::likelihood::Pixel;
use super::matte::Contrast;
use crate::scene::{Region, Resampling, Size};

/// From this alpha on, a pixel is in its object's box.
const VISIBLE: f32 = 0.25;
/// Of an image's samples, what must fall on a pixel for it to be reached.
const LEAST_WEIGHT: f32 = 0.05;

/// A decoded image in the pixels of a picture.
pub struct Rendering {
    /// Row, column, height and width of its pixels.
    place: [usize; 4],
    /// `height * width * channels`
    values: Vec<f32>,
    /// Whether it reaches a pixel at all.
    reached: Vec<bool>,
}

impl Rendering {
    /// Of an image of `size`, where it lies in a picture of as many channels.
    pub fn of(image: &[f32], size: Size, region: Region, [height, width, channels]: Size) -> Self {
        let inside = |at: f32, length: usize| at.clamp(0.0, length as f32) as usize;
        let span = |start: f32, across: f32, length: usize| {
            let first = inside(start.floor(), length);
            (first, inside((start + across).ceil(), length) - first)
        };
        let (top, rows) = span(region.top, region.height, height);
        let (left, columns) = span(region.left, region.width, width);
        let (up, back) = (region.top - top as f32, region.left - left as f32);
        let region = Region { top: up, left: back, ..region };
        let into = [rows, columns, channels + 1];
        let mut sums = vec![0.0; into.iter().product()];
        // One value more, to know what to divide by.
        let mut samples = Vec::with_capacity(size[0] * size[1] * (channels + 1));
        for pixel in image.chunks_exact(channels) {
            samples.extend_from_slice(pixel);
            samples.push(1.0);
        }
        Resampling::new(region, into, [size[0], size[1]]).add(&samples, &mut sums);
        let mut values = Vec::with_capacity(rows * columns * channels);
        let mut reached = Vec::with_capacity(rows * columns);
        for sum in sums.chunks_exact(channels + 1) {
            let (weight, sum) = sum.split_last().expect("the ones are last");
            values.extend(sum.iter().map(|value| value / weight.max(LEAST_WEIGHT)));
            reached.push(*weight > LEAST_WEIGHT);
        }
        Self { place: [top, left, rows, columns], values, reached }
    }

    /// Its pixels: the place of each in a picture so wide, and its colour.
    pub fn pixels(&self, width: usize, channels: usize) -> impl Iterator<Item = (usize, &[f32])> {
        let [top, left, _, columns] = self.place;
        let pixels = self.values.chunks_exact(channels).zip(&self.reached).enumerate();
        let reached = pixels.filter(|(_, (_, reached))| **reached);
        reached.map(move |(at, (pixel, _))| {
            ((top + at / columns) * width + left + at % columns, pixel)
        })
    }
}

/// An object as it lies in the picture: the place of each of its pixels, and its alpha there; colours times alpha.
pub struct Patch {
    alphas: Vec<(usize, f32)>,
    colours: Vec<f32>,
}

impl Patch {
    /// Of what a model decoded.
    pub fn of(fit: &Fit, image: Size, picture: Size) -> Self {
        let [_, width, channels] = picture;
        let contrast = Contrast::of(&fit.image, image);
        let rendering = Rendering::of(&fit.image, image, fit.region, picture);
        let (mut alphas, mut colours) = (Vec::new(), Vec::new());
        for (at, pixel) in rendering.pixels(width, channels) {
            let alpha = contrast.alpha(pixel, fit.matte);
            alphas.push((at, alpha));
            colours.extend(contrast.without_ground(pixel, alpha));
        }
        Self { alphas, colours }
    }

    /// Around what is visible of it in a picture so wide; `None` where nothing is.
    pub fn bounds(&self, width: usize) -> Option<Region> {
        let visible = self.alphas.iter().filter(|(_, alpha)| *alpha >= VISIBLE);
        let places = visible.map(|(at, _)| (at / width, at % width));
        let bounds = places
            .map(|(y, x)| [y, x, y + 1, x + 1])
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
        bounds.map(|[top, left, bottom, right]| Region {
            top: top as f32,
            left: left as f32,
            height: (bottom - top) as f32,
            width: (right - left) as f32,
        })
    }
}

/// The picture, its background, and the objects so far, the first in front.
pub struct Layers {
    pub size: Size,
    picture: Vec<f32>,
    ground: Ground,
    clutter: Vec<f32>,
    /// The background with the objects over it: `height * width * channels`.
    mean: Vec<f32>,
    /// How much of a pixel no object covers.
    open: Vec<f32>,
    /// How dense the picture's pixels are about that mean.
    behind: Vec<f32>,
}

impl Layers {
    pub fn new(picture: Vec<f32>, ground: Ground, size: Size) -> Self {
        let (mean, open) = (ground.mean.clone(), vec![1.0; size[0] * size[1]]);
        let clutter = colour_density(&picture, size);
        let behind = vec![0.0; size[0] * size[1]];
        let mut layers = Self { size, picture, ground, clutter, mean, open, behind };
        layers.look(0..size[0] * size[1]);
        layers
    }

    /// Compares pixels of the picture with what is there now.
    fn look(&mut self, places: impl Iterator<Item = usize>) {
        for at in places {
            self.behind[at] = self.pixel(at).density_behind();
        }
    }

    /// The pixel at a place.
    pub fn pixel(&self, at: usize) -> Pixel<'_> {
        let channels = self.size[2];
        let own = at * channels..(at + 1) * channels;
        Pixel {
            picture: &self.picture[own.clone()],
            mean: &self.mean[own.clone()],
            ground: &self.ground.mean[own],
            noise: self.ground.noise[at],
            clutter: self.clutter[at],
            open: self.open[at],
            behind: self.behind[at],
        }
    }

    /// All pixels.
    pub fn pixels(&self) -> impl Iterator<Item = Pixel<'_>> {
        (0..self.open.len()).map(|at| self.pixel(at))
    }

    /// The background with these objects over it, the first in front.
    pub fn compose<'a>(&mut self, patches: impl Iterator<Item = &'a Patch>) {
        self.mean.copy_from_slice(&self.ground.mean);
        self.open.fill(1.0);
        patches.for_each(|patch| self.lay(patch));
        self.look(0..self.open.len());
    }

    /// One more object, behind the others: of what they leave open, it takes its alpha from the background.
    pub fn lay_under(&mut self, patch: &Patch) {
        self.lay(patch);
        self.look(patch.alphas.iter().map(|&(at, _)| at));
    }

    fn lay(&mut self, patch: &Patch) {
        let channels = self.size[2];
        for (&(at, alpha), colour) in patch.alphas.iter().zip(patch.colours.chunks_exact(channels))
        {
            let own = at * channels..(at + 1) * channels;
            let ground = &self.ground.mean[own.clone()];
            for ((mean, colour), ground) in self.mean[own].iter_mut().zip(colour).zip(ground) {
                *mean += self.open[at] * (colour - alpha * ground);
            }
            self.open[at] *= 1.0 - alpha;
        }
    }

    /// Most nats that an object could gain at each pixel.
    pub fn most_gains(&self) -> Vec<f32> {
        self.pixels().map(|pixel| pixel.open * pixel.most_log_ratio()).collect()
    }

    /// Which of `patches`, that are composed, each pixel is of, counted from 1, and 0 where it is of the background;
    /// and the posterior probability that it is of an object.
    pub fn labels<'a>(&self, patches: impl Iterator<Item = &'a Patch>) -> (Vec<u8>, Vec<f32>) {
        // The largest share so far of a pixel, and whose it is; what is open to the next.
        let mut shares = vec![(0.0, 0); self.open.len()];
        let mut open = vec![1.0; self.open.len()];
        for (label, patch) in (1..).zip(patches) {
            for &(at, alpha) in &patch.alphas {
                let share = open[at] * alpha;
                if share > shares[at].0 {
                    shares[at] = (share, label);
                }
                open[at] *= 1.0 - alpha;
            }
        }
        let presence: Vec<f32> = self.pixels().map(|pixel| pixel.responsibility()).collect();
        let label = |(&presence, &(_, label)): (&f32, &(f32, u8))| {
            if presence > 0.5 { label } else { 0 }
        };
        (presence.iter().zip(&shares).map(label).collect(), presence)
    }
}
