//! Writes what a browser benchmark gives to every engine: the initial weights, batch order and
//! noise that our own seeded session draws by itself, and each step's loss on the native CPU device.
//! Jobs come as a JSON array on standard input: `cargo run --example bench_inputs -- FOLDER MNIST`,
//! where MNIST is the IDX file of the training images. Writes `FOLDER/NAME.safetensors` for each.

use std::io::stdin;
use std::path::PathBuf;

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::{Device, Tensor};
use pollster::block_on;
use safetensors::tensor::{Dtype, SafeTensors, TensorView, serialize};
use serde::Deserialize;
use vae_playground::data::{BatchOrder, Dataset, Shape};
use vae_playground::model::ModelConfig;
use vae_playground::random::{Stream, generator, standard_normal_values};
use vae_playground::train::{Trainer, TrainingConfig};

const DIGITS: &[u8] = include_bytes!("../www/public/data/digits.safetensors");
/// Bytes before the first pixel of an IDX file of images.
const IDX_HEADER: usize = 16;

#[derive(Deserialize)]
struct Job {
    name: String,
    data: Source,
    /// How many images to train on, the first of the source.
    images: usize,
    model: ModelConfig,
    training: TrainingConfig,
    seed: u64,
    steps: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Source {
    Digits,
    Mnist,
}

/// Images as bytes, and the byte that is white.
struct Images {
    bytes: Vec<u8>,
    side: usize,
    white: u8,
}

impl Images {
    fn load(source: &Source, count: usize, mnist: &str) -> Self {
        let (bytes, side, white) = match source {
            Source::Digits => {
                let file = SafeTensors::deserialize(DIGITS).unwrap();
                (file.tensor("images").unwrap().data().to_vec(), 8, 16)
            }
            Source::Mnist => (std::fs::read(mnist).expect("MNIST")[IDX_HEADER..].to_vec(), 28, 255),
        };
        Self { bytes: bytes[..count * side * side].to_vec(), side, white }
    }

    fn dataset(&self) -> Dataset {
        let pixels = self.bytes.iter().map(|&v| f32::from(v) / f32::from(self.white)).collect();
        let count = self.bytes.len() / (self.side * self.side);
        let shape = Shape { count, height: self.side, width: self.side, channels: 1 };
        Dataset::new(pixels, shape, &[]).unwrap()
    }
}

/// One array of the file.
struct Array {
    name: String,
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl Array {
    fn floats(name: impl Into<String>, shape: Vec<usize>, values: &[f32]) -> Self {
        let bytes = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        Self { name: name.into(), dtype: Dtype::F32, shape, bytes }
    }
}

/// Collects parameters in the model's order: weight `[inputs, outputs]` and bias of each layer. A convolution's
/// inputs are the values under its window, row by row, channels last; a transposed one's outputs are.
#[derive(Default)]
struct Parameters(Vec<Array>);

impl ModuleVisitor for Parameters {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let data = parameter.val().into_data();
        let name = format!("parameter.{:02}", self.0.len());
        self.0.push(Array::floats(name, parameter.dims().to_vec(), data.as_slice().unwrap()));
    }
}

/// The batches' rows, `[steps, batch]`, which must fill every batch: a smaller last one would make
/// engines that compile for a shape compile twice.
fn order(job: &Job) -> Array {
    let batch = job.training.batch_size;
    assert!(job.images.is_multiple_of(batch), "{}: batches must fill an epoch", job.name);
    let mut order = BatchOrder::new(job.images, job.seed);
    let rows = (0..job.steps).flat_map(|_| order.next(batch).to_vec());
    let bytes = rows.flat_map(u32::to_le_bytes).collect();
    Array { name: "order".into(), dtype: Dtype::U32, shape: vec![job.steps, batch], bytes }
}

fn noise(job: &Job) -> Array {
    let shape = vec![job.steps, job.training.batch_size, job.model.latent];
    let mut rng = generator(job.seed, Stream::Noise);
    let values = standard_normal_values(&mut rng, shape.iter().product());
    Array::floats("noise", shape, &values)
}

fn arrays(job: &Job, mnist: &str) -> Vec<Array> {
    let images = Images::load(&job.data, job.images, mnist);
    let (model, training) = (&job.model, job.training.clone());
    let mut trainer =
        Trainer::new(&images.dataset(), model, training, job.seed, &Device::flex()).unwrap();
    let mut parameters = Parameters::default();
    trainer.model().visit(&mut parameters);
    let losses: Vec<f32> = (0..job.steps)
        .map(|_| {
            trainer.step().unwrap();
            block_on(trainer.take_losses()).unwrap().loss
        })
        .collect();
    let mut arrays = parameters.0;
    arrays.extend([order(job), noise(job), Array::floats("loss", vec![job.steps], &losses)]);
    let shape = vec![job.images, images.side * images.side];
    arrays.push(Array { name: "images".into(), dtype: Dtype::U8, shape, bytes: images.bytes });
    arrays.push(Array {
        name: "white".into(),
        dtype: Dtype::U8,
        shape: vec![1],
        bytes: vec![images.white],
    });
    arrays
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, mnist] = arguments.as_slice() else { panic!("arguments: FOLDER MNIST") };
    let jobs: Vec<Job> = serde_json::from_reader(stdin()).expect("jobs as JSON");
    for job in &jobs {
        let arrays = arrays(job, mnist);
        let views = arrays.iter().map(|Array { name, dtype, shape, bytes }| {
            (name, TensorView::new(*dtype, shape.clone(), bytes).unwrap())
        });
        let path = PathBuf::from(folder).join(format!("{}.safetensors", job.name));
        std::fs::write(path, serialize(views, None).unwrap()).unwrap();
    }
}
