use burn::tensor::{Int, Tensor, s};

use super::config::Frame;
use super::loss::responsibility;
use super::model::{SceneVae, lines};
use crate::error::Result;

/// How probably a pixel is an object's that counts for its box.
const CLEAR: f32 = 0.25;
/// The same of a pixel in its box that is in its mask. Low, for an object's soft edge is as like the background: pixels of
/// objects are rarely missed, and some beside them are taken along.
const FAINT: f32 = 0.02;
/// Overlap of boxes from which two cells have the same object.
const SAME: f32 = 0.4;
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
    /// Presence from which a cell counts as having an object. Chosen on composed scenes: digits on black, where fewer would
    /// do, and things on landscapes, where more would.
    pub const PRESENT: f64 = 0.4;

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
        let owner = (alphas * pass.shares()).argmax(1).reshape([count * height * width]);
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
        for scene in 0..count {
            let area = scene * height * width..(scene + 1) * height * width;
            let cells = scene * cells..(scene + 1) * cells;
            divide(
                &mut found.presence[cells.clone()],
                &mut found.boxes.as_chunks_mut().0[cells],
                &mut found.masks[area.clone()],
                Pixels { width, owners: &owner[area.clone()], seen: &seen[area] },
            );
        }
        Ok(found)
    }
}

/// What is known of a scene's pixels.
struct Pixels<'a> {
    width: usize,
    /// The cell whose object would be there.
    owners: &'a [usize],
    /// How probably there is an object.
    seen: &'a [f32],
}

/// Gives the pixels of a scene to its objects, and the objects the boxes of their pixels.
fn divide(presence: &mut [f32], boxes: &mut [[f32; 4]], masks: &mut [u8], pixels: Pixels) {
    let Pixels { width, owners, seen } = pixels;
    let keepers = keepers(presence, boxes);
    let mut bounds = vec![Bounds::default(); boxes.len()];
    for (pixel, &owner) in owners.iter().enumerate().filter(|(pixel, _)| seen[*pixel] > CLEAR) {
        bounds[keepers[owner]].add(pixel % width, pixel / width);
    }
    for (cell, bounds) in bounds.iter().enumerate() {
        if bounds.pixels < PIXELS {
            presence[cell] = 0.0;
        } else {
            boxes[cell] = bounds.sides();
        }
    }
    for (pixel, mask) in masks.iter_mut().enumerate().filter(|(pixel, _)| seen[*pixel] > FAINT) {
        let cell = keepers[owners[pixel]];
        if presence[cell] >= SceneVae::PRESENT as f32
            && bounds[cell].near(pixel % width, pixel / width)
        {
            *mask = cell as u8 + 1;
        }
    }
}

/// The cell that each cell's object is taken to be: where boxes of two cells share much, both have the same
/// object, which is that of the more present one.
fn keepers(presence: &[f32], boxes: &[[f32; 4]]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..presence.len()).collect();
    order.sort_by(|&a, &b| presence[b].total_cmp(&presence[a]));
    let mut keepers: Vec<usize> = (0..presence.len()).collect();
    for (rank, &cell) in order.iter().enumerate() {
        let before = order[..rank].iter().copied().filter(|&other| keepers[other] == other);
        let shares = before.map(|other| (overlap(boxes[cell], boxes[other]), other));
        if let Some((share, other)) = shares.max_by(|a, b| a.0.total_cmp(&b.0))
            && share > SAME
        {
            keepers[cell] = other;
        }
    }
    keepers
}

/// The area that two boxes share, of the area that either has.
fn overlap(a: [f32; 4], b: [f32; 4]) -> f32 {
    let along = |axis: usize| {
        let end = (a[axis] + a[axis + 2]).min(b[axis] + b[axis + 2]);
        (end - a[axis].max(b[axis])).max(0.0)
    };
    let shared = along(0) * along(1);
    shared / (a[2] * a[3] + b[2] * b[3] - shared)
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

    /// Whether a pixel lies within, or beside a pixel within.
    fn near(&self, x: usize, y: usize) -> bool {
        (self.left..self.right + 2).contains(&(x + 1))
            && (self.top..self.bottom + 2).contains(&(y + 1))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_boxes_of_one_object_are_the_surer_ones() {
        let boxes = [[0.0, 0.0, 10.0, 10.0], [1.0, 1.0, 10.0, 10.0], [8.0, 8.0, 10.0, 10.0]];
        // The first two share 81 of 119, the last two 9 of 191.
        assert_eq!(keepers(&[0.8, 0.9, 0.7], &boxes), [1, 1, 2]);
        assert_eq!(keepers(&[0.9, 0.8, 0.7], &boxes), [0, 0, 2]);
    }

    #[test]
    fn pixels_are_divided_among_those_who_are_there() {
        // Cells 0 and 1 have one object of 2 x 2 pixels with a faint edge, cell 2 a single pixel.
        let (mut presence, mut boxes) = ([0.6, 0.9, 0.9], [[0.0; 4]; 3]);
        boxes[0] = [0.5, 0.5, 3.0, 3.0];
        boxes[1] = [0.0, 0.0, 3.0, 3.0];
        boxes[2] = [7.0, 0.0, 1.0, 1.0];
        let owners = [0, 1, 1, 1, 1, 1, 1, 2, 1, 1, 0, 1, 1, 1, 1, 2];
        let seen = [0.9, 0.9, 0.1, 0.1, 0.0, 0.0, 0.0, 0.9, 0.9, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let mut masks = [0; 16];
        let pixels = Pixels { width: 8, owners: &owners, seen: &seen };
        divide(&mut presence, &mut boxes, &mut masks, pixels);
        assert_eq!(presence, [0.0, 0.9, 0.0]);
        assert_eq!(boxes[1], [0.0, 0.0, 2.0, 2.0]);
        assert_eq!(masks, [2, 2, 2, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0]);
    }
}
