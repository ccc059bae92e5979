use std::ops::RangeInclusive;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::StreetOptions;
use super::scenery::{PAVEMENT, ROAD, VERGE};
use crate::scenes::ObjectImages;
use crate::scenes::cutout::Cutout;

/// Streams of random numbers: a mover has its lane's and its number's, other things have one of their own.
pub(super) const STREAM_BITS: u32 = 40;

/// How many images without an object are passed over for one mover.
const EMPTY_IMAGES: usize = 20;

/// Who moves on a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Vehicle,
    Walker,
}

/// Where some of the traffic moves. Lengths are shares of the height, speeds of the longer side a frame.
pub(super) struct Lane {
    pub kind: Kind,
    /// Where things stand, the farthest and the nearest.
    foot: (f32, f32),
    /// The longer side of a thing.
    size: (f32, f32),
    speed: (f32, f32),
    /// Whether things move to the right; either way where it isn't said.
    to_right: Option<bool>,
    /// Frames from one to the next, on average, where the traffic is 1.
    interval: f64,
}

/// From back to front. Vehicles of a lane have one speed: none overtakes another.
pub(super) const LANES: [Lane; 4] = [
    Lane {
        kind: Kind::Walker,
        foot: (PAVEMENT + 0.05, ROAD - 0.02),
        size: (0.15, 0.19),
        speed: (0.003, 0.006),
        to_right: None,
        interval: 90.0,
    },
    Lane {
        kind: Kind::Vehicle,
        foot: (0.64, 0.65),
        size: (0.2, 0.24),
        speed: (0.011, 0.011),
        to_right: Some(false),
        interval: 60.0,
    },
    Lane {
        kind: Kind::Vehicle,
        foot: (0.8, 0.81),
        size: (0.24, 0.28),
        speed: (0.014, 0.014),
        to_right: Some(true),
        interval: 64.0,
    },
    Lane {
        kind: Kind::Walker,
        foot: (VERGE + 0.1, 0.99),
        size: (0.21, 0.25),
        speed: (0.004, 0.008),
        to_right: None,
        interval: 110.0,
    },
];

/// Something that crosses the street's picture once.
pub(super) struct Mover {
    pub row: usize,
    pub cutout: Cutout,
    /// Where it stands, in pixels from the top: what is lower is nearer.
    pub foot: f32,
    /// The frame, and its part, in which it begins to enter.
    enters: f64,
    /// Of its visible part's left edge, in pixels.
    start: f64,
    /// Pixels a frame.
    velocity: f64,
    /// Of its visible part, from the cutout's corner.
    content: (usize, usize),
    content_height: usize,
}

impl Lane {
    /// The numbers of the movers that may be there at a frame.
    pub fn numbers(&self, frame: u32, options: &StreetOptions) -> RangeInclusive<u64> {
        let interval = self.interval(options);
        let frame = f64::from(frame);
        let first = (frame / interval - 1.0).max(0.0);
        first as u64..=((frame + self.longest(options.size)) / interval) as u64
    }

    /// Frames from one to the next, on average.
    fn interval(&self, options: &StreetOptions) -> f64 {
        self.interval / f64::from(options.traffic)
    }

    /// The frames that a mover takes at most. So long before the first frame the traffic begins.
    fn longest(&self, (height, width): (usize, usize)) -> f64 {
        let way = width as f64 + f64::from(self.size.1) * height as f64 + 2.0;
        way / (f64::from(self.speed.0) * height.max(width) as f64)
    }

    /// A mover; none where its images have no object.
    pub fn mover(
        &self,
        objects: &ObjectImages<'_>,
        rows: &[usize],
        options: &StreetOptions,
        (lane, number): (usize, u64),
    ) -> Option<Mover> {
        let (height, width) = options.size;
        let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
        rng.set_stream(((lane as u64) << STREAM_BITS) | number);
        let mut between = |(least, most): (f32, f32)| rng.random_range(least..=most);
        // Never so late that the next could come before it.
        let late = f64::from(between((0.0, 0.4)));
        let enters = (number as f64 + late) * self.interval(options) - self.longest(options.size);
        let side = height as f32;
        let (foot, size) = (between(self.foot) * side, between(self.size) * side);
        let speed = f64::from(between(self.speed)) * height.max(width) as f64;
        let to_right = self.to_right.unwrap_or(between((0.0, 1.0)) < 0.5);
        let mut rows =
            (0..EMPTY_IMAGES).map(|_| rows[rng.random_range(0..rows.len() as u32) as usize]);
        let (row, cutout) = rows.find_map(|row| Some((row, objects.cutout(row)?.scaled(size))))?;
        let content = cutout.content()?;
        let (start, velocity) =
            if to_right { (-(content.width as f64), speed) } else { (width as f64, -speed) };
        Some(Mover {
            row,
            foot,
            enters,
            start,
            velocity,
            content: (content.top, content.left),
            content_height: content.height,
            cutout,
        })
    }
}

impl Mover {
    /// The cutout's top left corner at a frame; none before it has begun to enter. Once it has left, it is outside.
    pub fn corner(&self, frame: u32) -> Option<(isize, isize)> {
        let since = f64::from(frame) - self.enters;
        let left = (self.start + self.velocity * since).round() as isize;
        let top = self.foot.round() as isize - self.content_height as isize;
        let (down, right) = self.content;
        (since >= 0.0).then(|| (top - down as isize, left - right as isize))
    }
}
