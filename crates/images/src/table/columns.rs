use super::cells::{Cell, Cells, shown};
use crate::array::row_size;
use crate::error::{Error, Place, Result, shortened};
use crate::limits::{Limits, checked_count};
use crate::prepare::{Preparation, Size};

const LABEL_NAMES: [&str; 4] = ["label", "class", "target", "y"];

/// What the columns of a table are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    separator: u8,
    header: bool,
    /// All of them.
    pub count: usize,
    /// Those before the first that counts: a column of row numbers, without a name in the header.
    pub skipped: usize,
    pub label: Option<usize>,
    pub size: Size,
}

/// What the first row says.
#[derive(Default)]
struct FirstRow {
    line: u64,
    cells: usize,
    /// Cells that are no numbers.
    words: usize,
    last_is_word: bool,
    first_is_empty: bool,
    /// The first column named as labels are.
    named: Option<usize>,
    /// Cells that hold their own position, as in a header that pandas made up.
    positions: usize,
}

impl Columns {
    /// # Errors
    /// [`Error::Malformed`] where the columns make no images, [`Error::InvalidOption`] where the label
    /// column chosen isn't there.
    pub fn find(
        file: &str,
        bytes: &[u8],
        preparation: &Preparation,
        limits: &Limits,
    ) -> Result<Self> {
        let separator = separator(bytes);
        let chosen = preparation.label_column.as_deref();
        let row = FirstRow::read(file, bytes, separator, chosen, limits)?;
        let header = row.words > 1 || row.named.is_some() || row.counts_up();
        let skipped = usize::from(header && row.first_is_empty && row.cells > 1);
        let values = row.cells - skipped;
        let shape = preparation.row_shape;
        let label = match (row.named, chosen) {
            (Some(named), _) => Some(named),
            (None, Some(chosen)) => {
                let number = chosen.parse().ok().filter(|number| (1..=row.cells).contains(number));
                let number: usize = number.ok_or_else(|| {
                    let allowed = format!("a name in the header or from 1 to {}", row.cells);
                    Error::option("The label column", format!("\"{}\"", shortened(chosen)), allowed)
                })?;
                Some(number - 1)
            }
            (None, None) if row.cells == 0 || row_size(values, shape).is_some() => None,
            (None, None) if row.last_is_word && !header => Some(row.cells - 1),
            (None, None) => Some(skipped),
        };
        let pixels = values - usize::from(label.is_some_and(|label| label >= skipped));
        let size = match row_size(pixels, shape) {
            Some(size) => size,
            None if row.cells == 0 => Size { height: 1, width: 1, channels: 1 },
            None => {
                let problem = format!(
                    "the {} columns make {} images, with or without a label. Choose the rows' shape.",
                    row.cells,
                    shape.map_or("no square".into(), |(h, w)| format!("no {h} x {w}")),
                );
                return Err(Error::malformed(file, Place::Line(row.line), problem));
            }
        };
        Ok(Self { separator, header, count: row.cells, skipped, label, size })
    }

    /// The cells below the header.
    pub fn rows<'a>(&self, file: &'a str, bytes: &'a [u8]) -> Cells<'a> {
        let mut cells = Cells::new(file, bytes, self.separator);
        if self.header {
            while let Ok(Some(cell)) = cells.next() {
                if cell.ends_row {
                    break;
                }
            }
        }
        cells
    }
}

impl FirstRow {
    fn read(
        file: &str,
        bytes: &[u8],
        separator: u8,
        chosen: Option<&str>,
        limits: &Limits,
    ) -> Result<Self> {
        let mut row = Self::default();
        let mut cells = Cells::new(file, bytes, separator);
        while let Some(cell) = cells.next()? {
            row.add(&cell, chosen);
            checked_count(file, "list of columns", row.cells, limits.max_picture_bytes)?;
            if cell.ends_row {
                break;
            }
        }
        Ok(row)
    }

    fn add(&mut self, cell: &Cell, chosen: Option<&str>) {
        let name = shown(cell.text);
        let number = cell.number();
        let is_label = match chosen {
            Some(chosen) => number.is_none() && name == chosen,
            None => LABEL_NAMES.contains(&name.to_lowercase().as_str()),
        };
        if is_label {
            self.named.get_or_insert(cell.column);
        }
        if cell.column == 0 {
            self.line = cell.line;
            self.first_is_empty = cell.text.is_empty();
        }
        self.cells += 1;
        self.last_is_word = number.is_none();
        self.words += usize::from(number.is_none());
        self.positions += usize::from(number == Some(cell.column as f64));
    }

    /// Whether all cells hold their own position, but perhaps an empty first; an image hardly does.
    fn counts_up(&self) -> bool {
        self.cells > 2 && self.positions + usize::from(self.first_is_empty) == self.cells
    }
}

/// The separator that is most frequent in the first line.
fn separator(bytes: &[u8]) -> u8 {
    let start = bytes.iter().position(|byte| !b"\r\n".contains(byte)).unwrap_or(0);
    let line = bytes[start..].split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |separator: u8| line.iter().filter(|&&byte| byte == separator).count();
    // The last of equals wins, so the comma comes last.
    *[b'\t', b';', b','].iter().max_by_key(|&&separator| count(separator)).unwrap_or(&b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str, chosen: Option<&str>) -> Result<Columns> {
        let label_column = chosen.map(str::to_owned);
        let preparation = Preparation { label_column, ..Default::default() };
        Columns::find("a.csv", text.as_bytes(), &preparation, &Limits::default())
    }

    #[test]
    fn finds_headers() {
        let header = |text| find(text, None).unwrap().header;
        assert!(header("a,b,c,d\n"));
        assert!(header("0,1,2,3\n"));
        assert!(header("1,2,3,4,y\n"));
        assert!(!header("1,2,3,4,cat\n"));
        assert!(!header("0,0,0,0\n"));
    }

    #[test]
    fn finds_row_numbers() {
        let columns = find(",label,a,b,c,d\n0,7,1,2,3,4\n", None).unwrap();
        assert_eq!((columns.skipped, columns.label, columns.count), (1, Some(1), 6));
    }

    #[test]
    fn refuses_columns_that_are_not_there() {
        let message = |text, chosen| find(text, Some(chosen)).unwrap_err().to_string();
        assert_eq!(
            message("a,b,c,d,e\n", "kind"),
            "The label column is \"kind\"; it must be a name in the header or from 1 to 5."
        );
        assert!(message("a,b,c,d,e\n", "6").contains("from 1 to 5"));
        assert!(message("a,b,c,d\n", "1").contains("line 1: the 4 columns make no square images"));
    }
}
