use burn::tensor::activation::relu;
use burn::tensor::{Device, Int, Tensor};

/// Axis-aligned boxes in images: what they take out of them, and what they put into them. Places are in pixels from the
/// image's top left corner, and a pixel's own is its middle. The inside of a box is a glimpse of `side` by `side` places.
///
/// Along one axis, place `j` of a box lies at `p = centre + size ((j + 1/2) / side - 1/2)`, places are
/// `step = size / side` apart, and pixel `i` meets it with the hat function `h = max(0, 1 - |i + 1/2 - p| / width)`,
/// `width = max(1, step)`. A crop weighs pixels with `h / width`: bilinear sampling with zeros past the edge (Jaderberg
/// et al. 2015, eq. 5), with a wider hat where the glimpse is smaller than the box. A rendering weighs places with
/// `h step / width`: bilinear sampling of the glimpse at the inverse coordinates, with a wider hat where the box is
/// smaller. So rendering is the crop's adjoint times the area of a place, `step_y step_x`. Both are differentiable by
/// image or glimpse, centre and size.
///
/// Images and glimpses have rows of channels of columns: `[images, height, channels * width]` and
/// `[boxes, side * channels, side]`. Every image has as many boxes, which stand side by side.
#[derive(Debug, Clone)]
pub struct Boxes {
    /// `[boxes, side, height]`
    rows: Tensor<3>,
    /// `[boxes, side, width]`
    columns: Tensor<3>,
    /// Product of both axes' widths: `[boxes, 1, 1]`
    widths: Tensor<3>,
    /// Area of a place: `[boxes, 1, 1]`
    area: Tensor<3>,
}

impl Boxes {
    /// # Shapes
    /// - centres, sizes: `[boxes]`, vertical and horizontal; sizes above 0
    pub fn new(
        centres: [Tensor<1>; 2],
        sizes: [Tensor<1>; 2],
        [height, width]: [usize; 2],
        side: usize,
    ) -> Self {
        let ([y, x], [h, w]) = (centres, sizes);
        let (rows, columns) = (Hats::new(y, h, side, height), Hats::new(x, w, side, width));
        Self {
            rows: rows.values,
            columns: columns.values,
            widths: rows.width * columns.width,
            area: rows.step * columns.step,
        }
    }

    /// What the boxes show.
    ///
    /// # Shapes
    /// - images: `[images, height, channels * width]`
    /// - output: `[boxes, side * channels, side]`
    pub fn crop(&self, images: Tensor<3>) -> Tensor<3> {
        let [boxes, side, width] = self.columns.dims();
        let [count, height, line] = images.dims();
        // All boxes of an image at once.
        let rows = self.rows.clone().reshape([count, boxes / count * side, height]);
        let seen = rows.matmul(images).reshape([boxes, side * line / width, width]);
        seen.matmul(self.columns.clone().swap_dims(1, 2)) / self.widths.clone()
    }

    /// The glimpses, each in an image of its own with zeros around it.
    ///
    /// # Shapes
    /// - glimpses: `[boxes, side * channels, side]`
    /// - output: `[boxes, height, channels * width]`
    pub fn render(&self, glimpses: Tensor<3>) -> Tensor<3> {
        let [boxes, side, width] = self.columns.dims();
        let line = glimpses.dims()[1] / side * width;
        let glimpses = glimpses * (self.area.clone() / self.widths.clone());
        let wide = glimpses.matmul(self.columns.clone()).reshape([boxes, side, line]);
        self.rows.clone().swap_dims(1, 2).matmul(wide)
    }
}

/// The hat functions of boxes along one axis.
struct Hats {
    /// `[boxes, side, pixels]`
    values: Tensor<3>,
    /// `[boxes, 1, 1]`
    width: Tensor<3>,
    /// `[boxes, 1, 1]`
    step: Tensor<3>,
}

impl Hats {
    fn new(centre: Tensor<1>, size: Tensor<1>, side: usize, pixels: usize) -> Self {
        let ([boxes], device) = (centre.dims(), centre.device());
        let share = middles(side, &device) / side as f32 - 0.5;
        let size = size.reshape([boxes, 1, 1]);
        let place = centre.reshape([boxes, 1, 1]) + size.clone() * share.reshape([1, side, 1]);
        let step = size / side as f32;
        let width = step.clone().clamp_min(1.0);
        let pixel = middles(pixels, &device).reshape([1, 1, pixels]);
        let distance = (pixel - place).abs() / width.clone();
        Self { values: relu(-distance + 1.0), width, step }
    }
}

/// The middles of so many pixels: `[count]`.
fn middles(count: usize, device: &Device) -> Tensor<1> {
    Tensor::<1, Int>::arange(0..count as i64, device).float() + 0.5
}
