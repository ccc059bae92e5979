use crate::error::{Error, Place, Result, shortened};

pub(crate) const MAGIC: &[u8] = b"\x93NUMPY";

/// The longest header read; NumPy's own are under 200 bytes.
const MAX_HEADER: usize = 1 << 16;

/// So many bytes at the start of a file hold any header that is read.
pub(crate) const MAX_START: usize = MAX_HEADER + 12;

const MAX_DIMENSIONS: usize = 32;

/// The header of an NPY file: magic, version, length and a Python dict as text
/// (<https://numpy.org/neps/nep-0001-npy-format.html>).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// NumPy's name of the type, such as `<f4`.
    pub descr: String,
    pub fortran: bool,
    pub shape: Vec<usize>,
    /// Where the values start.
    pub end: usize,
}

impl Header {
    /// # Errors
    /// [`Error::Malformed`] with the byte at which the header stops making sense.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self> {
        let wrong = |at: usize, problem: &str| Error::malformed(file, Place::Byte(at), problem);
        if !bytes.starts_with(MAGIC) {
            return Err(wrong(0, "an NPY file starts with \\x93NUMPY."));
        }
        let (length, start) = match bytes[MAGIC.len()..] {
            [1, _, a, b, ..] => (usize::from(u16::from_le_bytes([a, b])), 10),
            [2 | 3, _, a, b, c, d, ..] => (u32::from_le_bytes([a, b, c, d]) as usize, 12),
            [1..=3, ..] | [] => return Err(wrong(bytes.len(), "the file ends in its header.")),
            [version, ..] => {
                let problem = format!("the format's version is {version}; 1 to 3 are read.");
                return Err(wrong(MAGIC.len(), &problem));
            }
        };
        if length > MAX_HEADER {
            return Err(wrong(8, &format!("the header has {length} bytes; at most {MAX_HEADER}.")));
        }
        let text = bytes.get(start..start + length);
        let text = text.ok_or_else(|| wrong(bytes.len(), "the file ends in its header."))?;
        let mut dict = Dict { text, at: 0 };
        dict.header(start + length).map_err(|expected| {
            let rest = String::from_utf8_lossy(&text[dict.at..(dict.at + 20).min(text.len())]);
            let found = shortened(&rest);
            wrong(start + dict.at, &format!("the header should have {expected}, not \"{found}\"."))
        })
    }
}

/// A reader of the dict, which has no nested values but one tuple.
struct Dict<'a> {
    text: &'a [u8],
    at: usize,
}

type Expected<T> = std::result::Result<T, &'static str>;

impl Dict<'_> {
    fn header(&mut self, end: usize) -> Expected<Header> {
        let (mut descr, mut fortran, mut shape) = (None, None, None);
        self.token(b'{', "{")?;
        while !self.takes(b'}') {
            let key = self.string()?;
            self.token(b':', "a colon")?;
            match key.as_str() {
                "descr" => descr = Some(self.string()?),
                "fortran_order" => fortran = Some(self.boolean()?),
                "shape" => shape = Some(self.tuple()?),
                _ => return Err("the keys descr, fortran_order and shape"),
            }
            if !self.takes(b',') {
                self.token(b'}', "a comma or }")?;
                break;
            }
        }
        match (descr, fortran, shape) {
            (Some(descr), Some(fortran), Some(shape)) => Ok(Header { descr, fortran, shape, end }),
            _ => Err("all of descr, fortran_order and shape"),
        }
    }

    fn skip_spaces(&mut self) {
        let spaces = self.text[self.at..].iter().take_while(|byte| byte.is_ascii_whitespace());
        self.at += spaces.count();
    }

    fn takes(&mut self, byte: u8) -> bool {
        self.skip_spaces();
        let found = self.text.get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    fn token(&mut self, byte: u8, name: &'static str) -> Expected<()> {
        if self.takes(byte) { Ok(()) } else { Err(name) }
    }

    fn string(&mut self) -> Expected<String> {
        let expected = "a quoted name (arrays of records are not read)";
        let quote = if self.takes(b'"') { b'"' } else { b'\'' };
        if quote == b'\'' {
            self.token(b'\'', expected)?;
        }
        let rest = &self.text[self.at..];
        let length = rest.iter().position(|&byte| byte == quote).ok_or("a closing quote")?;
        self.at += length + 1;
        Ok(String::from_utf8_lossy(&rest[..length]).into_owned())
    }

    fn boolean(&mut self) -> Expected<bool> {
        self.skip_spaces();
        for (text, value) in [(&b"True"[..], true), (b"False", false)] {
            if self.text[self.at..].starts_with(text) {
                self.at += text.len();
                return Ok(value);
            }
        }
        Err("True or False")
    }

    fn tuple(&mut self) -> Expected<Vec<usize>> {
        self.token(b'(', "a tuple")?;
        let mut sizes = Vec::new();
        while !self.takes(b')') {
            if sizes.len() == MAX_DIMENSIONS {
                return Err("at most 32 dimensions");
            }
            sizes.push(self.number()?);
            if !self.takes(b',') {
                self.token(b')', "a comma or )")?;
                break;
            }
        }
        Ok(sizes)
    }

    fn number(&mut self) -> Expected<usize> {
        self.skip_spaces();
        let digits = self.text[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let text = std::str::from_utf8(&self.text[self.at..self.at + digits]).unwrap_or_default();
        let number = text.parse().map_err(|_| "a size")?;
        self.at += digits;
        // Python 2 wrote its long numbers so.
        self.at += usize::from(self.text.get(self.at) == Some(&b'L'));
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(text: &str) -> Vec<u8> {
        let length = (text.len() as u16).to_le_bytes();
        [MAGIC, &[1, 0], &length, text.as_bytes()].concat()
    }

    #[test]
    fn reads_what_numpy_writes() {
        let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 28L, 28), }   \n";
        let header = Header::parse("a.npy", &npy(text)).unwrap();
        assert_eq!(header.descr, "<f4");
        assert!(!header.fortran);
        assert_eq!(header.shape, [3, 28, 28]);
        assert_eq!(header.end, 10 + text.len());
        let one = npy("{\"shape\":(5,),'fortran_order':True,'descr':'|u1'}");
        assert_eq!(Header::parse("a.npy", &one).unwrap().shape, [5]);
        let scalar = npy("{'shape':(),'fortran_order':True,'descr':'|u1'}");
        assert!(Header::parse("a.npy", &scalar).unwrap().shape.is_empty());
    }

    #[test]
    fn names_what_is_wrong_and_where() {
        let message = |bytes: &[u8]| Header::parse("a.npy", bytes).unwrap_err().to_string();
        assert!(message(b"nothing").starts_with("a.npy, byte 0"));
        assert!(message(b"\x93NUMPY\x01").starts_with("a.npy, byte 7: the file ends"));
        assert!(message(b"\x93NUMPY\x09\0\0\0").contains("version is 9"));
        assert!(message(b"\x93NUMPY\x02\0\xff\xff\xff\xff").contains("has 4294967295 bytes"));
        let records = message(&npy("{'descr': [('a', '<f4')], 'fortran_order'"));
        assert!(
            records.starts_with("a.npy, byte 20: the header should have a quoted"),
            "{records}"
        );
        assert!(message(&npy("{'descr': '<f4'}")).contains("all of descr"));
        let huge = npy("{'shape': (99999999999999999999999,), ");
        assert!(message(&huge).contains("byte 21: the header should have a size"));
        let deep = npy(&format!("{{'shape': ({}", "1,".repeat(40)));
        assert!(message(&deep).contains("at most 32"));
    }
}
