//! A picture cut into tiles of the model's image size, each encoded and decoded, and put together again.

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};

use super::crop::{Region, Resampling, Size};
use super::picture::Picture;
use crate::error::Result;
use crate::latent::read;
use crate::model::Vae;

/// Tiles sent through the model at once, where there is room.
const ROWS: usize = 256;

/// Tiles of a picture as the model sees them.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiles {
    /// Row and column of each tile's top left pixel, top row first.
    pub places: Vec<[u32; 2]>,
    /// Means of the posteriors, `tiles * latent`.
    pub mean: Vec<f32>,
    /// Natural logarithms of their variances.
    pub log_variance: Vec<f32>,
    /// `-log p(tile | posterior mean)` of each, in nats.
    pub error: Vec<f32>,
    /// The decoded tiles, those that overlap blended: the picture's height and width, the model's channels.
    pub reconstruction: Vec<f32>,
}

/// Where tiles begin along an axis: every `stride` pixels, the last one moved inside.
fn starts(length: usize, tile: usize, stride: usize) -> Vec<usize> {
    let last = length.saturating_sub(tile);
    (0..last).step_by(stride).chain([last]).collect()
}

/// How many tiles there will be.
pub fn tile_count(picture: Size, image: Size, stride: usize) -> usize {
    let along = |axis: usize| picture[axis].saturating_sub(image[axis]).div_ceil(stride) + 1;
    along(0).saturating_mul(along(1))
}

/// Cuts a picture, of as many channels as the model's images, whose size is `image`, into tiles `stride` pixels apart,
/// sends them through the model, and blends what it decodes with weights that fall linearly towards a tile's edges. A
/// picture smaller than a tile is continued by its last row and column.
///
/// # Errors
/// When the device fails.
pub async fn tiles(
    model: &Vae,
    picture: &Picture,
    image: Size,
    stride: usize,
    device: &Device,
) -> Result<Tiles> {
    let model = model.valid();
    let [height, width, channels] = picture.size;
    let (padded, size) = continued(picture, image);
    let (rows, columns) = (starts(size[0], image[0], stride), starts(size[1], image[1], stride));
    let places: Vec<[usize; 2]> =
        rows.iter().flat_map(|&row| columns.iter().map(move |&column| [row, column])).collect();
    let weights = tent(image);
    let (mut mean, mut log_variance, mut error) = (Vec::new(), Vec::new(), Vec::new());
    let (mut sum, mut weight) = (vec![0.0; padded.len()], vec![0.0; padded.len()]);
    for places in places.chunks(model.cost().rows_at_once(ROWS)) {
        let at = |&[row, column]: &[usize; 2]| {
            let [height, width] = [image[0] as f32, image[1] as f32];
            let region = Region { top: row as f32, left: column as f32, height, width };
            Resampling::new(region, size, [image[0], image[1]])
        };
        let resamplings: Vec<Resampling> = places.iter().map(at).collect();
        let pixels: Vec<f32> = resamplings.iter().flat_map(|tile| tile.crop(&padded)).collect();
        let values = TensorData::new(pixels, [places.len(), image.iter().product()]);
        let images = Tensor::from_data(values, device);
        let posterior = model.encoder.forward(images.clone());
        let decoder = &model.decoder;
        let (likelihood, output) = (decoder.likelihood(), decoder.forward(posterior.mean()));
        let decoded = likelihood.image(output.clone());
        error.extend(read(likelihood.negative_log(output, images, decoder.log_scale())).await?);
        mean.extend(read(posterior.mean()).await?);
        log_variance.extend(read(posterior.log_variance()).await?);
        let decoded = read(decoded).await?;
        for (resampling, tile) in resamplings.iter().zip(decoded.chunks_exact(weights.len())) {
            let weighted: Vec<f32> = tile.iter().zip(&weights).map(|(v, w)| v * w).collect();
            resampling.add(&weighted, &mut sum);
            resampling.add(&weights, &mut weight);
        }
    }
    // Every pixel is in a tile, and no weight is 0.
    sum.iter_mut().zip(&weight).for_each(|(sum, weight)| *sum /= weight);
    let rows = sum.chunks_exact(size[1] * channels).take(height);
    let reconstruction = rows.flat_map(|row| &row[..width * channels]).copied().collect();
    let places = places.iter().map(|place| place.map(|at| at as u32)).collect();
    Ok(Tiles { places, mean, log_variance, error, reconstruction })
}

/// At least as large as a tile.
fn continued(picture: &Picture, image: Size) -> (Vec<f32>, Size) {
    let [height, width, channels] = picture.size;
    let size = [height.max(image[0]), width.max(image[1]), channels];
    let pixel = |row: usize, column: usize| {
        let at = row.min(height - 1) * width + column.min(width - 1);
        &picture.pixels[at * channels..][..channels]
    };
    let places = (0..size[0]).flat_map(|row| (0..size[1]).map(move |column| (row, column)));
    (places.flat_map(|(row, column)| pixel(row, column)).copied().collect(), size)
}

/// The weight of each of a tile's values.
fn tent([height, width, channels]: Size) -> Vec<f32> {
    let along = |at: usize, length: usize| (at + 1).min(length - at) as f32;
    let places = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
    let weights = places.map(|(row, column)| along(row, height) * along(column, width));
    weights.flat_map(|weight| std::iter::repeat_n(weight, channels)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_the_picture_and_the_last_is_moved_inside() {
        assert_eq!(starts(10, 4, 3), [0, 3, 6]);
        assert_eq!(starts(11, 4, 3), [0, 3, 6, 7]);
        assert_eq!(starts(4, 4, 3), [0]);
        assert_eq!(starts(2, 4, 3), [0]);
        for (length, stride) in [(10, 3), (11, 3), (4, 3), (2, 3), (40, 1), (41, 4)] {
            let count = tile_count([length, 4, 1], [4, 4, 1], stride);
            assert_eq!(count, starts(length, 4, stride).len());
        }
    }

    #[test]
    fn a_small_picture_is_continued() {
        let picture = Picture::new(vec![0.1, 0.2, 0.3, 0.4], [2, 2, 1]).unwrap();
        let (pixels, size) = continued(&picture, [2, 3, 1]);
        assert_eq!((pixels.as_slice(), size), (&[0.1, 0.2, 0.2, 0.3, 0.4, 0.4][..], [2, 3, 1]));
    }
}
