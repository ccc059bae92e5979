use super::memory::Held;
use super::{Loaded, Session, kept, memory};
use crate::data::{Shape, Split};
use crate::error::{Error, Result};
use crate::inside::{self, BlockTensors, StepMeasures, StepRecord, Trace};
use crate::limits::{self, Limit};
use crate::model::{Block, Plan};
use crate::wire::{
    BlockOf, Nothing, RecordStep, Recorded, RecordedBlock, SaliencyArgs, Structure, StructureArgs,
    TemplatesArgs, TraceArgs, Trained,
};

impl Session {
    /// The blocks of a model, known before it is made.
    ///
    /// # Errors
    /// When an option is out of range or does not fit the images; where no images are named and there are none.
    pub async fn structure(&mut self, args: StructureArgs) -> Result<Structure> {
        args.options.validate()?;
        let shape = match args.shape {
            Some([height, width, channels]) => {
                super::checked_shape([1.0, height, width, channels])?
            }
            None => Shape { count: 1, ..self.loaded()?.data.shape() },
        };
        args.options.model.validate_for(shape)?;
        let cost = args.options.model.cost(shape);
        Ok(Structure {
            plan: args.options.model.plan(shape),
            parameters: cost.parameters,
            training_bytes: memory::training_bytes(
                &cost,
                &args.options.model,
                &args.options.training,
            ),
        })
    }

    /// All values of images on their way through the model, as in evaluation.
    ///
    /// # Errors
    /// As [`inside::trace`]; when an edit is out of range; where there are no data, or not the memory.
    pub async fn trace(
        &mut self,
        args: TraceArgs,
        pixels: Vec<f32>,
        noise: Vec<f32>,
    ) -> Result<Trace> {
        let (plan, device) = (self.plan()?, self.device.clone());
        inside::check_edits(&args.edits, &plan)?;
        let Loaded { data, trainer } = self.loaded()?;
        let images = pixels.len() / data.shape().pixels();
        memory::check_answer(images, inside::trace_values(&plan) as usize)?;
        inside::trace(trainer.model(), &plan, &pixels, &noise, &args.edits, &device).await
    }

    /// All values of latent vectors on their way to images.
    ///
    /// # Errors
    /// As [`Self::trace`].
    pub async fn decode_trace(&mut self, args: TraceArgs, z: Vec<f32>) -> Result<Trace> {
        let (plan, device) = (self.plan()?, self.device.clone());
        inside::check_edits(&args.edits, &plan)?;
        let vectors = z.len() / self.options.model.latent;
        memory::check_answer(vectors, inside::trace_values(&plan) as usize)?;
        let model = self.loaded()?.trainer.model();
        inside::decode_trace(model, &plan, &z, &args.edits, &device).await
    }

    /// A block's weight, bias and norm as they are now.
    ///
    /// # Errors
    /// When there is no such block; where there are no data; when the device fails.
    pub async fn weights(&mut self, args: BlockOf) -> Result<BlockTensors> {
        let plan = self.plan()?;
        let block = checked_block(&plan, args.block)?;
        inside::block_tensors(self.loaded()?.trainer.model(), block).await
    }

    /// How the image of one latent vector changes with each latent dimension: `latent * pixels`.
    ///
    /// # Errors
    /// As [`inside::jacobian`]; where there are no data, or not the memory.
    pub async fn jacobian(&mut self, _: Nothing, z: Vec<f32>) -> Result<Vec<f32>> {
        let (plan, device) = (self.plan()?, self.device.clone());
        let Loaded { data, trainer } = self.loaded()?;
        memory::check_answer(z.len(), data.shape().pixels())?;
        inside::jacobian(trainer.model(), &plan, &z, &device).await
    }

    /// The derivative of a number of each image by its pixels.
    ///
    /// # Errors
    /// As [`inside::saliency`]; where there are no data.
    pub async fn saliency(
        &mut self,
        args: SaliencyArgs,
        pixels: Vec<f32>,
        noise: Vec<f32>,
    ) -> Result<Vec<f32>> {
        let (plan, device) = (self.plan()?, self.device.clone());
        let model = self.loaded()?.trainer.model();
        inside::saliency(model, &plan, &pixels, &noise, args.of, &device).await
    }

