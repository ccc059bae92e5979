use crate::error::{Error, Result};
use crate::limits::{COORDINATE, TEMPLATE_SIDE};

/// What a class looks like in the mean, `[height, width, channels]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    values: Vec<f32>,
    size: [usize; 3],
    class: u32,
}

impl Template {
    /// Takes the values of a class's mean image, `[height, width, channels]`.
    ///
    /// # Errors
    /// When there are not as many as the size says, or a number is out of range.
    pub fn new(values: Vec<f32>, size: [usize; 3], class: u32) -> Result<Self> {
        size.iter().try_for_each(|&side| TEMPLATE_SIDE.check(side as f64))?;
        let expected = size.iter().product();
        if values.len() != expected {
            let what = "values of a template";
            return Err(Error::Count { what, found: values.len(), expected });
        }
        values.iter().try_for_each(|&value| COORDINATE.check(value.into()))?;
        Ok(Self { values, size, class })
    }

    /// What it is of.
    pub fn class(&self) -> u32 {
        self.class
    }

    /// Height, width and channels.
    pub fn size(&self) -> [usize; 3] {
        self.size
    }

    /// All values, `[height, width, channels]`.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// So many times as large, each side at least a pixel, by bilinear sampling at the centres of the new pixels.
    pub(super) fn scaled(&self, scale: f64) -> Self {
        let [height, width, channels] = self.size;
        let side = |length: usize| ((length as f64 * scale).round() as usize).max(1);
        let size = [side(height), side(width), channels];
        let (rows, columns) = (places(height, size[0]), places(width, size[1]));
        let mut values = Vec::with_capacity(size.iter().product());
        for &(up, down, lower) in &rows {
            for &(left, right, further) in &columns {
                for channel in 0..channels {
                    let at = |row, column| self.values[(row * width + column) * channels + channel];
                    let across = |row| at(row, left) + further * (at(row, right) - at(row, left));
                    values.push(across(up) + lower * (across(down) - across(up)));
                }
            }
        }
        Self { values, size, class: self.class }
    }
}

/// Of each new pixel along a side: the old ones before and after its centre, and the latter's share.
fn places(old: usize, new: usize) -> Vec<(usize, usize, f32)> {
    let place = |pixel: usize| {
        let centre = (pixel as f64 + 0.5) * old as f64 / new as f64 - 0.5;
        let centre = centre.clamp(0.0, (old - 1) as f64);
        let before = centre.floor() as usize;
        (before, (before + 1).min(old - 1), centre.fract() as f32)
    };
    (0..new).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sampled_at_the_centres_of_the_new_pixels() {
        let ramp = Template::new(vec![0.0, 1.0, 2.0, 3.0], [1, 4, 1], 0).unwrap();
        assert_eq!(ramp.scaled(1.0), ramp);
        let half = ramp.scaled(0.5);
        assert_eq!((half.values(), half.size()), (&[0.5, 2.5][..], [1, 2, 1]));
        let twice = Template::new(vec![0.0, 4.0, 2.0, 8.0], [1, 2, 2], 0).unwrap().scaled(2.0);
        assert_eq!(twice.size(), [2, 4, 2]);
        assert_eq!(twice.values()[..8], [0.0, 4.0, 0.5, 5.0, 1.5, 7.0, 2.0, 8.0]);
        assert_eq!(ramp.scaled(1e-3).size(), [1, 1, 1]);
    }

    #[test]
    fn what_is_no_template_is_refused() {
        assert!(Template::new(vec![0.0; 3], [2, 2, 1], 0).is_err());
        assert!(Template::new(vec![], [0, 2, 1], 0).is_err());
        assert!(Template::new(vec![], [usize::MAX, 2, 1], 0).is_err());
        assert!(Template::new(vec![f32::NAN], [1, 1, 1], 0).is_err());
    }
}
