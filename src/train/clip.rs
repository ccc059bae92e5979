use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::Tensor;

/// Shortens the gradients so that the norm of all of them together is at most `limit` (Pascanu et al. 2013,
/// algorithm 1). The norm stays on the device.
pub fn clip_gradients<M: Module>(
    module: &M,
    gradients: GradientsParams,
    limit: f64,
) -> GradientsParams {
    let mut squares = Squares { gradients: &gradients, sum: None };
    module.visit(&mut squares);
    let Some(sum) = squares.sum else { return gradients };
    // min(1, limit / norm), without a division by 0.
    let scale = sum.sqrt().clamp_min(limit).recip() * limit;
    let mut scaling = Scaling { gradients, scale, scaled: GradientsParams::new() };
    module.visit(&mut scaling);
    scaling.scaled
}

/// The squares of every gradient, added: `[1]`.
struct Squares<'a> {
    gradients: &'a GradientsParams,
    sum: Option<Tensor<1>>,
}

impl ModuleVisitor for Squares<'_> {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.get::<D>(parameter.id) {
            let square = gradient.square().sum();
            self.sum = Some(match self.sum.take() {
                Some(sum) => sum + square,
                None => square,
            });
        }
    }
}

struct Scaling {
    gradients: GradientsParams,
    scale: Tensor<1>,
    scaled: GradientsParams,
}

impl ModuleVisitor for Scaling {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.remove::<D>(parameter.id) {
            let scale = self.scale.clone().reshape([1; D]);
            self.scaled.register(parameter.id, gradient * scale);
        }
    }
}
