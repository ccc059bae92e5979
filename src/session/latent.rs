use super::{Loaded, Session, memory};
use crate::error::{Error, Result};
use crate::latent::{self, Embedding};
use crate::limits::{self, Limit};
use crate::random::{Stream, generator, standard_normal_values};
use crate::wire::{Embed, Interpolate, Manifold, Nothing, Reconstruct, Sample};

/// Values copied at once out of the data, or read.
const GATHERED: usize = 1 << 22;

impl Session {
    /// Posteriors of rows of the data, of all of them where none are given.
    ///
    /// # Errors
    /// When a row does not exist, there are no data, or the device fails.
    pub async fn embed(&mut self, args: Embed) -> Result<Embedding> {
        let device = self.device.clone();
        let Loaded { data, trainer } = self.loaded()?;
        let rows = args.rows.unwrap_or_else(|| (0..data.shape().count as u32).collect());
        let size = data.shape().pixels();
        let mut all = Embedding { mean: Vec::new(), log_variance: Vec::new() };
        // In parts, so that there is no second copy of all images.
        for part in rows.chunks((GATHERED / size).max(1)) {
            let pixels = data.gather(part)?;
            let Embedding { mean, log_variance } =
                latent::embed(trainer.model(), &pixels, size, &device).await?;
            all.mean.extend(mean);
            all.log_variance.extend(log_variance);
        }
        Ok(all)
    }

    /// The pixels of rows of the data.
    ///
    /// # Errors
    /// When a row does not exist, there are no data, or the images would take too much memory or can't be read.
    pub async fn images(&mut self, args: Reconstruct) -> Result<Vec<f32>> {
        let data = &self.loaded()?.data;
        memory::check_answer(args.rows.len(), data.shape().pixels())?;
        data.gather(&args.rows)
    }

    /// Posteriors of images of the data's size, values in [0, 1].
    ///
    /// # Errors
    /// When the values don't make whole images, or one is no pixel's; there are no data; the device fails.
    pub async fn encode(&mut self, _: Nothing, pixels: Vec<f32>) -> Result<Embedding> {
        let device = self.device.clone();
        let Loaded { data, trainer } = self.loaded()?;
        let size = data.shape().pixels();
        latent::embed(trainer.model(), &pixels, size, &device).await
    }

    /// The images of latent vectors, values in [0, 1].
    ///
    /// # Errors
    /// When the values don't make whole vectors, or one is not finite; there are no data, or the images would take
    /// too much memory; the device fails.
    pub async fn decode(&mut self, _: Nothing, z: Vec<f32>) -> Result<Vec<f32>> {
        let latent = self.options.model.latent;
        let device = self.device.clone();
        let Loaded { data, trainer } = self.loaded()?;
        memory::check_answer(z.len() / latent, data.shape().pixels())?;
        latent::decode(trainer.model(), &z, latent, &device).await
    }

    /// Images decoded from draws of the prior, new ones at each call.
    ///
    /// # Errors
    /// As [`Self::decode`].
    pub async fn sample(&mut self, args: Sample) -> Result<Vec<f32>> {
        let count = limits::SAMPLE_COUNT.count(args.count)?;
        memory::check_answer(count, self.loaded()?.data.shape().pixels())?;
        let seed = u64::from(self.options.seed) + (self.samples << 32);
        let mut rng = generator(seed, Stream::Prior);
        let z = standard_normal_values(&mut rng, count * self.options.model.latent);
        let images = self.decode(Nothing {}, z).await?;
        self.samples += 1;
        Ok(images)
    }

    /// Images decoded on a grid, top row first.
    ///
    /// # Errors
    /// As [`Self::decode`]; when a number is out of range.
    pub async fn manifold(&mut self, args: Manifold) -> Result<Vec<f32>> {
        let size = limits::GRID_SIZE.count(args.size)?;
        limits::GRID_EXTENT.check(args.extent)?;
        let latent = self.options.model.latent;
        let dimension = Limit {
            field: "dimensions",
            name: "The grid's dimension",
            most: (latent - 1) as f64,
            ..INDEX
        };
        let across = dimension.count(args.dimensions[0])?;
        let up = dimension.count(args.dimensions[1])?;
        let rows = if across == up { 1 } else { size };
        memory::check_answer(rows * size, self.loaded()?.data.shape().pixels())?;
        let z = latent::grid(size, args.extent as f32, [across, up], latent);
        self.decode(Nothing {}, z).await
    }

    /// The decoded posterior means of rows of the data.
    ///
    /// # Errors
    /// As [`Self::embed`] and [`Self::decode`].
    pub async fn reconstruct(&mut self, args: Reconstruct) -> Result<Vec<f32>> {
        memory::check_answer(args.rows.len(), self.loaded()?.data.shape().pixels())?;
        let Embedding { mean, .. } = self.embed(Embed { rows: Some(args.rows) }).await?;
        self.decode(Nothing {}, mean).await
    }

    /// Images decoded on the line between the posterior means of two rows, ends included.
    ///
    /// # Errors
    /// As [`Self::embed`] and [`Self::decode`]; when a number is out of range.
    pub async fn interpolate(&mut self, args: Interpolate) -> Result<Vec<f32>> {
        let steps = limits::WALK_STEPS.count(args.steps)?;
        let shape = self.loaded()?.data.shape();
        memory::check_answer(steps, shape.pixels())?;
        let row = |field, name, value| {
            let limit = Limit { field, name, most: (shape.count - 1) as f64, ..INDEX };
            Ok::<u32, Error>(limit.count(value)? as u32)
        };
        let from = row("from", "The row to begin at", args.from)?;
        let to = row("to", "The row to end at", args.to)?;
        let Embedding { mean, .. } = self.embed(Embed { rows: Some(vec![from, to]) }).await?;
        let (from, to) = mean.split_at(mean.len() / 2);
        self.decode(Nothing {}, latent::linear(from, to, steps)).await
    }
}

/// A place in a list, whose length the caller knows.
const INDEX: Limit =
    Limit { field: "", name: "", least: 0.0, most: 0.0, whole: true, above: false };
