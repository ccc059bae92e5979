use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::entry_name::decoded;
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
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(wrong)?;
        // A few bytes could otherwise stand for any number of large entries, or of small ones.
        if zip.has_overlapping_entries().map_err(wrong)? {
            let problem = "entries of the zip archive lie on one another. Pack it again.";
            return Err(Error::malformed(file, Place::Content, problem));
        }
        let own = zip.file_names().collect::<std::result::Result<Vec<_>, _>>().map_err(wrong)?;
        let names = decoded(&zip.file_names_raw().zip(own).collect::<Vec<_>>());
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

    /// The first bytes of an entry, `length` at most.
    pub fn start(&mut self, index: usize, length: usize) -> Result<Vec<u8>> {
        let mut start = Vec::new();
        let read = self.zip.by_index(index).map_err(std::io::Error::from);
        let read = read.and_then(|entry| entry.take(length as u64).read_to_end(&mut start));
        read.map_err(|error| cannot_unpack(&self.full_name(index), &error))?;
        Ok(start)
    }

    /// An entry's content, `limit` bytes at most.
    pub fn unpacked(&mut self, index: usize, limit: usize) -> Result<Vec<u8>> {
        let name = self.full_name(index);
        let entry = self.zip.by_index(index).map_err(|error| cannot_unpack(&name, &error))?;
        let promised = usize::try_from(entry.size()).unwrap_or(usize::MAX);
        let what = || "the entry, unpacked,".into();
        checked_bytes(&name, what, &[promised], limit, "Take a smaller one.")?;
        // The size is a promise; one byte more shows that it is broken, without the buffer growing.
        let mut content = Vec::with_capacity(promised + 1);
        let mut reader = entry.take(promised as u64 + 1);
        reader.read_to_end(&mut content).map_err(|error| cannot_unpack(&name, &error))?;
        if content.len() != promised {
            let more = if content.len() > promised { "more" } else { "less" };
            let problem = format!("the entry holds {more} than the {promised} bytes it promises.");
            return Err(Error::malformed(&name, Place::Content, problem));
        }
        Ok(content)
    }

    /// A few of the names, for a message.
    pub fn some_names(&self) -> String {
        some_names(self.names.iter().map(String::as_str))
    }
}

fn cannot_unpack(name: &str, error: &dyn std::fmt::Display) -> Error {
    let problem = format!("the entry can't be unpacked ({error}). Pack the archive again.");
    Error::malformed(name, Place::Content, problem)
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
    fn entries_on_one_another_are_refused() {
        // The list's second entry points at the first one's content.
        let mut bytes = zipped(&[("a", &[7; 900]), ("b", &[7; 900])]);
        let list = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        bytes[list + 42..list + 46].fill(0);
        let error = Archive::open("x.zip", &bytes, 10).err().unwrap().to_string();
        assert!(error.contains("lie on one another"), "{error}");
    }

    #[test]
    fn headers_on_one_another_are_refused() {
        // Entries without content, whose headers are one: any number of them would take no more bytes.
        let mut bytes = zipped(&[("a", b""), ("b", b"")]);
        let list = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        bytes[list + 42..list + 46].fill(0);
        let error = Archive::open("x.zip", &bytes, 10).err().unwrap().to_string();
        assert!(error.contains("lie on one another"), "{error}");
    }

    #[test]
    fn a_damaged_entry_does_not_hide_others() {
        // Of three entries two are one, and the first has a header that can't be read.
        let mut bytes = zipped(&[("a", &[7; 900]), ("b", &[7; 900]), ("c", &[7; 900])]);
        let second = bytes.windows(4).skip(1).position(|four| four == b"PK\x03\x04").unwrap() + 1;
        let list = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        bytes[list + 42..list + 46].copy_from_slice(&(second as u32).to_le_bytes());
        bytes[0] = 0;
        bytes.splice(0..0, *b"PK\x05\x06");
        assert!(Archive::open("x.zip", &bytes, 10).is_err());
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
