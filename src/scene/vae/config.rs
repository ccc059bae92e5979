use serde::{Deserialize, Serialize};

use crate::data::Shape;
use crate::error::{Error, Result};
use crate::limits;

/// Pixels of a cell's side: what the backbone's strides come to.
pub const CELL: usize = 12;
/// Most pixels of a scene's side.
const LARGEST: usize = 96;

/// A scene VAE and its training. What is left out when it is read has its default.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SceneOptions {
    /// Latent dimensions of what an object looks like.
    pub what: usize,
    /// Latent dimensions of the background. Few, for a strong background would explain the objects too.
    pub background: usize,
    /// Pixels of an object's side, about: the middle of the prior.
    pub object_size: f64,
    /// Standard deviation of a pixel.
    pub deviation: f64,
    /// Scenes a step.
    pub batch_size: usize,
    /// At the start; it falls to 0.3 of it over `steps`.
    pub learning_rate: f64,
    /// Prior probability that a cell has an object, at the end of its schedule.
    pub presence: f64,
    /// Steps on dreamed scenes before those on the real ones; none where there is nothing to dream of.
    pub dreams: usize,
    /// Steps on the scenes over which the schedules run.
    pub steps: usize,
    /// Fixes initial weights, batches, noise and dreams.
    pub seed: u32,
}

impl Default for SceneOptions {
    fn default() -> Self {
        Self {
            what: 10,
            background: 8,
            object_size: 18.0,
            deviation: 0.2,
            batch_size: 32,
            learning_rate: 1e-3,
            presence: 0.02,
            dreams: 2000,
            steps: 5000,
            seed: 42,
        }
    }
}

impl SceneOptions {
    /// # Errors
    /// Naming the first that is out of range.
    pub fn validate(&self) -> Result<()> {
        limits::SCENE_WHAT.check(self.what as f64)?;
        limits::SCENE_BACKGROUND.check(self.background as f64)?;
        limits::SCENE_OBJECT_SIZE.check(self.object_size)?;
        limits::SCENE_DEVIATION.check(self.deviation)?;
        limits::SCENE_BATCH_SIZE.check(self.batch_size as f64)?;
        limits::SCENE_LEARNING_RATE.check(self.learning_rate)?;
        limits::SCENE_PRESENCE.check(self.presence)?;
        limits::SCENE_DREAMS.check(self.dreams as f64)?;
        limits::SCENE_STEPS.check(self.steps as f64)
    }
}

/// A scene's size, and the cells it is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Rows of pixels.
    pub height: usize,
    /// Columns of pixels.
    pub width: usize,
    /// Values of a pixel.
    pub channels: usize,
}

impl Frame {
    /// # Errors
    /// As [`Self::validate`].
    pub fn of(shape: Shape) -> Result<Self> {
        let Shape { height, width, channels, .. } = shape;
        let frame = Self { height, width, channels };
        frame.validate().map(|()| frame)
    }

    /// # Errors
    /// [`Error::InvalidOption`] where the sides are not whole numbers of cells, or there are not 1 or 3 channels.
    pub fn validate(&self) -> Result<()> {
        let Self { height, width, channels } = *self;
        let fits = |side: usize| (2 * CELL..=LARGEST).contains(&side) && side.is_multiple_of(CELL);
        if fits(height) && fits(width) && [1, 3].contains(&channels) {
            return Ok(());
        }
        let least = 2 * CELL;
        let sides = format!("multiples of {CELL} from {least} to {LARGEST}");
        let allowed = format!("of sides that are {sides}, with 1 or 3 channels");
        let size = format!("{height} x {width} x {channels}");
        Err(Error::option("The scenes' size", size, allowed))
    }

    /// Rows and columns of cells.
    pub fn grid(&self) -> [usize; 2] {
        [self.height / CELL, self.width / CELL]
    }

    /// Cells in all.
    pub fn cells(&self) -> usize {
        self.height * self.width / (CELL * CELL)
    }

    /// Values of a scene.
    pub fn pixels(&self) -> usize {
        self.height * self.width * self.channels
    }
}
