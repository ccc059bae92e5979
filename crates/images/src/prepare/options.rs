use serde::Deserialize;

use crate::error::{Error, Result};

/// The longest side of an image as stored.
pub const MAX_SIDE: usize = 1024;

/// The frame of [`Preparation::centre`] where no size is chosen: MNIST's.
pub(crate) const CENTRED_SIZE: (usize, usize) = (28, 28);

/// How images are read and brought into one form: first the channels, then inversion, then the size.
///
/// Transparent pixels are composited on white before anything else, in pictures and in arrays of 2 or 4
/// channels. Grey is the luma of ITU-R BT.709 (0.2126 R + 0.7152 G + 0.0722 B).
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Preparation {
    /// Height and width as stored, 1 to [`MAX_SIDE`]; as they come where there is none.
    pub size: Option<(usize, usize)>,
    /// Matters where an image has other proportions than `size`.
    pub fit: Fit,
    /// Grey, RGB, or as they come.
    pub channels: Channels,
    /// Black becomes white, white black.
    pub invert: bool,
    /// Places what is bright as MNIST does: the bounding box of the pixels over a tenth of white is
    /// scaled, its proportions kept, to 20/28 of the frame's height and width, and its centre of mass
    /// put at the frame's centre (to whole pixels, and never past an edge). The frame is `size`, or
    /// 28 x 28; `fit` doesn't matter. An image without a bright pixel becomes black.
    pub centre: bool,
    /// Height and width of images that come as a flat row of values, in a CSV file or a 2-D array; a
    /// row's values per pixel are its channels. Without it rows are square grey images.
    pub row_shape: Option<(usize, usize)>,
    /// A CSV file's label column: a name in its header, or a number counted from 1; 0 for none. Without
    /// it: the column named label, class, target or y, or else that one of the first and the last whose
    /// values are classes.
    pub label_column: Option<String>,
    /// The numbers of an array or a table that become black and white; without it, 0 and the smallest of
    /// 1, 16, 255 and 65535 that holds all.
    pub range: Option<(f64, f64)>,
}

/// How an image of other proportions goes into the size chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fit {
    /// Height and width are scaled, each as needed.
    #[default]
    Stretch,
    /// All of the image, with black bars.
    Contain,
    /// All of the frame, with the image's ends cut off, as much at either end.
    Cover,
}

/// The channels stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channels {
    /// RGB where any image of the set has colours, else grey.
    #[default]
    Keep,
    /// One channel; colours become their luma.
    Grey,
    /// Three channels; grey is taken three times.
    Rgb,
}

impl Preparation {
    /// # Errors
    /// [`Error::InvalidOption`] for a size or a range that can't be.
    pub fn validate(&self) -> Result<()> {
        let sizes = [("The size", self.size), ("The rows' shape", self.row_shape)];
        for (field, size) in sizes {
            if let Some((height, width)) = size {
                let range = 1..=MAX_SIDE;
                if !range.contains(&height) || !range.contains(&width) {
                    let value = format!("{height} x {width}");
                    let allowed = format!("1 to {MAX_SIDE} pixels high and wide");
                    return Err(Error::option(field, value, allowed));
                }
            }
        }
        if let Some((black, white)) = self.range
            && !(black < white && black.is_finite() && white.is_finite())
        {
            let value = format!("{black} to {white}");
            return Err(Error::option("The range", value, "two numbers, the smaller first"));
        }
        Ok(())
    }

    /// The size all images are brought to, if any.
    pub(crate) fn frame(&self) -> Option<(usize, usize)> {
        self.size.or(self.centre.then_some(CENTRED_SIZE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_sizes_out_of_range() {
        let message = |size| {
            let preparation = Preparation { size: Some(size), ..Default::default() };
            preparation.validate().unwrap_err().to_string()
        };
        assert_eq!(
            message((0, 8)),
            "The size is 0 x 8; it must be 1 to 1024 pixels high and wide."
        );
        assert!(message((8, 1025)).starts_with("The size is 8 x 1025"));
        let range = Preparation { range: Some((1.0, 1.0)), ..Default::default() };
        assert!(range.validate().unwrap_err().to_string().starts_with("The range is 1 to 1;"));
        assert_eq!(Preparation::default().validate(), Ok(()));
    }
}
