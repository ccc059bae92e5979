use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use crate::error::{Error, Place, Result};

/// Bytes of a cell.
const LONGEST: usize = 512;

/// The cells of a table, one after another, in no more memory than one of them takes.
pub(crate) struct Cells<'a> {
    file: &'a str,
    reader: Reader,
    rest: &'a [u8],
    text: [u8; LONGEST],
    column: usize,
    /// Whether a comma may stand in a number, as it separates no cells.
    decimal_comma: bool,
}

pub(crate) struct Cell<'a> {
    pub text: &'a [u8],
    /// Counted from 1.
    pub line: u64,
    /// Counted from 0.
    pub column: usize,
    pub ends_row: bool,
    decimal_comma: bool,
}

impl<'a> Cells<'a> {
    pub fn new(file: &'a str, bytes: &'a [u8], separator: u8) -> Self {
        let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let reader = ReaderBuilder::new().delimiter(separator).build();
        let decimal_comma = separator != b',';
        Self { file, reader, rest, text: [0; LONGEST], column: 0, decimal_comma }
    }

    /// The next cell; none after the last.
    pub fn next(&mut self) -> Result<Option<Cell<'_>>> {
        if self.column == 0 {
            self.skip_empty_lines();
        }
        let (line, column) = (self.reader.line(), self.column);
        let mut length = 0;
        loop {
            let (result, read, written) =
                self.reader.read_field(self.rest, &mut self.text[length..]);
            self.rest = &self.rest[read..];
            length += written;
            match result {
                // With nothing left, the next call ends the cell.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => {
                    let place = Place::Cell { line, column: column + 1 };
                    let problem = format!("the cell is longer than {LONGEST} bytes.");
                    return Err(Error::malformed(self.file, place, problem));
                }
                ReadFieldResult::Field { record_end: ends_row } => {
                    self.column = if ends_row { 0 } else { column + 1 };
                    let text = self.text[..length].trim_ascii();
                    let decimal_comma = self.decimal_comma;
                    return Ok(Some(Cell { text, line, column, ends_row, decimal_comma }));
                }
                ReadFieldResult::End => return Ok(None),
            }
        }
    }

    /// The parser skips them too, but then says that the next row starts at the first of them.
    fn skip_empty_lines(&mut self) {
        while let [first @ (b'\n' | b'\r'), rest @ ..] = self.rest {
            self.reader.set_line(self.reader.line() + u64::from(*first == b'\n'));
            self.rest = rest;
        }
    }
}

impl Cell<'_> {
    pub fn place(&self) -> Place {
        Place::Cell { line: self.line, column: self.column + 1 }
    }

    pub fn number(&self) -> Option<f64> {
        // Most pixels are bytes, and millions of them take a while through the general way.
        if self.text.len() < 4 && self.text.iter().all(u8::is_ascii_digit) && !self.text.is_empty()
        {
            let digits = self.text.iter().map(|digit| u32::from(digit - b'0'));
            return Some(f64::from(digits.fold(0, |number, digit| 10 * number + digit)));
        }
        let text = std::str::from_utf8(self.text).ok()?;
        if self.decimal_comma && text.contains(',') {
            return text.replacen(',', ".", 1).parse().ok();
        }
        text.parse().ok()
    }
}

/// A cell as text.
pub(crate) fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_lines_and_columns() {
        let mut cells = Cells::new("a", b"\n\r\na,\"b\nc\"\r\n\n d ,e", b',');
        let mut found = Vec::new();
        while let Some(cell) = cells.next().unwrap() {
            found.push((shown(cell.text), cell.line, cell.column, cell.ends_row));
        }
        let expected =
            [("a", 3, 0, false), ("b\nc", 3, 1, true), ("d", 6, 0, false), ("e", 6, 1, true)];
        assert_eq!(found, expected.map(|(text, line, at, end)| (text.to_owned(), line, at, end)));
    }
}
