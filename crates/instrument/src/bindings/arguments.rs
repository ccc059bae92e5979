//! What commands are told, read.

use std::sync::Arc;

use js_sys::Array;
use serde::Deserialize;
use vae_playground_js::{Problem, bytes, floats, indices, integers, member, read, value};
use wasm_bindgen::JsValue;

use crate::error::{Error, Result};
use crate::foreground::Background;
use crate::information::Factor;
use crate::mixture::{Covariance, Mixture};
use crate::points::{Labels, Points};
use crate::wire::WireMixture;

impl From<Problem> for Error {
    fn from(found: Problem) -> Self {
        let argument = if found.path.is_empty() { "The argument".to_owned() } else { found.path };
        Error::InvalidArgument { argument, problem: found.problem }
    }
}

/// The argument of a command, an object.
pub struct Arguments(pub JsValue);

#[derive(Deserialize)]
struct Space {
    dimensions: usize,
}

#[derive(Deserialize)]
struct Known {
    classes: usize,
}

#[derive(Deserialize)]
struct Image {
    width: usize,
    channels: usize,
}

/// Which classifier, and how.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Method {
    /// The commonest class among the nearest.
    Neighbours {
        k: usize,
    },
    Logistic {
        c: f64,
    },
    /// A mixture a class.
    Mixture {
        components: usize,
        covariance: Covariance,
        seed: u32,
    },
}

impl Arguments {
    /// A member that has a type of its own in Rust.
    pub fn value<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T> {
        let wrong = |mut problem: Problem| {
            let dot = if problem.path.is_empty() { "" } else { "." };
            problem.path = format!("{name}{dot}{}", problem.path);
            problem
        };
        Ok(value(&member(&self.0, name)).map_err(wrong)?)
    }

    /// The same, or what it is where it is left out.
    pub fn value_or<T: serde::de::DeserializeOwned>(&self, name: &str, otherwise: T) -> Result<T> {
        if member(&self.0, name).is_undefined() { Ok(otherwise) } else { self.value(name) }
    }

    pub fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        Ok(bytes(&self.0, name)?)
    }

    pub fn floats(&self, name: &str) -> Result<Vec<f32>> {
        Ok(floats(&self.0, name)?)
    }

    pub fn indices(&self, name: &str) -> Result<Vec<u32>> {
        Ok(indices(&self.0, name)?)
    }

    /// A set of points.
    pub fn points(&self, name: &str) -> Result<Arc<Points>> {
        let values = floats(&self.0, &format!("{name}.values"))?;
        let Space { dimensions } = read(&member(&self.0, name), &["values", "labels"])?;
        Ok(Arc::new(Points::new(values, dimensions)?))
    }

    /// The classes of a set of points.
    pub fn labels(&self, name: &str) -> Result<Labels> {
        let values = integers(&self.0, &format!("{name}.labels"))?;
        let Known { classes } = read(&member(&self.0, name), &["values", "labels"])?;
        Labels::new(values, classes)
    }

    /// A fitted mixture.
    pub fn mixture(&self) -> Result<Mixture> {
        self.value::<WireMixture>("mixture")?.try_into()
    }

    /// What a still camera sees when nothing moves.
    pub fn background(&self) -> Result<Background> {
        let values = |name: &str| floats(&self.0, &format!("background.{name}"));
        let (mean, noise) = (values("mean")?, values("noise")?);
        let Image { width, channels } = read(&member(&self.0, "background"), &["mean", "noise"])?;
        Background::new(mean, noise, width, channels)
    }

    /// What is known of each point.
    pub fn factors(&self) -> Result<Vec<Factor>> {
        Array::from(&member(&self.0, "factors"))
            .iter()
            .map(|factor| {
                let classes = member(&factor, "classes");
                if classes.is_undefined() {
                    return Ok(Factor::Values(floats(&factor, "values")?));
                }
                let Known { classes } = read(&factor, &["name", "values"])?;
                Ok(Factor::Classes(Labels::new(integers(&factor, "values")?, classes)?))
            })
            .collect()
    }
}
