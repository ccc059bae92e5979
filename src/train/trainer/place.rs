use std::collections::HashMap;

use burn::module::{Module, ParamId};

use super::{RunningLosses, Trainer};
use crate::error::Result;
use crate::model::Vae;
use crate::ops::Moments;
use crate::train::feed::FeedState;
use crate::train::{Optimizer, OptimizerConfig};

/// Where training stands, beside the weights and the optimiser's moments.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TrainerState {
    pub step: usize,
    pub epochs: usize,
    pub feed: FeedState,
}

/// A trainer's place in its training, kept on the device: weights, moments, batches and noise.
#[derive(Clone)]
pub struct Snapshot {
    /// Without gradients, and so with its own copy of what batch norms count.
    model: Vae,
    moments: HashMap<ParamId, Moments>,
    optimizer: OptimizerConfig,
    state: TrainerState,
}

/// Back to where it stood.
impl Trainer {
    /// Whether the losses since the last look are finite numbers; those stay to be taken.
    ///
    /// # Errors
    /// [`Error::Device`] when the device fails.
    pub async fn is_finite(&self) -> Result<bool> {
        self.running.finite().await
    }

    /// The state now, to return to. Nothing is copied until the next step changes it.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            model: self.model().valid(),
            moments: self.optimizer.all_moments().clone(),
            optimizer: self.config.optimizer,
            state: self.state(),
        }
    }

    /// Goes on from a state of this trainer, with the settings of now. An optimiser of another kind since then begins
    /// anew.
    pub fn restore(&mut self, snapshot: Snapshot) {
        let Snapshot { model, moments, optimizer, state } = snapshot;
        let same = optimizer.same_kind(&self.config.optimizer);
        self.resume(model.train(), if same { moments } else { HashMap::new() }, state);
    }
}

/// For checkpoints.
impl Trainer {
    /// What weights, batches and noise are drawn from.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Starts from other weights of the same model. Moments, batches and noise stay.
    pub fn set_model(&mut self, model: Vae) {
        self.model = Some(model);
    }

    pub(crate) fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    pub(crate) fn state(&self) -> TrainerState {
        TrainerState { step: self.step, epochs: self.epochs, feed: self.feed.state() }
    }

    /// Continues where another trainer with the same data and seed stood. `moments` are of `model`'s
    /// parameters.
    pub(crate) fn resume(
        &mut self,
        model: Vae,
        moments: HashMap<ParamId, Moments>,
        state: TrainerState,
    ) {
        self.model = Some(model);
        self.optimizer.set_moments(moments);
        self.running = RunningLosses::new();
        self.step = state.step;
        self.epochs = state.epochs;
        self.feed.resume(self.seed, state.feed);
    }
}
