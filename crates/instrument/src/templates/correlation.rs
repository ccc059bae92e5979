use super::Template;
use crate::boxes::{BoundingBox, Detection, suppress};
use crate::error::{Error, Result};
use crate::limits::{COORDINATE, CORRELATION, OVERLAP, TEMPLATE_SCALE};

/// Where and how large templates are looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateOptions {
    /// Times a template's size.
    pub scales: Vec<f64>,
    /// Least correlation of what is found, between 0 and 1.
    pub least: f64,
    /// Overlap above which the best alone is kept.
    pub overlap: f64,
}

impl Default for TemplateOptions {
    fn default() -> Self {
        Self { scales: vec![0.75, 1.0, 1.25], least: 0.5, overlap: 0.3 }
    }
}

/// A window or a template whose values vary less than this, squared and in the mean, is flat: it looks like nothing.
const FLAT: f64 = 1e-6;

/// Windows of a scene, `[height, width, channels]`, that look like a template: their score is the normalised
/// cross-correlation, Pearson's of all values of both (Lewis 1995), which heeds neither brightness nor contrast. The best
/// come first; of those that overlap the best alone is kept.
///
/// # Errors
/// When the scene is of another size than told, has a number that is out of range, or other channels than a template, or
/// an option is out of range.
pub fn match_templates(
    scene: &[f32],
    size: [usize; 3],
    templates: &[Template],
    options: &TemplateOptions,
) -> Result<Vec<Detection>> {
    CORRELATION.check(options.least)?;
    OVERLAP.check(options.overlap)?;
    options.scales.iter().try_for_each(|&scale| TEMPLATE_SCALE.check(scale))?;
    let expected = size.iter().fold(1, |all: usize, &side| all.saturating_mul(side));
    if scene.len() != expected {
        return Err(Error::Count { what: "values of a scene", found: scene.len(), expected });
    }
    scene.iter().try_for_each(|&value| COORDINATE.check(value.into()))?;
    let mut found = Vec::new();
    for template in templates {
        if template.size()[2] != size[2] {
            let (what, found) = ("channels of a template", template.size()[2]);
            return Err(Error::Count { what, found, expected: size[2] });
        }
        for &scale in &options.scales {
            let template = template.scaled(scale);
            found.extend(correlated(scene, size, &template, options.least)?);
        }
    }
    let kept = suppress(&found, options.overlap, false)?;
    Ok(kept.into_iter().map(|index| found[index].clone()).collect())
}

/// The windows of a template's size that correlate with it by `least` or more.
fn correlated(
    scene: &[f32],
    [height, width, channels]: [usize; 3],
    template: &Template,
    least: f64,
) -> Result<Vec<Detection>> {
    let [rows, columns, _] = template.size();
    let Some(pattern) = standardised(template.values()) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let mut window = Vec::with_capacity(pattern.len());
    for y in 0..(height + 1).saturating_sub(rows) {
        for x in 0..(width + 1).saturating_sub(columns) {
            window.clear();
            for row in y..y + rows {
                let start = (row * width + x) * channels;
                window.extend_from_slice(&scene[start..start + columns * channels]);
            }
            let Some(seen) = standardised(&window) else { continue };
            let score = seen.iter().zip(&pattern).map(|(a, b)| a * b).sum();
            if score >= least {
                let bounds = BoundingBox::new(x as f64, y as f64, columns as f64, rows as f64)?;
                let class = Some(template.class());
                found.push(Detection { bounds, score, class, latent: Vec::new() });
            }
        }
    }
    Ok(found)
}

/// Less their mean and over the root of their squares' sum; none of what is flat.
fn standardised(values: &[f32]) -> Option<Vec<f64>> {
    let count = values.len() as f64;
    let mean = values.iter().map(|&value| f64::from(value)).sum::<f64>() / count;
    let centred: Vec<f64> = values.iter().map(|&value| f64::from(value) - mean).collect();
    let squares: f64 = centred.iter().map(|value| value * value).sum();
    let norm = squares.sqrt();
    (squares > FLAT * count).then(|| centred.into_iter().map(|value| value / norm).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boxes::bounds;

    /// A cross and a square, 5 x 5, of one channel.
    fn templates() -> [Template; 2] {
        let of = |rows: [&str; 5], class| {
            let values = rows.concat().chars().map(|pixel| f32::from(pixel == '#')).collect();
            Template::new(values, [5, 5, 1], class).unwrap()
        };
        [
            of(["..#..", "..#..", "#####", "..#..", "..#.."], 3),
            of(["#####", "#...#", "#...#", "#...#", "#####"], 7),
        ]
    }

    /// Puts a template on a scene 20 pixels wide, its contrast and brightness changed.
    fn put(scene: &mut [f32], template: &Template, [x, y]: [usize; 2], contrast: f32) {
        let [rows, columns, _] = template.size();
        for row in 0..rows {
            for column in 0..columns {
                scene[(y + row) * 20 + x + column] =
                    0.2 + contrast * template.values()[row * columns + column];
            }
        }
    }

    #[test]
    fn each_is_found_where_it_is_at_its_size() {
        let [cross, square] = templates();
        let mut scene = vec![0.2; 20 * 20];
        put(&mut scene, &cross, [1, 2], 0.1);
        put(&mut scene, &square.scaled(2.0), [9, 8], 0.7);
        let options = TemplateOptions { scales: vec![1.0, 2.0], least: 0.9, overlap: 0.3 };
        let mut found = match_templates(&scene, [20, 20, 1], &templates(), &options).unwrap();
        assert_eq!(found.len(), 2);
        found.sort_by_key(|one| one.class);
        assert!(found.iter().all(|one| (one.score - 1.0).abs() < 1e-6), "{found:?}");
        assert_eq!((found[0].class, found[0].bounds), (Some(3), bounds([1.0, 2.0, 5.0, 5.0])));
        assert_eq!((found[1].class, found[1].bounds), (Some(7), bounds([9.0, 8.0, 10.0, 10.0])));
        assert_eq!(match_templates(&[0.2; 400], [20, 20, 1], &templates(), &options), Ok(vec![]));
        // Larger than the scene, at either scale.
        assert_eq!(match_templates(&scene[..16], [4, 4, 1], &templates(), &options), Ok(vec![]));
    }

    #[test]
    fn the_correlation_by_hand() {
        let template = Template::new(vec![0.0, 0.0, 1.0], [1, 3, 1], 0).unwrap();
        // Of -1, -1, 2 and -1, 0, 1: 3 / sqrt(6 * 2).
        let options = TemplateOptions { scales: vec![1.0], ..Default::default() };
        let found = match_templates(&[0.1, 0.2, 0.3], [1, 3, 1], &[template], &options).unwrap();
        assert!((found[0].score - 3.0 / 12f64.sqrt()).abs() < 1e-6);
    }

    #[test]
    fn bad_scenes_and_options_are_refused() {
        let options = TemplateOptions::default();
        let of = |scene: &[f32], size, options: &TemplateOptions| {
            match_templates(scene, size, &templates(), options)
        };
        assert!(of(&[0.0; 3], [2, 2, 1], &options).is_err());
        assert!(of(&[f32::NAN; 4], [2, 2, 1], &options).is_err());
        assert!(of(&[0.0; 12], [2, 2, 3], &options).is_err());
        assert!(of(&[], [usize::MAX, 2, 1], &options).is_err());
        for bad in [0.0, f64::NAN, 1e9] {
            let options = TemplateOptions { scales: vec![bad], ..Default::default() };
            assert!(of(&[0.0; 4], [2, 2, 1], &options).is_err());
        }
    }
}
