use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use super::entries::{Entries, load_entries};
use crate::error::{Error, Result, shortened};
use crate::images::Images;
use crate::limits::{Limits, checked_bytes, checked_count};
use crate::prepare::Preparation;

/// The pictures in a folder and the folders in it, as [`load_entries`] reads them. Links are not
/// followed.
///
/// # Errors
/// As [`load_entries`]; [`Error::Unreadable`] where the file system refuses.
pub fn load_folder(folder: &Path, preparation: &Preparation, limits: &Limits) -> Result<Images> {
    let mut files = Vec::new();
    collect(folder, &mut files, limits)?;
    load_entries(&folder.to_string_lossy(), &mut Folder { folder, files }, preparation, limits)
}

struct Folder<'a> {
    folder: &'a Path,
    files: Vec<PathBuf>,
}

impl Entries for Folder<'_> {
    fn paths(&self) -> Vec<String> {
        let below = |file: &PathBuf| {
            file.strip_prefix(self.folder).unwrap_or(file).to_string_lossy().into_owned()
        };
        self.files.iter().map(below).collect()
    }

    fn read(&mut self, index: usize, max_bytes: usize) -> Result<Cow<'_, [u8]>> {
        let file = &self.files[index];
        let size = fs::metadata(file).map_err(|error| unreadable(file, &error))?.len();
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let name = file.to_string_lossy();
        checked_bytes(&name, || "it".into(), &[size], max_bytes, "Reduce it first.")?;
        Ok(fs::read(file).map_err(|error| unreadable(file, &error))?.into())
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>, limits: &Limits) -> Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            let kind = entry.file_type().map_err(|error| unreadable(&entry.path(), &error))?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
            let count = files.len() + folders.len();
            checked_count(&folder.to_string_lossy(), "list of files", count, limits.max_entries)?;
        }
    }
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::Unreadable { file: shortened(&path.to_string_lossy()), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::picture::tests::grey_png;
    use super::*;

    #[test]
    fn reads_folders_as_classes() {
        let root =
            std::env::temp_dir().join(format!("vae-playground-images-{}", std::process::id()));
        for (class, value) in [("a", 1), ("b", 2)] {
            fs::create_dir_all(root.join(class)).unwrap();
            fs::write(root.join(class).join("1.png"), grey_png(1, 1, value)).unwrap();
        }
        let limits = Limits::default();
        let images = load_folder(&root, &Preparation::default(), &limits).unwrap();
        assert_eq!(images.pixels, crate::Pixels::U8(vec![1, 2]));
        assert_eq!(images.labels.unwrap().names, ["a", "b"]);
        let few = Limits { max_entries: 1, ..limits };
        assert!(load_folder(&root, &Preparation::default(), &few).is_err());
        fs::remove_dir_all(&root).unwrap();
        let error = load_folder(&root, &Preparation::default(), &limits).unwrap_err();
        assert_eq!(error.name(), "UnreadableFileError");
    }
}
