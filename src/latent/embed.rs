use burn::module::Module;
use burn::tensor::Device;

use super::rows::{batches, read};
use crate::error::Result;
use crate::model::Vae;

/// Rows sent through the model at once, where there is room.
const ROWS: usize = 512;

/// Posterior parameters on the host, row-major, `rows * latent` values each.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding {
    /// Means of the posteriors.
    pub mean: Vec<f32>,
    /// Natural logarithms of their variances.
    pub log_variance: Vec<f32>,
}

/// The posteriors of images: `pixels` holds whole images of `size` values one after another.
///
/// # Errors
/// When the values don't make whole images, or one is not finite; when the device fails.
pub async fn embed(model: &Vae, pixels: &[f32], size: usize, device: &Device) -> Result<Embedding> {
    let model = model.valid();
    let mut embedding = Embedding { mean: Vec::new(), log_variance: Vec::new() };
    for images in batches(pixels, size, model.cost().rows_at_once(ROWS), "image", device)? {
        let posterior = model.encoder.forward(images);
        let width = posterior.parameters.dims()[1];
        for row in read(posterior.parameters).await?.chunks_exact(width) {
            let (mean, log_variance) = row.split_at(width / 2);
            embedding.mean.extend(mean);
            embedding.log_variance.extend(log_variance);
        }
    }
    Ok(embedding)
}

/// The expected images of latent vectors: `z` holds whole vectors of `latent` values.
///
/// # Errors
/// As [`embed`].
pub async fn decode(model: &Vae, z: &[f32], latent: usize, device: &Device) -> Result<Vec<f32>> {
    let model = model.valid();
    let mut images = Vec::new();
    for z in batches(z, latent, model.cost().rows_at_once(ROWS), "latent vector", device)? {
        images.extend(read(model.decoder.image(z)).await?);
    }
    Ok(images)
}
