//! What finds objects without a likelihood ratio: bright components, raw likelihoods of windows, mean images. Each is given
//! the threshold that counts best on scenes of another seed.

use vae_playground::data::Split;
use vae_playground::latent::Embedding;
use vae_playground::scene::{Region, Resampling};
use vae_playground_images::scenes::Scenes;
use vae_playground_instrument::boxes::{
    BoundingBox, Detection, Mask, components as components_of, suppress,
};
use vae_playground_instrument::templates::{Template, TemplateOptions, match_templates};

use super::measures::Found;
use super::searcher::Searcher;
use super::sets::Set;
use super::tiers::images;

/// Something that may be an object.
pub struct Candidate {
    pub bounds: BoundingBox,
    pub score: f64,
    /// Places of its pixels.
    pixels: Vec<usize>,
}

/// Those of a scene, the surest first.
pub type Candidates = Vec<Candidate>;

/// Candidates of a scene at most.
const MOST: usize = 16;
/// Of two windows that share more than this, intersection over union, the better one stays.
const SAME: f64 = 0.3;
/// From the ground of an image or a scene, where an object begins: a share of the largest distance, and a distance.
const VISIBLE: f32 = 0.25;
const CONTRAST: f32 = 0.2;
/// As in the search with a likelihood ratio.
const SCALES: [f32; 3] = [0.75, 1.0, 1.3];
const STRIDE: f32 = 4.0;
const NOISE: f32 = 0.15;

/// What is said to be there when all from a score on are objects.
pub fn found(candidates: &[Candidate], least: f64, area: usize) -> Found {
    let sure: Vec<&Candidate> = candidates.iter().filter(|one| one.score >= least).collect();
    let mut labels = vec![0; area];
    for (label, one) in (1..).zip(&sure) {
        for &at in &one.pixels {
            if labels[at] == 0 {
                labels[at] = label;
            }
        }
    }
    let detection = |one: &Candidate| Detection {
        bounds: one.bounds,
        score: one.score,
        class: None,
        latent: Vec::new(),
    };
    Found { detections: candidates.iter().map(detection).collect(), count: sure.len(), labels }
}

/// The score from which on candidates are as many as objects in most scenes.
pub fn threshold(scenes: &Scenes, candidates: &[Candidates]) -> f64 {
    let mut scores: Vec<f64> = candidates.iter().flatten().map(|one| one.score).collect();
    scores.sort_by(f64::total_cmp);
    let right = |least: f64| {
        let pairs = scenes.objects.iter().zip(candidates);
        pairs
            .filter(|(there, here)| {
                here.iter().filter(|one| one.score >= least).count() == there.len()
            })
            .count()
    };
    scores.into_iter().max_by_key(|&least| right(least)).unwrap_or(0.0)
}

/// What differs from the scene's most common colour and hangs together; the largest are the surest.
pub fn components(pixels: &[f32], [_, width, channels]: [usize; 3]) -> Result<Candidates, String> {
    let ground = median_colour(pixels.chunks_exact(channels), channels);
    let far: Vec<f32> = pixels.chunks_exact(channels).map(|one| distance(one, &ground)).collect();
    let of = || {
        let parts = components_of(&Mask::brighter(&far, width, CONTRAST)?, 1)?;
        let mut candidates: Candidates = parts
            .found
            .iter()
            .map(|part| Candidate {
                bounds: part.bounds,
                score: part.area as f64,
                pixels: Vec::with_capacity(part.area),
            })
            .collect();
        for (at, &label) in parts.labels.iter().enumerate().filter(|(_, label)| **label > 0) {
            candidates[label as usize - 1].pixels.push(at);
        }
        Ok(candidates)
    };
    let mut candidates = of().map_err(wrong)?;
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    candidates.truncate(MOST);
    Ok(candidates)
}

/// Windows by `log p(window | decoded mean) - KL` alone, whatever is behind them.
///
/// # Errors
/// What the session can't do, for a person.
pub fn windows(
    searcher: &mut Searcher,
    image: [usize; 3],
    pixels: &[f32],
    size: [usize; 3],
) -> Result<Candidates, String> {
    let regions = grid(image, size);
    let cut = |region: &Region| Resampling::new(*region, size, [image[0], image[1]]).crop(pixels);
    let seen: Vec<f32> = regions.iter().flat_map(cut).map(|value| value.clamp(0.0, 1.0)).collect();
    let Embedding { mean, log_variance } = searcher.encode(seen.clone())?;
    let decoded = searcher.decode(mean.clone())?;
    let (values, latent) = (image.iter().product(), mean.len() / regions.len());
    let pairs = seen.chunks_exact(values).zip(decoded.chunks_exact(values));
    let codes = mean.chunks_exact(latent).zip(log_variance.chunks_exact(latent));
    let mut boxes = Vec::with_capacity(regions.len());
    for ((region, (seen, decoded)), (mean, log)) in regions.iter().zip(pairs).zip(codes) {
        let square: f32 = seen.iter().zip(decoded).map(|(a, b)| (a - b) * (a - b)).sum();
        let terms = mean.iter().zip(log).map(|(mean, log)| mean * mean + log.exp() - log - 1.0);
        let score = -0.5 * square / (NOISE * NOISE) - 0.5 * terms.sum::<f32>();
        boxes.push(detection(content(decoded, image), image, region, score.into(), size)?);
    }
    best(boxes, size)
}

