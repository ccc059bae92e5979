use vae_playground_js::write;
use wasm_bindgen::prelude::*;

use crate::images::{Images, Pixels};
use crate::labels::Labels;
use crate::receipt::Receipt;

/// A set of images, with what is known about them.
///
/// Large arrays are handed over: the first reading of `pixelsU8`, `pixelsF32`, `labels` or `factors`
/// takes it out of the module's memory, the next gives `undefined`.
#[wasm_bindgen]
pub struct LoadedImages {
    bytes: Option<Vec<u8>>,
    floats: Option<Vec<f32>>,
    shape: Vec<u32>,
    labels: Option<Vec<u32>>,
    label_names: Vec<String>,
    factors: Option<Vec<f32>>,
    factor_names: Vec<String>,
    receipt: Receipt,
}

#[wasm_bindgen]
impl LoadedImages {
    /// Pixel values over 255, row-major, where the set has bytes.
    #[wasm_bindgen(getter, js_name = pixelsU8)]
    pub fn pixels_u8(&mut self) -> Option<Vec<u8>> {
        self.bytes.take()
    }

    /// Pixel values in [0, 1], row-major, where the set has fractions.
    #[wasm_bindgen(getter, js_name = pixelsF32)]
    pub fn pixels_f32(&mut self) -> Option<Vec<f32>> {
        self.floats.take()
    }

    /// `[count, height, width, channels]`
    #[wasm_bindgen(getter)]
    pub fn shape(&self) -> Vec<u32> {
        self.shape.clone()
    }

    /// For each image a position in `labelNames`.
    #[wasm_bindgen(getter)]
    pub fn labels(&mut self) -> Option<Vec<u32>> {
        self.labels.take()
    }

    /// The classes that `labels` numbers from 0; none without labels.
    #[wasm_bindgen(getter, js_name = labelNames)]
    pub fn label_names(&self) -> Vec<String> {
        self.label_names.clone()
    }

    /// What was found and left out.
    #[wasm_bindgen(getter, unchecked_return_type = "Receipt")]
    pub fn receipt(&self) -> JsValue {
        write(&self.receipt)
    }

    /// Of generated images, for each the values of `factorNames`.
    #[wasm_bindgen(getter)]
    pub fn factors(&mut self) -> Option<Vec<f32>> {
        self.factors.take()
    }

    /// What varies from image to image; none where the images weren't generated.
    #[wasm_bindgen(getter, js_name = factorNames)]
    pub fn factor_names(&self) -> Vec<String> {
        self.factor_names.clone()
    }
}

impl LoadedImages {
    /// Generated images; `factors` holds `names.len()` values an image, one image after another.
    pub fn with_factors(images: Images, factors: Vec<f32>, names: &[&str]) -> Self {
        let factor_names = names.iter().map(|&name| name.to_owned()).collect();
        Self { factors: Some(factors), factor_names, ..Self::from(images) }
    }
}

impl From<Images> for LoadedImages {
    fn from(images: Images) -> Self {
        let (bytes, floats) = match images.pixels {
            Pixels::U8(values) => (Some(values), None),
            Pixels::F32(values) => (None, Some(values)),
        };
        let shape = images.shape;
        let (labels, label_names) =
            images.labels.map_or((None, Vec::new()), |labels| (Some(labels.values), labels.names));
        Self {
            bytes,
            floats,
            shape: [shape.count, shape.height, shape.width, shape.channels]
                .map(|size| size as u32)
                .into(),
            labels,
            label_names,
            factors: None,
            factor_names: Vec::new(),
            receipt: images.receipt,
        }
    }
}

/// Classes of images.
#[wasm_bindgen]
pub struct LoadedLabels(Labels);

#[wasm_bindgen]
impl LoadedLabels {
    /// For each image a position in `names`.
    #[wasm_bindgen(getter)]
    pub fn values(&self) -> Vec<u32> {
        self.0.values.clone()
    }

    /// The classes that `values` numbers from 0.
    #[wasm_bindgen(getter)]
    pub fn names(&self) -> Vec<String> {
        self.0.names.clone()
    }
}

impl From<Labels> for LoadedLabels {
    fn from(labels: Labels) -> Self {
        Self(labels)
    }
}
