use std::collections::BTreeMap;

use burn::module::Module;
use burn::tensor::Tensor;

use crate::error::Result;
use crate::latent::read;
use crate::model::{Block, TensorPlan, Vae, parameters};

/// What a block computes with.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockTensors {
    /// Weight, bias, the norm's gamma and beta, a batch norm's running mean and variance: those that the block has.
    pub tensors: Vec<TensorPlan>,
    /// Their values, one after another, row-major each.
    pub values: Vec<f32>,
}

impl BlockTensors {
    /// Those of `block` among `values`, `[values]` each by name; a name that isn't there is left out.
    pub(super) async fn read(block: &Block, values: &BTreeMap<String, Tensor<1>>) -> Result<Self> {
        let statistics = block.norm.iter().flat_map(|norm| &norm.statistics);
        let tensors = block.learned().chain(statistics);
        let tensors: Vec<_> = tensors.filter(|t| values.contains_key(&t.name)).cloned().collect();
        let values = tensors.iter().map(|tensor| values[&tensor.name].clone()).collect();
        Ok(Self { tensors, values: read(Tensor::cat(values, 0)).await? })
    }
}

/// A block's tensors as evaluation takes them.
///
/// # Errors
/// When the device fails.
pub async fn block_tensors(model: &Vae, block: &Block) -> Result<BlockTensors> {
    BlockTensors::read(block, &named(parameters(&model.valid()))).await
}

pub(super) fn named(parameters: Vec<crate::model::Parameter>) -> BTreeMap<String, Tensor<1>> {
    parameters.into_iter().map(|parameter| (parameter.name, parameter.values)).collect()
}
