use std::fmt::{self, Display};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use burn::tensor::Device;
use pollster::block_on;
use vae_playground::checkpoint;
use vae_playground::data::Split;
use vae_playground::latent::{Embedding, decode, embed};
use vae_playground::model::Vae;
use vae_playground_images::{Limits, Preparation};
use vae_playground_instrument::{Labels, Points};

use super::Arguments;
use super::sets::{self, Column, Set};
use crate::common;

/// A model with the images that it is measured by.
pub struct Subject {
    model: Vae,
    /// Height, width, channels.
    pub image: [usize; 3],
    pub column: Column,
    pub train: Part,
    pub test: Part,
    /// Images from elsewhere.
    pub drawings: Option<Part>,
    device: Device,
}

/// Images as pixels and as latents, with their classes.
pub struct Part {
    pub pixels: Arc<Points>,
    pub means: Arc<Points>,
    /// Of the posteriors around the means.
    pub variances: Points,
    pub labels: Labels,
}

impl Subject {
    pub fn read(arguments: &Arguments) -> Result<Self, String> {
        let device = Device::flex();
        let bytes = read(&arguments.model)?;
        let place = |error: &dyn Display| format!("{}: {error}", arguments.model.display());
        let checkpoint = checkpoint::take(bytes, &device).map_err(|error| place(&error))?;
        let (image, latent) = (checkpoint.image_size(), checkpoint.model_config().latent);
        let Set { data, columns } = set(&arguments.data)?;
        let shape = data.shape();
        let found = [shape.height, shape.width, shape.channels];
        if found != image {
            return Err(place(&format!("it takes images of {image:?}; the set's are {found:?}")));
        }
        let model = checkpoint.into_model();
        let column = chosen(columns, arguments.column.as_deref())?;
        let part = |pixels, labels| Part::new(&model, latent, pixels, labels, &device);
        let of = |split| {
            let rows = data.rows(split);
            let labels = rows.iter().map(|&row| column.labels[row as usize] as i32).collect();
            let labels = Labels::new(labels, column.classes.len()).map_err(text)?;
            let pixels = data.gather(rows).map_err(text)?;
            part(Points::new(pixels, shape.pixels()).map_err(text)?, labels)
        };
        let drawings = match &arguments.drawings {
            Some(folder) => {
                let (pixels, labels) = drawings(folder, &column)?;
                Some(part(pixels, labels)?)
            }
            None => None,
        };
        let (train, test) = (of(Split::Train)?, of(Split::Test)?);
        Ok(Self { model, image, column, train, test, drawings, device })
    }

    /// The images of latent vectors, `[points, pixels]`.
    pub fn decode(&self, z: &Points) -> Result<Points, String> {
        let made = block_on(decode(&self.model, z.values(), z.dimensions(), &self.device));
        Points::new(made.map_err(text)?, self.train.pixels.dimensions()).map_err(text)
    }
}

impl Display for Subject {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { column, train, test, .. } = self;
        let (latent, classes) = (train.means.dimensions(), column.classes.len());
        let (learned, tested) = (train.pixels.len(), test.pixels.len());
        let name = &column.name;
        write!(
            to,
            "z = {latent}; {name}, {classes} classes; {learned} images trained on, {tested} tests"
        )
    }
}

impl Part {
    fn new(
        model: &Vae,
        latent: usize,
        pixels: Points,
        labels: Labels,
        device: &Device,
    ) -> Result<Self, String> {
        let embedded = block_on(embed(model, pixels.values(), pixels.dimensions(), device));
        let Embedding { mean, log_variance } = embedded.map_err(text)?;
        let points = |values| Points::new(values, latent).map_err(text);
        let variances = points(log_variance.into_iter().map(f32::exp).collect())?;
        Ok(Self { pixels: Arc::new(pixels), means: Arc::new(points(mean)?), variances, labels })
    }
}

fn set(path: &Path) -> Result<Set, String> {
    if sets::is_set(path) {
        return sets::read(path);
    }
    if path != Path::new("digits") {
        let path = path.display();
        return Err(format!("{path} is neither the folder of a set of the site nor `digits`."));
    }
    let classes = (0..10).map(|digit| digit.to_string()).collect();
    let digit = Column { name: "digit".into(), classes, labels: common::digit_labels() };
    Ok(Set { data: common::digits(), columns: vec![digit] })
}

fn chosen(mut columns: Vec<Column>, name: Option<&str>) -> Result<Column, String> {
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let at = name.map_or(Some(0), |name| names.iter().position(|each| each == name));
    match at {
        Some(at) if at < columns.len() => Ok(columns.swap_remove(at)),
        _ => Err(format!("The set has no such column; it has {}.", names.join(", "))),
    }
}

/// The images and labels of a folder, whose classes are named as the column's.
fn drawings(folder: &Path, column: &Column) -> Result<(Points, Labels), String> {
    let [images, labels] = ["images.idx", "labels.idx"];
    let (pixels, values) = (read(&folder.join(images))?, read(&folder.join(labels))?);
    let (preparation, limits) = (Preparation::default(), Limits::default());
    let values = Some((labels, values.as_slice()));
    let loaded = vae_playground_images::load(images, &pixels, values, &preparation, &limits);
    let loaded = loaded.map_err(text)?;
    let found = loaded.labels.ok_or("The images have no labels.")?;
    let place = |name: &String| column.classes.iter().position(|class| class == name);
    let values = found.values.iter().map(|&value| place(&found.names[value as usize]));
    let values = values.map(|at| at.map_or(-1, |at| at as i32)).collect();
    let pixels = loaded.shape.pixels();
    let points = Points::new(sets::values(loaded.pixels), pixels).map_err(text)?;
    Ok((points, Labels::new(values, column.classes.len()).map_err(text)?))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}

pub fn text(error: impl Display) -> String {
    error.to_string()
}
