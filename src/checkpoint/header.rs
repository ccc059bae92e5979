use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{VERSION, invalid};
use crate::data::Shape;
use crate::error::{Error, Result};
use crate::model::ModelConfig;
use crate::train::TrainingConfig;

/// The value of `format`.
const FORMAT: &str = "vae-playground";

/// What the file's `__metadata__` holds: one text each, JSON.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    pub model: ModelConfig,
    pub training: TrainingConfig,
    pub image: Image,
    pub seed: u64,
    pub progress: Progress,
    pub data: Data,
}

/// The size of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// Rows of pixels.
    pub height: usize,
    /// Columns of pixels.
    pub width: usize,
    /// Values of a pixel.
    pub channels: usize,
}

impl Image {
    /// Whether images of `shape` have this size.
    ///
    /// # Errors
    /// [`Error::DifferentSize`]
    pub fn check(&self, shape: Shape) -> Result<()> {
        let Self { height, width, channels } = *self;
        let found = [shape.height, shape.width, shape.channels];
        if found == [height, width, channels] {
            return Ok(());
        }
        Err(Error::DifferentSize { height, width, channels, found })
    }
}

/// Where training stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Progress {
    pub step: usize,
    pub epochs: usize,
    /// Training images taken of the epoch; all, where the next step begins one.
    pub position: usize,
    /// 32-bit words drawn of the seed's streams.
    pub order_word: u64,
    pub noise_word: u64,
    /// Draws of the prior.
    pub samples: u64,
}

/// What training saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Data {
    pub images: usize,
    pub training_images: usize,
    /// See [`super::fingerprint::fingerprint`].
    pub fingerprint: String,
}

impl Header {
    pub fn write(&self) -> Vec<(String, String)> {
        vec![
            ("format".into(), text(FORMAT)),
            ("version".into(), text(&VERSION)),
            ("model".into(), text(&self.model)),
            ("training".into(), text(&self.training)),
            ("image".into(), text(&self.image)),
            ("seed".into(), text(&self.seed)),
            ("progress".into(), text(&self.progress)),
            ("data".into(), text(&self.data)),
        ]
    }

    /// Reads it, the version first, for a later one may mean anything by the rest.
    pub fn read(texts: &BTreeMap<String, String>) -> Result<Self> {
        match texts.get("format").map(|text| serde_json::from_str::<String>(text)) {
            Some(Ok(format)) if format == FORMAT => {}
            _ => {
                return Err(invalid(
                    "it is a safetensors file of something else. Choose one that VAE Playground saved.",
                ));
            }
        }
        let version: u32 = field(texts, "version")?;
        if version != VERSION {
            return Err(invalid(format!(
                "it has the format version {version}; this reads version {VERSION}. Use the release \
                 of VAE Playground that saved it, or a newer one."
            )));
        }
        let header = Self {
            model: field(texts, "model")?,
            training: field(texts, "training")?,
            image: field(texts, "image")?,
            seed: field(texts, "seed")?,
            progress: field(texts, "progress")?,
            data: field(texts, "data")?,
        };
        header.model.validate().map_err(|error| invalid(error.to_string()))?;
        header.training.validate().map_err(|error| invalid(error.to_string()))?;
        if header.progress.position > header.data.training_images {
            return Err(invalid(format!(
                "it stands at image {} of an epoch of {}. Choose another copy of the file.",
                header.progress.position, header.data.training_images
            )));
        }
        Ok(header)
    }
}

pub(crate) fn text<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("settings have no keys but texts")
}

pub(crate) fn field<T: DeserializeOwned>(
    texts: &BTreeMap<String, String>,
    name: &str,
) -> Result<T> {
    let text = texts.get(name).ok_or_else(|| {
        invalid(format!("its metadata has no \"{name}\". Choose another copy of the file."))
    })?;
    let unreadable = |problem: String| {
        invalid(format!(
            "its \"{name}\" can't be read ({problem}). Choose another copy of the file."
        ))
    };
    // As options from JavaScript are read, so that a module has one reader of each type.
    let value: Value = serde_json::from_str(text).map_err(|error| unreadable(error.to_string()))?;
    serde_path_to_error::deserialize(value).map_err(|error| unreadable(error.to_string()))
}
