//! A picture as its background with objects laid over it.

use super::background::Ground;
use super::fit::Fit;
use super::likelihood::{most_log_ratio, responsibility};
use super::matte::Contrast;
use crate::scene::{Region, Resampling, Size};

/// From this alpha on, a pixel is in its object's box.
const VISIBLE: f32 = 0.25;

/// An object as it lies in the picture, where it has pixels.
pub struct Patch {
    /// Row, column, height and width of its pixels.
    place: [usize; 4],
    /// Colours times alpha, and alpha: `height * width * (channels + 1)`.
    values: Vec<f32>,
}

impl Patch {
    /// What a model decoded, in the picture's pixels.
    pub fn of(fit: &Fit, image: Size, [height, width, channels]: Size) -> Self {
        let Region { top, left, .. } = fit.region;
        let (bottom, right) = (top + fit.region.height, left + fit.region.width);
        let inside = |at: f32, length: usize| at.clamp(0.0, length as f32) as usize;
        let (first, last) = (inside(top.floor(), height), inside(bottom.ceil(), height));
        let (begin, end) = (inside(left.floor(), width), inside(right.ceil(), width));
        let place = [first, begin, last - first, end - begin];
        let contrast = Contrast::of(&fit.image, image);
        let mut samples = Vec::with_capacity(image[0] * image[1] * (channels + 2));
        for (at, pixel) in fit.image.chunks_exact(channels).enumerate() {
            let alpha = contrast.alpha(at, fit.matte);
            samples.extend(contrast.without_ground(pixel, alpha));
            samples.extend([alpha, 1.0]);
        }
        let region = Region { top: top - first as f32, left: left - begin as f32, ..fit.region };
        let size = [place[2], place[3], channels + 2];
        let mut sums = vec![0.0; size.iter().product()];
        Resampling::new(region, size, [image[0], image[1]]).add(&samples, &mut sums);
        let share = |sum: &[f32]| {
            let (weight, values) = sum.split_last().expect("the ones are last");
            let scale = if *weight > 1e-3 { 1.0 / weight } else { 0.0 };
            values.iter().map(|value| value * scale).collect::<Vec<f32>>()
        };
        Self { place, values: sums.chunks_exact(channels + 2).flat_map(share).collect() }
    }

    /// Its pixels: the place of each in a picture so wide, its colour and its alpha.
    fn pixels(&self, width: usize, channels: usize) -> impl Iterator<Item = (usize, &[f32], f32)> {
        let [top, left, _, columns] = self.place;
        self.values.chunks_exact(channels + 1).enumerate().map(move |(at, values)| {
            let (alpha, colour) = values.split_last().expect("alpha is last");
            ((top + at / columns) * width + left + at % columns, colour, *alpha)
        })
    }

    /// Around what is visible of it; `None` where nothing is.
    pub fn bounds(&self, width: usize, channels: usize) -> Option<Region> {
        let visible = self.pixels(width, channels).filter(|&(_, _, alpha)| alpha >= VISIBLE);
        let places = visible.map(|(at, _, _)| (at / width, at % width));
        let bounds = places.map(|(y, x)| [y, x, y + 1, x + 1]).reduce(|a, b| {
            [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
        });
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
    /// The background with the objects over it: `height * width * channels`.
    mean: Vec<f32>,
    /// How much of a pixel no object covers.
    open: Vec<f32>,
}

/// What a window has of each of its pixels.
pub struct Pixel<'a> {
    pub picture: &'a [f32],
    /// The background with the objects so far.
    pub mean: &'a [f32],
    /// The background alone.
    pub ground: &'a [f32],
    pub noise: f32,
    /// How much of it no object covers.
    pub open: f32,
    /// How much of it lies in the picture.
    pub inside: f32,
}

impl<'a> Pixel<'a> {
    /// Of a window's values, one pixel's.
    pub fn of(values: &'a [f32], channels: usize) -> Self {
        let (picture, rest) = values.split_at(channels);
        let (mean, rest) = rest.split_at(channels);
        let (ground, rest) = rest.split_at(channels);
        Self { picture, mean, ground, noise: rest[0], open: rest[1], inside: rest[2] }
    }
}

impl Layers {
    pub fn new(picture: Vec<f32>, ground: Ground, size: Size) -> Self {
        let (mean, open) = (ground.mean.clone(), vec![1.0; size[0] * size[1]]);
        Self { size, picture, ground, mean, open }
    }

    /// Values of a pixel in a window.
    pub fn depth(&self) -> usize {
        3 * self.size[2] + 3
    }

    /// Everything that windows are cut from, `height * width * depth`: see [`Pixel`].
    pub fn planes(&self) -> Vec<f32> {
        let channels = self.size[2];
        let mut planes = Vec::with_capacity(self.open.len() * self.depth());
        for (at, &open) in self.open.iter().enumerate() {
            let own = at * channels..(at + 1) * channels;
            for plane in [&self.picture, &self.mean, &self.ground.mean] {
                planes.extend(&plane[own.clone()]);
            }
            planes.extend([self.ground.noise[at], open, 1.0]);
        }
        planes
    }

    /// The background with these objects over it, the first in front.
    pub fn compose<'a>(&mut self, patches: impl Iterator<Item = &'a Patch>) {
        self.mean.copy_from_slice(&self.ground.mean);
        self.open.fill(1.0);
        patches.for_each(|patch| self.lay_under(patch));
    }

    /// One more object, behind the others: of what they leave open, it takes its alpha from the background.
    pub fn lay_under(&mut self, patch: &Patch) {
        let [_, width, channels] = self.size;
        for (at, colour, alpha) in patch.pixels(width, channels) {
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
        let channels = self.size[2];
        let pixels = self.picture.chunks_exact(channels).zip(self.mean.chunks_exact(channels));
        let places = self.ground.noise.iter().zip(&self.open);
        pixels
            .zip(places)
            .map(|((pixel, mean), (&noise, open))| open * most_log_ratio(pixel, mean, noise))
            .collect()
    }

    /// Which of `patches`, that are composed, each pixel is of, counted from 1, and 0 where it is of the background;
    /// and the posterior probability that it is of an object.
    pub fn labels(&self, patches: &[&Patch]) -> (Vec<u8>, Vec<f32>) {
        let [_, width, channels] = self.size;
        // The largest share so far of a pixel, and whose it is; what is open to the next.
        let mut shares = vec![(0.0, 0); self.open.len()];
        let mut open = vec![1.0; self.open.len()];
        for (label, patch) in (1..).zip(patches) {
            for (at, _, alpha) in patch.pixels(width, channels) {
                let share = open[at] * alpha;
                if share > shares[at].0 {
                    shares[at] = (share, label);
                }
                open[at] *= 1.0 - alpha;
            }
        }
        let of = |plane: &'_ [f32], at: usize| plane[at * channels..(at + 1) * channels].to_vec();
        let presence: Vec<f32> = (0..open.len())
            .map(|at| {
                let [pixel, mean, ground] =
                    [&self.picture, &self.mean, &self.ground.mean].map(|plane| of(plane, at));
                responsibility(&pixel, &ground, self.ground.noise[at], &mean, 1.0 - open[at])
            })
            .collect();
        let label = |(&presence, &(_, label)): (&f32, &(f32, u8))| {
            if presence > 0.5 { label } else { 0 }
        };
        (presence.iter().zip(&shares).map(label).collect(), presence)
    }
}
