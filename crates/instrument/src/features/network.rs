use half::f16;
use safetensors::{Dtype, SafeTensors};

use crate::error::{Error, Result};

/// Pixels of a side of the images it sees.
pub(super) const SIDE: usize = 16;
const HIDDEN: usize = 96;
/// Features of an image.
pub const FEATURES: usize = 64;

/// The classifier up to the layer before its last.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    first: Layer,
    second: Layer,
}

/// `max(0, weight input + bias)`.
#[derive(Debug, Clone, PartialEq)]
struct Layer {
    /// `[outputs, inputs]`.
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Network {
    /// Reads the safetensors file that `scripts/make_features.py` writes: `first.weight` F16 `[96, 768]`, `first.bias`,
    /// `second.weight` F16 `[64, 96]`, `second.bias`.
    ///
    /// # Errors
    /// When it is another file.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let file = SafeTensors::deserialize(bytes)
            .map_err(|error| Error::FeaturesFile { reason: error.to_string() })?;
        Ok(Self {
            first: Layer::read(&file, "first", HIDDEN, SIDE * SIDE * 3)?,
            second: Layer::read(&file, "second", FEATURES, HIDDEN)?,
        })
    }

    /// Multiplications and additions an image.
    pub(super) fn cost(&self) -> usize {
        self.first.weight.len() + self.second.weight.len()
    }

    /// Of an image `[16, 16, 3]`: `[64]`.
    pub(super) fn features(&self, pixels: &[f32]) -> Vec<f32> {
        self.second.apply(&self.first.apply(pixels))
    }
}

impl Layer {
    fn read(file: &SafeTensors<'_>, name: &str, outputs: usize, inputs: usize) -> Result<Self> {
        let tensor = |part: &str, shape: &[usize]| {
            let name = format!("{name}.{part}");
            let wrong = |what: &str| Error::FeaturesFile { reason: format!("{name} {what}") };
            let tensor = file.tensor(&name).map_err(|_| wrong("is missing"))?;
            if tensor.dtype() != Dtype::F16 || tensor.shape() != shape {
                return Err(wrong(&format!("is not F16 {shape:?}")));
            }
            let (values, _) = tensor.data().as_chunks();
            let values: Vec<f32> =
                values.iter().map(|&value| f16::from_le_bytes(value).into()).collect();
            if values.iter().any(|value| !value.is_finite()) {
                return Err(wrong("has a value that is not finite"));
            }
            Ok(values)
        };
        Ok(Self {
            weight: tensor("weight", &[outputs, inputs])?,
            bias: tensor("bias", &[outputs])?,
        })
    }

    fn apply(&self, input: &[f32]) -> Vec<f32> {
        let rows = self.weight.chunks_exact(input.len()).zip(&self.bias);
        rows.map(|(row, bias)| (dot(row, input) + bias).max(0.0)).collect()
    }
}

/// In eight sums, which a processor adds at once.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
    let mut sums = [0.0; 8];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}
