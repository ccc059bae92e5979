//! The sets that the site ships, from the folders where their scripts write them: docs/data.md.

#![allow(dead_code, reason = "the trainer asks for no labels")]

use std::fs;
use std::path::Path;

use serde::Deserialize;
use vae_playground::data::{Dataset, Shape};
use vae_playground_images::{Images, Limits, Pixels, Preparation};

/// A set in one part says here how many of its last images are for testing, and what is known of each.
const ABOUT: &str = "set.json";
const WHOLE: &str = "images.idx.gz";

/// A set with what is known of its images.
pub struct Set {
    pub data: Dataset,
    pub columns: Vec<Column>,
}

/// A class for each image.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Column {
    pub name: String,
    #[serde(rename = "names")]
    pub classes: Vec<String>,
    pub labels: Vec<u32>,
}

#[derive(Deserialize)]
struct About {
    tests: usize,
    columns: Vec<AnyColumn>,
}

/// Classes, or numbers, which nothing here asks for.
#[derive(Deserialize)]
#[serde(untagged)]
enum AnyColumn {
    Classes(Column),
    Numbers {},
}

/// Whether a folder has such a set.
pub fn is_set(folder: &Path) -> bool {
    folder.join(ABOUT).is_file() || folder.join(part("images", 0)).is_file()
}

/// Reads it.
///
/// # Errors
/// Which file can't be read, and why.
pub fn read(folder: &Path) -> Result<Set, String> {
    if folder.join(ABOUT).is_file() { in_one_part(folder) } else { in_parts(folder) }
}

fn in_one_part(folder: &Path) -> Result<Set, String> {
    let path = folder.join(ABOUT);
    let text = bytes(&path)?;
    let About { tests, columns } =
        serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let images = images(folder, WHOLE, None)?;
    let classes = columns.into_iter().filter_map(|column| match column {
        AnyColumn::Classes(column) => Some(column),
        AnyColumn::Numbers {} => None,
    });
    let columns = classes.collect();
    Ok(Set { data: dataset(vec![images], tests)?, columns })
}

/// Of parts of images with their labels, the last is for testing.
fn in_parts(folder: &Path) -> Result<Set, String> {
    let there = (0..).take_while(|&at| folder.join(part("images", at)).is_file());
    let parts = there
        .map(|at| images(folder, &part("images", at), Some(&part("labels", at))))
        .collect::<Result<Vec<Images>, String>>()?;
    let labels = parts.iter().flat_map(|part| part.labels.iter());
    let column = Column {
        name: "class".into(),
        // Each part has all classes, so that their names are the same.
        classes: labels.clone().next().map(|labels| labels.names.clone()).unwrap_or_default(),
        labels: labels.flat_map(|labels| labels.values.iter().copied()).collect(),
    };
    let tests = parts.last().map_or(0, |part| part.shape.count);
    Ok(Set { data: dataset(parts, tests)?, columns: vec![column] })
}

fn part(kind: &str, at: usize) -> String {
    format!("{kind}-{at}.idx.gz")
}

fn images(folder: &Path, name: &str, labels: Option<&str>) -> Result<Images, String> {
    let content = bytes(&folder.join(name))?;
    let labels = labels.map(|name| Ok((name, bytes(&folder.join(name))?))).transpose();
    let labels: Option<(&str, Vec<u8>)> = labels.map_err(|error: String| error)?;
    let labels = labels.as_ref().map(|(name, bytes)| (*name, bytes.as_slice()));
    let (preparation, limits) = (Preparation::default(), Limits::default());
    vae_playground_images::load(name, &content, labels, &preparation, &limits)
        .map_err(|error| error.to_string())
}

fn dataset(parts: Vec<Images>, tests: usize) -> Result<Dataset, String> {
    let count: usize = parts.iter().map(|part| part.shape.count).sum();
    let Some(first) = parts.first() else { return Err("The set has no images.".into()) };
    let vae_playground_images::Shape { height, width, channels, .. } = first.shape;
    let pixels = parts.into_iter().flat_map(|part| values(part.pixels)).collect();
    let test_rows: Vec<u32> = (count.saturating_sub(tests) as u32..count as u32).collect();
    Dataset::new(pixels, Shape { count, height, width, channels }, &test_rows)
        .map_err(|error| error.to_string())
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}

/// Pixels in [0, 1].
pub fn values(pixels: Pixels) -> Vec<f32> {
    match pixels {
        Pixels::U8(values) => values.into_iter().map(|value| f32::from(value) / 255.0).collect(),
        Pixels::F32(values) => values,
    }
}
