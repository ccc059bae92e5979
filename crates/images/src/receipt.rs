use serde::Serialize;

use crate::error::shortened;

/// What reading found and left out, for a person to check.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// A table's label column; none of other files.
    pub label_column: Option<LabelColumn>,
    /// The parts of a file that comes with a split of its own.
    pub split: Option<OwnSplit>,
    /// Files and arrays that gave no image.
    pub skipped: Skipped,
    /// Whether the images come from picture files, in which grey is brightness.
    pub pictures: bool,
}

impl Receipt {
    /// How many images at the end of the set the file itself sets aside for testing.
    pub fn own_tests(&self) -> Option<usize> {
        self.split.as_ref().and_then(|split| split.parts.last()).map(|part| part.count)
    }
}

/// Which column of a table holds the labels, and which might.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelColumn {
    /// Counted from 1; 0 where no column does.
    pub number: usize,
    /// Whether it was chosen or named, or the values leave no doubt.
    pub sure: bool,
    /// Those that leave images when they are taken away; number 0 stands for none of them.
    pub choices: Vec<ColumnChoice>,
}

/// A column that can be the labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnChoice {
    /// Counted from 1; 0 for none.
    pub number: usize,
    /// In the header; empty without one.
    pub name: String,
}

/// A file's own split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnSplit {
    /// In the order of the images. The last is for testing, the others for training.
    pub parts: Vec<Part>,
}

/// A run of images that the file keeps apart, as `train_images` and `test_images` of an NPZ file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// As the file calls it.
    pub name: String,
    /// Images.
    pub count: usize,
}

/// What was left out; the first few are named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Skipped {
    /// All of them, named or not.
    pub count: usize,
    /// Up to 12, in the order in which they were met.
    pub first: Vec<SkippedFile>,
}

/// What was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedFile {
    /// Its path in the archive or folder, shortened where it is long.
    pub name: String,
    /// In words for a person.
    pub why: String,
}

impl Skipped {
    const NAMED: usize = 12;

    pub(crate) fn add(&mut self, name: &str, why: impl Into<String>) {
        self.count += 1;
        if self.first.len() < Self::NAMED {
            self.first.push(SkippedFile { name: shortened(name), why: why.into() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_are_named() {
        let mut skipped = Skipped::default();
        (0..20).for_each(|at| skipped.add(&format!("{at}\n"), "no picture"));
        assert_eq!((skipped.count, skipped.first.len()), (20, 12));
        assert_eq!(skipped.first[11].name, "11\\n");
    }
}
