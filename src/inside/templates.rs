use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};

use super::PartKind;
use super::edit::check_unit;
use super::recorder::{Blocks, Recorder};
use super::trace::sizes;
use crate::error::Result;
use crate::latent::{batches, read};
use crate::limits::Limit;
use crate::model::{Plan, Vae};

/// Copies of the image at once, where there is room.
const ROWS: usize = 64;

/// What some units of an encoder's block look for in one image: the derivative of each one's pre-activation, before any
/// norm, by the image's pixels, as in evaluation. Where all layers before are linear but for ReLU or leaky ReLU, it is
/// the composed weights under this image: pre-activation = template . image + a constant.
///
/// # Shapes
/// - pixels: one image, values in [0, 1]
/// - output: `units * pixels`
///
/// # Errors
/// When the values are not one image; when the encoder has no such block, unit or place; when the device fails.
pub async fn templates(
    model: &Vae,
    plan: &Plan,
    pixels: &[f32],
    (block, units, place): (usize, &[usize], usize),
    device: &Device,
) -> Result<Vec<f32>> {
    let [size, _] = sizes(plan);
    let encoder = Plan { decoder: Vec::new(), ..plan.clone() };
    for unit in units.iter().copied().chain([0]) {
        check_unit(&encoder, block, unit, place)?;
    }
    let (name, one) = ("The number of images", (pixels.len() / size) as f64);
    Limit { field: "pixels", name, least: 1.0, most: 1.0, whole: true, above: false }.check(one)?;
    let image = batches(pixels, size, 1, "image", device)?.next().expect("it is one image");
    let model = model.clone().freeze();
    let channels = plan.encoder[block].units() as usize;
    let rows = model.cost().rows_at_once(ROWS);
    let mut all = Vec::new();
    for units in units.chunks(rows) {
        // Of as many copies of the image, each gives its own unit.
        let images = image.clone().expand([units.len(), size]);
        let images = Tensor::from_inner(images).require_grad();
        let mut recorder = Recorder::new(plan, Blocks::of_model(), &[]);
        model.encoder.watched(images.clone(), &mut recorder);
        let mut seen = recorder.seen.into_iter();
        let layer = seen.find(|seen| seen.kind == PartKind::Layer && seen.block == Some(block));
        let values = layer.expect("every block has a layer").values;
        let width = values.dims()[1];
        let mut own = vec![0.0_f32; units.len() * width];
        for (row, unit) in units.iter().enumerate() {
            own[row * width + place * channels + unit] = 1.0;
        }
        let own = Tensor::from_data(TensorData::new(own, [units.len(), width]), &values.device());
        let gradients = (values * own).sum().backward();
        all.extend(read(images.grad(&gradients).expect("a unit is of the image")).await?);
    }
    Ok(all)
}
