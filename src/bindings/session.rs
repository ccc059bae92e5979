use async_lock::Mutex;
use burn::tensor::Device;
use wasm_bindgen::prelude::*;

use super::options::{Loaded, SessionOptions, Setup, Trained, from_js, shape, split, to_js};
use crate::checkpoint;
use crate::data::Dataset;
use crate::error::{Error, Result};
use crate::latent::{self, EvaluationOptions, Evaluator};
use crate::model::ModelConfig;
use crate::random::{Stream, generator, standard_normal_values};
use crate::train::{Trainer, TrainingConfig};

type JsResult<T> = std::result::Result<T, JsValue>;

/// A model, its data and its training on this module's device.
///
/// Every method takes `&self` over a lock: a call that comes while another waits for the device
/// waits its turn. A call that fails leaves everything as it was.
#[wasm_bindgen]
pub struct Session {
    device: Device,
    state: Mutex<State>,
}

struct State {
    options: SessionOptions,
    /// The data and what learns it.
    loaded: Option<(Dataset, Trainer)>,
    /// Draws of the prior so far, so that each sample is a new one.
    samples: u64,
    /// Statistics being measured, of the data that is loaded.
    evaluator: Option<Evaluator>,
}

impl State {
    fn loaded(&mut self) -> Result<&mut (Dataset, Trainer)> {
        self.loaded.as_mut().ok_or(Error::NoData)
    }

    fn trainer(&mut self) -> Result<&mut Trainer> {
        Ok(&mut self.loaded()?.1)
    }
}

/// What a wasm module can address. The CPU device has everything in there.
const MEMORY: u64 = 4 << 30;

fn check_memory(model: &ModelConfig, training: &TrainingConfig, data: &Dataset) -> Result<()> {
    model.validate_for(data.shape())?;
    let samples = training.objective.samples();
    let bytes = model.cost(data.shape()).training_bytes(training.batch_size, samples);
    if cfg!(feature = "cpu") && bytes >= MEMORY {
        let found = format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30));
        let allowed = "below 4 GiB on the CPU: use fewer or narrower layers, or smaller batches";
        return Err(Error::option("The memory that training takes", found, allowed));
    }
    Ok(())
}

fn new_trainer(data: &Dataset, options: &SessionOptions, device: &Device) -> Result<Trainer> {
    check_memory(&options.model, &options.training, data)?;
    let training = options.training.clone();
    Trainer::new(data, &options.model, training, options.seed.into(), device)
}

fn setup(trainer: &Trainer, model: &ModelConfig, data: &Dataset) -> Setup {
    let (cost, training) = (model.cost(data.shape()), trainer.config());
    Setup {
        parameters: cost.parameters,
        training_bytes: cost.training_bytes(training.batch_size, training.objective.samples()),
        steps_per_epoch: trainer.steps_per_epoch(),
    }
}

#[wasm_bindgen]
impl Session {
    /// Opens the device and checks the options. Images come with `setData`.
    pub async fn open(
        #[wasm_bindgen(unchecked_param_type = "import('../../engine/protocol').SessionOptions")]
        options: JsValue,
    ) -> JsResult<Session> {
        let options: SessionOptions = from_js(options)?;
        options.validate()?;
        Ok(Session {
            device: crate::device::open().await?,
            state: Mutex::new(State { options, loaded: None, samples: 0, evaluator: None }),
        })
    }

    /// Takes `pixels`, values in [0, 1], of `sizes` `[count, height, width, channels]`; `test_rows` are
    /// held out. Training starts anew.
    #[wasm_bindgen(js_name = setData, unchecked_return_type = "import('../../engine/protocol').Setup")]
    pub async fn set_data(
        &self,
        pixels: Vec<f32>,
        sizes: Vec<u32>,
        #[wasm_bindgen(js_name = testRows)] test_rows: Vec<u32>,
    ) -> JsResult<JsValue> {
        let data = Dataset::new(pixels, shape(&sizes)?, &test_rows)?;
        let mut state = self.state.lock().await;
        let trainer = new_trainer(&data, &state.options, &self.device)?;
        let result = to_js(&setup(&trainer, &state.options.model, &data))?;
        state.loaded = Some((data, trainer));
        state.evaluator = None;
        Ok(result)
    }

    /// New weights from the seed and the options given. The data stays.
    #[wasm_bindgen(unchecked_return_type = "import('../../engine/protocol').Setup")]
    pub async fn reset(
        &self,
        #[wasm_bindgen(unchecked_param_type = "import('../../engine/protocol').SessionOptions")]
        options: JsValue,
    ) -> JsResult<JsValue> {
        let options: SessionOptions = from_js(options)?;
        let mut state = self.state.lock().await;
        let (data, trainer) = state.loaded()?;
        *trainer = new_trainer(data, &options, &self.device)?;
        let result = to_js(&setup(trainer, &options.model, data))?;
        state.options = options;
        Ok(result)
    }

