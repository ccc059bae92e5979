use std::f64::consts::TAU;

use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::boxes::Boxes;
use super::config::{Frame, SceneOptions};
use super::cutout::Cutout;
use super::loss::{Parts, robust_loss};
use super::model::{SceneVae, lines};
use super::place::{MARGIN, PLACE, Places, SIDE};
use crate::model::Posterior;
use crate::random::standard_normal;

/// Objects put into a scene, at most.
const OBJECTS: usize = 3;
/// Sizes of their longer sides, in shares of the usual.
const SIZES: std::ops::Range<f32> = 0.8..1.2;
/// How often a place is sought for one.
const TRIES: usize = 20;
/// Most of a box that another may cover.
const OVERLAP: f32 = 0.1;
/// Of a scene's objects, how many were put there, about.
const KNOWN: f64 = 0.5;
/// What presence weighs beside sums over pixels, which train the same backbone, and of whose gradient its own would be
/// the smallest part.
const PRESENCE: f32 = 100.0;

/// Scenes into which objects were put, and where: what a model can learn to infer that cannot see them yet, the sleep
/// phase of wake-sleep (Hinton et al. 1995). Of the objects that were there before nothing is known, so presence is
/// learned from positive and unlabelled cells.
pub struct Dreams {
    /// `[images, height * width * channels]`
    scenes: Tensor<2>,
    /// 1 where a cell has an object: `[images, cells]`
    present: Tensor<2>,
    /// What the cells of objects should say of their places: `[images * cells, 4]`
    places: Tensor<2>,
    /// 1 where a slot has an object: `[images * slots]`
    slots: Tensor<1>,
    /// Each slot's box: `[images * slots]`
    boxes: [[Tensor<1>; 2]; 2],
    /// What each slot's box shows: `[images * slots, 16, channels + 1, 16]`
    glimpses: Tensor<4>,
    /// Standard normal: `[images * slots, what]` and `[images, background]`
    noise: [Tensor<2>; 2],
}

impl Dreams {
    /// Puts objects into scenes of pixel values, as many as the device will get.
    pub fn new(
        mut scenes: Vec<f32>,
        cutouts: &[Cutout],
        places: &Places,
        options: &SceneOptions,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        let frame = places.frame;
        let (images, cells) = (scenes.len() / frame.pixels(), frame.cells());
        let glimpse = SIDE * SIDE * (frame.channels + 1);
        let mut present = vec![0.0; images * cells];
        let mut latents = vec![0.0; images * cells * PLACE];
        let mut slots = vec![0.0; images * OBJECTS];
        // An empty slot's box lies somewhere.
        let mut boxes = vec![[[0.0, 0.0], [places.usual as f32; 2]]; images * OBJECTS];
        let mut glimpses = vec![0.0; images * OBJECTS * glimpse];
        for (image, scene) in scenes.chunks_exact_mut(frame.pixels()).enumerate() {
            let mut taken: Vec<[[f32; 2]; 2]> = Vec::new();
            for slot in 0..rng.random_range(1..=OBJECTS) {
                let cutout = &cutouts[rng.random_range(0..cutouts.len())];
                let size = scaled_size(cutout, places, rng);
                let free = (0..TRIES).find_map(|_| {
                    let [top, left] = [(0, frame.height), (1, frame.width)]
                        .map(|(axis, side)| rng.random_range(0..=side - size[axis]));
                    let extent = size.map(|size| size as f32);
                    let centre = [top as f32 + extent[0] / 2.0, left as f32 + extent[1] / 2.0];
                    let (cell, z) = places.latents(centre, extent);
                    let apart =
                        taken.iter().all(|other| covered(*other, [centre, extent]) <= OVERLAP);
                    let free = apart && present[image * cells + cell] == 0.0;
                    free.then_some(([top, left], [centre, extent], image * cells + cell, z))
                });
                let Some((corner, place, cell, z)) = free else { continue };
                taken.push(place);
                draw(scene, frame, &cutout.scaled(size), corner);
                present[cell] = 1.0;
                latents[cell * PLACE..][..PLACE].copy_from_slice(&z);
                let slot = image * OBJECTS + slot;
                (slots[slot], boxes[slot]) = (1.0, place);
                let seen = lined(&cutout.glimpse(MARGIN), frame.channels + 1);
                glimpses[slot * glimpse..][..glimpse].copy_from_slice(&seen);
            }
        }
        let line = |values: Vec<f32>| Tensor::<1>::from_data(TensorData::from(&values[..]), device);
        let part = |part: usize| {
            [0, 1].map(|axis| line(boxes.iter().map(|place| place[part][axis]).collect()))
        };
        let noise = [[images * OBJECTS, options.what], [images, options.background]];
        Self {
            noise: noise.map(|shape| standard_normal(rng, shape, device)),
            boxes: [part(0), part(1)],
            scenes: line(scenes).reshape([images, frame.pixels()]),
            present: line(present).reshape([images, cells]),
            places: line(latents).reshape([images * cells, PLACE]),
            slots: line(slots),
            glimpses: line(glimpses).reshape([images * OBJECTS, SIDE, frame.channels + 1, SIDE]),
        }
    }

