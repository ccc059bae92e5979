use crate::error::{Error, Place, Result};
use crate::labels::{Labels, LabelsBuilder};

/// The class of pictures beside the folders of the others.
const NO_FOLDER: &str = "(no folder)";

/// A class for each picture: the folder it is in, below the folders that all have in common. None
/// where all are in one folder.
pub(crate) fn classes(paths: &[&str]) -> Result<Option<Labels>> {
    let folders: Vec<Vec<&str>> = paths.iter().map(|path| folders(path)).collect();
    let first = folders.first().map_or(&[][..], Vec::as_slice);
    let common = folders.iter().fold(first.len(), |common, path| {
        path.iter().zip(first).take(common).take_while(|(a, b)| a == b).count()
    });
    if folders.iter().all(|path| path.len() == common) {
        return Ok(None);
    }
    let mut labels = LabelsBuilder::default();
    for (path, folders) in paths.iter().zip(&folders) {
        let class = folders[common..].last().unwrap_or(&NO_FOLDER);
        labels.push(class).map_err(|problem| Error::malformed(path, Place::Content, problem))?;
    }
    Ok(Some(labels.finish()))
}

fn folders(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
    parts.pop();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str]) -> Vec<String> {
        let labels = classes(paths).unwrap().expect("classes");
        labels.values.iter().map(|&value| labels.names[value as usize].clone()).collect()
    }

    #[test]
    fn innermost_folder_below_the_common_root() {
        assert_eq!(names(&["set/cat/1.png", "set/dog/1.png"]), ["cat", "dog"]);
        assert_eq!(names(&["train/0/a.png", "test/0/b.png", "test/1/c.png"]), ["0", "0", "1"]);
        assert_eq!(names(&["1.png", "cat\\1.png"]), [NO_FOLDER, "cat"]);
    }

    #[test]
    fn one_folder_makes_no_classes() {
        assert_eq!(classes(&["cat/1.png", "cat/2.png"]).unwrap(), None);
        assert_eq!(classes(&["1.png"]).unwrap(), None);
        assert_eq!(classes(&[]).unwrap(), None);
    }
}
