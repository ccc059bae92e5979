use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::activation::{sigmoid, softmax};
use burn::tensor::{Device, Tensor, s};
use rand_chacha::ChaCha8Rng;

use super::boxes::Boxes;
use super::config::{Frame, SceneOptions};
use super::noise::Noise;
use super::place::{MARGIN, PLACE, Places, SIDE};
use super::presence::Presence;
use super::upsample::upsample;
use crate::model::{Posterior, layer};
use crate::ops::{Window, composite, dense, patches};

/// Channels, window and stride of the backbone's convolutions: together cells of 12 pixels; the last sees the cells
/// beside its own.
const BACKBONE: [[usize; 4]; 4] = [[16, 4, 2, 1], [32, 4, 2, 1], [64, 3, 3, 0], [64, 3, 1, 1]];
const FEATURES: usize = 64;
/// Units of the glimpse networks.
const GLIMPSE: usize = 128;
/// Units of the background's decoder.
const BACKGROUND: usize = 32;
/// Places a side of the background before it is enlarged.
pub const COARSE: usize = 12;
/// What a cell says: its presence; mean and log-variance of place and depth.
const HEAD: usize = 1 + 2 * PLACE + 2;
/// How sharply the nearer of two objects covers the other (Lin et al. 2020).
const SHARPNESS: f32 = 100.0;

/// A variational autoencoder of scenes, each a background and objects in cells of a grid, after AIR (Eslami et al.
/// 2016), SPAIR (Crawford & Pineau 2019) and SPACE (Lin et al. 2020). A cell says whether it has an object, in which
/// box, how deep, and, from what the box shows, what it looks like.
#[derive(Module, Debug)]
pub struct SceneVae {
    backbone: Vec<Linear>,
    cells: Linear,
    glimpse_encoder: Vec<Linear>,
    glimpse_decoder: Vec<Linear>,
    background_encoder: Linear,
    background_decoder: Vec<Linear>,
    #[module(skip)]
    places: Places,
}

/// What the backbone says of some images.
#[derive(Debug, Clone)]
pub struct Cells {
    /// Of `[images, cells]`.
    pub presence: Presence,
    /// Of `[images * cells, 4]`.
    pub place: Posterior,
    /// Of `[images * cells, 1]`.
    pub depth: Posterior,
    /// Of `[images, background]`.
    pub background: Posterior,
}

/// A pass of images through the model.
#[derive(Debug, Clone)]
pub struct Pass {
    /// What the cells said.
    pub cells: Cells,
    /// Of `[images * cells, what]`.
    pub what: Posterior,
    /// How present each object was drawn: `[images, cells]`.
    pub present: Tensor<2>,
    /// Centres and sizes of objects' boxes, each vertical and horizontal, in pixels: `[images * cells]`.
    pub boxes: [[Tensor<1>; 2]; 2],
    /// Each cell's object where it is, colour times alpha, then alpha: `[images, cells, height, channels + 1, width]`.
    pub layers: Tensor<5>,
    /// How far each cell's object is to the front: `[images, cells]`.
    pub nearness: Tensor<2>,
    /// All objects, colour times alpha, then alpha: `[images, height, channels + 1, width]`.
    pub objects: Tensor<4>,
    /// `[images, height, channels, width]`
    pub ground: Tensor<4>,
}

impl Pass {
    /// How much of a pixel is each cell's, 1 in sum: `[images, cells, height, 1, width]`.
    pub fn shares(&self) -> Tensor<5> {
        let [images, cells, _, values, _] = self.layers.dims();
        let alphas = self.layers.clone().slice(s![.., .., .., values - 1..]);
        softmax(alphas * self.nearness.clone().reshape([images, cells, 1, 1, 1]), 1)
    }
}

impl SceneVae {
    /// With weights drawn from `rng`.
    pub fn new(
        frame: Frame,
        options: &SceneOptions,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        let mut new = |inputs: usize, outputs: usize| layer([inputs, outputs], rng, device);
        let windows = windows(frame);
        let backbone = windows.iter().zip(BACKBONE);
        let glimpse = SIDE * SIDE * frame.channels;
        let coarse = COARSE * COARSE * frame.channels;
        Self {
            backbone: backbone.map(|(window, [out, ..])| new(window.values(), out)).collect(),
            cells: new(FEATURES, HEAD),
            glimpse_encoder: vec![new(glimpse, GLIMPSE), new(GLIMPSE, 2 * options.what)],
            glimpse_decoder: vec![new(options.what, GLIMPSE), new(GLIMPSE, glimpse + SIDE * SIDE)],
            background_encoder: new(frame.cells() * FEATURES, 2 * options.background),
            background_decoder: vec![new(options.background, BACKGROUND), new(BACKGROUND, coarse)],
            places: Places { frame, usual: options.object_size },
        }
    }

