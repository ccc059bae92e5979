use std::collections::BTreeMap;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::tensor::{Gradients, Tensor, TensorData};

/// A parameter: its place in the module's tree, such as `encoder.mlp.layers.0.weight`, and its values.
pub(crate) struct Parameter {
    pub name: String,
    pub id: ParamId,
    pub shape: Vec<usize>,
    /// `[values]`
    pub values: Tensor<1>,
}

/// Every parameter of a module, in the module's order. Nothing is read from the device.
pub(crate) fn parameters<M: Module>(module: &M) -> Vec<Parameter> {
    let mut collector = Collector { path: Vec::new(), found: Vec::new(), gradients: None };
    module.visit(&mut collector);
    collector.found
}

/// The gradient of every parameter that has one, in the module's order, by the parameter's name. Nothing is read from
/// the device.
pub(crate) fn gradients<M: Module>(module: &M, gradients: &Gradients) -> Vec<Parameter> {
    let mut collector =
        Collector { path: Vec::new(), found: Vec::new(), gradients: Some(gradients) };
    module.visit(&mut collector);
    collector.found
}

struct Collector<'a> {
    path: Vec<String>,
    found: Vec<Parameter>,
    /// What is collected in place of the values, where there are some.
    gradients: Option<&'a Gradients>,
}

impl ModuleVisitor for Collector<'_> {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let tensor = match self.gradients {
            None => parameter.val().without_autodiff(),
            Some(gradients) => match parameter.val().grad(gradients) {
                Some(gradient) => gradient,
                None => return,
            },
        };
        let shape = tensor.dims().to_vec();
        let values = tensor.reshape([shape.iter().product::<usize>()]);
        self.found.push(Parameter { name: self.path.join("."), id: parameter.id, shape, values });
    }
}

/// The module with other values for every parameter, by name, each of its shape; they are taken out.
///
/// # Panics
/// Where a parameter has no value.
pub(crate) fn with_values<M: Module>(module: M, values: &mut BTreeMap<String, TensorData>) -> M {
    module.map(&mut Replacer { path: Vec::new(), values })
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
        let values = self
            .values
            .remove(&self.path.join("."))
            .expect("the file was checked against the plan");
        let (id, tensor, mapper) = parameter.consume();
        let device = tensor.without_autodiff().device();
        let tensor = Tensor::from_inner(Tensor::from_data(values, &device)).require_grad();
        Param::from_mapped_value(id, tensor, mapper)
    }
}
