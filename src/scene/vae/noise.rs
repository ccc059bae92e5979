use burn::tensor::{Device, Tensor, TensorData};
use rand_chacha::ChaCha8Rng;

use super::config::{Frame, SceneOptions};
use super::place::PLACE;
use crate::random::{standard_logistic_values, standard_normal_values};

/// What one pass draws, from the host, so that every device draws the same.
#[derive(Debug, Clone)]
pub struct Noise {
    /// Standard logistic: `[images, cells]`
    pub presence: Tensor<2>,
    /// Standard normal, as the rest: `[images * cells, 4]`
    pub place: Tensor<2>,
    /// `[images * cells, 1]`
    pub depth: Tensor<2>,
    /// `[images * cells, what]`
    pub what: Tensor<2>,
    /// `[images, background]`
    pub background: Tensor<2>,
}

impl Noise {
    /// For so many images, in one upload.
    pub fn draw(
        rng: &mut ChaCha8Rng,
        images: usize,
        frame: Frame,
        options: &SceneOptions,
        device: &Device,
    ) -> Self {
        let boxes = images * frame.cells();
        let normal =
            [[boxes, PLACE], [boxes, 1], [boxes, options.what], [images, options.background]];
        let mut values = standard_logistic_values(rng, boxes);
        values.extend(standard_normal_values(rng, normal.iter().map(|[a, b]| a * b).sum()));
        let all = Tensor::<1>::from_data(TensorData::from(&values[..]), device);
        let mut at = boxes;
        let [place, depth, what, background] = normal.map(|shape| {
            let start = at;
            at += shape[0] * shape[1];
            all.clone().slice(start..at).reshape(shape)
        });
        let presence = all.slice(0..boxes).reshape([images, frame.cells()]);
        Self { presence, place, depth, what, background }
    }
}
