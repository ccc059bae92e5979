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

use crate::sets::{self, Column, Set};
use crate::{Arguments, common};

/// A model with the images that it is measured by.
pub struct Subject {
    pub model: Vae,
    pub latent: usize,
    /// Height, width, channels.
    pub image: [usize; 3],
    pub column: Column,
    pub train: Part,
    pub test: Part,
    /// Images from elsewhere.
    pub more: Option<Part>,
    device: Device,
}

/// Images as pixels and as latents, with their classes.
pub struct Part {
    pub pixels: Arc<Points>,
    pub means: Arc<Points>,
    /// Natural logarithms of the posteriors' variances.
    pub log_variances: Points,
    pub labels: Labels,
}

impl Subject {
    pub fn read(arguments: &Arguments) -> Result<Self, String> {
        let device = Device::flex();
        let bytes = read(&arguments.model)?;
        let place = |error: &dyn Display| format!("{}: {error}", arguments.model.display());
        let checkpoint = checkpoint::load(&bytes, &device).map_err(|error| place(&error))?;
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
        let more = match (&arguments.more, &arguments.more_labels) {
            (Some(images), Some(labels)) => {
                let (pixels, labels) = drawings(images, labels, &column)?;
                Some(part(pixels, labels)?)
            }
            _ => None,
        };
        let (train, test) = (of(Split::Train)?, of(Split::Test)?);
        Ok(Self { latent, image, column, train, test, more, model, device })
    }

    /// The images of latent vectors, `[points, pixels]`.
    pub fn decode(&self, z: &Points) -> Result<Points, String> {
        let made = block_on(decode(&self.model, z.values(), self.latent, &self.device));
        Points::new(made.map_err(text)?, self.train.pixels.dimensions()).map_err(text)
    }
}

impl Display for Subject {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { latent, column, train, test, .. } = self;
        let (classes, name) = (column.classes.len(), &column.name);
        let (train, test) = (train.pixels.len(), test.pixels.len());
        write!(
            to,
            "z = {latent}; {train} training images, {test} test images; {name}: {classes} classes"
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
        let (means, log_variances) = (Arc::new(points(mean)?), points(log_variance)?);
        Ok(Self { pixels: Arc::new(pixels), means, log_variances, labels })
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

/// Images and labels of two IDX files, whose classes are named as the column's.
fn drawings(images: &Path, labels: &Path, column: &Column) -> Result<(Points, Labels), String> {
    let (preparation, limits) = (Preparation::default(), Limits::default());
    let (content, names) = (read(images)?, read(labels)?);
    let loaded = vae_playground_images::load(
        "images.idx",
        &content,
        Some(("labels.idx", &names)),
        &preparation,
        &limits,
    );
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
