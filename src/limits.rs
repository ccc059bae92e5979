//! What each setting may be: written here once, checked here, and told to forms and to Python by
//! [`crate::wire`]. A setting's `field` is its path in the options as JavaScript has them; that of an argument begins
//! with its command.

use crate::error::{Error, Result};

/// The range of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Its path in the options, such as `model.latent`, or in a command, such as `sample.count`.
    pub field: &'static str,
    /// What a person calls it, at the start of a sentence.
    pub name: &'static str,
    /// Least and most value.
    pub least: f64,
    #[allow(missing_docs, reason = "said with `least`")]
    pub most: f64,
    /// Only whole numbers.
    pub whole: bool,
    /// `least` itself is too little.
    pub above: bool,
}

/// How many whole numbers a list may have, and the range of each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ListLimit {
    /// As [`Limit::field`].
    pub field: &'static str,
    /// As [`Limit::name`].
    pub name: &'static str,
    /// Most numbers; there may be none.
    pub count: usize,
    /// Most of each; the least is 1.
    pub most: usize,
}

/// More values of images than these are not held in memory where they can be read from their file: 256 MiB, 70,000
/// images of 28 x 28 or 5,461 of 64 x 64 x 3.
pub const VALUES_IN_MEMORY: usize = 1 << 26;

const fn whole(field: &'static str, name: &'static str, least: f64, most: f64) -> Limit {
    Limit { field, name, least, most, whole: true, above: false }
}

const fn number(field: &'static str, name: &'static str, least: f64, most: f64) -> Limit {
    Limit { field, name, least, most, whole: false, above: false }
}

/// Longest schedule, in steps.
const STEPS: f64 = 1e9;
/// Largest decay of a running mean: closer to 1 is 1 in 32-bit numbers.
const DECAY: f64 = 0.999_999;
/// Largest whole number of 32 bits.
const U32: f64 = u32::MAX as f64;

