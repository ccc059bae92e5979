use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use serde::Serialize;

use super::PartKind;
use super::recorder::{Blocks, Recorder};
use crate::data::{Dataset, Split};
use crate::error::Result;
use crate::latent::read;
use crate::model::{Block, Plan, Vae};

/// How the hidden units answer to a split's images. A unit is a channel of a convolution, over all its places, or a
/// value of a dense layer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UnitStatistics {
    /// Images seen.
    pub images: usize,
    /// Every block with an activation.
    pub blocks: Vec<BlockUnits>,
}

/// The units of one block, after its activation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BlockUnits {
    /// The encoder's blocks, then the decoder's, counted from 0.
    pub block: usize,
    /// Share of images and places where the unit is above 0, for each unit.
    pub active: Vec<f32>,
    /// Mean over images and places.
    pub mean: Vec<f32>,
    /// Variance over images of the mean over places.
    pub variance: Vec<f32>,
    /// Images a unit in the two lists below: those that excite it most at any one place, strongest first.
    pub top: usize,
    /// Their rows in the data, `units * top`.
    pub rows: Vec<u32>,
    /// The unit's largest value in each, `units * top`.
    pub values: Vec<f32>,
}

/// Images of which the strongest are kept for each unit.
const TOP: usize = 9;
/// Images sent through the model at once, where there is room.
const ROWS: usize = 256;

/// Statistics of a split under way: [`Self::next_batch`] until there is none, or as long as one likes, and
/// [`Self::statistics`] of the images so far. The decoder's units answer to the posterior means.
pub struct UnitsJob {
    model: Vae,
    plan: Plan,
    device: Device,
    rows: Vec<u32>,
    seen: usize,
    blocks: Vec<Sums>,
}

/// What is summed of a block's units.
struct Sums {
    block: usize,
    active: Vec<f64>,
    mean: Vec<f64>,
    /// Sum over images of the squared mean over places.
    square: Vec<f64>,
    /// For each unit at most [`TOP`] images, strongest first: largest value and row.
    top: Vec<Vec<(f32, u32)>>,
}

impl UnitsJob {
    /// On the model as it is now; training may go on.
    pub fn new(model: &Vae, plan: Plan, data: &Dataset, split: Split, device: &Device) -> Self {
        let blocks = plan.blocks().enumerate().filter(|(_, block)| block.activation.is_some());
        let sums = |(block, planned): (usize, &Block)| {
            let units = planned.units() as usize;
            let zeros = vec![0.0; units];
            let (active, mean, square) = (zeros.clone(), zeros.clone(), zeros);
            Sums { block, active, mean, square, top: vec![Vec::new(); units] }
        };
        let blocks = blocks.map(sums).collect();
        let (model, rows) = (model.valid(), data.rows(split).to_vec());
        Self { model, plan, device: device.clone(), rows, seen: 0, blocks }
    }

    /// Images seen so far.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// Images to come.
    pub fn remaining(&self) -> usize {
        self.rows.len() - self.seen
    }

    /// Sends the next images through; how many they were.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn next_batch(&mut self, data: &Dataset) -> Result<usize> {
        let count = self.model.cost().rows_at_once(ROWS).min(self.remaining());
        if count == 0 {
            return Ok(0);
        }
        let rows = &self.rows[self.seen..][..count];
        let pixels = TensorData::new(data.gather(rows)?, [count, data.shape().pixels()]);
        let mut recorder = Recorder::new(&self.plan, Blocks::of_model(), &[]);
        let images = Tensor::from_data(pixels, &self.device);
        let means = self.model.encoder.watched(images, &mut recorder).mean();
        self.model.decoder.watched(means, &mut recorder);
        let activations = recorder.seen.into_iter().filter(|s| s.kind == PartKind::Activation);
        let (mut summaries, mut widths) = (Vec::new(), Vec::new());
        for (seen, sums) in activations.zip(&self.blocks) {
            let units = sums.active.len();
            let places = seen.values.dims()[1] / units;
            let values = seen.values.reshape([count, places, units]);
            let active = values.clone().greater_elem(0.0).float().mean_dim(1);
            let mean = values.clone().mean_dim(1);
            let summary = Tensor::cat(vec![active, mean, values.max_dim(1)], 1);
            summaries.push(summary.reshape([count, 3 * units]));
            widths.push(3 * units);
        }
        if !summaries.is_empty() {
            let width = widths.iter().sum();
            let values = read(Tensor::cat(summaries, 1)).await?;
            for (image, &row) in values.chunks_exact(width).zip(rows) {
                let mut rest = image;
                for sums in &mut self.blocks {
                    let (own, others) = rest.split_at(3 * sums.active.len());
                    sums.add(own, row);
                    rest = others;
                }
            }
        }
        self.seen += count;
        Ok(count)
    }

    /// Of the images so far; `None` before there are any.
    pub fn statistics(&self) -> Option<UnitStatistics> {
        let blocks = || self.blocks.iter().map(|sums| sums.statistics(self.seen)).collect();
        (self.seen > 0).then(|| UnitStatistics { images: self.seen, blocks: blocks() })
    }
}

impl Sums {
    /// An image's share, mean and largest value over places, all units' of each.
    fn add(&mut self, summary: &[f32], row: u32) {
        let units = self.active.len();
        for unit in 0..units {
            let [active, mean, largest] = [0, 1, 2].map(|part| summary[part * units + unit]);
            self.active[unit] += f64::from(active);
            self.mean[unit] += f64::from(mean);
            self.square[unit] += f64::from(mean) * f64::from(mean);
            let top = &mut self.top[unit];
            let at = top.partition_point(|&(value, _)| value >= largest);
            if at < TOP {
                top.insert(at, (largest, row));
                top.truncate(TOP);
            }
        }
    }

    fn statistics(&self, images: usize) -> BlockUnits {
        let count = images as f64;
        let mean = |sums: &[f64]| sums.iter().map(|sum| (sum / count) as f32).collect();
        let variance = self.square.iter().zip(&self.mean);
        let variance = variance.map(|(square, sum)| {
            let mean = sum / count;
            (square / count - mean * mean).max(0.0) as f32
        });
        BlockUnits {
            block: self.block,
            active: mean(&self.active),
            mean: mean(&self.mean),
            variance: variance.collect(),
            top: TOP.min(images),
            rows: self.top.iter().flatten().map(|&(_, row)| row).collect(),
            values: self.top.iter().flatten().map(|&(value, _)| value).collect(),
        }
    }
}