    /// `-log q` of what is known of presence and places, the negative ELBO of the glimpses, and a ground that overlooks
    /// the objects.
    pub fn loss(&self, model: &SceneVae, deviation: f64) -> Parts {
        let (frame, images) = (model.places().frame, self.scenes.dims()[0]);
        let [noise, noise_of_ground] = self.noise.clone();
        let cells = model.cells(self.scenes.clone());
        let owned = self.present.clone().reshape([images * frame.cells()]);
        let lines = lines(self.scenes.clone(), frame);
        let [centres, sizes] = self.boxes.clone();
        let wide = sizes.map(|size| size * MARGIN);
        let boxes = Boxes::new(centres, wide, [frame.height, frame.width], SIDE);
        let what = model.glimpse_posterior(boxes.crop(lines.clone()));
        let decoded = model.decoded_glimpses(what.sample(noise));
        let apart = (decoded - self.glimpses.clone()).square();
        let [slots, rows, values, columns] = apart.dims();
        let apart = apart.reshape([slots, rows * values * columns]).sum_dim(1).squeeze_dim(1);
        let glimpses = apart * (0.5 / (deviation * deviation));
        let ground = model.ground(cells.background.sample(noise_of_ground));
        Parts::of(
            [
                (glimpses * self.slots.clone()).sum() + robust_loss(ground, lines, deviation),
                (what.kl() * self.slots.clone()).sum(),
                (normal_loss(&cells.place, self.places.clone()) * owned.clone()).sum(),
                (cells.depth.kl() * owned).sum(),
                cells.presence.loss_of_known(self.present.clone(), KNOWN).sum(),
                cells.background.kl().sum(),
            ],
            images,
        )
        .weighing(PRESENCE)
    }
}

/// `-log q(z)`, summed over dimensions: `[rows]`.
fn normal_loss(posterior: &Posterior, z: Tensor<2>) -> Tensor<1> {
    let log_variance = posterior.log_variance();
    let square = (z - posterior.mean()).square() * (-log_variance.clone()).exp();
    ((square + log_variance + TAU.ln()) * 0.5).sum_dim(1).squeeze_dim(1)
}

/// Rows and columns of an object in a scene, its longer side about the usual.
fn scaled_size(cutout: &Cutout, places: &Places, rng: &mut ChaCha8Rng) -> [usize; 2] {
    let longer = places.usual as f32 * rng.random_range(SIZES);
    let [rows, columns] = cutout.size.map(|size| size as f32);
    let scale = longer / rows.max(columns);
    let to = |size: f32, most: usize| ((size * scale).round() as usize).clamp(2, most);
    [to(rows, places.frame.height), to(columns, places.frame.width)]
}

