use super::cells::{Cell, Cells, shown};
use crate::array::row_size;
use crate::error::{Error, Place, Result, shortened};
use crate::limits::{Limits, checked_count};
use crate::prepare::{Preparation, Size};
use crate::receipt::ColumnChoice;

const LABEL_NAMES: [&str; 4] = ["label", "class", "target", "y"];

/// The smallest side of a row that is taken for a square image in colour without being told.
const LEAST_COLOUR_SIDE: usize = 4;

/// What the columns of a table are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    separator: u8,
    header: bool,
    /// All of them.
    pub count: usize,
    /// Those before the first that counts: a column of row numbers, without a name in the header.
    pub skipped: usize,
    pub label: Label,
    pub size: Size,
    /// The columns that may be chosen for the labels.
    pub choices: Vec<ColumnChoice>,
}

/// Where the labels are; columns are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    None,
    /// None, though there would be images without a label column too.
    Undecided,
    Known(usize),
    /// The first or the last, as their values tell.
    Between(usize, usize),
}

impl Label {
    /// Those of which the values may be labels.
    pub fn columns(self) -> Vec<usize> {
        match self {
            Self::None | Self::Undecided => Vec::new(),
            Self::Known(column) => vec![column],
            Self::Between(first, last) => vec![first, last],
        }
    }
}

/// What the first row says.
#[derive(Default)]
struct FirstRow {
    line: u64,
    cells: usize,
    /// Cells that are no numbers.
    words: usize,
    first_is_empty: bool,
    /// Whether a column is named as labels are, whatever was chosen.
    titled: bool,
    /// The column chosen by its name, or else the first named as labels are.
    named: Option<(usize, String)>,
    /// The texts of the first two columns and of the last.
    start: Vec<String>,
    last: String,
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
        let header = row.words > 1 || row.titled || row.named.is_some() || row.counts_up();
        let skipped = usize::from(header && row.first_is_empty && row.cells > 1);
        let values = row.cells - skipped;
        let shape = preparation.row_shape;
        let all = image_size(values, shape);
        let all_but_one = image_size(values.saturating_sub(1), shape);
        let label = match (&row.named, chosen) {
            (Some((named, _)), _) => Label::Known(*named),
            (None, Some(chosen)) => {
                let number = chosen.parse().ok().filter(|number| (0..=row.cells).contains(number));
                let number: usize = number.ok_or_else(|| {
                    let allowed =
                        format!("a name in the header or from 1 to {}, or 0 for none", row.cells);
                    Error::option("The label column", format!("\"{}\"", shortened(chosen)), allowed)
                })?;
                number.checked_sub(1).map_or(Label::None, Label::Known)
            }
            (None, None) if row.cells == 0 => Label::None,
            (None, None) if all.is_some() && all_but_one.is_some() => Label::Undecided,
            (None, None) if all.is_some() => Label::None,
            (None, None) => Label::Between(skipped, row.cells - 1),
        };
        let with_label = match label {
            Label::None | Label::Undecided => false,
            Label::Known(column) => column >= skipped,
            Label::Between(..) => true,
        };
        let size = match if with_label { all_but_one } else { all } {
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
        let mut choices = Vec::new();
        if all.is_some() {
            choices.push(ColumnChoice { number: 0, name: String::new() });
        }
        if all_but_one.is_some() {
            let name = |text: &str| if header { shortened(text) } else { String::new() };
            choices.push(ColumnChoice { number: skipped + 1, name: name(&row.start[skipped]) });
            choices.push(ColumnChoice { number: row.cells, name: name(&row.last) });
        }
        if let Label::Known(column) = label
            && choices.iter().all(|choice| choice.number != column + 1)
        {
            let name = row.named.map_or(String::new(), |(_, name)| shortened(&name));
            choices.push(ColumnChoice { number: column + 1, name });
        }
        Ok(Self { separator, header, count: row.cells, skipped, label, size, choices })
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
        let title = LABEL_NAMES.contains(&name.to_lowercase().as_str());
        self.titled |= title;
        let is_label = chosen.map_or(title, |chosen| number.is_none() && name == chosen);
        if is_label && self.named.is_none() {
            self.named = Some((cell.column, name.clone()));
        }
        if cell.column < 2 {
            self.start.push(name.clone());
        }
        self.last = name;
        if cell.column == 0 {
            self.line = cell.line;
            self.first_is_empty = cell.text.is_empty();
        }
        self.cells += 1;
        self.words += usize::from(number.is_none());
        self.positions += usize::from(number == Some(cell.column as f64));
    }

