use burn::tensor::{Device, Tensor, TensorData};

use crate::data::{Dataset, Split, pixels};
use crate::error::Result;

/// Bytes of images that are read at once, before steps need them: one read of many is faster than many of one.
pub(crate) const READ_AHEAD: usize = 8 << 20;

/// The images that a trainer learns and is tested on: on its device, or read batch by batch where they are stored.
/// Clones share them.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a trainer has one")]
pub enum Images {
    /// `[images, pixels]` of each split.
    Resident {
        #[allow(missing_docs, reason = "the variant says it")]
        train: Tensor<2>,
        /// Where there are any.
        test: Option<Tensor<2>>,
    },
    /// Too many to be held.
    Stored(Dataset),
}

impl Images {
    pub(super) fn new(data: &Dataset, device: &Device) -> Result<Self> {
        if data.is_stored() {
            return Ok(Self::Stored(data.clone()));
        }
        let split = |split: Split| -> Result<Tensor<2>> {
            Ok(tensor(data.gather(data.rows(split))?, data, device))
        };
        let has_test = !data.rows(Split::Test).is_empty();
        let test = if has_test { Some(split(Split::Test)?) } else { None };
        Ok(Self::Resident { train: split(Split::Train)?, test })
    }

    /// Images trained on.
    pub(super) fn trained(&self) -> usize {
        match self {
            Self::Resident { train, .. } => train.dims()[0],
            Self::Stored(data) => data.rows(Split::Train).len(),
        }
    }

    /// A split in parts of so many images, in its order: `[images, pixels]` each.
    pub(super) fn parts(
        &self,
        split: Split,
        images: usize,
        device: &Device,
    ) -> Box<dyn Iterator<Item = Result<Tensor<2>>> + '_> {
        match self {
            Self::Stored(data) => {
                let device = device.clone();
                let parts = data.rows(split).chunks(images);
                Box::new(parts.map(move |rows| Ok(tensor(data.gather(rows)?, data, &device))))
            }
            Self::Resident { train, test } => {
                let part = match split {
                    Split::Train => Some(train),
                    Split::Test => test.as_ref(),
                };
                let parts = part.map(|part| part.clone().split(images, 0));
                Box::new(parts.into_iter().flatten().map(Ok))
            }
        }
    }
}

fn tensor(values: Vec<f32>, data: &Dataset, device: &Device) -> Tensor<2> {
    let pixels = data.shape().pixels();
    let images = values.len() / pixels;
    Tensor::from_data(TensorData::new(values, [images, pixels]), device)
}

/// Images of the steps that come, read where they are stored.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// Of the training images, as batches will take them.
    rows: Vec<u32>,
    bytes: Vec<u8>,
    /// How many batches have taken.
    taken: usize,
}

impl Ahead {
    /// The values of the first `size` of the rows that are `coming`, which are places among the training images.
    ///
    /// # Errors
    /// [`crate::error::Error::Unreadable`]
    pub fn take(&mut self, data: &Dataset, coming: &[u32], size: usize) -> Result<Vec<f32>> {
        let width = data.shape().pixels();
        if self.rows.get(self.taken..self.taken + size) != Some(&coming[..size]) {
            // Whole batches; at least one.
            let batches = (READ_AHEAD / width / size).max(1);
            let coming = &coming[..(batches * size).min(coming.len())];
            let training = data.rows(Split::Train);
            let rows: Vec<u32> = coming.iter().map(|&row| training[row as usize]).collect();
            self.rows.clear();
            self.bytes.resize(rows.len() * width, 0);
            data.read(&rows, &mut self.bytes)?;
            self.rows.extend(coming);
            self.taken = 0;
        }
        let start = self.taken * width;
        self.taken += size;
        Ok(pixels(&self.bytes[start..start + size * width]).collect())
    }
}
