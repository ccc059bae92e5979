use std::collections::BTreeMap;

use burn::tensor::{Gradients, Int, Tensor, s};

use super::layout::TracePart;
use super::recorder::{Blocks, Seen};
use super::tensors::named;
use super::{BlockTensors, ParameterMeasure, PartKind, StepMeasures, Trace};
use crate::error::Result;
use crate::latent::read;
use crate::model::{Block, ElboTerms, Plan, Stage, Vae, Watch, gradients, parameters};
use crate::train::{StepWatch, Trainer};

/// A training step, seen from inside.
#[derive(Debug, Clone, PartialEq)]
pub struct StepRecord {
    /// Of the whole batch.
    pub measures: StepMeasures,
    /// The batch's rows among the training images.
    pub rows: Vec<u32>,
    /// Where each stage's values stand in each image's.
    pub parts: Vec<TracePart>,
    /// Of the batch's first images, `images * values`: as in training, batch norms by the batch's own moments. Of
    /// several draws an image, the first's.
    pub values: Vec<f32>,
    /// The loss's gradient by these values, `images * values` of those parts that are stages, which come first.
    pub gradients: Vec<f32>,
    /// Of the same images: `images * latent`.
    pub noise: Vec<f32>,
}

/// What a recorded step did to every parameter, on the device.
pub struct Record {
    before: BTreeMap<String, Tensor<1>>,
    gradients: BTreeMap<String, Tensor<1>>,
    after: BTreeMap<String, Tensor<1>>,
}

impl Record {
    /// A block's parameters before the step, the loss's gradients before any clipping, and the parameters after it.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn block(&self, block: &Block) -> Result<[BlockTensors; 3]> {
        Ok([
            BlockTensors::read(block, &self.before).await?,
            BlockTensors::read(block, &self.gradients).await?,
            BlockTensors::read(block, &self.after).await?,
        ])
    }

    async fn measures(&self, plan: &Plan) -> Result<Vec<ParameterMeasure>> {
        let norm = |values: Tensor<1>| values.square().sum().sqrt();
        let trained: Vec<_> =
            plan.parameters().filter(|tensor| self.gradients.contains_key(&tensor.name)).collect();
        let norms = trained.iter().flat_map(|tensor| {
            let [before, gradient, after] = [&self.before, &self.gradients, &self.after]
                .map(|values| values[&tensor.name].clone());
            [norm(before.clone()), norm(gradient), norm(after - before)]
        });
        let norms = read(Tensor::cat(norms.collect(), 0)).await?;
        let measure = |(tensor, norms): (&&crate::model::TensorPlan, &[f32])| ParameterMeasure {
            name: tensor.name.clone(),
            values: tensor.values() as usize,
            weight: norms[0],
            gradient: norms[1],
            change: norms[2],
        };
        Ok(trained.iter().zip(norms.chunks_exact(3)).map(measure).collect())
    }
}

/// One real step of training, and what happened in it to the batch's first `images` and to every parameter. The trainer
/// is then where [`Trainer::step`] would have brought it: bit for bit on the CPU. A GPU makes kernels of what stands
/// together, and looking between rounds some last bits otherwise.
///
/// # Errors
/// When the device fails, or images that are stored can't be read.
pub async fn recorded(
    trainer: &mut Trainer,
    plan: &Plan,
    images: usize,
) -> Result<(StepRecord, Record)> {
    let mut recorder = StepRecorder::new(images);
    let step = trainer.steps();
    let size = trainer.watched_step(&mut recorder)?;
    let StepRecorder { mut seen, begun, learned, .. } = recorder;
    let (rows, noise) = begun.expect("a step takes a batch");
    let Learned { before, gradients, leaf_gradients, terms, beta, rate } =
        learned.expect("a step goes back through the model");
    let mut after = named(parameters(trainer.model()));
    after.retain(|name, _| gradients.contains_key(name));
    let record = Record { before, gradients, after };
    let mean = Tensor::cat(vec![terms.reconstruction.clone().mean(), terms.kl.clone().mean()], 0);
    let mean = read(mean).await?;
    let measures = StepMeasures {
        step,
        size,
        beta,
        rate,
        reconstruction: mean[0],
        kl: mean[1],
        parameters: record.measures(plan).await?,
    };
    let rows = rows.into_data_async().await?;
    let rows = rows.iter::<i64>().map(|row| row as u32).collect();
    let images = images.min(size);
    let (mut trace, mut by_value) = (Trace { parts: Vec::new(), values: Vec::new() }, Vec::new());
    let mut first_noise = Vec::new();
    // A GPU has no kernels for tensors without values.
    if images > 0 {
        let first = |values: Tensor<1>| values.slice(s![..images]).unsqueeze_dim::<2>(1);
        let ElboTerms { reconstruction, kl } = terms;
        seen.push(Seen::of_none(PartKind::Reconstruction, first(reconstruction)));
        seen.push(Seen::of_none(PartKind::Kl, first(kl)));
        trace = Trace::read(seen).await?;
        by_value = read(Tensor::cat(leaf_gradients, 1)).await?;
        first_noise = read(noise.slice(s![..images, ..])).await?;
    }
    let Trace { parts, values } = trace;
    let (gradients, noise) = (by_value, first_noise);
    Ok((StepRecord { measures, rows, parts, values, gradients, noise }, record))
}

