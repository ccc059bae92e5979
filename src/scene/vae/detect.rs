use burn::tensor::{Int, Tensor, s};

use super::config::Frame;
use super::loss::responsibility;
use super::model::{SceneVae, lines};
use crate::error::Result;

/// Presence from which a cell counts as having an object.
const PRESENT: f32 = 0.5;
/// Fewest pixels of an object.
const PIXELS: usize = 4;

/// What was found in some scenes, at the posteriors' means. Values of scenes stand one after another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// How probably a cell has an object, 0 where not one pixel is its own: `[scenes, cells]`
    pub presence: Vec<f32>,
    /// Boxes of the cells' objects, of their pixels where there are some: left, top, width and height in pixels,
    /// `[scenes, cells, 4]`
    pub boxes: Vec<f32>,
    /// Means of what the cells' objects look like: `[scenes, cells, what]`
    pub what: Vec<f32>,
    /// Means of place and depth: `[scenes, cells, 5]`
    pub place: Vec<f32>,
    /// Which cell's object a pixel is, counted from 1, and 0 for the background: `[scenes, height, width]`
    pub masks: Vec<u8>,
    /// As the model sees them: `[scenes, height, width, channels]`
    pub reconstruction: Vec<f32>,
}

impl Found {
    /// Adds what was found in other scenes.
    pub fn extend(&mut self, other: Self) {
        self.presence.extend(other.presence);
        self.boxes.extend(other.boxes);
        self.what.extend(other.what);
        self.place.extend(other.place);
        self.masks.extend(other.masks);
        self.reconstruction.extend(other.reconstruction);
    }
}

impl SceneVae {
    /// Finds the objects of scenes.
    ///
    /// # Errors
    /// [`crate::error::Error::Device`] when the device fails.
    ///
    /// # Shapes
    /// - images: `[scenes, height * width * channels]`, channels last, on the model's device without gradients
    pub async fn find(&self, images: Tensor<2>, deviation: f64) -> Result<Found> {
        let frame = self.places().frame;
        let Frame { height, width, channels } = frame;
        let (count, cells) = (images.dims()[0], frame.cells());
        let pass = self.pass(images.clone(), None, 1.0);
        let alphas = pass.layers.clone().slice(s![.., .., .., channels.., ..]);
        // A pixel is the cell's that gives it most of its alpha.
        let owner = (alphas * pass.shares.clone()).argmax(1).reshape([count * height * width]);
        let seen = responsibility(&pass, lines(images, frame), deviation);
        let seen = floats(seen.reshape([count * height * width])).await?;
        let owner = ints(owner).await?;
        let presence = floats(pass.present.clone().reshape([count * cells])).await?;
        let [[y, x], [h, w]] = pass.boxes.clone();
        let corner = |centre: Tensor<1>, size: &Tensor<1>| centre - size.clone() * 0.5;
        let sides: Tensor<2> = Tensor::stack(vec![corner(x, &w), corner(y, &h), w, h], 1);
        let place = Tensor::cat(vec![pass.cells.place.mean(), pass.cells.depth.mean()], 1);
        let alpha = pass.objects.clone().slice(s![.., .., channels.., ..]).clamp_max(1.0);
        let objects = pass.objects.slice(s![.., .., ..channels, ..]);
        let drawn = (objects + pass.ground * (-alpha + 1.0)).swap_dims(2, 3);
        let mut found = Found {
            presence,
            boxes: floats(sides.reshape([count * cells * 4])).await?,
            what: flat(pass.what.mean()).await?,
            place: flat(place).await?,
            masks: vec![0; seen.len()],
            reconstruction: floats(drawn.reshape([count * frame.pixels()])).await?,
        };
        for (scene, masks) in found.masks.chunks_exact_mut(height * width).enumerate() {
            let at = scene * height * width;
            let cell = |pixel: usize| (seen[at + pixel] > 0.5).then(|| owner[at + pixel]);
            let mut bounds = vec![Bounds::default(); cells];
            (0..height * width).for_each(|pixel| {
                if let Some(cell) = cell(pixel) {
                    bounds[cell].add(pixel % width, pixel / width);
                }
            });
            let presence = &mut found.presence[scene * cells..][..cells];
            let boxes = &mut found.boxes[scene * cells * 4..][..cells * 4];
            for ((presence, sides), bounds) in
                presence.iter_mut().zip(boxes.chunks_exact_mut(4)).zip(&bounds)
            {
                if bounds.pixels < PIXELS {
                    *presence = 0.0;
                } else {
                    sides.copy_from_slice(&bounds.sides());
                }
            }
            for (pixel, mask) in masks.iter_mut().enumerate() {
                if let Some(cell) = cell(pixel).filter(|&cell| presence[cell] >= PRESENT) {
                    *mask = cell as u8 + 1;
                }
            }
        }
        Ok(found)
    }
}

/// The pixels of an object.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
    pixels: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { left: usize::MAX, top: usize::MAX, right: 0, bottom: 0, pixels: 0 }
    }
}

impl Bounds {
    fn add(&mut self, x: usize, y: usize) {
        (self.left, self.top) = (self.left.min(x), self.top.min(y));
        (self.right, self.bottom) = (self.right.max(x + 1), self.bottom.max(y + 1));
        self.pixels += 1;
    }

    fn sides(&self) -> [f32; 4] {
        [self.left, self.top, self.right - self.left, self.bottom - self.top]
            .map(|side| side as f32)
    }
}

async fn flat(values: Tensor<2>) -> Result<Vec<f32>> {
    let [rows, columns] = values.dims();
    floats(values.reshape([rows * columns])).await
}

async fn floats(values: Tensor<1>) -> Result<Vec<f32>> {
    let data = values.into_data_async().await?;
    Ok(data.try_into_vec().expect("they are f32"))
}

async fn ints(values: Tensor<1, Int>) -> Result<Vec<usize>> {
    let data = values.into_data_async().await?;
    Ok(data.iter::<i64>().map(|value| value as usize).collect())
}