    /// Other training settings from the next step on; the weights stay.
    #[wasm_bindgen(js_name = setTraining, unchecked_return_type = "import('../../engine/protocol').Setup")]
    pub async fn set_training(
        &self,
        #[wasm_bindgen(unchecked_param_type = "import('../../engine/protocol').TrainingOptions")]
        training: JsValue,
    ) -> JsResult<JsValue> {
        let training: TrainingConfig = from_js(training)?;
        let mut state = self.state.lock().await;
        let model = state.options.model.clone();
        let (data, trainer) = state.loaded()?;
        check_memory(&model, &training, data)?;
        trainer.configure(training.clone())?;
        let result = to_js(&setup(trainer, &model, data))?;
        state.options.training = training;
        Ok(result)
    }

    /// At most `steps` optimiser steps, at most to the end of the epoch, then one read of the losses.
    #[wasm_bindgen(js_name = trainSteps, unchecked_return_type = "import('../../engine/protocol').Trained")]
    pub async fn train_steps(&self, steps: usize) -> JsResult<JsValue> {
        let mut state = self.state.lock().await;
        let trainer = state.trainer()?;
        let (before, mut images) = (trainer.steps(), 0);
        for _ in 0..steps.max(1) {
            images += trainer.step();
            if trainer.at_epoch_end() {
                break;
            }
        }
        let losses = trainer.take_losses().await?;
        let trained = Trained {
            steps: trainer.steps() - before,
            step: trainer.steps(),
            epoch: trainer.epoch(),
            epoch_ended: trainer.at_epoch_end(),
            images,
            losses,
        };
        Ok(to_js(&trained)?)
    }

    /// Mean losses over `"train"` or `"test"`; `null` when that split is empty.
    #[wasm_bindgen(unchecked_return_type = "import('../../engine/protocol').Losses | null")]
    pub async fn evaluate(
        &self,
        #[wasm_bindgen(js_name = split, unchecked_param_type = "import('../../engine/protocol').Split")]
        name: String,
    ) -> JsResult<JsValue> {
        let split = split(&name)?;
        let mut state = self.state.lock().await;
        let losses = state.trainer()?.evaluate(split).await?;
        Ok(to_js(&losses)?)
    }

    /// Posterior means, then log-variances, of rows of the data, all of them where none are given.
    pub async fn embed(&self, rows: Option<Vec<u32>>) -> JsResult<Vec<f32>> {
        let mut state = self.state.lock().await;
        let (data, trainer) = state.loaded()?;
        let rows = rows.unwrap_or_else(|| (0..data.shape().count as u32).collect());
        let pixels = data.gather(&rows)?;
        let size = data.shape().pixels();
        let embedding = latent::embed(trainer.model(), &pixels, size, &self.device).await?;
        Ok([embedding.mean, embedding.log_variance].concat())
    }

    /// Posterior means, then log-variances, of images of the data's size.
    pub async fn encode(&self, pixels: Vec<f32>) -> JsResult<Vec<f32>> {
        let mut state = self.state.lock().await;
        let (data, trainer) = state.loaded()?;
        let size = data.shape().pixels();
        let embedding = latent::embed(trainer.model(), &pixels, size, &self.device).await?;
        Ok([embedding.mean, embedding.log_variance].concat())
    }

    /// The images of latent vectors, values in [0, 1].
    pub async fn decode(&self, z: Vec<f32>) -> JsResult<Vec<f32>> {
        self.decoded(|_| Ok(z)).await
    }

    /// `count` images decoded from draws of the prior, new ones at each call.
    pub async fn sample(&self, count: usize) -> JsResult<Vec<f32>> {
        self.decoded(|state| {
            let seed = u64::from(state.options.seed) + (state.samples << 32);
            state.samples += 1;
            let mut rng = generator(seed, Stream::Prior);
            Ok(standard_normal_values(&mut rng, count * state.options.model.latent))
        })
        .await
    }

    /// Images decoded on a `size x size` grid over [-extent, extent] of the dimensions `across` and `up`,
    /// top row first; one row where both are the same.
    pub async fn manifold(
        &self,
        size: usize,
        extent: f32,
        across: usize,
        up: usize,
    ) -> JsResult<Vec<f32>> {
        self.decoded(|state| {
            let latent = state.options.model.latent;
            if across.max(up) >= latent {
                let allowed = format!("between 0 and {}", latent - 1);
                return Err(Error::option("The grid's dimension", across.max(up), allowed));
            }
            Ok(latent::grid(size, extent, [across, up], latent))
        })
        .await
    }

    /// The decoded posterior means of rows of the data.
    pub async fn reconstruct(&self, rows: Vec<u32>) -> JsResult<Vec<f32>> {
        let mean = self.means(rows).await?;
        self.decoded(|_| Ok(mean)).await
    }

