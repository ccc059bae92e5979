use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use super::canvas::{Bounds, Canvas};
use super::cutout::Cutout;
use super::{Background, Object, ObjectImages, check_range, check_share, check_size};
use crate::error::{Error, Result};
use crate::images::Shape;
use crate::limits::{Limits, checked_bytes, checked_count};
use crate::prepare::Crop;

/// Most objects of a scene.
const MOST_OBJECTS: usize = 8;

/// How often a place is sought for an object, and a scene begun anew where one found none.
const PLACES: usize = 40;
const BEGINNINGS: usize = 20;

/// How many images without an object are passed over for one object.
const EMPTY_IMAGES: usize = 100;

/// How scenes are composed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Composition {
    /// Scenes.
    pub count: usize,
    /// Height and width of a scene, 16 to 512.
    pub size: (usize, usize),
    /// Least and most objects of a scene, 1 to 8; each number is as likely, as long as they find a place.
    pub objects: (usize, usize),
    /// Least and most of the longer side of an object's box, in shares of the scene's shorter side, up to 1.
    pub scale: (f32, f32),
    /// Of the smaller of two objects' boxes, at most so large a share is also in the other's.
    pub overlap: f32,
    /// What is behind them.
    pub background: Background,
    /// The same seed, the same scenes; the first are the same in any number of them.
    pub seed: u64,
}

impl Default for Composition {
    fn default() -> Self {
        Self {
            count: 1,
            size: (48, 48),
            objects: (1, 3),
            scale: (0.3, 0.4),
            overlap: 0.1,
            background: Background::Black,
            seed: 0,
        }
    }
}

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

impl Composition {
    fn validate(&self, channels: usize, limits: &Limits) -> Result<()> {
        check_size(self.size)?;
        check_range("The number of objects", self.objects, (1, MOST_OBJECTS))?;
        check_range("The objects' scale", self.scale, (0.02, 1.0))?;
        check_share("The overlap", self.overlap, 1.0)?;
        if self.count == 0 {
            return Err(Error::option("The number of scenes", 0, "at least 1"));
        }
        checked_count("The scenes", "number of images", self.count, limits.max_images)?;
        let (height, width) = self.size;
        let what = || format!("{} scenes of {height} x {width}", self.count);
        let sizes = [self.count, height, width, 4 * channels + 1];
        let advice = "Take fewer or smaller scenes.";
        checked_bytes("The scenes", what, &sizes, limits.max_bytes, advice).map(|_| ())
    }
}

/// Scenes with objects at random places, all of each inside. An object is cut out of its image and scaled
/// linearly; which images, how many, sizes and places are drawn evenly and by themselves.
///
/// # Errors
/// [`InvalidOption`](Error::InvalidOption) for options out of range, or where the least number of objects finds no
/// place; [`TooLarge`](Error::TooLarge) over the limits; [`NoImages`](Error::NoImages) where the images are of one
/// colour each.
pub fn compose(
    objects: &ObjectImages<'_>,
    options: &Composition,
    limits: &Limits,
) -> Result<Scenes> {
    let channels = objects.shape().channels;
    options.validate(channels, limits)?;
    let (height, width) = options.size;
    let shape = Shape { count: options.count, height, width, channels };
    let mut scenes = Scenes {
        pixels: Vec::with_capacity(options.count * shape.pixels()),
        shape,
        objects: Vec::with_capacity(options.count),
        masks: Vec::with_capacity(options.count * height * width),
    };
    for scene in 0..options.count {
        let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
        rng.set_stream(scene as u64);
        let background = options.background.drawn(options.size, channels, &mut rng);
        let mut canvas = Canvas::new(options.size, channels, background);
        let mut drawn = Vec::new();
        for placed in arranged(objects, options, &mut rng)? {
            let Placed { row, cutout, top, left, .. } = placed;
            if let Some(bounds) = canvas.draw(&cutout, top, left) {
                drawn.push(Object { bounds, class: objects.class(row), row, visible: 1.0 });
            }
        }
        for (object, visible) in drawn.iter_mut().zip(canvas.visible()) {
            object.visible = visible;
        }
        scenes.pixels.extend(canvas.pixels);
        scenes.masks.extend(canvas.mask);
        scenes.objects.push(drawn);
    }
    Ok(scenes)
}

/// An object that has its place.
struct Placed {
    row: usize,
    cutout: Cutout,
    /// Of the cutout, which may reach over the scene's edge with what is not visible.
    top: isize,
    left: isize,
    bounds: Bounds,
}

/// The objects of a scene, from back to front. Where not all find a place it is begun anew, and at last as
/// many are taken as did.
fn arranged(
    objects: &ObjectImages<'_>,
    options: &Composition,
    rng: &mut impl Rng,
) -> Result<Vec<Placed>> {
    let wanted = rng.random_range(options.objects.0..=options.objects.1);
    let mut fullest = Vec::new();
    for _ in 0..BEGINNINGS {
        let mut scene: Vec<Placed> = Vec::new();
        while scene.len() < wanted {
            match placed(objects, options, &scene, rng)? {
                Some(object) => scene.push(object),
                None => break,
            }
        }
        if scene.len() > fullest.len() {
            fullest = scene;
        }
        if fullest.len() == wanted {
            break;
        }
    }
    if fullest.len() < options.objects.0 {
        let allowed = format!(
            "at most {}, as many as found a place in {BEGINNINGS} trials: smaller objects, more \
             overlap or a larger scene make room",
            fullest.len()
        );
        return Err(Error::option("The least number of objects", options.objects.0, allowed));
    }
    // Those that came first are often larger, as it is harder to find room later.
    fullest.shuffle(rng);
    Ok(fullest)
}

/// An object at a place that the others leave; none where there isn't any.
fn placed(
    objects: &ObjectImages<'_>,
    options: &Composition,
    others: &[Placed],
    rng: &mut impl Rng,
) -> Result<Option<Placed>> {
    let (height, width) = options.size;
    let (row, original) = drawn(objects, rng)?;
    for _ in 0..PLACES {
        let scale = rng.random_range(options.scale.0..=options.scale.1);
        let cutout = original.scaled(scale * height.min(width) as f32);
        // What is small may fade where it is made smaller still.
        let Some(content) = cutout.content() else { continue };
        if content.height > height || content.width > width {
            continue;
        }
        let y = rng.random_range(0..=height - content.height);
        let x = rng.random_range(0..=width - content.width);
        let Crop { top, left, height, width } = content;
        let bounds = Bounds { x, y, width, height };
        if others.iter().all(|other| overlap(&bounds, &other.bounds) <= options.overlap) {
            let (top, left) = (y as isize - top as isize, x as isize - left as isize);
            return Ok(Some(Placed { row, cutout, top, left, bounds }));
        }
    }
    Ok(None)
}

/// The share of the smaller box that is in both.
fn overlap(a: &Bounds, b: &Bounds) -> f32 {
    a.shared(b) as f32 / a.area().min(b.area()) as f32
}

/// An image that has an object.
fn drawn(objects: &ObjectImages<'_>, rng: &mut impl Rng) -> Result<(usize, Cutout)> {
    let mut rows =
        (0..EMPTY_IMAGES).map(|_| rng.random_range(0..objects.shape().count as u32) as usize);
    rows.find_map(|row| Some((row, objects.cutout(row)?))).ok_or_else(|| {
        let found = format!("{EMPTY_IMAGES} of them, drawn at random, have one colour each.");
        Error::NoImages { file: "The set of objects".to_owned(), found }
    })
}
