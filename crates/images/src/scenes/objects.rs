use super::canvas::Bounds;
use super::cutout::Cutout;
use crate::error::{Error, Result};
use crate::images::Shape;

/// Images of one object each, on a ground of one colour.
#[derive(Debug, Clone, Copy)]
pub struct ObjectImages<'a> {
    pixels: &'a [f32],
    shape: Shape,
    labels: Option<&'a [u32]>,
}

/// An object of a scene.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Object {
    /// Around all of its visible pixels, also those behind other objects, but not those outside the scene.
    pub bounds: Bounds,
    /// The label of its image, where there are labels.
    pub class: Option<u32>,
    /// Which of the images it is.
    pub row: usize,
    /// How much of it is seen: the share of its pixels that nothing covers and that lie in the scene.
    pub visible: f32,
}

impl<'a> ObjectImages<'a> {
    /// `pixels` in [0, 1], `[count, height, width, channels]`, and a label for each where there are any.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) for no images or another number of values,
    /// [`LabelCount`](Error::LabelCount) where labels and images differ in number.
    pub fn new(pixels: &'a [f32], shape: Shape, labels: Option<&'a [u32]>) -> Result<Self> {
        let Shape { count, height, width, channels } = shape;
        if ![1, 3].contains(&channels) {
            return Err(Error::option("The objects' number of channels", channels, "1 or 3"));
        }
        let values = [height, width, channels].iter().try_fold(count, |n, &m| n.checked_mul(m));
        if values != Some(pixels.len()) || pixels.is_empty() {
            let allowed = format!("{count} x {height} x {width} x {channels}, and more than 0");
            return Err(Error::option("The number of the objects' values", pixels.len(), allowed));
        }
        match labels {
            Some(labels) if labels.len() != count => {
                let file = "The set of objects".to_owned();
                Err(Error::LabelCount { file, labels: labels.len(), images: count })
            }
            _ => Ok(Self { pixels, shape, labels }),
        }
    }

    pub(super) fn shape(&self) -> Shape {
        self.shape
    }

    pub(super) fn class(&self, row: usize) -> Option<u32> {
        self.labels.map(|labels| labels[row])
    }

    /// The images of some classes, or all where none is named.
    pub(super) fn rows_of(&self, field: &'static str, classes: &[u32]) -> Result<Vec<usize>> {
        let rows: Vec<usize> = (0..self.shape.count)
            .filter(|&row| {
                classes.is_empty() || self.class(row).is_some_and(|class| classes.contains(&class))
            })
            .collect();
        if rows.is_empty() {
            let allowed = "classes of which there are images, or empty for all";
            return Err(Error::option(field, format!("{classes:?}"), allowed));
        }
        Ok(rows)
    }

    /// The object of an image; none where the image is of one colour.
    pub(super) fn cutout(&self, row: usize) -> Option<Cutout> {
        let size = self.shape.pixels();
        Cutout::of(&self.pixels[row * size..][..size], self.shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_does_not_fit_together() {
        let shape = Shape { count: 2, height: 3, width: 3, channels: 1 };
        let message = |values: usize, shape, labels: Option<&[u32]>| {
            ObjectImages::new(&vec![0.0; values], shape, labels).unwrap_err().to_string()
        };
        assert_eq!(
            message(17, shape, None),
            "The number of the objects' values is 17; it must be 2 x 3 x 3 x 1, and more than 0."
        );
        assert!(message(0, Shape { count: 0, ..shape }, None).contains("more than 0"));
        assert!(message(36, Shape { channels: 2, ..shape }, None).contains("1 or 3"));
        assert!(message(18, shape, Some(&[1])).contains("1 labels for 2 images"));
    }
}