/// Mean images of the classes, cut to what is visible of them.
pub fn mean_images(set: &Set) -> Result<Vec<Template>, String> {
    let (pixels, shape) = images(set, Split::Train)?;
    let column = set.columns.first().ok_or("The set has no classes.")?;
    let (size, values) = ([shape.height, shape.width, shape.channels], shape.pixels());
    let mut templates = Vec::new();
    for class in 0..column.classes.len() as u32 {
        let (mut sum, mut count) = (vec![0.0; values], 0.0);
        for (image, &row) in pixels.chunks_exact(values).zip(set.data.rows(Split::Train)) {
            if column.labels[row as usize] == class {
                sum.iter_mut().zip(image).for_each(|(sum, value)| *sum += value);
                count += 1.0;
            }
        }
        let mean: Vec<f32> = sum.into_iter().map(|sum| sum / f32::max(count, 1.0)).collect();
        let [top, left, height, width] = content(&mean, size);
        let rows = mean.chunks_exact(size[1] * size[2]).skip(top).take(height);
        let cut = rows.flat_map(|row| &row[left * size[2]..(left + width) * size[2]]);
        let cut = Template::new(cut.copied().collect(), [height, width, size[2]], class);
        templates.push(cut.map_err(wrong)?);
    }
    Ok(templates)
}

/// Places that look like a mean image.
pub fn templates(
    templates: &[Template],
    pixels: &[f32],
    size: [usize; 3],
) -> Result<Candidates, String> {
    let options = TemplateOptions {
        scales: SCALES.map(f64::from).to_vec(),
        least: 0.3,
        ..TemplateOptions::default()
    };
    best(match_templates(pixels, size, templates, &options).map_err(wrong)?, size)
}

/// Windows of all sizes, as far apart as those of the search, that lie inside.
fn grid(image: [usize; 3], size: [usize; 3]) -> Vec<Region> {
    let mut regions = Vec::new();
    for scale in SCALES {
        let [height, width] = [0, 1].map(|axis| image[axis] as f32 * scale);
        let places = |length: usize, window: f32| {
            (0..)
                .map(|step| step as f32 * STRIDE)
                .take_while(move |at| at + window <= length as f32)
        };
        for top in places(size[0], height) {
            regions.extend(places(size[1], width).map(|left| Region { top, left, height, width }));
        }
    }
    regions
}

/// A box around what is visible of an image of a window.
fn detection(
    [top, left, height, width]: [usize; 4],
    image: [usize; 3],
    region: &Region,
    score: f64,
    size: [usize; 3],
) -> Result<Detection, String> {
    let [down, across] = [region.height / image[0] as f32, region.width / image[1] as f32];
    let along = |start: f32, step: f32, first: usize, length: usize, side: usize| {
        let from = (start + step * first as f32).clamp(0.0, side as f32 - 1.0);
        (f64::from(from), f64::from((step * length as f32).clamp(1.0, side as f32 - from)))
    };
    let (y, height) = along(region.top, down, top, height, size[0]);
    let (x, width) = along(region.left, across, left, width, size[1]);
    let bounds = BoundingBox::new(x, y, width, height).map_err(wrong)?;
    Ok(Detection { bounds, score, class: None, latent: Vec::new() })
}

/// The best boxes of those that say the same.
fn best(found: Vec<Detection>, [height, width, _]: [usize; 3]) -> Result<Candidates, String> {
    let kept = suppress(&found, SAME, false).map_err(wrong)?;
    let candidate = |index: usize| {
        let Detection { bounds, score, .. } = found[index];
        let span = |from: f64, length: f64, side: usize| {
            from.round() as usize..((from + length).round() as usize).min(side)
        };
        let rows = span(bounds.y(), bounds.height(), height);
        let columns = span(bounds.x(), bounds.width(), width);
        let pixels = rows.flat_map(|row| columns.clone().map(move |column| row * width + column));
        Candidate { bounds, score, pixels: pixels.collect() }
    };
    Ok(kept.into_iter().take(MOST).map(candidate).collect())
}

/// Top, left, height and width of what stands out from an image's border; the whole image where nothing does.
fn content(image: &[f32], [height, width, channels]: [usize; 3]) -> [usize; 4] {
    let pixel = |at: usize| &image[at * channels..][..channels];
    let is_border = |at: &usize| {
        let (row, column) = (at / width, at % width);
        row == 0 || column == 0 || row + 1 == height || column + 1 == width
    };
    let border = (0..height * width).filter(is_border).map(pixel);
    let ground = median_colour(border, channels);
    let far: Vec<f32> = (0..height * width).map(|at| distance(pixel(at), &ground)).collect();
    let least = far.iter().copied().fold(CONTRAST, f32::max) * VISIBLE;
    let visible: Vec<usize> = (0..far.len()).filter(|&at| far[at] >= least).collect();
    let span = |of: &dyn Fn(usize) -> usize, length: usize| {
        let places = visible.iter().map(|&at| of(at));
        let (first, last) = (places.clone().min().unwrap_or(0), places.max());
        (first, last.map_or(length, |last| last + 1 - first))
    };
    let ((top, rows), (left, columns)) =
        (span(&|at| at / width, height), span(&|at| at % width, width));
    [top, left, rows, columns]
}

/// Of each channel by itself.
fn median_colour<'a>(pixels: impl Iterator<Item = &'a [f32]>, channels: usize) -> Vec<f32> {
    let pixels: Vec<&[f32]> = pixels.collect();
    let median = |channel: usize| {
        let mut values: Vec<f32> = pixels.iter().map(|pixel| pixel[channel]).collect();
        let middle = values.len() / 2;
        *values.select_nth_unstable_by(middle, f32::total_cmp).1
    };
    (0..channels).map(median).collect()
}

/// The farthest channel's.
fn distance(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

fn wrong(error: vae_playground_instrument::Error) -> String {
    error.to_string()
}