/// Declares limits and the list of them all.
macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident: $make:ident($field:literal, $words:literal, $least:expr, $most:expr);)*) => {
        $($(#[$doc])* pub const $name: Limit = $make($field, $words, $least, $most);)*
        /// Every limit of a number.
        pub const ALL: &[Limit] = &[$($name),*];
    };
}

const fn above(field: &'static str, name: &'static str, least: f64, most: f64) -> Limit {
    Limit { above: true, ..number(field, name, least, most) }
}

limits! {
    /// Of both encoder and decoder.
    LATENT: whole("model.latent", "The number of latent dimensions", 1.0, 128.0);
    /// Of each pixel, for the Gaussian likelihood of fixed variance.
    VARIANCE: number("model.likelihood.gaussian.variance", "The likelihood's variance", 1e-6, 100.0);

    /// Images a step.
    BATCH_SIZE: whole("training.batchSize", "The batch size", 1.0, 4096.0);
    /// Of the optimiser, before its schedule.
    LEARNING_RATE: above("training.learningRate", "The learning rate", 0.0, 1.0);
    /// Weight of the KL term.
    BETA: number("training.beta", "Beta", 0.0, 1000.0);
    /// Where gradients are clipped.
    CLIP_NORM: number("training.clipNorm", "The largest norm of the gradient", 1e-6, 1e6);

    /// Nats that a dimension may carry at no price.
    FREE_NATS: number("training.objective.freeBits.nats", "The free nats of a dimension", 0.0, 100.0);
    /// The KL that is aimed at.
    CAPACITY_NATS: number("training.objective.capacity.nats", "The capacity, in nats,", 0.0, 1000.0);
    /// Steps in which the capacity rises.
    CAPACITY_STEPS: whole("training.objective.capacity.steps", "The steps to the full capacity", 1.0, STEPS);
    /// How strongly KL is held at the capacity.
    CAPACITY_GAMMA: number("training.objective.capacity.gamma", "The capacity's weight gamma", 0.0, 10_000.0);
    /// Draws an image.
    IWAE_SAMPLES: whole("training.objective.iwae.samples", "The number of samples an image", 1.0, 512.0);
    /// Decoded draws a step, over all images of a batch.
    IWAE_DECODED: whole("training.objective.iwae.decoded", "The number of decoded draws a step", 1.0, 65_536.0);
    /// Weight of the mutual information of image and latent.
    TCVAE_MUTUAL_INFORMATION: number("training.objective.betaTcVae.mutualInformation", "The mutual information's weight", 0.0, 1000.0);
    /// Weight of the total correlation.
    TCVAE_TOTAL_CORRELATION: number("training.objective.betaTcVae.totalCorrelation", "The total correlation's weight", 0.0, 1000.0);
    /// Weight of each dimension's KL.
    TCVAE_DIMENSION_WISE: number("training.objective.betaTcVae.dimensionWise", "The dimension-wise KL's weight", 0.0, 1000.0);
    /// All pairs of a batch's images are kept, for each latent dimension.
    TCVAE_BATCH_SIZE: whole("training.objective.betaTcVae.batchSize", "The batch size with the objective betaTcVae", 1.0, 512.0);
    /// How much single images are let off the prior.
    INFO_ALPHA: number("training.objective.infoVae.alpha", "InfoVAE's alpha", -1000.0, 1.0);
    /// At least `1 - alpha`: below, the discrepancy would be rewarded.
    INFO_LAMBDA: number("training.objective.infoVae.lambda", "InfoVAE's lambda at this alpha", 0.0, 100_000.0);

    /// From 0 to beta.
    BETA_LINEAR_STEPS: whole("training.betaSchedule.linear.steps", "Beta's warm-up, in steps,", 1.0, STEPS);
    /// From one start at 0 to the next.
    BETA_CYCLE_PERIOD: whole("training.betaSchedule.cyclical.period", "The period of beta's cycles, in steps,", 1.0, STEPS);
    /// Share of a period in which beta rises.
    BETA_CYCLE_RATIO: number("training.betaSchedule.cyclical.ratio", "The rising part of beta's cycles", 0.001, 1.0);

    /// Of every schedule of the learning rate.
    RATE_WARMUP: whole("training.rateSchedule.warmup", "The learning rate's warm-up, in steps,", 0.0, STEPS);
    /// Until the rate has fallen.
    RATE_COSINE_STEPS: whole("training.rateSchedule.cosine.steps", "The length of the learning rate's cosine, in steps,", 1.0, STEPS);
    /// What is left of the rate, as a share of it.
    RATE_COSINE_FLOOR: number("training.rateSchedule.cosine.floor", "The floor of the learning rate's cosine", 0.0, 1.0);
    /// From one fall to the next.
    RATE_STEP_EVERY: whole("training.rateSchedule.step.every", "The steps between the learning rate's drops", 1.0, STEPS);
    /// What the rate is multiplied with at each fall.
    RATE_STEP_FACTOR: number("training.rateSchedule.step.factor", "The factor of the learning rate's drops", 0.001, 1.0);

    /// Of Adam and AdamW.
    ADAM_BETA1: number("training.optimizer.adam.beta1", "Adam's beta1", 0.0, DECAY);
    /// Of Adam and AdamW.
    ADAM_BETA2: number("training.optimizer.adam.beta2", "Adam's beta2", 0.0, DECAY);
    /// Of Adam, AdamW and RMSprop.
    EPSILON: number("training.optimizer.epsilon", "The optimiser's epsilon", 1e-12, 1.0);
    /// Of AdamW.
    WEIGHT_DECAY: number("training.optimizer.adamW.weightDecay", "The weight decay", 0.0, 1.0);
    /// Of SGD.
    MOMENTUM: number("training.optimizer.sgd.momentum", "The momentum", 0.0, DECAY);
    /// Of RMSprop.
    RMS_PROP_ALPHA: number("training.optimizer.rmsProp.alpha", "RMSprop's alpha", 0.0, DECAY);

    /// Fixes initial weights, batch order and noise.
    SEED: whole("seed", "The seed", 0.0, U32);
    /// Where training stops by itself.
    EPOCHS: whole("epochs", "The number of epochs", 1.0, 100_000.0);
    /// Optimiser steps of one call.
    TRAIN_STEPS: whole("trainSteps.steps", "The number of steps", 1.0, STEPS);
    /// Latents drawn an image when a model is measured; the most is the paper's (Burda et al. 2016).
    STATISTICS_SAMPLES: whole("statistics.samples", "The number of samples", 1.0, 5000.0);
    /// Images of one call of `sample`.
    SAMPLE_COUNT: whole("sample.count", "The number of images", 1.0, 65_536.0);
    /// Images of a recorded step of which all values are kept.
    RECORD_IMAGES: whole("recordStep.images", "The number of images to record", 0.0, 4096.0);
    /// Images each way of the decoded grid.
    GRID_SIZE: whole("manifold.size", "The grid's size", 1.0, 256.0);
    /// How far the decoded grid reaches.
    GRID_EXTENT: above("manifold.extent", "The grid's extent", 0.0, 1000.0);
    /// Images of one interpolation.
    WALK_STEPS: whole("interpolate.steps", "The number of steps between two images", 1.0, 65_536.0);

    /// Latent dimensions of what an object of a scene looks like.
    SCENE_WHAT: whole("scene.what", "The latent dimensions of an object", 1.0, 64.0);
    /// Latent dimensions of a scene's background.
    SCENE_BACKGROUND: whole("scene.background", "The latent dimensions of the background", 1.0, 64.0);
    /// Pixels of an object's side.
    SCENE_OBJECT_SIZE: number("scene.objectSize", "The usual object's side, in pixels,", 4.0, 48.0);
    /// Of a scene's pixel.
    SCENE_DEVIATION: number("scene.deviation", "The standard deviation of a pixel", 0.01, 1.0);
    /// Scenes a step.
    SCENE_BATCH_SIZE: whole("scene.batchSize", "The number of scenes a step", 1.0, 128.0);
    /// Before its schedule.
    SCENE_LEARNING_RATE: above("scene.learningRate", "The scene VAE's learning rate", 0.0, 0.1);
    /// That a cell has an object.
    SCENE_PRESENCE: number("scene.presence", "The prior probability of an object", 1e-6, 0.5);
    /// Steps on dreamed scenes.
    SCENE_DREAMS: whole("scene.dreams", "The number of steps on dreams", 0.0, 100_000.0);
    /// Over which the schedules run.
    SCENE_STEPS: whole("scene.steps", "The number of steps of the scene VAE", 1.0, 1_000_000.0);
    /// Optimiser steps of one call.
    SCENE_TRAIN_STEPS: whole("trainScene.steps", "The number of the scene VAE's steps", 1.0, 10_000.0);
    /// Pixels of a frame's longer side.
    CLIP_SIDE: whole("clip.side", "The longer side of a clip's frames", 16.0, 192.0);
    /// Latent dimensions of a clip's light.
    CLIP_LATENT: whole("clip.latent", "The latent dimensions of the light", 1.0, 64.0);
    /// Frames a step.
    CLIP_BATCH_SIZE: whole("clip.batchSize", "The number of frames a step", 1.0, 128.0);
    /// Before it falls.
    CLIP_LEARNING_RATE: above("clip.learningRate", "The background VAE's learning rate", 0.0, 0.1);
    /// Over which the learning rate falls.
    CLIP_STEPS: whole("clip.steps", "The number of steps of the background VAE", 1.0, 1_000_000.0);
    /// Optimiser steps of one call.
    CLIP_TRAIN_STEPS: whole("trainClip.steps", "The number of the background VAE's steps", 1.0, 10_000.0);
    /// Pixels from one tile of a picture to the next.
    TILE_STRIDE: whole("tiles.stride", "The tiles' stride", 1.0, 4096.0);
    /// A window of the search, in sizes of the model's images.
    DETECT_SCALES: number("detect.scales", "A scale of the windows", 0.1, 32.0);
    /// Pixels from one window of the search to the next.
    DETECT_STRIDE: whole("detect.stride", "The windows' stride", 1.0, 256.0);
    /// Nats that an object must be worth, for each value of the model's images.
    DETECT_PRICE: number("detect.price", "The price of an object", 0.0, 1000.0);
    /// Found at most.
    DETECT_OBJECTS: whole("detect.objects", "The number of objects", 1.0, 64.0);
}

/// Widths of the encoder's hidden layers.
pub const ENCODER: ListLimit =
    ListLimit { field: "model.encoder", name: "The encoder's widths", count: 8, most: 4096 };
/// Widths of the decoder's hidden layers.
pub const DECODER: ListLimit =
    ListLimit { field: "model.decoder", name: "The decoder's widths", count: 8, most: 4096 };
/// Channels of the convolutions.
pub const CHANNELS: ListLimit =
    ListLimit { field: "model.channels", name: "The convolutions' channels", count: 5, most: 512 };
/// Every limit of a list.
pub const LISTS: &[ListLimit] = &[ENCODER, DECODER, CHANNELS];

impl Limit {
    /// Refuses what is outside the range, and what is not a number.
    ///
    /// # Errors
    /// [`Error::OutOfRange`]
    pub fn check(&self, value: f64) -> Result<()> {
        let enough = if self.above { value > self.least } else { value >= self.least };
        // Not a number fails both.
        if enough && value <= self.most && (!self.whole || value.fract() == 0.0) {
            return Ok(());
        }
        let Self { field, name, least, most, whole, above } = *self;
        Err(Error::OutOfRange { field, name, value, least, most, whole, above })
    }

    /// The same of a whole number, which it returns.
    ///
    /// # Errors
    /// [`Error::OutOfRange`]
    pub fn count(&self, value: f64) -> Result<usize> {
        self.check(value)?;
        Ok(value as usize)
    }
}

impl ListLimit {
    /// # Errors
    /// [`Error::ListOutOfRange`]
    pub fn check(&self, values: &[usize]) -> Result<()> {
        let Self { field, name, count, most } = *self;
        if values.len() <= count && values.iter().all(|value| (1..=most).contains(value)) {
            return Ok(());
        }
        Err(Error::ListOutOfRange { field, name, values: format!("{values:?}"), count, most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_of_the_range_is_refused() {
        for bad in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1.5, 129.0, 2f64.powi(32) + 1.0] {
            assert!(LATENT.check(bad).is_err(), "{bad}");
        }
        assert_eq!(LATENT.count(128.0).unwrap(), 128);
        assert!(LEARNING_RATE.check(0.0).is_err());
        assert!(LEARNING_RATE.check(1.0).is_ok());
        assert_eq!(
            LEARNING_RATE.check(-0.5).unwrap_err().to_string(),
            "The learning rate is -0.5; it must be above 0 and at most 1."
        );
    }

    #[test]
    fn every_field_has_one_limit() {
        let mut fields: Vec<&str> = ALL.iter().map(|limit| limit.field).collect();
        fields.extend(LISTS.iter().map(|limit| limit.field));
        let before = fields.len();
        fields.sort_unstable();
        fields.dedup();
        assert_eq!(fields.len(), before);
    }
}
