use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::error::{Error, Place, Result, shortened};
use crate::limits::{checked_bytes, checked_count};

pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// A zip archive; entries are unpacked one at a time.
pub(crate) struct Archive<'a> {
    file: &'a str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Archive<'a> {
    /// # Errors
    /// [`Error::Malformed`] where there is no list of entries, [`Error::TooLarge`] where it is longer than
    /// `max_entries`.
    pub fn open(file: &'a str, bytes: &'a [u8], max_entries: usize) -> Result<Self> {
        // Each entry of the list starts so. The list's own count can't be trusted, and parsing takes
        // memory for each.
        let headers = bytes.windows(4).filter(|four| four == b"PK\x01\x02").count();
        checked_count(file, "list of entries", headers, max_entries)?;
        let wrong = |error| {
            let problem = format!("the zip archive can't be read ({error}). Pack it again.");
            Error::malformed(file, Place::Content, problem)
        };
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(wrong)?;
        let names = zip.file_names().map(|name| name.map(|name| name.into_owned()));
        let names = names.collect::<std::result::Result<_, _>>().map_err(wrong)?;
        Ok(Self { file, zip, names })
    }

    /// The entries' paths, in the archive's order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The name of an entry in messages.
    pub fn full_name(&self, index: usize) -> String {
        format!("{}/{}", self.file, self.names[index])
    }

    /// An entry's content, `limit` bytes at most.
    pub fn unpacked(&mut self, index: usize, limit: usize) -> Result<Vec<u8>> {
        let name = self.full_name(index);
        let wrong = |problem| Error::malformed(&name, Place::Content, problem);
        let packed = |error: &dyn std::fmt::Display| {
            wrong(format!("the entry can't be unpacked ({error}). Pack the archive again."))
        };
        let entry = self.zip.by_index(index).map_err(|error| packed(&error))?;
        let promised = usize::try_from(entry.size()).unwrap_or(usize::MAX);
        let what = || "the entry, unpacked,".into();
        checked_bytes(&name, what, &[promised], limit, "Take a smaller one.")?;
        // The size is a promise; one byte more shows that it is broken, without the buffer growing.
        let mut content = Vec::with_capacity(promised + 1);
        let mut reader = entry.take(promised as u64 + 1);
        reader.read_to_end(&mut content).map_err(|error| packed(&error))?;
        if content.len() != promised {
            let more = if content.len() > promised { "more" } else { "less" };
            let problem = format!("the entry holds {more} than the {promised} bytes it promises.");
            return Err(wrong(problem));
        }
        Ok(content)
    }

    /// A few of the names, for a message.
    pub fn some_names(&self) -> String {
        some_names(self.names.iter().map(String::as_str))
    }
}

/// "3 files (a, b, ...)"
pub(crate) fn some_names<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 3;
    let count = names.len();
    let mut shown: Vec<String> = names.take(SHOWN).map(shortened).collect();
    if count > SHOWN {
        shown.push("...".into());
    }
    match count {
        0 => "it is empty".into(),
        1 => format!("its one file is {}", shown.join("")),
        _ => format!("its {count} files are {}", shown.join(", ")),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    pub fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn unpacks_entries() {
        let bytes = zipped(&[("a", b"12"), ("b/c", &[7; 900])]);
        let mut archive = Archive::open("x.zip", &bytes, 10).unwrap();
        assert_eq!(archive.names(), ["a", "b/c"]);
        assert_eq!(archive.unpacked(1, 1000).unwrap(), [7; 900]);
        let error = archive.unpacked(1, 800).unwrap_err().to_string();
        assert!(
            error.starts_with("x.zip/b/c: the entry, unpacked, would take 900 bytes"),
            "{error}"
        );
    }

    #[test]
    fn broken_promises_are_found() {
        let mut bytes = zipped(&[("a", &[7; 900])]);
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == 900u32.to_le_bytes() {
                bytes[at..at + 4].copy_from_slice(&500u32.to_le_bytes());
            }
        }
        let mut archive = Archive::open("x.zip", &bytes, 10).unwrap();
        let error = archive.unpacked(0, 1000).unwrap_err().to_string();
        assert!(error.starts_with("x.zip/a, content: the entry"), "{error}");
    }

    #[test]
    fn refuses_long_lists_and_no_lists() {
        let bytes = zipped(&[("a", b""), ("b", b""), ("c", b"")]);
        let message = |bytes: &[u8]| Archive::open("x.zip", bytes, 2).err().unwrap().to_string();
        assert!(message(&bytes).contains("its list of entries would take 3 places"));
        assert!(
            message(b"PK\x03\x04").starts_with("x.zip, content: the zip archive can't be read")
        );
    }
}
