//! A picture cut into tiles of the model's image size, each encoded and decoded, and put together again.

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use serde::Serialize;

use super::crop::{Region, Resampling, Size};
use super::picture::Picture;
use crate::error::Result;
use crate::latent::read;
use crate::model::Vae;

/// Tiles sent through the model at once, where there is room.
const ROWS: usize = 256;

/// Tiles of a picture as the model sees them; large arrays cross beside the rest.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Tiles {
    /// Row and column of each tile's top left pixel, two values a tile, top row first.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Uint32Array"))]
    pub places: Vec<[u32; 2]>,
    /// Means of the posteriors, `tiles * latent`.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub mean: Vec<f32>,
    /// Natural logarithms of their variances.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub log_variance: Vec<f32>,
    /// `-log p(tile | posterior mean)` of each, in nats.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub error: Vec<f32>,
    /// The decoded tiles, those that overlap blended: the picture's height and width, the model's channels.
    #[serde(skip_serializing)]
    #[cfg_attr(test, ts(type = "Float32Array"))]
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

/// A picture on its way through the model tile by tile: [`Self::advance`] until all are done.
pub struct TilesJob {
    model: Vae,
    /// Height and width of the picture.
    picture: [usize; 2],
    /// Of a tile.
    image: Size,
    /// At least as large as a tile.
    padded: Vec<f32>,
    size: Size,
    places: Vec<[usize; 2]>,
    done: usize,
    tiles: Tiles,
    /// Of decoded tiles times `weights`, and of these.
    sum: Vec<f32>,
    weight: Vec<f32>,
    weights: Vec<f32>,
    device: Device,
}

impl TilesJob {
    /// Cuts a picture, of as many channels as the model's images, whose size is `image`, into tiles `stride` pixels
    /// apart. What the model as it is now decodes is blended with weights that fall linearly towards a tile's edges. A
    /// picture smaller than a tile is continued by its last row and column.
    pub fn new(
        model: &Vae,
        picture: &Picture,
        image: Size,
        stride: usize,
        device: &Device,
    ) -> Self {
        let (padded, size) = continued(picture, image);
        let (rows, columns) =
            (starts(size[0], image[0], stride), starts(size[1], image[1], stride));
        let (sum, weight) = (vec![0.0; padded.len()], vec![0.0; padded.len()]);
        Self {
            model: model.valid(),
            picture: [picture.size[0], picture.size[1]],
            image,
            padded,
            size,
            places: rows
                .iter()
                .flat_map(|&row| columns.iter().map(move |&column| [row, column]))
                .collect(),
            done: 0,
            tiles: Tiles::default(),
            sum,
            weight,
            weights: tent(image),
            device: device.clone(),
        }
    }

    /// Tiles in all.
    pub fn total(&self) -> usize {
        self.places.len()
    }

    /// Tiles that went through the model.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Sends the next tiles through the model.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn advance(&mut self) -> Result<()> {
        let part = self.model.cost().rows_at_once(ROWS);
        let places = &self.places[self.done..self.total().min(self.done + part)];
        let resamplings: Vec<Resampling> = places.iter().map(|place| self.tile(place)).collect();
        let pixels: Vec<f32> =
            resamplings.iter().flat_map(|tile| tile.crop(&self.padded)).collect();
        let values = TensorData::new(pixels, [places.len(), self.image.iter().product()]);
        let images = Tensor::from_data(values, &self.device);
        let posterior = self.model.encoder.forward(images.clone());
        let decoder = &self.model.decoder;
        let (likelihood, output) = (decoder.likelihood(), decoder.forward(posterior.mean()));
        let decoded = likelihood.image(output.clone());
        let error = likelihood.negative_log(output, images, decoder.log_scale());
        self.tiles.error.extend(read(error).await?);
        self.tiles.mean.extend(read(posterior.mean()).await?);
        self.tiles.log_variance.extend(read(posterior.log_variance()).await?);
        let decoded = read(decoded).await?;
        for (tile, decoded) in resamplings.iter().zip(decoded.chunks_exact(self.weights.len())) {
            let weighted: Vec<f32> =
                decoded.iter().zip(&self.weights).map(|(value, weight)| value * weight).collect();
            tile.add(&weighted, &mut self.sum);
            tile.add(&self.weights, &mut self.weight);
        }
        self.done += places.len();
        Ok(())
    }

    fn tile(&self, &[row, column]: &[usize; 2]) -> Resampling {
        let [height, width, _] = self.image;
        let region = Region {
            top: row as f32,
            left: column as f32,
            height: height as f32,
            width: width as f32,
        };
        Resampling::new(region, self.size, [height, width])
    }

    /// What came of all of them; `None` before the last one.
    pub fn tiles(&self) -> Option<Tiles> {
        if self.done < self.total() {
            return None;
        }
        let ([height, width], [_, columns, channels]) = (self.picture, self.size);
        // Every pixel is in a tile, and no weight is 0.
        let blended: Vec<f32> =
            self.sum.iter().zip(&self.weight).map(|(sum, weight)| sum / weight).collect();
        let rows = blended.chunks_exact(columns * channels).take(height);
        Some(Tiles {
            places: self.places.iter().map(|place| place.map(|at| at as u32)).collect(),
            reconstruction: rows.flat_map(|row| &row[..width * channels]).copied().collect(),
            ..self.tiles.clone()
        })
    }
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