    /// How boxes and latents go together.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// What the cells say, and the whole.
    ///
    /// # Shapes
    /// - images: `[images, height * width * channels]`, channels last
    pub fn cells(&self, images: Tensor<2>) -> Cells {
        let count = images.dims()[0];
        let mut x = images;
        for (layer, window) in self.backbone.iter().zip(windows(self.places.frame)) {
            let [rows, columns] = window.places();
            x = dense(layer, patches(x, window), true);
            let width = x.dims()[1] * rows * columns;
            x = x.reshape([count, width]);
        }
        let cells = self.places.frame.cells();
        let said = dense(&self.cells, x.clone().reshape([count * cells, FEATURES]), false);
        let part = |range: std::ops::Range<usize>| said.clone().slice(s![.., range]);
        Cells {
            presence: Presence::new(part(0..1).reshape([count, cells])),
            place: Posterior { parameters: part(1..1 + 2 * PLACE) },
            depth: Posterior { parameters: part(1 + 2 * PLACE..HEAD) },
            background: Posterior { parameters: dense(&self.background_encoder, x, false) },
        }
    }

    /// What a box's inside looks like.
    ///
    /// # Shapes
    /// - glimpses: `[boxes, 16 * channels, 16]`
    pub fn glimpse_posterior(&self, glimpses: Tensor<3>) -> Posterior {
        let [boxes, rows, columns] = glimpses.dims();
        let x = dense(&self.glimpse_encoder[0], glimpses.reshape([boxes, rows * columns]), true);
        Posterior { parameters: dense(&self.glimpse_encoder[1], x, false) }
    }

    /// Colour times alpha, then alpha.
    ///
    /// # Shapes
    /// - z: `[boxes, what]`
    /// - output: `[boxes, 16, channels + 1, 16]`
    pub fn decoded_glimpses(&self, z: Tensor<2>) -> Tensor<4> {
        let ([boxes, _], channels) = (z.dims(), self.places.frame.channels);
        let x = dense(&self.glimpse_decoder[0], z, true);
        let x = sigmoid(dense(&self.glimpse_decoder[1], x, false));
        let x = x.reshape([boxes, SIDE, channels + 1, SIDE]);
        let alpha = x.clone().slice(s![.., .., channels..]);
        Tensor::cat(vec![x.slice(s![.., .., ..channels]) * alpha.clone(), alpha], 2)
    }

    /// Encodes images and draws them again; at the means, and with presences as probable as they are, where there is
    /// no noise.
    ///
    /// # Shapes
    /// - images: `[images, height * width * channels]`, channels last
    pub fn pass(&self, images: Tensor<2>, noise: Option<Noise>, temperature: f64) -> Pass {
        let said = self.cells(images.clone());
        self.pass_of(said, images, noise, temperature)
    }

    /// The same of what the cells said of the images.
    pub fn pass_of(
        &self,
        said: Cells,
        images: Tensor<2>,
        noise: Option<Noise>,
        temperature: f64,
    ) -> Pass {
        let (frame, count) = (self.places.frame, images.dims()[0]);
        let Frame { height, width, channels } = frame;
        let (cells, side) = (frame.cells(), [height, width]);
        let (present, place, depth) = match &noise {
            Some(noise) => (
                said.presence.sample(noise.presence.clone(), temperature),
                said.place.sample(noise.place.clone()),
                said.depth.sample(noise.depth.clone()),
            ),
            None => (said.presence.probability(), said.place.mean(), said.depth.mean()),
        };
        let [centres, sizes] = self.places.boxes(place);
        let wide = sizes.clone().map(|size| size * MARGIN);
        let boxes = Boxes::new(centres.clone(), wide, side, SIDE);
        let what = self.glimpse_posterior(boxes.crop(lines(images, frame)));
        let (z, z_background) = match noise {
            Some(noise) => (what.sample(noise.what), said.background.sample(noise.background)),
            None => (what.mean(), said.background.mean()),
        };

        let glimpses = self.decoded_glimpses(z) * present.clone().reshape([count * cells, 1, 1, 1]);
        let glimpses = glimpses.reshape([count * cells, SIDE * (channels + 1), SIDE]);
        let layers = boxes.render(glimpses).reshape([count, cells, height, channels + 1, width]);
        let nearness = sigmoid(-depth).reshape([count, cells]) * SHARPNESS;
        let objects = composite(layers.clone(), nearness.clone());
        Pass {
            cells: said,
            what,
            present,
            boxes: [centres, sizes],
            layers,
            nearness,
            objects,
            ground: self.ground(z_background),
        }
    }

    /// What is behind the objects.
    ///
    /// # Shapes
    /// - z: `[images, background]`
    /// - output: `[images, height, channels, width]`
    pub fn ground(&self, z: Tensor<2>) -> Tensor<4> {
        let (frame, count) = (self.places.frame, z.dims()[0]);
        let x = dense(&self.background_decoder[0], z, true);
        let x = sigmoid(dense(&self.background_decoder[1], x, false));
        upsample(x.reshape([count, COARSE, frame.channels, COARSE]), [frame.height, frame.width])
    }
}

/// Images with rows of channels of columns, as boxes take them: `[images, height, channels * width]`.
pub fn lines(images: Tensor<2>, frame: Frame) -> Tensor<3> {
    let Frame { height, width, channels } = frame;
    let count = images.dims()[0];
    let images = images.reshape([count, height, width, channels]);
    images.swap_dims(2, 3).reshape([count, height, channels * width])
}

fn windows(frame: Frame) -> [Window; 4] {
    let Frame { mut height, mut width, mut channels } = frame;
    BACKBONE.map(|[out, size, stride, padding]| {
        let window = Window { size, stride, padding, height, width, channels };
        [height, width] = window.places();
        channels = out;
        window
    })
}
