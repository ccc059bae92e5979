use burn::tensor::activation::sigmoid;
use burn::tensor::{Tensor, TensorData, s};

use super::config::{CELL, Frame};

/// Latent dimensions of a box: where its middle is, vertically and horizontally, then its height and width.
pub const PLACE: usize = 4;
/// Standard deviation of an object's logit of its side in shares of the scene's, around that of the usual size.
const SPREAD: f64 = 0.3;
/// Places a side of what a box shows.
pub const SIDE: usize = 16;
/// How much larger than its object's box a glimpse is.
pub const MARGIN: f32 = 1.15;

/// How latents say where a cell's box is; under the standard normal prior, near the cell and of about the usual size.
/// Along each axis, `centre = cell's middle + cell tanh(z)` (Crawford & Pineau 2019) and
/// `size = scene sigmoid(0.3 z + logit(usual / scene))`.
#[derive(Debug, Clone, Copy)]
pub struct Places {
    /// Of the scene.
    pub frame: Frame,
    /// Pixels of the usual object's side.
    pub usual: f64,
}

impl Places {
    /// Centres and sizes of objects' boxes, each vertical and horizontal: `[images * cells]`.
    ///
    /// # Shapes
    /// - z: `[images * cells, 4]`
    pub fn boxes(&self, z: Tensor<2>) -> [[Tensor<1>; 2]; 2] {
        let [boxes, _] = z.dims();
        let (cells, device) = (self.frame.cells(), z.device());
        let centre = |axis: usize| {
            let middles = (0..cells).map(|cell| self.middle(cell)[axis]).collect();
            let middles = Tensor::from_data(TensorData::new(middles, [1, cells]), &device);
            let shift = z.clone().slice(s![.., axis..axis + 1]).tanh() * CELL as f32;
            (shift.reshape([boxes / cells, cells]) + middles).reshape([boxes])
        };
        let size = |axis: usize| {
            let z = z.clone().slice(s![.., axis + 2..axis + 3]);
            let share = sigmoid(z * SPREAD as f32 + self.usual_logit(axis) as f32);
            (share * self.side(axis) as f32).reshape([boxes])
        };
        [[0, 1].map(centre), [0, 1].map(size)]
    }

    /// The latents of a box, and the cell it lies in; what no latents say is moved to the nearest that some do.
    pub fn latents(&self, centre: [f32; 2], size: [f32; 2]) -> (usize, [f32; PLACE]) {
        let [rows, columns] = self.frame.grid();
        let at = |axis: usize, count: usize| ((centre[axis] / CELL as f32) as usize).min(count - 1);
        let cell = at(0, rows) * columns + at(1, columns);
        let middle = self.middle(cell);
        let shift =
            |axis: usize| ((centre[axis] - middle[axis]) / CELL as f32).clamp(-0.95, 0.95).atanh();
        let scale = |axis: usize| {
            let share = (f64::from(size[axis]) / self.side(axis)).clamp(0.01, 0.99);
            ((logit(share) - self.usual_logit(axis)) / SPREAD) as f32
        };
        (cell, [shift(0), shift(1), scale(0), scale(1)])
    }

    fn middle(&self, cell: usize) -> [f32; 2] {
        let [_, columns] = self.frame.grid();
        [cell / columns, cell % columns].map(|at| (at as f32 + 0.5) * CELL as f32)
    }

    fn side(&self, axis: usize) -> f64 {
        [self.frame.height, self.frame.width][axis] as f64
    }

    fn usual_logit(&self, axis: usize) -> f64 {
        logit((self.usual / self.side(axis)).min(0.95))
    }
}

fn logit(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}
