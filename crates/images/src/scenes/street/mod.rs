//! A street seen by a camera that stands still.

mod scenery;
mod traffic;

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use rand::distr::Distribution;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;
use serde::Deserialize;

use super::background::darkened;
use super::canvas::Canvas;
use super::{Object, ObjectImages, Scenes, check_share, check_size, checked_memory};
use crate::error::{Error, Result};
use crate::images::Shape;
use crate::limits::Limits;
use traffic::{Kind, LANES, Mover, STREAM_BITS};

/// The last frame's number may be so large; a day at 30 frames a second has 2.6 million.
const MOST_FRAMES: u32 = 100_000_000;

/// Frames of the two waves of the light, and their parts of it.
const WAVES: [(f64, f64); 2] = [(53.0, 0.65), (13.0, 0.35)];

/// What a street is made of.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct StreetOptions {
    /// Height and width of a frame, 16 to 512.
    pub size: (usize, usize),
    /// The classes that drive on the road; all, where none is named.
    pub vehicles: Vec<u32>,
    /// The classes that walk on the pavement and on the verge; all, where none is named.
    pub walkers: Vec<u32>,
    /// How dense the traffic is, 0.25 to 4; at 1 there are some 8 things in the picture.
    pub traffic: f32,
    /// How far the light goes up and down, as a share of it, up to 0.5.
    pub flicker: f32,
    /// The standard deviation of the noise of each value, up to 0.3.
    pub noise: f32,
    /// The same seed, the same street.
    pub seed: u64,
}

impl Default for StreetOptions {
    fn default() -> Self {
        Self {
            size: (128, 128),
            vehicles: Vec::new(),
            walkers: Vec::new(),
            traffic: 1.0,
            flicker: 0.0,
            noise: 0.0,
            seed: 0,
        }
    }
}

/// Frames of a street, and who is in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Frames {
    /// A frame each. Objects that enter or leave have the box of their part inside, and are seen in part.
    pub scenes: Scenes,
    /// For each of a frame's objects who it is, the same in all frames.
    pub identities: Vec<Vec<u32>>,
}

/// A street with traffic that never ends. Each thing enters at one side, crosses the picture at a speed of its own that
/// doesn't change, to whole pixels, and leaves at the other; what stands nearer covers what is farther away.
pub struct Street<'a> {
    objects: ObjectImages<'a>,
    options: StreetOptions,
    /// Without traffic, `[height, width, channels]`.
    empty: Vec<f32>,
    vehicles: Vec<usize>,
    walkers: Vec<usize>,
    /// Where the waves of the light begin.
    phases: [f64; 2],
}

impl<'a> Street<'a> {
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) for options out of range, or classes that no image has.
    pub fn new(objects: ObjectImages<'a>, options: StreetOptions) -> Result<Self> {
        check_size(options.size)?;
        if !(0.25..=4.0).contains(&options.traffic) {
            return Err(Error::option("The traffic", options.traffic, "0.25 to 4"));
        }
        check_share("The flicker", options.flicker, 0.5)?;
        check_share("The noise", options.noise, 0.3)?;
        let vehicles = objects.rows_of("The list of vehicles' classes", &options.vehicles)?;
        let walkers = objects.rows_of("The list of walkers' classes", &options.walkers)?;
        let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
        rng.set_stream(u64::MAX);
        let colours = scenery::scenery(options.size, &mut rng);
        let empty = if objects.shape().channels == 1 { darkened(colours) } else { colours };
        let phases = [(); 2].map(|()| rng.random_range(0.0..TAU));
        Ok(Self { objects, options, empty, vehicles, walkers, phases })
    }

    /// The frames from number `first` on. A frame is the same with whichever others it is asked for.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) for no frames or numbers over 100 million,
    /// [`TooLarge`](Error::TooLarge) over the limits.
    pub fn frames(&self, first: u32, count: usize, limits: &Limits) -> Result<Frames> {
        let channels = self.objects.shape().channels;
        let (height, width) = self.options.size;
        let shape = Shape { count, height, width, channels };
        checked_memory("The number of frames", shape, limits)?;
        let end = u32::try_from(count).ok().and_then(|count| first.checked_add(count));
        let Some(end) = end.filter(|&end| end <= MOST_FRAMES) else {
            let allowed = format!("less than {MOST_FRAMES}");
            return Err(Error::option(
                "The last frame's number",
                u64::from(first) + count as u64 - 1,
                allowed,
            ));
        };
        let mut frames = Frames { scenes: Scenes::with_room(shape), identities: Vec::new() };
        let mut movers = BTreeMap::new();
        for frame in first..end {
            let mut canvas = Canvas::new(self.options.size, channels, self.empty.clone());
            let (mut objects, mut identities) = (Vec::new(), Vec::new());
            for (identity, mover) in self.at(frame, &mut movers) {
                let Some((top, left)) = mover.corner(frame) else { continue };
                if let Some(bounds) = canvas.draw(&mover.cutout, top, left) {
                    let row = mover.row;
                    objects.push(Object {
                        bounds,
                        class: self.objects.class(row),
                        row,
                        visible: 1.0,
                    });
                    identities.push(identity);
                }
            }
            self.light(frame, &mut canvas.pixels);
            frames.scenes.push(canvas, objects);
            frames.identities.push(identities);
        }
        Ok(frames)
    }

    /// Who may be in a frame, from back to front. Those that were there before are taken from `movers`.
    fn at<'m>(
        &self,
        frame: u32,
        movers: &'m mut BTreeMap<u32, Option<Mover>>,
    ) -> Vec<(u32, &'m Mover)> {
        let mut there = Vec::new();
        for (at, lane) in LANES.iter().enumerate() {
            for number in lane.numbers(frame, &self.options) {
                let identity = number as u32 * LANES.len() as u32 + at as u32;
                there.push(identity);
                movers.entry(identity).or_insert_with(|| {
                    let rows = match lane.kind {
                        Kind::Vehicle => &self.vehicles,
                        Kind::Walker => &self.walkers,
                    };
                    lane.mover(&self.objects, rows, &self.options, (at, number))
                });
            }
        }
        movers.retain(|identity, _| there.contains(identity));
        let mut found: Vec<_> = movers
            .iter()
            .filter_map(|(&identity, mover)| Some((identity, mover.as_ref()?)))
            .collect();
        found.sort_by(|(_, a), (_, b)| a.foot.total_cmp(&b.foot));
        found
    }

    /// The light of a frame, and its noise.
    fn light(&self, frame: u32, pixels: &mut [f32]) {
        let StreetOptions { flicker, noise, seed, .. } = self.options;
        let waves = WAVES.iter().zip(self.phases);
        let wave: f64 = waves
            .map(|((period, part), phase)| part * (TAU * f64::from(frame) / period + phase).sin())
            .sum();
        let light = 1.0 + flicker * wave as f32;
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(((LANES.len() as u64) << STREAM_BITS) | u64::from(frame));
        for value in pixels {
            let grain: f32 = if noise > 0.0 { StandardNormal.sample(&mut rng) } else { 0.0 };
            *value = (*value * light + noise * grain).clamp(0.0, 1.0);
        }
    }
}

#[cfg(test)]
mod tests;
