//! A scene VAE and its training in one safetensors file: parameters by their place in the model's tree, the optimiser's
//! moments as in other checkpoints (`docs/checkpoint.md`), and the best weights after `best.`.

use std::collections::BTreeSet;

use burn::module::Module;
use serde::{Deserialize, Serialize};

use super::config::{Frame, SceneOptions};
use super::trainer::{Best, SceneTrainer};
use crate::checkpoint::read::{
    Values, check_known, check_moments, check_shape, floats, missing, moments, parsed, texts,
};
use crate::checkpoint::write::{file, learned};
use crate::checkpoint::{field, invalid, text};
use crate::error::{Error, Result};
use crate::model::{parameters, with_values};

/// The value of `format`.
const FORMAT: &str = "vae-playground-scene";
/// The version written, and the only one read.
const VERSION: u32 = 1;
/// Before the names of the best weights.
const BEST: &str = "best.";

/// Where training stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Progress {
    step: usize,
    /// Steps on dreams before those on the scenes.
    dreams: usize,
    /// Of the best weights.
    best_loss: Option<f32>,
}

/// What a file says of its model, before anything is made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SceneSettings {
    /// Checked.
    pub options: SceneOptions,
    /// Of the scenes that the model was made for.
    pub frame: Frame,
    progress: Progress,
}

impl SceneSettings {
    /// Reads a file's settings alone.
    ///
    /// # Errors
    /// [`Error::InvalidCheckpoint`] saying what is wrong, and what to do.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        parsed(bytes)?;
        let texts = texts(bytes)?;
        match texts.get("format").map(|text| serde_json::from_str::<String>(text)) {
            Some(Ok(format)) if format == FORMAT => {}
            _ => {
                return Err(invalid("it holds no scene VAE. Choose a file that one was saved in."));
            }
        }
        let version: u32 = field(&texts, "version")?;
        if version != VERSION {
            return Err(invalid(format!(
                "it has the format version {version}; this reads version {VERSION}. Use the release \
                 of VAE Playground that saved it, or a newer one."
            )));
        }
        let (options, frame): (SceneOptions, Frame) =
            (field(&texts, "options")?, field(&texts, "frame")?);
        options
            .validate()
            .and_then(|()| frame.validate())
            .map_err(|error| invalid(error.to_string()))?;
        Ok(Self { options, frame, progress: field(&texts, "progress")? })
    }
}

impl SceneTrainer {
    /// Model, options and training as the bytes of a file.
    ///
    /// # Errors
    /// [`Error::Diverged`] when a weight is no longer a finite number; [`Error::Device`] when the device fails.
    pub async fn save(&self) -> Result<Vec<u8>> {
        let mut tensors = learned(&self.model().valid(), &self.optimizer);
        if let Some(best) = &self.best {
            let named = parameters(&best.model).into_iter();
            tensors.extend(named.map(|p| (format!("{BEST}{}", p.name), p.shape, p.values)));
        }
        let progress = Progress {
            step: self.steps(),
            dreams: self.dreams(),
            best_loss: self.best.as_ref().map(|best| best.loss),
        };
        let texts = vec![
            ("format".into(), text(FORMAT)),
            ("version".into(), text(&VERSION)),
            ("options".into(), text(self.options())),
            ("frame".into(), text(&self.frame())),
            ("progress".into(), text(&progress)),
        ];
        file(tensors, texts, self.steps()).await
    }

    /// Takes model, options and training from a file and goes on where it stood; on the CPU, with the scenes and objects
    /// that it began with, with the same numbers, bit for bit.
    ///
    /// # Errors
    /// [`Error::InvalidCheckpoint`]; [`Error::DifferentSize`] where the scenes here have another size. All then stays
    /// as it was.
    pub fn load(&mut self, bytes: &[u8]) -> Result<()> {
        let SceneSettings { options, frame, progress } = SceneSettings::read(bytes)?;
        let here = self.frame();
        if frame != here {
            let Frame { height, width, channels } = frame;
            let found = [here.height, here.width, here.channels];
            return Err(Error::DifferentSize { height, width, channels, found });
        }
        if progress.step < progress.dreams && !self.has_objects() {
            return Err(invalid(
                "its training stands among dreams, and there is nothing here to dream of. Load the images \
                 that it began with.",
            ));
        }
        let file = parsed(bytes)?;
        let fresh = self.fresh(&options);
        let mut unknown: BTreeSet<&str> = file.names().into_iter().collect();
        for parameter in parameters(&fresh) {
            let shape: Vec<u64> = parameter.shape.iter().map(|&side| side as u64).collect();
            let best = progress.best_loss.map(|_| format!("{BEST}{}", parameter.name));
            for name in [parameter.name.clone()].into_iter().chain(best) {
                if !unknown.remove(name.as_str()) {
                    return Err(missing(&name));
                }
                check_shape(&file, &name, &shape, "its model needs")?;
            }
            check_moments(&file, &parameter.name, shape.iter().product(), &mut unknown)?;
        }
        check_known(&unknown)?;
        let (mut values, mut best) = (Values::new(), Values::new());
        for (name, view) in file.iter() {
            let data = floats(name, &view)?;
            match name.strip_prefix(BEST) {
                Some(name) => best.insert(name.to_owned(), data),
                None => values.insert(name.to_owned(), data),
            };
        }
        let model = with_values(fresh.clone(), &mut values);
        let moments = moments(&model, &mut values, self.device())?;
        self.resume(options, model, moments, [progress.step, progress.dreams]);
        self.best = progress.best_loss.map(|loss| {
            let model = with_values(fresh, &mut best).valid();
            Best { model, loss }
        });
        Ok(())
    }
}
