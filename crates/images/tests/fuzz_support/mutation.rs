//! Good files of every format, and what is done to them.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use flate2::write::GzEncoder;
use flate2::{Compression, Crc};
use proptest_derive::Arbitrary;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

/// The fixtures, the entries of the archives among them, and the content of those packed with gzip.
pub fn seeds() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    files.sort_by_key(|file| file.file_name());
    let mut seeds = Vec::new();
    for file in files {
        let name = file.file_name().into_string().unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        if let Ok(mut archive) = ZipArchive::new(Cursor::new(&bytes)) {
            for index in 0..archive.len() {
                let mut entry = archive.by_index(index).unwrap();
                let mut content = Vec::new();
                entry.read_to_end(&mut content).unwrap();
                seeds.push((format!("{index}"), content));
            }
        }
        if name.ends_with(".gz") {
            let mut content = Vec::new();
            flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut content).unwrap();
            seeds.push((name.replace(".gz", ""), content));
        }
        seeds.push((name, bytes));
    }
    seeds
}

/// One damage; places are fractions of the file.
#[derive(Debug, Clone, Arbitrary)]
pub enum Mutation {
    Flip {
        at: u16,
        bits: u8,
    },
    /// Headers are at the start.
    FlipEarly {
        at: u8,
        bits: u8,
    },
    Truncate {
        at: u16,
    },
    Remove {
        at: u16,
        length: u8,
    },
    Insert {
        at: u16,
        byte: u8,
        length: u8,
    },
    /// The end of another file.
    Splice {
        at: u16,
        from: u16,
    },
    /// The size fields of headers are numbers of 4 bytes, in either order.
    Number {
        at: u8,
        value: u32,
        big_endian: bool,
    },
    /// Small, huge, or negative.
    ExtremeNumber {
        at: u16,
        which: u8,
    },
    Append {
        length: u16,
    },
}

impl Mutation {
    pub fn apply(&self, bytes: &mut Vec<u8>, other: &[u8]) {
        let length = bytes.len();
        let place = |at: u16, length: usize| at as usize * length / (usize::from(u16::MAX) + 1);
        let overwrite = |bytes: &mut Vec<u8>, at: usize, value: &[u8]| {
            bytes.iter_mut().skip(at).zip(value).for_each(|(byte, &new)| *byte = new);
        };
        match *self {
            Self::Flip { at, bits } => {
                bytes.iter_mut().skip(place(at, length)).take(1).for_each(|byte| *byte ^= bits);
            }
            Self::FlipEarly { at, bits } => {
                bytes.iter_mut().skip(at.into()).take(1).for_each(|byte| *byte ^= bits);
            }
            Self::Truncate { at } => bytes.truncate(place(at, length)),
            Self::Remove { at, length: removed } => {
                let start = place(at, length);
                bytes.drain(start..(start + usize::from(removed)).min(length));
            }
            Self::Insert { at, byte, length: inserted } => {
                let start = place(at, length);
                bytes.splice(start..start, vec![byte; inserted.into()]);
            }
            Self::Splice { at, from } => {
                bytes.truncate(place(at, length));
                bytes.extend_from_slice(&other[place(from, other.len())..]);
            }
            Self::Number { at, value, big_endian } => {
                let value = if big_endian { value.to_be_bytes() } else { value.to_le_bytes() };
                overwrite(bytes, at.into(), &value);
            }
            Self::ExtremeNumber { at, which } => {
                let extremes = [[0; 4], [0xff; 4], [0x7f, 0xff, 0xff, 0xff], [0, 0, 0xff, 0xff]];
                overwrite(bytes, place(at, length), &extremes[usize::from(which) % 4]);
            }
            Self::Append { length: appended } => bytes.resize(length + usize::from(appended), 7),
        }
    }
}

/// What is put around the damage, so that checksums don't hide it.
#[derive(Debug, Clone, Copy, Arbitrary)]
pub enum Wrapping {
    #[proptest(weight = 3)]
    Nothing,
    Gzip,
    ZipStored,
    ZipDeflated,
    PngChecksums,
}

impl Wrapping {
    pub fn apply(self, name: &str, mut bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Nothing => bytes,
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(&bytes).unwrap();
                encoder.finish().unwrap()
            }
            Self::ZipStored => zipped(&bytes, CompressionMethod::Stored),
            Self::ZipDeflated => zipped(&bytes, CompressionMethod::Deflated),
            Self::PngChecksums => {
                if bytes.starts_with(b"\x89PNG") || name.ends_with(".png") {
                    mend_checksums(&mut bytes);
                }
                bytes
            }
        }
    }
}

/// As an array or a picture, whatever it looks like.
fn zipped(bytes: &[u8], method: CompressionMethod) -> Vec<u8> {
    let name = if bytes.starts_with(b"\x93NUMPY") { "x.npy" } else { "a/1.png" };
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    writer.start_file(name, options).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

fn mend_checksums(png: &mut [u8]) {
    let mut at = 8;
    while let Some(&[a, b, c, d]) = png.get(at..at + 4) {
        let end = (at + 8).saturating_add(u32::from_be_bytes([a, b, c, d]) as usize);
        let Some(chunk) = png.get(at + 4..end) else { return };
        let mut crc = Crc::new();
        crc.update(chunk);
        let sum = crc.sum().to_be_bytes();
        png.iter_mut().skip(end).zip(sum).for_each(|(byte, new)| *byte = new);
        at = end + 4;
    }
}
