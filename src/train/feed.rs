use std::ops::Range;

#[cfg(feature = "cpu")]
use burn::backend::Flex;
use burn::tensor::{Device, Int, Tensor, TensorData};
#[cfg(feature = "cpu")]
use burn_flex::FlexTensor;
use rand_chacha::ChaCha8Rng;

use crate::data::BatchOrder;
use crate::random::{Stream, generator, generator_at, standard_normal_values, word_position};

/// Steps whose rows and noise go to the device at once, for each upload interrupts a GPU's queue.
const STEPS: usize = 64;
/// Most values of noise in one upload.
const MAX_VALUES: usize = 1 << 20;
/// Values (of 4 bytes) at whose multiples each step's part begins: a GPU binds a part of a buffer only at
/// multiples of 256 bytes, and copies any other.
const ALIGNMENT: usize = 64;

/// Draws the batches and their noise, the same ones whatever the upload's size.
pub(super) struct Feed {
    order: BatchOrder,
    /// Fewest images of a batch; an epoch's last has up to that many more, less one, than the others.
    smallest: usize,
    noise: ChaCha8Rng,
    latent: usize,
    device: Device,
    window: Option<Window>,
}

/// One step's input.
pub(super) struct Batch {
    /// Rows of the training images: `[size]`.
    pub rows: Tensor<1, Int>,
    /// Standard normal: `[draws * size, latent]`.
    pub noise: Tensor<2>,
    pub size: usize,
}

/// One step's input as numbers in memory.
#[cfg(feature = "cpu")]
pub(super) struct BatchInMemory {
    rows: FlexTensor,
    noise: FlexTensor,
    parts: [Range<usize>; 2],
}

#[cfg(feature = "cpu")]
impl BatchInMemory {
    /// Rows of the training images.
    pub fn rows(&self) -> &[i32] {
        &self.rows.storage()[self.parts[0].clone()]
    }

    /// `[size, latent]`, row-major.
    pub fn noise(&self) -> &[f32] {
        &self.noise.storage()[self.parts[1].clone()]
    }
}

/// What was uploaded for some steps.
struct Window {
    batch_size: usize,
    /// Rows of noise an image.
    draws: usize,
    rows: Tensor<1, Int>,
    noise: Tensor<1>,
    /// The same rows in memory, without gaps.
    drawn: Vec<u32>,
    /// Images in each step's batch, and how many steps are taken.
    sizes: Vec<usize>,
    taken: usize,
    /// Before the window's noise was drawn.
    generator: ChaCha8Rng,
}

impl Window {
    fn used(&self) -> usize {
        self.sizes[..self.taken].iter().sum()
    }

    fn unused(&self) -> usize {
        self.sizes[self.taken..].iter().sum()
    }

    /// The noise's generator after the steps taken.
    fn noise_left(&self, latent: usize) -> ChaCha8Rng {
        let mut generator = self.generator.clone();
        standard_normal_values(&mut generator, self.used() * self.draws * latent);
        generator
    }
}

impl Feed {
    /// Batches of `count` images, none of fewer than `smallest`; noise for `latent` dimensions.
    pub fn new(count: usize, smallest: usize, latent: usize, seed: u64, device: &Device) -> Self {
        Self {
            order: BatchOrder::new(count, seed).with_smallest(smallest),
            smallest,
            noise: generator(seed, Stream::Noise),
            latent,
            device: device.clone(),
            window: None,
        }
    }

    /// The next batch of `batch_size` images or what is left of an epoch, never across an epoch's end, and `draws` rows of noise
    /// for each.
    pub fn next(&mut self, batch_size: usize, draws: usize) -> Batch {
        let (window, [rows, noise], size) = self.advance(batch_size, draws);
        let rows = window.rows.clone().slice(rows);
        let noise = window.noise.clone().slice(noise);
        Batch { rows, noise: noise.reshape([draws * size, self.latent]), size }
    }

    /// The same batch in memory, on the CPU, where no tensor has to be made of it.
    #[cfg(feature = "cpu")]
    pub fn next_in_memory(&mut self, batch_size: usize) -> BatchInMemory {
        let (window, parts, _) = self.advance(batch_size, 1);
        BatchInMemory {
            rows: window.rows.clone().try_into_primitive::<Flex>().expect("it is on the CPU"),
            noise: window.noise.clone().try_into_primitive::<Flex>().expect("it is on the CPU"),
            parts,
        }
    }

    /// Takes a step's part of the window: of its rows, of its noise, and the images of the batch.
    fn advance(&mut self, batch_size: usize, draws: usize) -> (&Window, [Range<usize>; 2], usize) {
        let fits = |window: &Window| [window.batch_size, window.draws] == [batch_size, draws];
        let mut window = match self.window.take() {
            Some(window) if fits(&window) && window.unused() > 0 => window,
            old => self.draw(batch_size, draws, old),
        };
        let (size, step) = (window.sizes[window.taken], window.taken);
        window.taken += 1;
        let part = |width: usize| {
            let start = step * self.slot(batch_size, width);
            start..start + size * width
        };
        let parts = [part(1), part(draws * self.latent)];
        (self.window.insert(window), parts, size)
    }

