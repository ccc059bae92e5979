//! Images that are more than memory is to hold, read from their file whenever a step needs them.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use vae_playground::data::{Dataset, FileReader, Reader};
use vae_playground_images::{Limits, RAW_START, RawImages, load_labels, raw_images, split};

use super::images::{TEST_FRACTION, bytes, name, shape};
use super::settings::Settings;

/// Up to this value, numbers may be 0 to 16 in place of 0 to 255, which the whole set tells.
const SMALL: u8 = 16;
/// Images that are looked at for that.
const LOOKED_AT: usize = 1000;

/// The images of a file that stay there: of more than so many values, as they are used. `None` where that is not so.
pub fn open(
    path: &Path,
    labels: Option<&Path>,
    settings: &Settings,
    in_memory: usize,
) -> Result<Option<Dataset>, String> {
    let Some(RawImages { offset, shape: found }) = raw(path, in_memory)? else { return Ok(None) };
    let (count, size) = (found.count, found.pixels());
    let sizes = shape(found, count);
    let reader = FileReader::open(path, offset, sizes)?;
    let some: Vec<u32> = (0..count as u32).step_by(count.div_ceil(LOOKED_AT)).collect();
    let mut values = vec![0; some.len() * size];
    reader.read(&some, &mut values)?;
    if values.iter().all(|&value| value <= SMALL) {
        return Ok(None);
    }
    let text = |error: vae_playground_images::Error| error.to_string();
    let read =
        |path| load_labels(&name(path), &bytes(path)?, count, &Limits::default()).map_err(text);
    let labels = labels.map(read).transpose()?;
    let fraction = settings.test_fraction.unwrap_or(TEST_FRACTION);
    let test_rows =
        split(labels.as_ref(), count, fraction, settings.seed, labels.is_some()).map_err(text)?;
    Dataset::stored(reader, sizes, &test_rows).map(Some).map_err(|error| error.to_string())
}

/// Where the images lie, where they are so many.
fn raw(path: &Path, in_memory: usize) -> Result<Option<RawImages>, String> {
    let Ok(file) = File::open(path) else { return Ok(None) };
    let length = file.metadata().map_or(0, |about| about.len());
    if length <= in_memory as u64 {
        return Ok(None);
    }
    let mut start = Vec::new();
    let unreadable = |error| format!("{} can't be read: {error}", path.display());
    file.take(RAW_START as u64).read_to_end(&mut start).map_err(unreadable)?;
    raw_images(&name(path), &start, length).map_err(|error| error.to_string())
}
