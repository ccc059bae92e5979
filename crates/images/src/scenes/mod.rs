//! Scenes made of images of single objects, in which it is known what is where.

mod background;
mod canvas;
mod compose;
mod cutout;
mod matte;
mod objects;
mod street;

pub use background::Background;
pub use canvas::{Bounds, VISIBLE};
pub use compose::{Composition, compose};
pub use objects::{Object, ObjectImages};
pub use street::{Frames, Street, StreetOptions};

use crate::error::{Error, Result};
use crate::images::Shape;
use crate::limits::{Limits, checked_bytes, checked_count};
use canvas::Canvas;

/// Composed scenes, and what is in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenes {
    /// In [0, 1], `[count, height, width, channels]`, with as many channels as the objects have.
    pub pixels: Vec<f32>,
    /// Of `pixels`.
    pub shape: Shape,
    /// Of each scene its objects, from back to front.
    pub objects: Vec<Vec<Object>>,
    /// `[count, height, width]`: the object seen at a pixel, by its place in the scene's list counted from 1; 0 is
    /// the background.
    pub masks: Vec<u8>,
}

impl Scenes {
    /// None yet, with room for all of a shape.
    fn with_room(shape: Shape) -> Self {
        Self {
            pixels: Vec::with_capacity(shape.count * shape.pixels()),
            shape,
            objects: Vec::with_capacity(shape.count),
            masks: Vec::with_capacity(shape.count * shape.height * shape.width),
        }
    }

    /// One more, with its objects as they were drawn.
    fn push(&mut self, canvas: Canvas, mut objects: Vec<Object>) {
        for (object, visible) in objects.iter_mut().zip(canvas.visible()) {
            object.visible = visible;
        }
        self.pixels.extend(canvas.pixels);
        self.masks.extend(canvas.mask);
        self.objects.push(objects);
    }
}

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

/// There is at least one scene, and memory for all.
fn checked_memory(field: &'static str, shape: Shape, limits: &Limits) -> Result<()> {
    let Shape { count, height, width, channels } = shape;
    if count == 0 {
        return Err(Error::option(field, count, "at least 1"));
    }
    checked_count("The scenes", "number of images", count, limits.max_images)?;
    let what = || format!("{count} of {height} x {width} pixels");
    // A value has four bytes, a mask's pixel one.
    let sizes = [count, height, width, 4 * channels + 1];
    let advice = "Take fewer or smaller ones.";
    checked_bytes("The scenes", what, &sizes, limits.max_bytes, advice).map(|_| ())
}