    /// `steps` images decoded on the line between the posterior means of two rows, ends included.
    pub async fn interpolate(&self, from: u32, to: u32, steps: usize) -> JsResult<Vec<f32>> {
        let ends = self.means(vec![from, to]).await?;
        let (from, to) = ends.split_at(ends.len() / 2);
        let line = latent::linear(from, to, steps);
        self.decoded(|_| Ok(line)).await
    }
}

impl Session {
    async fn means(&self, rows: Vec<u32>) -> Result<Vec<f32>> {
        let mut state = self.state.lock().await;
        let (data, trainer) = state.loaded()?;
        let pixels = data.gather(&rows)?;
        let size = data.shape().pixels();
        let embedding = latent::embed(trainer.model(), &pixels, size, &self.device).await?;
        Ok(embedding.mean)
    }

    async fn decoded(&self, z: impl FnOnce(&mut State) -> Result<Vec<f32>>) -> JsResult<Vec<f32>> {
        let mut state = self.state.lock().await;
        let z = z(&mut state)?;
        let latent = state.options.model.latent;
        let model = state.trainer()?.model();
        Ok(latent::decode(model, &z, latent, &self.device).await?)
    }
}

/// Statistics, measured in parts between which other calls have their turn.
#[wasm_bindgen]
impl Session {
    /// Begins to measure how good the model is on `"train"` or `"test"` as it is now, and what its latent space
    /// looks like there, from `samples` latents an image. Returns how many images there are.
    #[wasm_bindgen(js_name = beginStatistics)]
    pub async fn begin_statistics(
        &self,
        #[wasm_bindgen(js_name = split, unchecked_param_type = "import('../../engine/protocol').Split")]
        name: String,
        samples: usize,
    ) -> JsResult<usize> {
        let split = split(&name)?;
        let options = EvaluationOptions::new(samples);
        let mut state = self.state.lock().await;
        let seed = state.options.seed.into();
        let (data, trainer) = state.loaded()?;
        let evaluator = Evaluator::new(trainer.model(), data, split, options, seed, &self.device)?;
        let images = evaluator.remaining();
        state.evaluator = Some(evaluator);
        Ok(images)
    }

    /// Measures some more images; what they and those before give, or `null` where nothing was begun on the
    /// data that is loaded.
    #[wasm_bindgen(js_name = continueStatistics, unchecked_return_type = "import('../../engine/protocol').Statistics | null")]
    pub async fn continue_statistics(&self) -> JsResult<JsValue> {
        let mut state = self.state.lock().await;
        let State { loaded: Some((data, _)), evaluator: Some(evaluator), .. } = &mut *state else {
            return Ok(JsValue::NULL);
        };
        evaluator.next_batch(data).await?;
        Ok(to_js(&evaluator.statistics())?)
    }

    /// Frees what measuring held.
    #[wasm_bindgen(js_name = endStatistics)]
    pub async fn end_statistics(&self) {
        self.state.lock().await.evaluator = None;
    }
}

/// Checkpoints.
#[wasm_bindgen]
impl Session {
    /// Model, options and training as the bytes of a checkpoint file.
    pub async fn save(&self) -> JsResult<Vec<u8>> {
        let mut state = self.state.lock().await;
        let (model, samples) = (state.options.model.clone(), state.samples);
        let (data, trainer) = state.loaded()?;
        Ok(checkpoint::save(trainer, &model, data, samples).await?)
    }

    /// Takes model, options and training from a checkpoint, and goes on where it stood; the data must be
    /// there, and the same. With `weights_only` the data only has to have the checkpoint's image size, and
    /// training starts anew with its weights.
    #[wasm_bindgen(unchecked_return_type = "import('../../engine/protocol').Loaded")]
    pub async fn load(
        &self,
        bytes: Vec<u8>,
        #[wasm_bindgen(js_name = weightsOnly)] weights_only: bool,
    ) -> JsResult<JsValue> {
        let mut state = self.state.lock().await;
        let (data, trainer) = state.loaded()?;
        let checkpoint = checkpoint::load(&bytes, &self.device)?;
        drop(bytes);
        let seed = u32::try_from(checkpoint.seed()).map_err(|_| {
            Error::option("The checkpoint's seed", checkpoint.seed(), "below 2^32 here")
        })?;
        let options = SessionOptions {
            model: checkpoint.model_config().clone(),
            training: checkpoint.training_config().clone(),
            seed,
        };
        let samples = if weights_only { 0 } else { checkpoint.samples() };
        *trainer = if weights_only { checkpoint.start(data) } else { checkpoint.resume(data) }?;
        let loaded = Loaded {
            model: options.model.clone(),
            training: options.training.clone(),
            seed,
            step: trainer.steps(),
            epoch: trainer.epoch(),
            setup: setup(trainer, &options.model, data),
        };
        state.options = options;
        state.samples = samples;
        Ok(to_js(&loaded)?)
    }
}
