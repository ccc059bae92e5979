use vae_playground_kernels::{
    DenseShape, add_to_columns, add_to_rows, dense, dense_input_gradient, dense_product,
    dense_product_gradient, dense_weight_gradient, keep_where_positive, relu,
};

use super::windows::Windows;
use crate::model::{Activation, Block, Kind};

/// A layer with its activation, and what it gives of a batch.
#[derive(Debug)]
pub struct Layer {
    /// Values that it takes of an image.
    pub inputs: usize,
    /// Values that it gives.
    pub outputs: usize,
    relu: bool,
    linear: Linear,
    /// `[batch, outputs]`
    pub output: Vec<f32>,
}

/// What stands before the activation.
#[derive(Debug)]
enum Linear {
    Dense,
    /// A dense layer of what the window shows of the input.
    Convolution(Windows),
    /// A product, whose windows are added up to the output.
    Transposed(Windows),
}

impl Layer {
    /// A block's, where it has no norm, and ReLU or no activation.
    pub fn of(block: &Block) -> Option<Self> {
        let relu = match block.activation {
            None => false,
            Some(Activation::Relu) => true,
            Some(_) => return None,
        };
        if block.norm.is_some() {
            return None;
        }
        let [inputs, outputs] = [block.input, block.output].map(|size| size.values() as usize);
        let linear = match block.kind {
            Kind::Dense => Linear::Dense,
            Kind::Convolution { window } => Linear::Convolution(Windows::new(window, block.output)),
            Kind::TransposedConvolution { window } => {
                Linear::Transposed(Windows::new(window, block.input))
            }
        };
        Some(Self { inputs, outputs, relu, linear, output: Vec::new() })
    }

    /// Values of weight and bias.
    pub fn parameters(&self) -> [usize; 2] {
        let DenseShape { inputs, outputs, .. } = self.shape(1);
        let bias = match &self.linear {
            Linear::Transposed(windows) => windows.image_channels(),
            _ => outputs,
        };
        [inputs * outputs, bias]
    }

    /// Values of an image that are computed before they are added up, or after they were taken apart.
    pub fn scattered(&self) -> usize {
        match &self.linear {
            Linear::Dense => 0,
            Linear::Convolution(windows) | Linear::Transposed(windows) => windows.shown_values(),
        }
    }

    /// Allocates where a batch is larger than all before.
    pub fn make_room(&mut self, batch: usize) {
        self.output.resize(batch * self.outputs, 0.0);
        if let Linear::Convolution(windows) | Linear::Transposed(windows) = &mut self.linear {
            windows.make_room(batch);
        }
    }

    /// The product's, in which each place of a window is an image.
    fn shape(&self, batch: usize) -> DenseShape {
        match &self.linear {
            Linear::Dense => DenseShape { batch, inputs: self.inputs, outputs: self.outputs },
            Linear::Convolution(windows) => windows.shape(batch),
            Linear::Transposed(windows) => {
                let DenseShape { batch, inputs, outputs } = windows.shape(batch);
                DenseShape { batch, inputs: outputs, outputs: inputs }
            }
        }
    }

    fn batch(&self) -> usize {
        self.output.len() / self.outputs
    }

    /// # Shapes
    /// - input: `[batch, inputs]`
    /// - parameters: weight and bias
    /// - scattered: room for [`Self::scattered`] values of each image
    pub fn forward(&mut self, input: &[f32], parameters: [&[f32]; 2], scattered: &mut [f32]) {
        let shape = self.shape(self.batch());
        let Self { linear, output, .. } = self;
        match linear {
            Linear::Dense => dense(input, parameters, shape, self.relu, output),
            Linear::Convolution(windows) => {
                windows.show(input);
                dense(windows.shown(), parameters, shape, self.relu, output);
            }
            Linear::Transposed(windows) => {
                let [weight, bias] = parameters;
                dense_product(input, weight, shape, scattered);
                windows.add_up(scattered, output);
                add_to_rows(output, bias);
                if self.relu {
                    relu(output);
                }
            }
        }
    }

    /// Makes the gradient by the output, `[batch, outputs]`, that by what the activation takes.
    pub fn before_activation(&mut self, gradient: &mut [f32]) {
        if self.relu {
            keep_where_positive(gradient, &self.output);
        }
        if let Linear::Transposed(windows) = &mut self.linear {
            windows.show(gradient);
        }
    }

    /// From the gradient before the activation, that by the input, `[batch, inputs]`.
    pub fn input_gradient(
        &self,
        gradient: &[f32],
        weight: &[f32],
        by_input: &mut [f32],
        scattered: &mut [f32],
    ) {
        let shape = self.shape(self.batch());
        match &self.linear {
            Linear::Dense => dense_input_gradient(gradient, weight, shape, by_input),
            Linear::Convolution(windows) => {
                dense_input_gradient(gradient, weight, shape, scattered);
                windows.add_up(scattered, by_input);
            }
            Linear::Transposed(windows) => {
                dense_input_gradient(windows.shown(), weight, shape, by_input);
            }
        }
    }

    /// From the gradient before the activation, those by weight and bias, at the begin of the room for them.
    pub fn weight_gradient<'a>(
        &self,
        input: &[f32],
        gradient: &[f32],
        room: &'a mut [Vec<f32>; 2],
    ) -> [&'a [f32]; 2] {
        let shape = self.shape(self.batch());
        let [weights, biases] = self.parameters();
        let [by_weight, by_bias] = room;
        let (by_weight, by_bias) = (&mut by_weight[..weights], &mut by_bias[..biases]);
        match &self.linear {
            Linear::Dense => dense_weight_gradient(input, gradient, shape, [by_weight, by_bias]),
            Linear::Convolution(windows) => {
                dense_weight_gradient(windows.shown(), gradient, shape, [by_weight, by_bias]);
            }
            Linear::Transposed(windows) => {
                dense_product_gradient(input, windows.shown(), shape, by_weight);
                by_bias.fill(0.0);
                add_to_columns(by_bias, gradient);
            }
        }
        [by_weight, by_bias]
    }
}
