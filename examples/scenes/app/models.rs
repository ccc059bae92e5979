//! The models that search, trained where they are missing and kept for the next time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};

use super::tiers::Objects;
use super::train;

impl Objects {
    /// As the trainer reads them.
    fn settings(self, seed: u64) -> Value {
        match self {
            Self::Digits => json!({
                "model": { "encoder": [400], "decoder": [400], "latent": 20 },
                "training": { "batchSize": 128 },
                "seed": seed,
                "epochs": 4
            }),
            Self::Things => json!({
                "model": { "channels": [32, 64], "encoder": [128], "decoder": [128], "latent": 32 },
                "training": { "batchSize": 64 },
                "seed": seed,
                "epochs": 40
            }),
        }
    }

    /// The checkpoint of a training run; one that was made with the same settings is taken again.
    ///
    /// # Errors
    /// What went wrong in training, for a person.
    pub fn model(self, data: &Path, folder: &Path, seed: u64) -> Result<PathBuf, String> {
        let place = |path: &Path, error| format!("{}: {error}", path.display());
        fs::create_dir_all(folder).map_err(|error| place(folder, error))?;
        let file = |end| folder.join(format!("{}-{seed}.{end}", self.folder()));
        let (config, out) = (file("json"), file("safetensors"));
        let settings = self.settings(seed).to_string();
        if out.is_file() && fs::read_to_string(&config).is_ok_and(|before| before == settings) {
            return Ok(out);
        }
        // Until it is trained anew, no model has these settings.
        if out.is_file() {
            fs::remove_file(&out).map_err(|error| place(&out, error))?;
        }
        fs::write(&config, settings).map_err(|error| place(&config, error))?;
        let arguments = train::Arguments {
            config,
            data: data.join(self.folder()),
            labels: None,
            test: None,
            out: out.clone(),
            resume: None,
            epochs: None,
        };
        let said = train::run(&arguments, &AtomicBool::new(false))?;
        eprintln!("{}, seed {seed}: {said}", self.folder());
        Ok(out)
    }
}
