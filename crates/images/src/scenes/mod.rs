//! Scenes made of images of single objects, in which it is known what is where.

mod background;
mod canvas;
mod compose;
mod cutout;
mod matte;
mod objects;

pub use background::Background;
pub use canvas::{Bounds, VISIBLE};
pub use compose::{Composition, Scenes, compose};
pub use objects::{Object, ObjectImages};

use crate::error::{Error, Result};

/// The sides that a scene may have, in pixels.
const SIDES: std::ops::RangeInclusive<usize> = 16..=512;

fn check_size((height, width): (usize, usize)) -> Result<()> {
    if SIDES.contains(&height) && SIDES.contains(&width) {
        return Ok(());
    }
    let allowed = format!("{} to {} pixels high and wide", SIDES.start(), SIDES.end());
    Err(Error::option("The scene's size", format!("{height} x {width}"), allowed))
}

/// A least and a most within what is allowed.
fn check_range<T: PartialOrd + std::fmt::Display>(
    field: &'static str,
    (least, most): (T, T),
    (low, high): (T, T),
) -> Result<()> {
    if low <= least && least <= most && most <= high {
        return Ok(());
    }
    let allowed = format!("two numbers from {low} to {high}, the smaller first");
    Err(Error::option(field, format!("{least} to {most}"), allowed))
}

fn check_share(field: &'static str, value: f32, most: f32) -> Result<()> {
    if (0.0..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::option(field, value, format!("0 to {most}")))
}
