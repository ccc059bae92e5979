use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::{Reader, Shape};

/// Images that follow each other in a file, a byte a value.
#[derive(Debug)]
pub struct FileReader {
    file: File,
    name: String,
    /// Where the first one begins.
    offset: u64,
    /// Bytes of each.
    size: usize,
}

impl FileReader {
    /// # Errors
    /// Why the file can't be opened, for a person.
    pub fn open(path: &Path, offset: u64, shape: Shape) -> Result<Self, String> {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
        Ok(Self { file, name, offset, size: shape.pixels() })
    }
}

impl Reader for FileReader {
    fn read(&self, rows: &[u32], bytes: &mut [u8]) -> Result<(), String> {
        for (&row, image) in rows.iter().zip(bytes.chunks_exact_mut(self.size)) {
            let at = self.offset + u64::from(row) * self.size as u64;
            let mut file = &self.file;
            file.seek(SeekFrom::Start(at))
                .and_then(|_| file.read_exact(image))
                .map_err(|error| format!("{}, image {row}: {error}", self.name))?;
        }
        Ok(())
    }
}
