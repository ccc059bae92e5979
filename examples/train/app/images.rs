use std::fs;
use std::path::Path;

use vae_playground::data::{Dataset, Shape};
use vae_playground::limits::VALUES_IN_MEMORY;
use vae_playground_images::{
    Images, Labels, Limits, Pixels, Preparation, Receipt, load_folder, split,
};

use super::sets::{self, values};
use super::settings::Settings;
use super::stored;
use crate::common;

/// Of images without test images, unless the settings say.
pub const TEST_FRACTION: f64 = 0.2;

/// The images of a file, a folder, a set of the site or the digits. The test images are those of `test`; or, unless the settings
/// have a fraction, those that the file itself sets aside; or drawn with the settings' seed, of each class its
/// share where there are labels.
pub fn load(
    path: &Path,
    labels: Option<&Path>,
    test: Option<&Path>,
    settings: &Settings,
) -> Result<Dataset, String> {
    if sets::is_set(path) {
        if labels.is_some() || test.is_some() || settings.test_fraction.is_some() {
            return Err("The set has labels and test images of its own; leave out --labels, --test and the \
                        settings' testFraction."
                .into());
        }
        return Ok(sets::read(path)?.data);
    }
    if let Some(test) = test {
        if settings.test_fraction.is_some() {
            return Err("The settings' testFraction and --test exclude each other.".into());
        }
        return with_test_images(read(path, None)?, read(test, None)?);
    }
    if let Some(stored) = stored::open(path, labels, settings, VALUES_IN_MEMORY)? {
        return Ok(stored);
    }
    let built_in = path == Path::new("digits") && !path.exists();
    if built_in && labels.is_some() {
        return Err("The digits have labels of their own; leave out --labels.".into());
    }
    if built_in && settings.test_fraction.is_none() {
        return Ok(common::digits());
    }
    let images = if built_in { digits() } else { read(path, labels)? };
    let labels = images.labels.as_ref();
    let count = images.shape.count;
    let test_rows = match (settings.test_fraction, images.receipt.own_tests()) {
        (None, Some(tests)) => (count as u32 - tests as u32..count as u32).collect(),
        (fraction, _) => {
            let fraction = fraction.unwrap_or(TEST_FRACTION);
            split(labels, count, fraction, settings.seed, labels.is_some())
                .map_err(|error| error.to_string())?
        }
    };
    Dataset::new(values(images.pixels), shape(images.shape, count), &test_rows)
        .map_err(|error| error.to_string())
}

fn with_test_images(train: Images, test: Images) -> Result<Dataset, String> {
    let [size, test_size] = [train.shape, test.shape].map(|s| [s.height, s.width, s.channels]);
    if size != test_size {
        return Err(format!(
            "The images of --test are {test_size:?} (height, width, channels), those of --data {size:?}. \
             They must be alike."
        ));
    }
    let (trained, count) = (train.shape.count, train.shape.count + test.shape.count);
    let test_rows: Vec<u32> = (trained as u32..count as u32).collect();
    let pixels = [values(train.pixels), values(test.pixels)].concat();
    Dataset::new(pixels, shape(train.shape, count), &test_rows).map_err(|error| error.to_string())
}

/// The same sizes of so many images.
pub fn shape(shape: vae_playground_images::Shape, count: usize) -> Shape {
    Shape { count, height: shape.height, width: shape.width, channels: shape.channels }
}

fn read(path: &Path, labels: Option<&Path>) -> Result<Images, String> {
    let (preparation, limits) = (Preparation::default(), Limits::default());
    if path.is_dir() {
        if labels.is_some() {
            return Err("A folder's folders are its labels; leave out --labels.".into());
        }
        return load_folder(path, &preparation, &limits)
            .inspect(tell_skipped)
            .map_err(|error| error.to_string());
    }
    let labels = labels.map(|path| Ok((name(path), bytes(path)?))).transpose();
    let labels: Option<(String, Vec<u8>)> = labels.map_err(|error: String| error)?;
    let labels = labels.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    vae_playground_images::load(&name(path), &bytes(path)?, labels, &preparation, &limits)
        .inspect(tell_skipped)
        .map_err(|error| error.to_string())
}

/// A file's content.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}

fn tell_skipped(images: &Images) {
    let skipped = &images.receipt.skipped;
    for file in &skipped.first {
        eprintln!("skipped {}: {}", file.name, file.why);
    }
    if skipped.count > skipped.first.len() {
        eprintln!("skipped {} more", skipped.count - skipped.first.len());
    }
}

/// A path's last part.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn digits() -> Images {
    let data = common::digits();
    let shape = data.shape();
    let rows: Vec<u32> = (0..shape.count as u32).collect();
    let pixels = data.gather(&rows).expect("all rows are there");
    Images {
        pixels: Pixels::F32(pixels),
        shape: vae_playground_images::Shape {
            count: shape.count,
            height: shape.height,
            width: shape.width,
            channels: shape.channels,
        },
        labels: Some(Labels {
            values: common::digit_labels(),
            names: (0..10).map(|digit| digit.to_string()).collect(),
        }),
        receipt: Receipt::default(),
    }
}
