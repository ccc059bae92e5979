use burn::module::Module;
use burn::tensor::{Device, Tensor};

use super::recorder::{Blocks, Recorder, Seen};
use super::{Edit, PartKind, TracePart};
use crate::error::{Error, Result};
use crate::latent::{batches, read};
use crate::model::{Plan, Stage, Vae, Watch};

/// Images sent through the model at once, where there is room.
const ROWS: usize = 64;

/// All values of some images on their way through a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// Where each stage's values stand in each image's.
    pub parts: Vec<TracePart>,
    /// `images * values`, row-major.
    pub values: Vec<f32>,
}

impl Trace {
    pub(super) async fn read(seen: Vec<Seen>) -> Result<Self> {
        let mut offset = 0;
        let part = |seen: &Seen| {
            let (before, values) = (offset, seen.values.dims()[1]);
            offset += values;
            TracePart { kind: seen.kind, block: seen.block, offset: before, values }
        };
        let parts = seen.iter().map(part).collect();
        let values = read(Tensor::cat(seen.into_iter().map(|seen| seen.values).collect(), 1));
        Ok(Self { parts, values: values.await? })
    }

    fn append(&mut self, next: Self) {
        self.parts = next.parts;
        self.values.extend(next.values);
    }
}

/// Images on their way from pixels to the loss, as in evaluation: every stage of every block, the latent vector of the
/// noise given, the image, and both terms.
///
/// # Shapes
/// - pixels: `images * pixels`, values in [0, 1]
/// - noise: `images * latent`, standard normal; 0 decodes the posterior's mean
///
/// # Errors
/// When the values don't make whole images, or one is not finite; when there is not as much noise; when the device
/// fails.
pub async fn trace(
    model: &Vae,
    plan: &Plan,
    pixels: &[f32],
    noise: &[f32],
    edits: &[Edit],
    device: &Device,
) -> Result<Trace> {
    let model = model.valid();
    let [size, latent] = sizes(plan);
    let rows = model.cost().rows_at_once(ROWS);
    let images = batches(pixels, size, rows, "image", device)?;
    check_noise(noise, pixels.len() / size, latent)?;
    let noise = batches(noise, latent, rows, "noise vector", device)?;
    let mut all = Trace { parts: Vec::new(), values: Vec::new() };
    for (images, noise) in images.zip(noise) {
        let mut recorder = Recorder::new(plan, Blocks::of_model(), edits);
        let posterior = model.encoder.watched(images.clone(), &mut recorder);
        let z = recorder.pass(Stage::Latent, posterior.sample(noise), 1);
        let output = model.decoder.watched(z, &mut recorder);
        let mut seen = recorder.seen;
        let (likelihood, log_scale) = (model.decoder.likelihood(), model.decoder.log_scale());
        let reconstruction = likelihood.negative_log(output.clone(), images, log_scale);
        seen.extend(said(&model, output));
        seen.push(Seen::of_none(PartKind::Reconstruction, reconstruction.unsqueeze_dim(1)));
        seen.push(Seen::of_none(PartKind::Kl, posterior.kl().unsqueeze_dim(1)));
        all.append(Trace::read(seen).await?);
    }
    Ok(all)
}

/// Latent vectors on their way to images.
///
/// # Shapes
/// - z: `vectors * latent`
///
/// # Errors
/// As [`trace`].
pub async fn decode_trace(
    model: &Vae,
    plan: &Plan,
    z: &[f32],
    edits: &[Edit],
    device: &Device,
) -> Result<Trace> {
    let model = model.valid();
    let [_, latent] = sizes(plan);
    let mut all = Trace { parts: Vec::new(), values: Vec::new() };
    for z in batches(z, latent, model.cost().rows_at_once(ROWS), "latent vector", device)? {
        let mut recorder = Recorder::new(plan, Blocks::of_decoder(plan), edits);
        let z = recorder.pass(Stage::Latent, z, 1);
        let output = model.decoder.watched(z, &mut recorder);
        let mut seen = recorder.seen;
        seen.extend(said(&model, output));
        all.append(Trace::read(seen).await?);
    }
    Ok(all)
}

/// What the decoder's output says of an image: the expected one, and the scale in force.
fn said(model: &Vae, output: Tensor<2>) -> impl Iterator<Item = Seen> {
    let batch = output.dims()[0];
    let image = model.decoder.likelihood().image(output);
    let log_scale = model.decoder.log_scale().map(|scale| scale.unsqueeze::<2>());
    let log_scale =
        log_scale.map(|scale| Seen::of_none(PartKind::LogScale, scale.repeat_dim(0, batch)));
    [Seen::of_none(PartKind::Image, image)].into_iter().chain(log_scale)
}

/// Values of an image and of a latent vector.
pub(super) fn sizes(plan: &Plan) -> [usize; 2] {
    [&plan.encoder, &plan.decoder].map(|blocks| blocks[0].input.values() as usize)
}

/// Whether there is a noise vector for each image.
pub(super) fn check_noise(noise: &[f32], images: usize, latent: usize) -> Result<()> {
    if noise.len() == images * latent {
        return Ok(());
    }
    let problem = format!(
        "it has {} values; {images} images with {latent} latent dimensions need {}",
        noise.len(),
        images * latent
    );
    Err(Error::InvalidArgument { argument: "noise".into(), problem })
}

/// Values that a trace gives for each image, known before it is taken.
pub fn trace_values(plan: &Plan) -> u64 {
    let stages = |block: &crate::model::Block| block.stages().count() as u64;
    let blocks = plan.blocks().map(|block| block.output.values().saturating_mul(stages(block)));
    let [pixels, latent] = sizes(plan);
    blocks.fold((pixels + latent + 3) as u64, u64::saturating_add)
}