/// What the next step will be like, without taking it: the trainer stays where it is.
///
/// # Errors
/// As [`recorded`].
pub async fn measured(trainer: &mut Trainer, plan: &Plan) -> Result<StepMeasures> {
    let snapshot = trainer.snapshot();
    let found = recorded(trainer, plan, 0).await;
    trainer.restore(snapshot);
    Ok(found?.0.measures)
}

/// Looks on while a step is taken.
struct StepRecorder {
    /// So many of the batch's are looked at.
    images: usize,
    blocks: Blocks,
    seen: Vec<Seen>,
    /// Nothing, added to each value that passed, of which the gradient is the value's: `[batch * places, channels]`, and
    /// places.
    leaves: Vec<(Tensor<2>, usize)>,
    /// Rows and noise of the batch.
    begun: Option<(Tensor<1, Int>, Tensor<2>)>,
    learned: Option<Learned>,
}

/// After the way back.
struct Learned {
    before: BTreeMap<String, Tensor<1>>,
    gradients: BTreeMap<String, Tensor<1>>,
    /// Of each value that was seen: `[images, values]`.
    leaf_gradients: Vec<Tensor<2>>,
    terms: ElboTerms,
    beta: f64,
    rate: f64,
}

impl StepRecorder {
    fn new(images: usize) -> Self {
        let (seen, leaves) = (Vec::new(), Vec::new());
        Self { images, blocks: Blocks::of_model(), seen, leaves, begun: None, learned: None }
    }

    /// The first images' part of a stage's values.
    fn first(&self, values: Tensor<2>, places: usize) -> Tensor<2> {
        let [rows, channels] = values.dims();
        let images = self.images.min(rows / places);
        values.slice(s![..images * places, ..]).reshape([images, places * channels])
    }
}

impl Watch for StepRecorder {
    fn opens(&self) -> bool {
        self.images > 0
    }

    fn pass(&mut self, stage: Stage, value: Tensor<2>, places: usize) -> Tensor<2> {
        if self.images == 0 {
            return value;
        }
        let block = self.blocks.at(stage);
        let values = self.first(value.clone().inner(), places);
        self.seen.push(Seen { kind: stage.into(), block, values });
        // Added to any number, -0 leaves its bits as they are.
        let leaf = Tensor::full(value.dims(), -0.0, &value.device()).require_grad();
        self.leaves.push((leaf.clone(), places));
        value + leaf
    }
}

impl StepWatch for StepRecorder {
    fn begins(&mut self, rows: &Tensor<1, Int>, noise: &Tensor<2>) {
        self.begun = Some((rows.clone(), noise.clone()));
    }

    fn learned(
        &mut self,
        model: &Vae,
        terms: &ElboTerms,
        found: &Gradients,
        [beta, rate]: [f64; 2],
    ) {
        let of_leaf = |(leaf, places): &(Tensor<2>, usize)| {
            let gradient = leaf.grad(found).unwrap_or_else(|| leaf.clone().inner().zeros_like());
            self.first(gradient, *places)
        };
        let leaf_gradients = self.leaves.iter().map(of_leaf).collect();
        let gradients = named(gradients(model, found));
        let mut before = named(parameters(model));
        before.retain(|name, _| gradients.contains_key(name));
        let ElboTerms { reconstruction, kl } = terms.clone();
        let terms = ElboTerms { reconstruction: reconstruction.inner(), kl: kl.inner() };
        self.learned = Some(Learned { before, gradients, leaf_gradients, terms, beta, rate });
    }
}
