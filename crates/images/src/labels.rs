use std::collections::BTreeMap;

use crate::error::{Error, shortened};

/// Different labels a set may have; a column with more is no label.
pub(crate) const MAX_CLASSES: usize = 10_000;

/// Bytes of a label's name.
pub(crate) const MAX_NAME_BYTES: usize = 256;

/// A class for each image: `names[values[i]]`.
///
/// Names are in numeric order where all are whole numbers, else in the order of their characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// For each image a position in `names`.
    pub values: Vec<u32>,
    /// Each class once.
    pub names: Vec<String>,
}

/// Collects labels one after another.
#[derive(Default)]
pub(crate) struct LabelsBuilder {
    /// Names, with the order of their first use.
    seen: BTreeMap<String, u32>,
    values: Vec<u32>,
}

impl LabelsBuilder {
    /// # Errors
    /// What is wrong with the label, for the caller to say where.
    pub fn push(&mut self, name: &str) -> Result<(), String> {
        if let Some(&class) = self.seen.get(name) {
            self.values.push(class);
            return Ok(());
        }
        if name.len() > MAX_NAME_BYTES {
            let start = shortened(name);
            return Err(format!("the label \"{start}\" is longer than {MAX_NAME_BYTES} bytes."));
        }
        if self.seen.len() == MAX_CLASSES {
            return Err(format!(
                "this is the {MAX_CLASSES}th label different from all before; labels are classes \
                 that many images share."
            ));
        }
        let class = self.seen.len() as u32;
        self.seen.insert(name.to_owned(), class);
        self.values.push(class);
        Ok(())
    }

    /// How many images each label has, in the order of their first use.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.seen.len()];
        self.values.iter().for_each(|&class| counts[class as usize] += 1);
        counts
    }

    pub fn finish(self) -> Labels {
        let mut order: Vec<(String, u32)> = self.seen.into_iter().collect();
        let numbers: Option<Vec<i64>> = order.iter().map(|(name, _)| name.parse().ok()).collect();
        if numbers.is_some() {
            order.sort_by_key(|(name, _)| name.parse::<i64>().unwrap_or(0));
        }
        let mut rank = vec![0; order.len()];
        for (place, &(_, class)) in order.iter().enumerate() {
            rank[class as usize] = place as u32;
        }
        let mut values = self.values;
        for value in &mut values {
            *value = rank[*value as usize];
        }
        Labels { values, names: order.into_iter().map(|(name, _)| name).collect() }
    }
}

/// # Errors
/// [`Error::LabelCount`] where there isn't one label for each image.
pub(crate) fn check_count(file: &str, labels: usize, images: usize) -> crate::error::Result<()> {
    if labels == images {
        return Ok(());
    }
    Err(Error::LabelCount { file: shortened(file), labels, images })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(names: &[&str]) -> Labels {
        let mut builder = LabelsBuilder::default();
        names.iter().for_each(|name| builder.push(name).unwrap());
        builder.finish()
    }

    #[test]
    fn orders_numbers_as_numbers_and_words_as_words() {
        let numbers = labels(&["10", "9", "10", "-1"]);
        assert_eq!(numbers.names, ["-1", "9", "10"]);
        assert_eq!(numbers.values, [2, 1, 2, 0]);
        let words = labels(&["dog", "10", "9"]);
        assert_eq!(words.names, ["10", "9", "dog"]);
        assert_eq!(words.values, [2, 0, 1]);
    }

    #[test]
    fn refuses_what_is_no_label() {
        let mut builder = LabelsBuilder::default();
        assert!(builder.push(&"x".repeat(300)).unwrap_err().contains("longer than 256"));
        (0..MAX_CLASSES).for_each(|i| builder.push(&i.to_string()).unwrap());
        assert!(builder.push("more").unwrap_err().contains("classes"));
        assert!(builder.push("7").is_ok());
    }
}