/// The part of the smaller of two boxes that the other covers; centres and sizes.
fn covered(a: [[f32; 2]; 2], b: [[f32; 2]; 2]) -> f32 {
    let area = |[_, size]: [[f32; 2]; 2]| size[0] * size[1];
    let shared = |axis: usize| {
        let end = |[centre, size]: [[f32; 2]; 2], sign: f32| centre[axis] + sign * size[axis] / 2.0;
        (end(a, 1.0).min(end(b, 1.0)) - end(a, -1.0).max(end(b, -1.0))).max(0.0)
    };
    shared(0) * shared(1) / area(a).min(area(b))
}

fn draw(scene: &mut [f32], frame: Frame, cutout: &Cutout, [top, left]: [usize; 2]) {
    let (channels, columns) = (frame.channels, cutout.size[1]);
    for (at, source) in cutout.pixels.chunks_exact(channels + 1).enumerate() {
        let place = (top + at / columns) * frame.width + left + at % columns;
        let pixel = &mut scene[place * channels..][..channels];
        let behind = 1.0 - source[channels].min(1.0);
        for (value, own) in pixel.iter_mut().zip(source) {
            *value = (behind * *value + own).min(1.0);
        }
    }
}

/// `[16, 16, values]` as rows of values of columns.
fn lined(glimpse: &[f32], values: usize) -> Vec<f32> {
    let mut lined = vec![0.0; glimpse.len()];
    for (at, pixel) in glimpse.chunks_exact(values).enumerate() {
        for (value, &source) in pixel.iter().enumerate() {
            lined[(at / SIDE * values + value) * SIDE + at % SIDE] = source;
        }
    }
    lined
}

#[cfg(all(test, feature = "cpu", not(target_family = "wasm")))]
mod tests {
    use super::*;
    use crate::random::{Stream, generator};

    #[test]
    fn it_is_known_where_objects_were_put() {
        let frame = Frame { height: 48, width: 36, channels: 1 };
        let places = Places { frame, usual: 12.0 };
        let cutout = Cutout { size: [3, 3], channels: 1, pixels: vec![1.0; 18] };
        let mut rng = generator(1, Stream::Noise);
        let (options, device) = (SceneOptions::default(), Device::flex());
        let scenes = vec![0.0; 20 * frame.pixels()];
        let dreams = Dreams::new(scenes, &[cutout], &places, &options, &mut rng, &device);
        let values = |tensor: Tensor<1>| tensor.into_data().try_into_vec::<f32>().unwrap();
        let line = |tensor: Tensor<2>| values(tensor.flatten(0, 1));
        let (scenes, present) = (line(dreams.scenes), line(dreams.present));
        let slots = values(dreams.slots.clone());
        assert!(slots.iter().sum::<f32>() >= 20.0);
        assert_eq!(present.iter().sum::<f32>(), slots.iter().sum::<f32>());
        let [[y, x], [h, w]] = dreams.boxes.map(|pair| pair.map(values));
        let inside = |slot: usize, pixel: usize| {
            let [row, column] = [pixel / 36, pixel % 36].map(|at| at as f32 + 0.5);
            let near = (row - y[slot]).abs() < h[slot] / 2.0;
            slots[slot] == 1.0 && near && (column - x[slot]).abs() < w[slot] / 2.0
        };
        for (at, &value) in scenes.iter().enumerate() {
            let (scene, pixel) = (at / frame.pixels(), at % frame.pixels());
            let any = (0..OBJECTS).any(|slot| inside(scene * OBJECTS + slot, pixel));
            assert_eq!(value > 0.0, any, "scene {scene}, pixel {pixel}: {value}");
        }
        // Where latents say it is, it is.
        let [[ys, _], _] = places.boxes(dreams.places).map(|pair| pair.map(values));
        for (slot, _) in slots.iter().enumerate().filter(|(_, slot)| **slot == 1.0) {
            let cells = slot / OBJECTS * frame.cells()..(slot / OBJECTS + 1) * frame.cells();
            let mut found = ys[cells.clone()].iter().zip(&present[cells]);
            assert!(found.any(|(at, present)| *present == 1.0 && (at - y[slot]).abs() < 1e-3));
        }
    }
}