    /// Whether all cells hold their own position, but perhaps an empty first; an image hardly does.
    fn counts_up(&self) -> bool {
        self.cells > 2 && self.positions + usize::from(self.first_is_empty) == self.cells
    }
}

/// The size of an image that is a row of a table: as of any flat row, or square and in colour, with the
/// channels of a pixel side by side.
fn image_size(values: usize, shape: Option<(usize, usize)>) -> Option<Size> {
    let side = (values / 3).isqrt();
    let colour = Size { height: side, width: side, channels: 3 };
    let is_colour = shape.is_none() && side >= LEAST_COLOUR_SIDE && colour.values() == values;
    row_size(values, shape).or(is_colour.then_some(colour))
}

/// The separator of the first line: tab or semicolon where no cell between them has more than the one comma
/// of a decimal number, or else the most frequent.
pub(crate) fn separator(bytes: &[u8]) -> u8 {
    let start = bytes.iter().position(|byte| !b"\r\n".contains(byte)).unwrap_or(0);
    let line = bytes[start..].split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |line: &[u8], separator: u8| line.iter().filter(|&&byte| byte == separator).count();
    let decimal = |separator: &u8| {
        line.contains(separator)
            && line.split(|byte| byte == separator).all(|cell| count(cell, b',') <= 1)
    };
    // The last of equals wins, so the comma comes last.
    let frequent =
        || [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(line, separator));
    b"\t;".iter().copied().find(decimal).or_else(frequent).unwrap_or(b',')
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
        assert_eq!((columns.skipped, columns.label, columns.count), (1, Label::Known(1), 6));
    }

    #[test]
    fn offers_what_may_be_the_label() {
        let offered = |text, chosen| {
            let columns = find(text, chosen).unwrap();
            let choices = columns.choices.into_iter().map(|choice| (choice.number, choice.name));
            (columns.label, choices.collect::<Vec<_>>())
        };
        let none = String::new;
        let ends = vec![(1, none()), (5, none())];
        assert_eq!(offered("1,2,3,4,5\n", None), (Label::Between(0, 4), ends.clone()));
        assert_eq!(offered("1,2,3,4,5\n", Some("5")), (Label::Known(4), ends));
        let named = vec![(1, "a".into()), (5, "e".into()), (3, "class".into())];
        assert_eq!(offered("a,b,class,d,e\n", None), (Label::Known(2), named));
        assert_eq!(offered("1,2,3,4\n", None), (Label::None, vec![(0, none())]));
        // 49 are 7 x 7, and with one of them taken away 4 x 4 in colour.
        let row = vec!["1"; 49].join(",");
        let either = vec![(0, none()), (1, none()), (49, none())];
        assert_eq!(offered(&row, None), (Label::Undecided, either));
    }

    #[test]
    fn a_title_makes_a_header_whatever_was_chosen() {
        let columns = find("label,0,1,2,3\n", Some("1")).unwrap();
        assert_eq!((columns.header, columns.label), (true, Label::Known(0)));
    }

    #[test]
    fn decimal_commas_are_no_separators() {
        assert_eq!(separator(b"0,5;1,0;0,25;0,125\n"), b';');
        assert_eq!(separator(b"0,5\t1,0\n"), b'\t');
        assert_eq!(separator(b"1,2,3;4,5\n"), b',');
        assert_eq!(separator(b"1,2\n3;4;5"), b',');
    }

    #[test]
    fn refuses_columns_that_are_not_there() {
        let message = |text, chosen| find(text, Some(chosen)).unwrap_err().to_string();
        assert_eq!(
            message("a,b,c,d,e\n", "kind"),
            "The label column is \"kind\"; it must be a name in the header or from 1 to 5, \
             or 0 for none."
        );
        assert!(message("a,b,c,d,e\n", "6").contains("from 1 to 5"));
        assert!(message("a,b,c,d\n", "1").contains("line 1: the 4 columns make no square images"));
    }
}