    /// What some units of the encoder look for in one image: `units * pixels`.
    ///
    /// # Errors
    /// As [`inside::templates`]; where there are no data, or not the memory.
    pub async fn templates(&mut self, args: TemplatesArgs, pixels: Vec<f32>) -> Result<Vec<f32>> {
        let (plan, device) = (self.plan()?, self.device.clone());
        let Loaded { data, trainer } = self.loaded()?;
        memory::check_answer(args.units.len(), data.shape().pixels())?;
        let TemplatesArgs { block, units, place } = &args;
        inside::templates(trainer.model(), &plan, &pixels, (*block, units, *place), &device).await
    }

    /// The rows of the data that the next step learns from, which is not taken.
    ///
    /// # Errors
    /// Where there are no data.
    pub async fn batch_rows(&mut self, _: Nothing) -> Result<Vec<u32>> {
        let Loaded { data, trainer } = self.loaded()?;
        let rows = data.rows(Split::Train);
        Ok(trainer.upcoming().iter().map(|&row| rows[row as usize]).collect())
    }

    /// One step of training, and what happened in it. What it did to the parameters is kept until the next record, or
    /// [`Self::end_record`].
    ///
    /// # Errors
    /// As [`Self::train_steps`]; when the number of images is out of range; where there is not the memory.
    pub async fn record_step(&mut self, args: RecordStep) -> Result<Recorded> {
        let images = limits::RECORD_IMAGES.count(args.images)?;
        let (plan, options) = (self.plan()?, self.options.clone());
        self.record = None;
        memory::check_answer(images, 2 * inside::trace_values(&plan) as usize)?;
        let Self { loaded, kept, .. } = self;
        let Loaded { data, trainer } = loaded.as_mut().ok_or(Error::NoData)?;
        kept::make_room(kept, Held::default(), |held| {
            memory::check_recording(&options, data, held)
        })?;
        let (step, record) = inside::recorded(trainer, &plan, images).await?;
        let rows = data.rows(Split::Train);
        let step =
            StepRecord { rows: step.rows.iter().map(|&row| rows[row as usize]).collect(), ..step };
        let losses = trainer.take_losses().await?;
        let trained = Trained {
            steps: 1,
            step: trainer.steps(),
            epoch: trainer.epoch(),
            epoch_ended: trainer.at_epoch_end(),
            images: step.measures.size,
            losses,
        };
        self.record = Some(record);
        Ok(Recorded { trained, step })
    }

    /// What the recorded step did to a block's parameters; `null` where none is kept.
    ///
    /// # Errors
    /// When there is no such block; where there are no data; when the device fails.
    pub async fn recorded_parameters(&mut self, args: BlockOf) -> Result<Option<RecordedBlock>> {
        let plan = self.plan()?;
        let block = checked_block(&plan, args.block)?;
        let Some(record) = &self.record else { return Ok(None) };
        let [before, gradient, after] = record.block(block).await?;
        Ok(Some(RecordedBlock {
            tensors: before.tensors,
            before: before.values,
            gradient: gradient.values,
            after: after.values,
        }))
    }

    /// Frees what a record holds.
    ///
    /// # Errors
    /// None.
    pub async fn end_record(&mut self, _: Nothing) -> Result<()> {
        self.record = None;
        Ok(())
    }

    /// Gradients and changes of the step that comes next, which is not taken.
    ///
    /// # Errors
    /// Where there are no data, or not the memory; when the device fails.
    pub async fn measure_step(&mut self, _: Nothing) -> Result<StepMeasures> {
        let plan = self.plan()?;
        let Self { loaded, kept, options, .. } = self;
        let Loaded { data, trainer } = loaded.as_mut().ok_or(Error::NoData)?;
        // What the step changes is taken back.
        let before = Held { device: memory::kept_bytes(trainer.model().cost()), host: 0 };
        kept::make_room(kept, before, |held| {
            memory::estimate(options, data)?.check(held, u64::MAX)
        })?;
        inside::measured(trainer, &plan).await
    }

    /// Of the model in use.
    fn plan(&mut self) -> Result<Plan> {
        let shape = self.loaded()?.data.shape();
        Ok(self.options.model.plan(shape))
    }
}

fn checked_block(plan: &Plan, block: f64) -> Result<&Block> {
    let most = plan.blocks().count() as f64 - 1.0;
    let (field, name) = ("block", "The block");
    let limit = Limit { field, name, least: 0.0, most, whole: true, above: false };
    Ok(plan.blocks().nth(limit.count(block)?).expect("its number was checked"))
}
