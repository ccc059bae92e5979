use crate::error::{Error, Place, Result};
use crate::prepare::Size;

/// Where the values of images lie in a flat array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    pub count: usize,
    pub size: Size,
    /// Values from an image to the next, from a row, a column and a channel.
    strides: [usize; 4],
}

impl Layout {
    /// Axes are (images, rows, columns), (images, rows, columns, channels), (images, channels, rows,
    /// columns) or (images, values). Of 4 axes the channels are the last where it has 1 to 4 places,
    /// else the second.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the dimensions are none of these.
    pub fn new(
        file: &str,
        dimensions: &[usize],
        fortran: bool,
        row_shape: Option<(usize, usize)>,
    ) -> Result<Self> {
        let wrong = |problem: &str| {
            let sizes: Vec<String> = dimensions.iter().map(usize::to_string).collect();
            let problem = format!("the array has the shape {}; {problem}", sizes.join(" x "));
            Err(Error::malformed(file, Place::Content, problem))
        };
        if dimensions.contains(&0) {
            return wrong("every size must be at least 1.");
        }
        if dimensions.iter().try_fold(1usize, |values, &size| values.checked_mul(size)).is_none() {
            return wrong("no memory holds so many values.");
        }
        let mut axes = vec![1; dimensions.len()];
        for at in 1..axes.len() {
            if fortran {
                axes[at] = axes[at - 1] * dimensions[at - 1];
            } else {
                let end = axes.len() - 1 - at;
                axes[end] = axes[end + 1] * dimensions[end + 1];
            }
        }
        let (height, width, channels, strides) = match *dimensions {
            [_, height, width] => (height, width, 1, [axes[0], axes[1], axes[2], 1]),
            [_, height, width, channels @ 1..=4] => {
                (height, width, channels, [axes[0], axes[1], axes[2], axes[3]])
            }
            [_, channels @ 1..=4, height, width] => {
                (height, width, channels, [axes[0], axes[2], axes[3], axes[1]])
            }
            [_, values] => {
                let Some(Size { height, width, channels }) = row_size(values, row_shape) else {
                    return wrong(
                        "its rows must be square images, or the rows' shape chosen must make up \
                         each, with 1 to 4 channels.",
                    );
                };
                let step = axes[1];
                (height, width, channels, [axes[0], width * channels * step, channels * step, step])
            }
            [_, _, _, _] => {
                return wrong("images have 1 to 4 channels, in its last or second axis.");
            }
            _ => {
                return wrong(
                    "images need (count, height, width), with channels last or second, or (count, \
                     pixels).",
                );
            }
        };
        let size = Size { height, width, channels };
        Ok(Self { count: dimensions[0], size, strides })
    }

    /// Whether the values of each image follow each other as [`Layout::image`] has them.
    pub fn is_in_order(&self) -> bool {
        let Size { width, channels, .. } = self.size;
        self.strides == [self.size.values(), width * channels, channels, 1]
    }

    /// Where an image's values are: by row, then column, then channel.
    pub fn image(&self, index: usize) -> impl Iterator<Item = usize> {
        let (Size { height, width, channels }, strides) = (self.size, self.strides);
        let start = index * strides[0];
        (0..height).flat_map(move |row| {
            let row = start + row * strides[1];
            (0..width).flat_map(move |column| {
                let pixel = row + column * strides[2];
                (0..channels).map(move |channel| pixel + channel * strides[3])
            })
        })
    }

    /// The place of an image's value, counted in the order of [`Layout::image`].
    pub fn place(&self, image: usize, value: usize) -> Place {
        let pixel = value / self.size.channels;
        Place::Value { image, row: pixel / self.size.width, column: pixel % self.size.width }
    }
}

/// The size of an image that comes as a flat row: of the shape given, or square and grey.
pub(crate) fn row_size(values: usize, shape: Option<(usize, usize)>) -> Option<Size> {
    let (height, width) = shape.unwrap_or((values.isqrt(), values.isqrt()));
    let pixels = height * width;
    let channels = values.checked_div(pixels)?;
    let fits = channels * pixels == values && (1..=4).contains(&channels);
    let grey_if_square = shape.is_some() || channels == 1;
    (fits && grey_if_square).then_some(Size { height, width, channels })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(dimensions: &[usize], fortran: bool) -> Layout {
        Layout::new("a.npy", dimensions, fortran, None).unwrap()
    }

    fn values(layout: &Layout, image: usize) -> Vec<usize> {
        layout.image(image).collect()
    }

    #[test]
    fn finds_values_in_either_order() {
        assert_eq!(values(&layout(&[2, 2, 2], false), 1), [4, 5, 6, 7]);
        assert_eq!(values(&layout(&[2, 2, 2], true), 1), [1, 5, 3, 7]);
        assert_eq!(values(&layout(&[3, 4], true), 0), [0, 3, 6, 9]);
        assert_eq!(values(&layout(&[1, 1, 2, 3], false), 0), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn finds_channels_last_or_second() {
        let planes = layout(&[2, 3, 5, 6], false);
        assert_eq!(planes.size, Size { height: 5, width: 6, channels: 3 });
        assert_eq!(values(&planes, 0)[..4], [0, 30, 60, 1]);
        assert_eq!(layout(&[2, 3, 5, 4], false).size.channels, 4);
        assert_eq!(planes.place(1, 20), Place::Value { image: 1, row: 1, column: 0 });
    }

    #[test]
    fn rows_take_a_shape() {
        let shaped = Layout::new("a", &[5, 36], false, Some((3, 4))).unwrap();
        assert_eq!(shaped.size, Size { height: 3, width: 4, channels: 3 });
        assert_eq!(row_size(3, None), None);
        assert_eq!(row_size(37, Some((3, 4))), None);
        assert_eq!(row_size(0, None), None);
    }

    #[test]
    fn names_the_shape_refused() {
        let message = |dimensions: &[usize]| {
            Layout::new("a.npy", dimensions, false, None).unwrap_err().to_string()
        };
        assert!(
            message(&[5]).starts_with("a.npy, content: the array has the shape 5; images need")
        );
        assert!(message(&[5, 7]).contains("5 x 7; its rows must be square"));
        assert!(message(&[5, 7, 8, 9]).contains("1 to 4 channels"));
        assert!(message(&[5, 0, 8]).contains("at least 1"));
        assert!(message(&[usize::MAX, 8, 8]).contains("no memory"));
    }
}
