//! How well the objects of composed scenes were found, whoever found them.

use std::fmt::{self, Display};

use serde::{Deserialize, Serialize};
use vae_playground_images::scenes::{Bounds, Scenes};
use vae_playground_instrument::Result;
use vae_playground_instrument::boxes::{BoundingBox, Detection, Mask};
use vae_playground_instrument::detection::{
    Scene, adjusted_rand_foreground, average_precision, count_accuracy, mask_iou,
};

/// What was found in a scene.
pub struct Found {
    /// All boxes, however unsure.
    pub detections: Vec<Detection>,
    /// Objects that are said to be there.
    pub count: usize,
    /// Of each pixel, 0 for the background, or the number of its object.
    pub labels: Vec<u32>,
}

/// Means over scenes, at most 1; NaN where there was nothing to find.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Average precision at an overlap of 0.5.
    pub precision: f64,
    /// Share of scenes with the right number of objects.
    pub count: f64,
    /// Mean overlap of an object's mask with the one found for it, 0 where there is none.
    pub mask: f64,
    /// Adjusted Rand index of the objects' pixels.
    pub rand: f64,
}

impl Display for Measured {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { precision, count, mask, rand } = self;
        write!(out, "AP@0.5 {precision:.3}, count {count:.3}, ARI-FG {rand:.3}, mask IoU {mask:.3}")
    }
}

/// Compares with what is known of the scenes.
///
/// # Errors
/// When a score is no number, or labels are not those of a scene's pixels.
pub fn measured(scenes: &Scenes, found: &[Found]) -> Result<Measured> {
    let area = scenes.shape.height * scenes.shape.width;
    let (mut masks, mut rand) = (Vec::new(), Vec::new());
    for (labels, found) in scenes.masks.chunks_exact(area).zip(found) {
        let labels: Vec<u32> = labels.iter().map(|&label| label.into()).collect();
        let [there, here] =
            [&labels, &found.labels].map(|labels| objects(labels, scenes.shape.width));
        let there = there?;
        let overlap = mask_iou(&there, &here?)?;
        masks.extend(overlap.map(|overlap| (overlap * there.len() as f64, there.len())));
        rand.extend(adjusted_rand_foreground(&labels, &found.labels)?);
    }
    let truth = scenes.objects.iter().map(|objects| objects.iter().map(|o| bounds(&o.bounds)));
    let truth: Vec<Vec<BoundingBox>> = truth.map(Iterator::collect).collect::<Result<_>>()?;
    let pairs = truth.iter().zip(found);
    let compared: Vec<Scene> =
        pairs.map(|(truth, found)| Scene { truth, detections: &found.detections }).collect();
    let counts: Vec<(usize, usize)> =
        truth.iter().zip(found).map(|(truth, found)| (truth.len(), found.count)).collect();
    let objects: usize = masks.iter().map(|(_, objects)| objects).sum();
    Ok(Measured {
        precision: average_precision(&compared, 0.5)?.unwrap_or(f64::NAN),
        count: count_accuracy(&counts).unwrap_or(f64::NAN),
        mask: masks.iter().map(|(overlaps, _)| overlaps).sum::<f64>() / objects as f64,
        rand: rand.iter().sum::<f64>() / rand.len() as f64,
    })
}

/// As detections have it.
///
/// # Errors
/// When it has no area.
pub fn bounds(bounds: &Bounds) -> Result<BoundingBox> {
    let [x, y, width, height] =
        [bounds.x, bounds.y, bounds.width, bounds.height].map(|side| side as f64);
    BoundingBox::new(x, y, width, height)
}

/// The pixels of each label but 0.
fn objects(labels: &[u32], width: usize) -> Result<Vec<Mask>> {
    let mut own: Vec<u32> = labels.iter().copied().filter(|&label| label > 0).collect();
    own.sort_unstable();
    own.dedup();
    let mask = |label| Mask::new(labels.iter().map(|&other| other == label).collect(), width);
    own.into_iter().map(mask).collect()
}
