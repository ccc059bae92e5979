//! A trained model that searches scenes.

use std::fs;
use std::path::Path;

use pollster::block_on;
use vae_playground::data::{Dataset, Split};
use vae_playground::error::Error;
use vae_playground::latent::Embedding;
use vae_playground::scene::{DetectOptions, Detections, Region};
use vae_playground::session::Session;
use vae_playground::wire::{JobId, JobResult, Load, Nothing, SessionOptions, SetData, StartDetect};
use vae_playground_instrument::boxes::{BoundingBox, Detection};

use super::measures::Found;

/// A session with a model in it, on some of the images that it was trained on.
pub struct Searcher {
    session: Session,
}

/// One in so many training images stays.
const EVERY: usize = 4;

impl Searcher {
    /// # Errors
    /// When the file can't be read, or is no model of such images.
    pub fn new(model: &Path, data: &Dataset) -> Result<Self, String> {
        let bytes = fs::read(model).map_err(|error| format!("{}: {error}", model.display()))?;
        let open = || -> Result<Session, Error> {
            let rows: Vec<u32> = data.rows(Split::Train).iter().step_by(EVERY).copied().collect();
            let shape = data.shape();
            let sizes =
                [rows.len(), shape.height, shape.width, shape.channels].map(|size| size as f64);
            let mut session = block_on(Session::open(SessionOptions::default()))?;
            let set = SetData { shape: sizes, test_rows: None, options: None };
            block_on(session.set_data(set, data.gather(&rows)?))?;
            block_on(session.load(Load { weights_only: true, batch_size: None }, bytes))?;
            Ok(session)
        };
        Ok(Self { session: open().map_err(text)? })
    }

    /// The objects of a scene, `[height, width, channels]`; with what is behind them, and each pixel's noise, where that
    /// is known.
    ///
    /// # Errors
    /// What the session can't do, for a person.
    pub fn find(
        &mut self,
        pixels: &[f32],
        size: [usize; 3],
        options: &DetectOptions,
        behind: Option<(&[f32], &[f32])>,
    ) -> Result<Detections, String> {
        let start = StartDetect { shape: size.map(|side| side as f64), options: options.clone() };
        let (background, noise) = behind.unwrap_or_default();
        let [pixels, background, noise] = [pixels, background, noise].map(<[f32]>::to_vec);
        let started = self.session.start_detect(start, pixels, background, noise);
        let id = block_on(started).map_err(text)?.id;
        let mut last = None;
        while let Some(state) = block_on(self.session.advance_job(JobId { id })).map_err(text)? {
            last = state.result;
        }
        let Some(JobResult::Detections(found)) = last else {
            unreachable!("a search ends with its result")
        };
        Ok(found)
    }

    /// Posteriors of images.
    ///
    /// # Errors
    /// What the session can't do, for a person.
    pub fn encode(&mut self, pixels: Vec<f32>) -> Result<Embedding, String> {
        block_on(self.session.encode(Nothing {}, pixels)).map_err(text)
    }

    /// Images of codes.
    ///
    /// # Errors
    /// What the session can't do, for a person.
    pub fn decode(&mut self, codes: Vec<f32>) -> Result<Vec<f32>, String> {
        block_on(self.session.decode(Nothing {}, codes)).map_err(text)
    }
}

/// As it is measured.
///
/// # Errors
/// When a box has no area.
pub fn told(found: &Detections) -> vae_playground_instrument::Result<Found> {
    let latent = found.mean.len() / found.objects.len().max(1);
    let detections = found.objects.iter().enumerate().map(|(at, object)| {
        let Region { top, left, height, width } = object.bounds;
        let [x, y, width, height] = [left, top, width, height].map(f64::from);
        let bounds = BoundingBox::new(x, y, width, height)?;
        let latent = found.mean[at * latent..][..latent].to_vec();
        Ok(Detection { bounds, score: object.score.into(), class: None, latent })
    });
    Ok(Found {
        detections: detections.collect::<vae_playground_instrument::Result<_>>()?,
        count: found.objects.len(),
        labels: found.labels.iter().map(|&label| label.into()).collect(),
    })
}

fn text(error: Error) -> String {
    error.to_string()
}
