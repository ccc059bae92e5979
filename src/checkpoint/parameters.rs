use std::collections::BTreeMap;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::tensor::{Tensor, TensorData};

use super::invalid;
use crate::error::Result;

/// A parameter: its place in the module's tree, such as `encoder.mlp.layers.0.weight`, and its values.
pub(super) struct Parameter {
    pub name: String,
    pub id: ParamId,
    pub shape: Vec<usize>,
    /// `[values]`
    pub values: Tensor<1>,
}

/// Every parameter of a module, in the module's order. Nothing is read from the device.
pub(super) fn parameters<M: Module>(module: &M) -> Vec<Parameter> {
    let mut collector = Collector { path: Vec::new(), found: Vec::new() };
    module.visit(&mut collector);
    collector.found
}

struct Collector {
    path: Vec<String>,
    found: Vec<Parameter>,
}

impl ModuleVisitor for Collector {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let tensor = parameter.val().without_autodiff();
        let shape = tensor.dims().to_vec();
        let values = tensor.reshape([shape.iter().product::<usize>()]);
        self.found.push(Parameter { name: self.path.join("."), id: parameter.id, shape, values });
    }
}

/// The module with other values for every parameter, by name; those used are taken out.
///
/// # Errors
/// [`crate::error::Error::InvalidCheckpoint`] naming the first parameter that is missing or has another
/// shape.
pub(super) fn with_values<M: Module>(
    module: M,
    values: &mut BTreeMap<String, TensorData>,
) -> Result<M> {
    for parameter in parameters(&module) {
        let name = &parameter.name;
        let Some(found) = values.get(name) else {
            return Err(invalid(format!(
                "its model needs the tensor {name}, and the file has none. Choose another copy of it."
            )));
        };
        if found.shape().to_vec() != parameter.shape {
            return Err(invalid(format!(
                "the tensor {name} has the shape {:?}; its model needs {:?}. Choose another copy of the file.",
                found.shape().to_vec(),
                parameter.shape
            )));
        }
    }
    Ok(module.map(&mut Replacer { path: Vec::new(), values }))
}

struct Replacer<'a> {
    path: Vec<String>,
    values: &'a mut BTreeMap<String, TensorData>,
}

impl ModuleMapper for Replacer<'_> {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let values = self.values.remove(&self.path.join(".")).expect("all names were looked up");
        let (id, tensor, mapper) = parameter.consume();
        let device = tensor.without_autodiff().device();
        let tensor = Tensor::from_inner(Tensor::from_data(values, &device)).require_grad();
        Param::from_mapped_value(id, tensor, mapper)
    }
}
