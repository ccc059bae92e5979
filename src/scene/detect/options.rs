use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::limits;

/// How a picture is searched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DetectOptions {
    /// Sizes of the windows at first, in sizes of the model's images; the search changes them.
    pub scales: Vec<f64>,
    /// Pixels from one window to the next, at first.
    pub stride: usize,
    /// Nats for each pixel of the model's images, by which an object must explain the picture better than what is there
    /// without it: the price of saying that there is one, and where, and of what a model never explains.
    pub price: f64,
    /// At most so many objects.
    pub objects: usize,
    /// What is where no object is.
    pub background: Background,
}

/// What is known of the background of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "SceneBackground"))]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Background {
    /// It has one colour, the picture's most common one.
    Constant,
    /// It changes slowly, or goes on in some direction: each pixel's is a median around it or along a line, its noise how
    /// far the picture is from that there. What is round and of one colour is background too, unless the data has
    /// such things.
    #[default]
    Smooth,
    /// Its values come beside this, and the standard deviation of each pixel's noise, as from a clip.
    Given,
}

impl Default for DetectOptions {
    fn default() -> Self {
        Self {
            scales: vec![0.75, 1.0, 1.3],
            stride: 4,
            price: 0.13,
            objects: 16,
            background: Background::Smooth,
        }
    }
}

/// Most scales.
const SCALES: usize = 8;

impl DetectOptions {
    /// # Errors
    /// Naming the first option that is out of range.
    pub fn validate(&self) -> Result<()> {
        if self.scales.is_empty() || self.scales.len() > SCALES {
            let allowed = format!("at least 1 and at most {SCALES}");
            return Err(Error::option("The number of scales", self.scales.len(), allowed));
        }
        self.scales.iter().try_for_each(|&scale| limits::DETECT_SCALES.check(scale))?;
        limits::DETECT_STRIDE.check(self.stride as f64)?;
        limits::DETECT_PRICE.check(self.price)?;
        limits::DETECT_OBJECTS.check(self.objects as f64)
    }
}
