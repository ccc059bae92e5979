//! Sets made by rule, whose factors or densities are known.

mod landscapes;
mod points;
mod sprites;
mod toy_images;

pub(crate) use landscapes::landscape;
pub use landscapes::{FACTORS as LANDSCAPE_FACTORS, Landscapes, landscapes};
pub use points::{Points, Toy, toy};
pub use sprites::{Arrangement, FACTORS, SHAPES, Sprites, sprites};
pub use toy_images::toy_images;

use crate::error::{Error, Result};
use crate::limits::{Limits, checked_bytes, checked_count};

/// Room for `count` images of `size` x `size` x `channels` bytes.
fn room(
    name: &'static str,
    count: usize,
    size: usize,
    channels: usize,
    limits: &Limits,
) -> Result<Vec<u8>> {
    checked_count(name, "number of images", count, limits.max_images)?;
    let what = || format!("{count} images of {size} x {size}");
    let advice = "Take fewer or smaller images.";
    let bytes =
        checked_bytes(name, what, &[count, size, size, channels], limits.max_bytes, advice)?;
    Ok(Vec::with_capacity(bytes))
}

fn check_size(size: usize, allowed: std::ops::RangeInclusive<usize>) -> Result<()> {
    if allowed.contains(&size) {
        return Ok(());
    }
    let allowed = format!("{} to {} pixels", allowed.start(), allowed.end());
    Err(Error::option("The size", size, allowed))
}

fn check_positive(field: &'static str, number: usize) -> Result<()> {
    if number > 0 { Ok(()) } else { Err(Error::option(field, number, "at least 1")) }
}
