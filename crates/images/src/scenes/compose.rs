use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use super::canvas::{Bounds, Canvas};
use super::cutout::Cutout;
use super::{
    Background, Object, ObjectImages, Scenes, check_range, check_share, check_size, checked_memory,
};
use crate::error::{Error, Result};
use crate::images::Shape;
use crate::limits::Limits;
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

impl Composition {
    /// The shape of the scenes.
    fn validate(&self, channels: usize, limits: &Limits) -> Result<Shape> {
        check_size(self.size)?;
        check_range("The number of objects", self.objects, (1, MOST_OBJECTS))?;
        check_range("The objects' scale", self.scale, (0.02, 1.0))?;
        check_share("The overlap", self.overlap, 1.0)?;
        let (height, width) = self.size;
        let shape = Shape { count: self.count, height, width, channels };
        checked_memory("The number of scenes", shape, limits)?;
        Ok(shape)
    }
}

/// Scenes with objects at random places, all of each inside. An object is cut out of its image and scaled
/// linearly; which images, how many, sizes and places are drawn evenly and by themselves, of those that leave room.
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
    let mut scenes = Scenes::with_room(options.validate(channels, limits)?);
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
        scenes.push(canvas, drawn);
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

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 12;

    /// Bars, discs and rings, of which the last image is empty, on black or, in colour, on sand.
    fn images(channels: usize) -> Vec<f32> {
        let colours = [[0.9, 0.8, 0.7], [0.8, 0.1, 0.1], [0.1, 0.2, 0.7], [0.1, 0.6, 0.2]];
        let covers = |kind: usize, y: f32, x: f32| match kind {
            1 => y.abs() < 2.0 && x.abs() < 4.5,
            2 => y * y + x * x < 20.0,
            3 => (9.0..25.0).contains(&(y * y + x * x)),
            _ => false,
        };
        let mut pixels = Vec::new();
        for (kind, at) in
            [1, 2, 3, 0].into_iter().flat_map(|kind| (0..144).map(move |at| (kind, at)))
        {
            let [y, x] = [at / SIDE, at % SIDE].map(|at| at as f32 - 5.5);
            let covered = covers(kind, y, x);
            let colour = colours[if covered { kind } else { 0 }];
            pixels.extend(
                colour
                    .map(|value| if channels == 3 { value } else { f32::from(covered) })
                    .iter()
                    .take(channels),
            );
        }
        pixels
    }

    fn composed(channels: usize, options: &Composition) -> Result<Scenes> {
        let pixels = images(channels);
        let shape = Shape { count: 4, height: SIDE, width: SIDE, channels };
        let objects = ObjectImages::new(&pixels, shape, Some(&[7, 8, 9, 10]))?;
        compose(&objects, options, &Limits::default())
    }

    fn crowded(background: Background) -> Composition {
        Composition {
            count: 30,
            size: (40, 56),
            objects: (2, 5),
            scale: (0.2, 0.45),
            overlap: 0.3,
            background,
            seed: 3,
        }
    }

    #[test]
    fn scenes_hold_what_was_asked_for() {
        for (channels, background) in [(1, Background::Texture), (3, Background::Landscape)] {
            let options = crowded(background);
            let scenes = composed(channels, &options).unwrap();
            assert_eq!(scenes.pixels.len(), 30 * 40 * 56 * channels);
            assert!(scenes.pixels.iter().all(|value| (0.0..=1.0).contains(value)));
            let mut counts: Vec<usize> = scenes.objects.iter().map(Vec::len).collect();
            counts.sort_unstable();
            counts.dedup();
            assert_eq!(counts, [2, 3, 4, 5]);
            for (at, object) in scenes.objects.iter().flatten().enumerate() {
                // The empty image is passed over.
                assert!(object.row < 3 && object.class == Some(object.row as u32 + 7));
                let longer = object.bounds.width.max(object.bounds.height) as f32;
                assert!(
                    (0.2 * 40.0 - 1.5..=0.45 * 40.0 + 3.0).contains(&longer),
                    "{at} {object:?}"
                );
                assert!(object.bounds.x + object.bounds.width <= 56);
                assert!(object.bounds.y + object.bounds.height <= 40);
            }
            for scene in &scenes.objects {
                for (at, a) in scene.iter().enumerate() {
                    for b in &scene[..at] {
                        assert!(overlap(&a.bounds, &b.bounds) <= 0.3);
                    }
                }
            }
            assert!(scenes.objects.iter().flatten().any(|object| object.visible < 0.95));
        }
    }

    /// Against the same scene without objects: what is different is theirs.
    #[test]
    fn boxes_and_masks_are_where_the_scene_differs_from_its_background() {
        let options = Composition { objects: (1, 1), ..crowded(Background::Texture) };
        let scenes = composed(1, &options).unwrap();
        let pixels = 40 * 56;
        for (scene, objects) in scenes.objects.iter().enumerate() {
            let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
            rng.set_stream(scene as u64);
            let background = options.background.drawn(options.size, 1, &mut rng);
            let shown = &scenes.pixels[scene * pixels..][..pixels];
            let mask = &scenes.masks[scene * pixels..][..pixels];
            let [Object { bounds, visible, .. }] = objects[..] else { panic!("one was asked for") };
            let (mut rows, mut columns) = (Vec::new(), Vec::new());
            for at in 0..pixels {
                // A white object over a background b: b + alpha (1 - b).
                let alpha = (shown[at] - background[at]) / (1.0 - background[at]);
                assert!(
                    (alpha - 0.25).abs() < 1e-4 || (alpha > 0.25) == (mask[at] == 1),
                    "{alpha}"
                );
                if mask[at] == 1 {
                    rows.push(at / 56);
                    columns.push(at % 56);
                }
            }
            let ends =
                |places: &[usize]| (*places.iter().min().unwrap(), *places.iter().max().unwrap());
            assert_eq!(ends(&rows), (bounds.y, bounds.y + bounds.height - 1));
            assert_eq!(ends(&columns), (bounds.x, bounds.x + bounds.width - 1));
            assert_eq!(visible, 1.0);
        }
    }

    #[test]
    fn masks_lie_in_the_boxes_of_what_is_seen() {
        let options = Composition { overlap: 0.8, ..crowded(Background::Black) };
        let scenes = composed(3, &options).unwrap();
        for (mask, objects) in scenes.masks.chunks(40 * 56).zip(&scenes.objects) {
            for (at, &label) in mask.iter().enumerate().filter(|(_, label)| **label > 0) {
                let Bounds { x, y, width, height } = objects[usize::from(label) - 1].bounds;
                assert!(
                    (x..x + width).contains(&(at % 56)) && (y..y + height).contains(&(at / 56))
                );
            }
            // What is drawn last is seen in full.
            assert_eq!(objects.last().map(|object| object.visible), Some(1.0));
        }
    }

    #[test]
    fn the_seed_fixes_scenes_and_more_of_them_begin_with_the_same() {
        let options = crowded(Background::Texture);
        let scenes = composed(1, &options).unwrap();
        assert_eq!(scenes, composed(1, &options).unwrap());
        let few = composed(1, &Composition { count: 2, ..options.clone() }).unwrap();
        assert_eq!(few.pixels, scenes.pixels[..2 * 40 * 56]);
        assert_eq!(few.objects, scenes.objects[..2]);
        assert_ne!(scenes.objects[0], scenes.objects[1]);
        let other = composed(1, &Composition { seed: 4, ..options }).unwrap();
        assert_ne!(other.objects, scenes.objects);
    }

    #[test]
    fn what_finds_no_place_is_left_out_or_refused() {
        let large =
            Composition { scale: (0.6, 0.7), overlap: 0.0, count: 5, ..crowded(Background::Black) };
        let some = composed(1, &Composition { objects: (1, 8), ..large.clone() }).unwrap();
        assert!(some.objects.iter().all(|scene| (1..=4).contains(&scene.len())));
        let message =
            composed(1, &Composition { objects: (8, 8), ..large }).unwrap_err().to_string();
        assert!(
            message.starts_with("The least number of objects is 8; it must be at most "),
            "{message}"
        );
    }

    #[test]
    fn refuses_what_is_out_of_range() {
        let message = |options: Composition| composed(1, &options).unwrap_err().to_string();
        let usual = Composition::default;
        assert_eq!(
            message(Composition { size: (8, 48), ..usual() }),
            "The scene's size is 8 x 48; it must be 16 to 512 pixels high and wide."
        );
        assert_eq!(
            message(Composition { objects: (3, 2), ..usual() }),
            "The number of objects is 3 to 2; it must be two numbers from 1 to 8, the smaller first."
        );
        assert!(message(Composition { objects: (1, 9), ..usual() }).contains("1 to 9"));
        assert!(message(Composition { scale: (0.1, f32::NAN), ..usual() }).contains("scale"));
        assert!(message(Composition { overlap: 1.5, ..usual() }).contains("overlap is 1.5"));
        assert!(message(Composition { count: 0, ..usual() }).contains("at least 1"));
        let many = Composition { count: 1_000_000, size: (512, 512), ..usual() };
        assert!(message(many).contains("1000000 of 512 x 512 pixels would take"));
        let shape = Shape { count: 2, height: 4, width: 4, channels: 1 };
        let even = ObjectImages::new(&[0.5; 32], shape, None).unwrap();
        let error = compose(&even, &usual(), &Limits::default()).unwrap_err().to_string();
        assert!(error.starts_with("The set of objects holds no images: 100 of them"), "{error}");
    }
}