    /// The rows of the latest batch, and of those after it that are drawn already; none before the first.
    pub fn coming(&self) -> &[u32] {
        self.window.as_ref().map_or(&[], |window| {
            let before = window.used() - window.sizes[window.taken - 1];
            &window.drawn[before..]
        })
    }

    /// Has the latest batch come again.
    pub fn give_back(&mut self) {
        if let Some(window) = &mut self.window {
            window.taken -= 1;
        }
    }

    /// The rows that the next batch will have.
    pub fn upcoming(&self, batch_size: usize) -> Vec<u32> {
        let mut order = self.order.clone();
        order.rewind(self.unused());
        order.next(batch_size).to_vec()
    }

    fn draw(&mut self, batch_size: usize, draws: usize, old: Option<Window>) -> Window {
        if let Some(old) = old {
            self.order.rewind(old.unused());
            self.noise = old.noise_left(self.latent);
        }
        let width = draws * self.latent;
        let slots = [1, width].map(|width| self.slot(batch_size, width));
        let steps = STEPS.min(MAX_VALUES / slots[1]).max(1);
        let generator = self.noise.clone();
        let (mut rows, mut noise, mut sizes) = (Vec::<i32>::new(), Vec::new(), Vec::new());
        let mut drawn = Vec::new();
        while sizes.len() < steps {
            let batch = self.order.next(batch_size);
            rows.extend(batch.iter().map(|&row| row as i32));
            drawn.extend_from_slice(batch);
            noise.extend(standard_normal_values(&mut self.noise, batch.len() * width));
            sizes.push(batch.len());
            rows.resize(sizes.len() * slots[0], 0);
            noise.resize(sizes.len() * slots[1], 0.0);
            if self.order.at_epoch_end() {
                break;
            }
        }
        let lengths = [[rows.len()], [noise.len()]];
        Window {
            batch_size,
            draws,
            rows: Tensor::from_data(TensorData::new(rows, lengths[0]), &self.device),
            noise: Tensor::from_data(TensorData::new(noise, lengths[1]), &self.device),
            drawn,
            sizes,
            taken: 0,
            generator,
        }
    }

    /// Values between the begins of two steps' parts of an upload, of `width` values an image.
    fn slot(&self, batch_size: usize, width: usize) -> usize {
        ((batch_size + self.smallest - 1) * width).next_multiple_of(ALIGNMENT)
    }

    /// Images drawn in the current epoch; 0 at an epoch's end.
    pub fn position(&self) -> usize {
        if self.at_epoch_end() { 0 } else { self.order.position() - self.unused() }
    }

    /// Whether the next batch begins an epoch.
    pub fn at_epoch_end(&self) -> bool {
        self.order.at_epoch_end() && self.unused() == 0
    }

    fn unused(&self) -> usize {
        self.window.as_ref().map_or(0, Window::unused)
    }
}

/// Where the steps taken stand, whatever was uploaded ahead of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FeedState {
    /// The training images in this epoch's order.
    pub order: Vec<u32>,
    /// How many of them are taken; all, where the next step begins an epoch.
    pub position: usize,
    /// Word positions of the generators: of the next epoch's order, of the next step's noise.
    pub order_word: u64,
    pub noise_word: u64,
}

/// For checkpoints.
impl Feed {
    pub fn state(&self) -> FeedState {
        let noise = match &self.window {
            Some(window) => window.noise_left(self.latent),
            None => self.noise.clone(),
        };
        FeedState {
            order: self.order.order().to_vec(),
            position: self.order.position() - self.unused(),
            order_word: self.order.word_position(),
            noise_word: word_position(&noise),
        }
    }

    pub fn resume(&mut self, seed: u64, state: FeedState) {
        let FeedState { order, position, order_word, noise_word } = state;
        let order = BatchOrder::resume(order, position, seed, order_word);
        self.order = order.with_smallest(self.smallest);
        self.noise = generator_at(seed, Stream::Noise, noise_word);
        self.window = None;
    }
}

#[cfg(all(test, feature = "cpu"))]
mod tests {
    use super::*;

    #[test]
    fn noise_is_one_stream_however_many_draws_a_batch_takes() {
        let mut feed = Feed::new(10, 1, 3, 1, &Device::flex());
        let mut drawn = Vec::new();
        // The third of each epoch has two images; a change of draws falls into the middle of an upload.
        for (draws, size) in [(1, 4), (1, 4), (5, 2), (5, 4), (2, 4), (1, 2), (1, 4)] {
            let batch = feed.next(4, draws);
            assert_eq!((batch.size, batch.noise.dims()), (size, [draws * size, 3]));
            drawn.extend(batch.noise.into_data().try_into_vec::<f32>().unwrap());
        }
        let mut stream = generator(1, Stream::Noise);
        assert_eq!(drawn, standard_normal_values(&mut stream, drawn.len()));
    }
}
