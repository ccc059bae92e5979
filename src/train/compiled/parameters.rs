use std::collections::HashMap;

use burn::backend::Flex;
use burn::module::{Module, ModuleMapper, Param, ParamId};
use burn::tensor::{Device, Tensor};
use burn_flex::FlexTensor;

use super::Step;
use crate::ops::{Moments, owned, update_values};
use crate::train::Optimizer;

/// A module's parameters and what its optimiser remembers of each, in the module's order, taken from them for some steps:
/// the tensors' own memory, which nothing copies unless somebody else holds it, too.
pub struct Parameters(Vec<Held>);

struct Held {
    values: FlexTensor,
    /// First and second moments, corrections.
    moments: [FlexTensor; 3],
}

impl Parameters {
    /// Leaves a module and an optimiser that are of no use until [`Self::give_back`].
    pub fn take<M: Module>(module: M, optimizer: &mut Optimizer) -> (M, Self) {
        let mut taking = Taking { moments: optimizer.take_moments(), taken: Vec::new() };
        let module = module.map(&mut taking);
        (module, Self(taking.taken))
    }

    /// The module and its optimiser as the steps left them.
    pub fn give_back<M: Module>(self, module: M, optimizer: &mut Optimizer) -> M {
        let mut giving = Giving { taken: self.0.into_iter(), moments: HashMap::new() };
        let module = module.map(&mut giving);
        optimizer.set_moments(giving.moments);
        forget_leaves();
        module
    }

    pub fn values(&self, index: usize) -> &[f32] {
        self.0[index].values.storage()
    }

    pub fn update(&mut self, index: usize, gradient: &[f32], step: &Step) {
        let Held { values, moments } = &mut self.0[index];
        let moments = moments.each_mut().map(FlexTensor::storage_mut);
        update_values(step.rule, step.rate, values.storage_mut(), gradient, moments);
    }
}

fn into_flex<const D: usize>(tensor: Tensor<D>) -> FlexTensor {
    owned(tensor.try_into_primitive::<Flex>().expect("it is on the CPU"))
}

/// burn forgets leaves of its autodiff graph in backward passes, and without one would keep those of every module that was
/// given back. This is one, of nothing.
fn forget_leaves() {
    Tensor::<1>::zeros([1], &Device::flex().autodiff()).require_grad().backward();
}

struct Taking {
    moments: HashMap<ParamId, Moments>,
    taken: Vec<Held>,
}

impl ModuleMapper for Taking {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, tensor, mapper) = parameter.consume();
        let tensor = tensor.inner();
        let empty = Tensor::from_inner(Tensor::zeros([0; D], &tensor.device()));
        let moments = self.moments.remove(&id).unwrap_or_else(|| Moments::zeros(&tensor));
        let Moments { first, second, corrections } = moments;
        self.taken.push(Held {
            values: into_flex(tensor),
            moments: [first, second, corrections].map(into_flex),
        });
        Param::from_mapped_value(id, empty, mapper)
    }
}

struct Giving {
    taken: std::vec::IntoIter<Held>,
    moments: HashMap<ParamId, Moments>,
}

impl ModuleMapper for Giving {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, _, mapper) = parameter.consume();
        let Held { values, moments } = self.taken.next().expect("it was taken from this module");
        let [first, second, corrections] = moments.map(Tensor::from_primitive::<Flex>);
        self.moments.insert(id, Moments { first, second, corrections });
        let tensor = Tensor::from_inner(Tensor::from_primitive::<Flex>(values)).require_grad();
        Param::from_mapped_value(id, tensor, mapper)
    }
}
