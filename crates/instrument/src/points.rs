use crate::error::{Error, Result};

/// Points in a space, `[points, dimensions]`, a point after the other; all finite.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    values: Vec<f32>,
    dimensions: usize,
}

impl Points {
    /// Takes `[points, dimensions]` values.
    ///
    /// # Errors
    /// When they don't come out even, or one is not finite.
    pub fn new(values: Vec<f32>, dimensions: usize) -> Result<Self> {
        if dimensions == 0 || !values.len().is_multiple_of(dimensions) {
            return Err(Error::Ragged { values: values.len(), dimensions });
        }
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            let (point, dimension) = (at / dimensions, at % dimensions);
            return Err(Error::NotFinite { point, dimension, value: values[at] });
        }
        Ok(Self { values, dimensions })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len() / self.dimensions
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Dimensions of the space; at least 1.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// All values, `[points, dimensions]`.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// One point, `[dimensions]`.
    pub fn point(&self, index: usize) -> &[f32] {
        &self.values[index * self.dimensions..][..self.dimensions]
    }

    /// A point after the other, each `[dimensions]`.
    pub fn iter(&self) -> std::slice::ChunksExact<'_, f32> {
        self.values.chunks_exact(self.dimensions)
    }

    /// Those with these indices, in their order.
    pub fn select(&self, indices: impl IntoIterator<Item = usize>) -> Self {
        let values = indices.into_iter().flat_map(|index| self.point(index).iter().copied());
        Self { values: values.collect(), dimensions: self.dimensions }
    }
}

/// The class of each of `n` points, where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    values: Vec<i32>,
    classes: usize,
}

impl Labels {
    /// Takes a class for each point, -1 where it is not known.
    ///
    /// # Errors
    /// When a label is neither -1 nor below `classes`.
    pub fn new(values: Vec<i32>, classes: usize) -> Result<Self> {
        let wrong = |&label: &i32| label < -1 || label >= 0 && label as usize >= classes;
        if let Some(point) = values.iter().position(wrong) {
            return Err(Error::NoSuchClass { point, label: values[point], classes });
        }
        Ok(Self { values, classes })
    }

    /// How many points they belong to.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether they belong to none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// How many classes there can be.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The class of a point, where it is known.
    pub fn get(&self, point: usize) -> Option<usize> {
        usize::try_from(self.values[point]).ok()
    }

    /// The class of each point, where it is known.
    pub fn iter(&self) -> impl Iterator<Item = Option<usize>> {
        self.values.iter().map(|&label| usize::try_from(label).ok())
    }

    /// The points whose class is known, class after class.
    pub fn by_class(&self) -> Vec<Vec<usize>> {
        let mut members = vec![Vec::new(); self.classes];
        for (point, class) in self.iter().enumerate() {
            if let Some(class) = class {
                members[class].push(point);
            }
        }
        members
    }

    /// Whether there is one for each of these points.
    ///
    /// # Errors
    /// When there are more or fewer.
    pub fn belong_to(&self, points: &Points) -> Result<()> {
        if self.len() == points.len() {
            return Ok(());
        }
        Err(Error::LabelCount { labels: self.len(), points: points.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_come_out_even_and_finite() {
        assert_eq!(Points::new(vec![0.0; 5], 2), Err(Error::Ragged { values: 5, dimensions: 2 }));
        assert_eq!(Points::new(vec![0.0; 5], 0), Err(Error::Ragged { values: 5, dimensions: 0 }));
        let infinite = Points::new(vec![0.0, 1.0, 2.0, f32::INFINITY], 2);
        let value = f32::INFINITY;
        assert_eq!(infinite, Err(Error::NotFinite { point: 1, dimension: 1, value }));
        let points = Points::new(vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 2).unwrap();
        assert_eq!(points.select([2, 0]).values(), [4.0, 5.0, 0.0, 1.0]);
    }

    #[test]
    fn labels_name_classes_that_there_are() {
        let wrong = Error::NoSuchClass { point: 1, label: 2, classes: 2 };
        assert_eq!(Labels::new(vec![0, 2], 2), Err(wrong));
        let labels = Labels::new(vec![1, -1, 0, 1], 2).unwrap();
        assert_eq!(labels.by_class(), [vec![2], vec![0, 3]]);
        let points = Points::new(vec![0.0; 3], 1).unwrap();
        assert_eq!(labels.belong_to(&points), Err(Error::LabelCount { labels: 4, points: 3 }));
    }
}
