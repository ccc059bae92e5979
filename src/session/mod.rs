//! A model, its data and its training on one device, and what each command does with them. Every argument is
//! checked before anything changes: a call that fails leaves everything as it was.

mod checkpoint;
mod clip;
mod detect;
mod inside;
mod jobs;
mod kept;
mod latent;
mod memory;
mod scene;
mod training;

use burn::tensor::Device;

use crate::data::{Dataset, Reader, Shape};
use crate::device::{self, Opened};
use crate::error::{Error, Result};
use crate::inside::Record;
use crate::limits::Limit;
use crate::scene::clip::ClipTrainer;
use crate::scene::vae::SceneTrainer;
use crate::train::{Trainer, TrainingConfig};
use crate::wire::{SessionInfo, SessionOptions, SetData, Setup};
use jobs::Jobs;
use kept::Kept;
use memory::Held;

/// See the [module](self).
pub struct Session {
    device: Device,
    /// What was told of the device.
    adapter: String,
    /// Most bytes of one tensor.
    largest_buffer: u64,
    options: SessionOptions,
    loaded: Option<Loaded>,
    /// Draws of the prior so far, so that each sample is a new one.
    samples: u64,
    jobs: Jobs,
    /// What there is to go back to.
    kept: Option<Kept>,
    /// What the last recorded step did to the parameters.
    record: Option<Record>,
    /// What learns scenes, beside the model.
    scene: Option<SceneTrainer>,
    /// What learns a clip's background, beside both.
    clip: Option<ClipTrainer>,
}

/// The data and what learns it.
struct Loaded {
    data: Dataset,
    trainer: Trainer,
}

impl Session {
    /// Opens this build's device. Images come with [`Self::set_data`].
    ///
    /// # Errors
    /// When an option is out of range, or the device can't be had.
    pub async fn open(options: SessionOptions) -> Result<Self> {
        options.validate()?;
        let Opened { device, adapter, largest_buffer } = device::open().await?;
        let (loaded, samples, jobs) = (None, 0, Jobs::default());
        let (kept, record, scene, clip) = (None, None, None, None);
        Ok(Self {
            device,
            adapter,
            largest_buffer,
            options,
            loaded,
            samples,
            jobs,
            kept,
            record,
            scene,
            clip,
        })
    }

    /// Where it runs, and the options in force, complete.
    pub fn info(&self) -> SessionInfo {
        let Self { options, adapter, largest_buffer, .. } = self;
        SessionInfo {
            options: options.clone(),
            adapter: adapter.clone(),
            largest_buffer: *largest_buffer,
        }
    }

    /// Takes `pixels`, row-major values in [0, 1]. Training starts anew, with other options where there are some, and
    /// jobs on the old data end.
    ///
    /// # Errors
    /// When a value, the shape or a row doesn't fit, or there is not the memory.
    pub async fn set_data(&mut self, args: SetData, pixels: Vec<f32>) -> Result<Setup> {
        self.take(args, |shape, test_rows| Dataset::new(pixels, shape, test_rows))
    }

    /// The same of images that stay where `reader` reads those that are needed.
    ///
    /// # Errors
    /// As [`Self::set_data`].
    pub async fn set_stored(
        &mut self,
        args: SetData,
        reader: impl Reader + 'static,
    ) -> Result<Setup> {
        self.take(args, |shape, test_rows| Dataset::stored(reader, shape, test_rows))
    }

    fn take(
        &mut self,
        args: SetData,
        data: impl FnOnce(Shape, &[u32]) -> Result<Dataset>,
    ) -> Result<Setup> {
        let options = args.options.unwrap_or_else(|| self.options.clone());
        options.validate()?;
        let data = data(checked_shape(args.shape)?, &args.test_rows.unwrap_or_default())?;
        // The images before stay until these are in use.
        let held = match &self.loaded {
            Some(old) => self.held().with_images(&old.data),
            None => self.held(),
        };
        let largest_buffer = self.largest_buffer;
        kept::make_room(&mut self.kept, held, |held| {
            memory::check(&options, &data, held, largest_buffer)
        })?;
        let SessionOptions { model, training, seed } = options.clone();
        let trainer = Trainer::new(&data, &model, training, seed.into(), &self.device)?;
        let setup = memory::setup(&options, &data, &trainer);
        self.loaded = Some(Loaded { data, trainer });
        self.options = options;
        self.jobs = Jobs::default();
        self.kept = None;
        self.record = None;
        Ok(setup)
    }

    /// New weights from the seed and the options given. The data stay.
    ///
    /// # Errors
    /// When an option is out of range, there are no data, or not the memory.
    pub async fn reset(&mut self, options: SessionOptions) -> Result<Setup> {
        options.validate()?;
        let device = self.device.clone();
        let held = self.held();
        self.check_room(&options, held)?;
        let Loaded { data, trainer } = self.loaded()?;
        let SessionOptions { model, training, seed } = options.clone();
        let images = trainer.images().clone();
        *trainer = Trainer::on(images, data, &model, training, seed.into(), &device)?;
        let setup = memory::setup(&options, data, trainer);
        self.options = options;
        self.kept = None;
        self.record = None;
        Ok(setup)
    }

    /// Other training settings from the next step on; the weights stay.
    ///
    /// # Errors
    /// When one is out of range, there are no data, or not the memory.
    pub async fn set_training(&mut self, training: TrainingConfig) -> Result<Setup> {
        let options = SessionOptions { training: training.clone(), ..self.options.clone() };
        options.validate()?;
        self.check_room(&options, Held::default())?;
        let Loaded { data, trainer } = self.loaded()?;
        trainer.configure(training)?;
        let setup = memory::setup(&options, data, trainer);
        self.options = options;
        Ok(setup)
    }

    fn loaded(&mut self) -> Result<&mut Loaded> {
        self.loaded.as_mut().ok_or(Error::NoData)
    }

    /// What the model in use takes beside one that is being made.
    fn held(&self) -> Held {
        let device = self.loaded.as_ref().map_or(0, |old| old.trainer.model().cost().model_bytes());
        Held { device, host: 0 }
    }
}

/// Sizes of images as JavaScript gives them, whose product has an address.
fn checked_shape(sizes: [f64; 4]) -> Result<Shape> {
    const SIZE: Limit = Limit {
        field: "shape",
        name: "A size of the images' shape",
        least: 0.0,
        most: u32::MAX as f64,
        whole: true,
        above: false,
    };
    let [count, height, width, channels] = sizes;
    let size = |value| SIZE.count(value);
    Ok(Shape {
        count: size(count)?,
        height: size(height)?,
        width: size(width)?,
        channels: size(channels)?,
    })
}
