use std::collections::HashMap;

use burn::module::{Module, ModuleMapper, Param, ParamId};
use burn::optim::GradientsParams;
use burn::tensor::Tensor;

use crate::ops::{Moments, UpdateRule, update};

/// Applies one update rule to every parameter of a module, and keeps what it remembers of each. burn's own
/// optimisers read their state back from the device at once, which a browser's GPU cannot.
pub struct Optimizer {
    rule: UpdateRule,
    moments: HashMap<ParamId, Moments>,
}

impl Optimizer {
    /// With all moments at 0.
    pub fn new(rule: UpdateRule) -> Self {
        Self { rule, moments: HashMap::new() }
    }

    /// Other constants of the same rule; what is remembered stays.
    pub fn set_rule(&mut self, rule: UpdateRule) {
        self.rule = rule;
    }

    /// The module after one update of each parameter that has a gradient.
    pub fn step<M: Module>(&mut self, rate: f64, module: M, gradients: GradientsParams) -> M {
        module.map(&mut Step { optimizer: self, rate, gradients })
    }
}

struct Step<'a> {
    optimizer: &'a mut Optimizer,
    rate: f64,
    gradients: GradientsParams,
}

impl ModuleMapper for Step<'_> {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(gradient) = self.gradients.remove::<D>(parameter.id) else {
            return parameter;
        };
        let (id, tensor, mapper) = parameter.consume();
        let tensor = tensor.inner();
        let Optimizer { rule, moments } = &mut self.optimizer;
        let old = moments.remove(&id).unwrap_or_else(|| Moments::zeros(&tensor));
        let (tensor, new) = update(*rule, self.rate, tensor, gradient, old);
        moments.insert(id, new);
        let tensor = Tensor::from_inner(tensor).require_grad();
        Param::from_mapped_value(id, tensor, mapper)
    }
}

/// For checkpoints.
impl Optimizer {
    /// What is remembered of a parameter; nothing before its first update.
    pub fn moments(&self, parameter: ParamId) -> Option<&Moments> {
        self.moments.get(&parameter)
    }

    /// What is remembered of every parameter.
    pub fn all_moments(&self) -> &HashMap<ParamId, Moments> {
        &self.moments
    }

    /// What is remembered of every parameter, which is then forgotten here.
    #[cfg(feature = "cpu")]
    pub(super) fn take_moments(&mut self) -> HashMap<ParamId, Moments> {
        std::mem::take(&mut self.moments)
    }

    /// Other moments, of the same parameters, in place of those here.
    pub fn set_moments(&mut self, moments: HashMap<ParamId, Moments>) {
        self.moments = moments;
    }
}
