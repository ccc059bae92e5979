use burn::tensor::Tensor;

/// A place on the way through a model at which somebody may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// After a block's layer: the first stage of every block.
    Layer,
    /// After its norm, where it has one.
    Norm,
    /// After its activation, where it has one.
    Activation,
    /// Between encoder and decoder: a latent vector an image.
    Latent,
}

/// Somebody who looks at what passes through a model's own layers, and may put something else in its place.
pub trait Watch {
    /// Whether it looks between a layer and its activation; where nobody does, both may be one operation.
    fn opens(&self) -> bool {
        true
    }

    /// What goes on in place of `value`: the value itself where it is only looked at. Blocks come in the model's order,
    /// the stages of each in the order of [`Stage`].
    ///
    /// # Shapes
    /// - value, output: `[batch * places, channels]`
    fn pass(&mut self, stage: Stage, value: Tensor<2>, places: usize) -> Tensor<2>;
}

/// Nobody.
pub struct Unwatched;

impl Watch for Unwatched {
    fn opens(&self) -> bool {
        false
    }

    fn pass(&mut self, _: Stage, value: Tensor<2>, _: usize) -> Tensor<2> {
        value
    }
}
