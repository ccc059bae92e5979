use burn::tensor::Tensor;

use super::PartKind;
use super::edit::{Edit, edited};
use crate::model::{Plan, Stage, Watch};

/// Which block's turn it is, as its stages pass.
pub(super) struct Blocks {
    passed: usize,
}

impl Blocks {
    /// The encoder's first comes next.
    pub fn of_model() -> Self {
        Self { passed: 0 }
    }

    /// The decoder's first comes next.
    pub fn of_decoder(plan: &Plan) -> Self {
        Self { passed: plan.encoder.len() }
    }

    /// The block that a stage belongs to: the encoder's, then the decoder's, counted from 0.
    pub fn at(&mut self, stage: Stage) -> Option<usize> {
        match stage {
            Stage::Latent => return None,
            Stage::Layer => self.passed += 1,
            Stage::Norm | Stage::Activation => {}
        }
        Some(self.passed - 1)
    }
}

/// What was seen of one stage, or computed after the last.
pub(super) struct Seen {
    pub kind: PartKind,
    pub block: Option<usize>,
    /// `[batch, values]`
    pub values: Tensor<2>,
}

impl Seen {
    pub fn of_none(kind: PartKind, values: Tensor<2>) -> Self {
        Self { kind, block: None, values }
    }
}

/// Keeps all that passes, with some outputs edited.
pub(super) struct Recorder<'a> {
    plan: &'a Plan,
    edits: &'a [Edit],
    blocks: Blocks,
    pub seen: Vec<Seen>,
}

impl<'a> Recorder<'a> {
    pub fn new(plan: &'a Plan, blocks: Blocks, edits: &'a [Edit]) -> Self {
        Self { plan, edits, blocks, seen: Vec::new() }
    }

    /// Edits of the block, where the stage is its last.
    fn edits(&self, stage: Stage, block: Option<usize>) -> Vec<&'a Edit> {
        let Some(block) = block else { return Vec::new() };
        let planned = self.plan.blocks().nth(block).expect("the model is the plan's");
        if planned.stages().last() != Some(stage) {
            return Vec::new();
        }
        self.edits.iter().filter(|edit| edit.block == block).collect()
    }
}

impl Watch for Recorder<'_> {
    fn pass(&mut self, stage: Stage, value: Tensor<2>, places: usize) -> Tensor<2> {
        let block = self.blocks.at(stage);
        let [rows, channels] = value.dims();
        let values = value.reshape([rows / places, places * channels]);
        let values = edited(values, channels, &self.edits(stage, block));
        self.seen.push(Seen { kind: stage.into(), block, values: values.clone() });
        values.reshape([rows, channels])
    }
}
