//! What is measured: kinds of scenes, and what they are made of.

use std::path::Path;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use vae_playground::data::Split;
use vae_playground_images::scenes::{Background, Composition, ObjectImages, Scenes, compose};
use vae_playground_images::{Limits, Shape};

use super::sets::{self, Set};

/// Scenes of one difficulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Tier {
    DigitsBlack,
    DigitsTexture,
    ThingsLandscape,
}

/// What is in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objects {
    Digits,
    Things,
}

impl Tier {
    pub const ALL: [Self; 3] = [Self::DigitsBlack, Self::DigitsTexture, Self::ThingsLandscape];

    pub fn title(self) -> &'static str {
        match self {
            Self::DigitsBlack => "digits on black",
            Self::DigitsTexture => "digits on texture",
            Self::ThingsLandscape => "things on drawn landscape",
        }
    }

    pub fn objects(self) -> Objects {
        match self {
            Self::DigitsBlack | Self::DigitsTexture => Objects::Digits,
            Self::ThingsLandscape => Objects::Things,
        }
    }

    pub fn background(self) -> Background {
        match self {
            Self::DigitsBlack => Background::Black,
            Self::DigitsTexture => Background::Texture,
            Self::ThingsLandscape => Background::Landscape,
        }
    }

    /// Scenes of 96 x 96 pixels with 1 to 4 of the set's test images, about as large as those are.
    ///
    /// # Errors
    /// What can't be composed, for a person.
    pub fn composed(self, set: &Set, count: usize, seed: u64) -> Result<Scenes, String> {
        let options = Composition {
            count,
            size: (96, 96),
            objects: (1, 4),
            scale: (0.15, 0.27),
            overlap: 0.2,
            background: self.background(),
            seed,
        };
        let (pixels, shape) = images(set, Split::Test)?;
        let objects = ObjectImages::new(&pixels, shape, None).map_err(|error| error.to_string())?;
        compose(&objects, &options, &Limits::default()).map_err(|error| error.to_string())
    }
}

impl Objects {
    /// Under the folder of the site's sets.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Digits => "mnist",
            Self::Things => "things",
        }
    }

    /// Reads the set.
    ///
    /// # Errors
    /// Which file can't be read, and why.
    pub fn set(self, data: &Path) -> Result<Set, String> {
        sets::read(&data.join(self.folder()))
    }
}

/// The images of a part of a set, one after the other.
pub fn images(set: &Set, split: Split) -> Result<(Vec<f32>, Shape), String> {
    let rows = set.data.rows(split);
    let pixels = set.data.gather(rows).map_err(|error| error.to_string())?;
    let vae_playground::data::Shape { height, width, channels, .. } = set.data.shape();
    Ok((pixels, Shape { count: rows.len(), height, width, channels }))
}
