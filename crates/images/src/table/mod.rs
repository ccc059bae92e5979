//! Images as rows of a CSV file: a row an image, a column a pixel, and perhaps one the label.

mod cells;
mod columns;
mod survey;

use cells::Cells;
use columns::{Columns, separator};
use survey::{Survey, number};

use crate::error::Result;
use crate::images::Images;
use crate::limits::Limits;
use crate::prepare::{Builder, Preparation, Value};
use crate::receipt::LabelColumn;

/// Bytes of a file by which it is known.
const START: usize = 1 << 14;

/// Whether a file of unknown kind starts as a table of numbers does: with text of several cells a line, of
/// which, below what may be a header, most are numbers.
pub(crate) fn is_table(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(START)];
    let printable = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..);
    let mut cells = Cells::new("", start, separator(start));
    let (mut first, mut second) = (Tally::default(), Tally::default());
    let mut rows = 0;
    while rows < 2
        && let Ok(Some(cell)) = cells.next()
    {
        let tally = if rows == 0 { &mut first } else { &mut second };
        tally.add(cell.number().is_some());
        rows += usize::from(cell.ends_row);
    }
    let tally = if second.cells > 1 { second } else { first };
    start.iter().all(printable) && tally.cells > 1 && 2 * tally.numbers > tally.cells
}

/// Cells of a row, and those of them that are numbers.
#[derive(Default)]
struct Tally {
    cells: usize,
    numbers: usize,
}

impl Tally {
    fn add(&mut self, is_number: bool) {
        self.cells += 1;
        self.numbers += usize::from(is_number);
    }
}

/// The images of a CSV file, separated by comma, semicolon or tab, and their labels, if it has any.
///
/// Whole numbers become bytes, others floats; both are divided by the smallest of 1, 16, 255 and 65535
/// that holds the largest value of the set. The text is read twice, first to learn that value, the
/// number of rows and where the labels are.
pub(crate) fn images(
    file: &str,
    bytes: &[u8],
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    let columns = Columns::find(file, bytes, preparation, limits)?;
    let survey = Survey::of(file, bytes, &columns, preparation.range, limits)?;
    let mut images = if survey.whole {
        collected::<u8>(file, bytes, &columns, &survey, preparation, limits)
    } else {
        collected::<f32>(file, bytes, &columns, &survey, preparation, limits)
    }?;
    images.labels = survey.labels;
    images.receipt.label_column = Some(LabelColumn {
        number: survey.label.map_or(0, |column| column + 1),
        sure: survey.sure,
        choices: columns.choices,
    });
    Ok(images)
}

fn collected<T: Value>(
    file: &str,
    bytes: &[u8],
    columns: &Columns,
    survey: &Survey,
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    let mut builder = Builder::new(file, survey.rows, columns.size, preparation, limits)?;
    let mut image: Vec<T> = Vec::with_capacity(columns.size.values());
    let mut cells = columns.rows(file, bytes);
    while let Some(cell) = cells.next()? {
        if survey.label != Some(cell.column) && cell.column >= columns.skipped {
            image.push(T::from_unit(survey.scale.unit(number(&cell, file)?)));
        }
        if cell.ends_row {
            builder.push(&image, columns.size);
            image.clear();
        }
    }
    Ok(builder.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::{Pixels, Shape};

    fn read_as(text: &str, preparation: &Preparation) -> Result<Images> {
        images("a.csv", text.as_bytes(), preparation, &Limits::default())
    }

    fn read(text: &str) -> Result<Images> {
        read_as(text, &Preparation::default())
    }

    #[test]
    fn mnist_with_and_without_header() {
        for header in ["", "label,1x1,1x2,2x1,2x2\r\n", "\u{feff}label,0,1,2,3\n"] {
            let images = read(&format!("{header}7,0,255,3,4\n\n2,0,0,0,9")).unwrap();
            assert_eq!(images.pixels, Pixels::U8(vec![0, 255, 3, 4, 0, 0, 0, 9]));
            assert_eq!(images.shape, Shape { count: 2, height: 2, width: 2, channels: 1 });
            let labels = images.labels.unwrap();
            assert_eq!((labels.values, labels.names), (vec![1, 0], vec!["2".into(), "7".into()]));
        }
    }

    #[test]
    fn floats_and_other_separators() {
        let images = read("0.5;1;0;0.25\n0;0;0;0\n").unwrap();
        assert_eq!(images.pixels, Pixels::F32(vec![0.5, 1.0, 0.0, 0.25, 0.0, 0.0, 0.0, 0.0]));
        assert_eq!(images.labels, None);
        let images = read("0\t16\t8\t0\t\"cat\"\n0\t0\t0\t0\tdog\n").unwrap();
        assert_eq!(images.pixels, Pixels::U8(vec![0, 255, 128, 0, 0, 0, 0, 0]));
        assert_eq!(images.labels.unwrap().names, ["cat", "dog"]);
    }

    /// Rows of digits as they are drawn: the first pixel is 0, the last one hardly anywhere more.
    fn digits(row: impl Fn(&str, usize) -> String) -> String {
        let rows = (0..40)
            .map(|at| row(&format!("0,{},7,{}", at % 17, usize::from(at % 20 == 0)), at % 10));
        rows.collect::<Vec<_>>().join("\n")
    }

    fn label_of(text: &str) -> (usize, bool, usize) {
        let images = read(text).unwrap();
        let column = images.receipt.label_column.unwrap();
        (column.number, column.sure, images.labels.map_or(0, |labels| labels.names.len()))
    }

    #[test]
    fn the_label_is_where_the_values_are_classes() {
        assert_eq!(label_of(&digits(|pixels, class| format!("{pixels},{class}"))), (5, true, 10));
        assert_eq!(label_of(&digits(|pixels, class| format!("{class},{pixels}"))), (1, true, 10));
        let header = |row: String| format!("p1,p2,p3,p4,digit\n{row}");
        let text = header(digits(|pixels, class| format!("{pixels},{class}")));
        assert_eq!(label_of(&text), (5, true, 10));
        // A photograph's corner: many values.
        let photographs: Vec<String> =
            (0..60).map(|at| format!("{},9,9,9,{}", at * 37 % 30, at % 3)).collect();
        assert_eq!(label_of(&photographs.join("\n")), (5, true, 3));
        // Words are no pixels.
        assert_eq!(label_of("cat,0,0,0,0\ndog,0,0,0,1"), (1, true, 2));
        assert_eq!(label_of("0,0,0,0,cat\n0,0,0,1,dog"), (5, true, 2));
        // One of them is a mistake, at its place.
        let missing =
            digits(|pixels, class| format!("{class},{pixels}")).replacen("7,0\n", "7,\n", 1);
        let message = read(&missing).unwrap_err().to_string();
        assert!(message.contains("column 5: \"\" is no pixel value"), "{message}");
        // Fractions are no classes.
        let fractions: Vec<String> =
            (0..40).map(|at| format!("0.{},0,0,0,{}", at % 4, at % 10)).collect();
        assert_eq!(label_of(&fractions.join("\n")), (5, true, 10));
    }

    #[test]
    fn in_doubt_it_is_the_first_and_that_is_said() {
        assert_eq!(label_of("7,0,255,3,4\n2,0,0,0,9"), (1, false, 2));
        let alike: Vec<String> = (0..40).map(|at| format!("{0},9,9,9,{0}", at % 5)).collect();
        assert_eq!(label_of(&alike.join("\n")), (1, false, 5));
        assert_eq!(label_of("0,0,0,0"), (0, true, 0));
        let none = Preparation { label_column: Some("0".into()), ..Default::default() };
        assert!(read_as("1,2,3,4", &none).unwrap().labels.is_none());
    }

    #[test]
    fn decimal_commas_and_colour() {
        let images = read("0,5;1,0;0;0,25;cat\n0;0;0;0;dog").unwrap();
        assert_eq!(images.pixels, Pixels::F32(vec![0.5, 1.0, 0.0, 0.25, 0.0, 0.0, 0.0, 0.0]));
        let colour = format!("{},1\n", vec!["9"; 48].join(","));
        assert_eq!(
            read(&colour).unwrap().shape,
            Shape { count: 1, height: 7, width: 7, channels: 1 }
        );
        let colour = format!("{},1\n", vec!["9"; 75].join(","));
        assert_eq!(
            read(&colour).unwrap().shape,
            Shape { count: 1, height: 5, width: 5, channels: 3 }
        );
    }

    #[test]
    fn a_chosen_range() {
        let preparation = Preparation { range: Some((-1.0, 1.0)), ..Default::default() };
        let images = read_as("-1;0;1;0,5\n", &preparation).unwrap();
        assert_eq!(images.pixels, Pixels::F32(vec![0.0, 0.5, 1.0, 0.75]));
    }

    #[test]
    fn chosen_columns_and_shapes() {
        let preparation = Preparation {
            row_shape: Some((1, 2)),
            label_column: Some("kind".into()),
            ..Default::default()
        };
        let images = read_as(",r,g,kind\n0,255,0,x\n1,0,255,y\n", &preparation).unwrap();
        assert_eq!(images.shape, Shape { count: 2, height: 1, width: 2, channels: 1 });
        assert_eq!(images.labels.unwrap().names, ["x", "y"]);
        let second = Preparation { label_column: Some("2".into()), ..Default::default() };
        assert_eq!(read_as("9,5,9,9,9\n", &second).unwrap().labels.unwrap().names, ["5"]);
    }

    #[test]
    fn errors_name_line_and_column() {
        let message = |text: &str| read(text).unwrap_err().to_string();
        let text = message("label,a,b,c,d\n1,0,0,0,0\n\n2,0,x y,0,0\n");
        assert!(text.starts_with("a.csv, line 4, column 3: \"x y\" is no pixel value."), "{text}");
        assert!(message("0,0,0,0\n0,,0,0\n").starts_with("a.csv, line 2, column 2: \"\""));
        assert!(
            message("0,0,0,0\n0,0,-1,0\n").starts_with("a.csv, line 2, column 3: the value is -1")
        );
        assert!(message("0,0,0,0\n0,NaN,0,0\n").contains("\"NaN\""));
        let short = message("0,0,0,0\n0,0,0\n");
        assert_eq!(
            short,
            "a.csv, line 2, column 3: the row has less than the 4 columns of the first."
        );
        assert!(
            message("0,0,0,0\n0,0,0,0,0\n")
                .starts_with("a.csv, line 2, column 5: the row has more")
        );
        assert!(
            message("0,0,0,70000\n").starts_with("a.csv, line 1, column 4: the value is 70000")
        );
        assert!(message("0,0,0\n").contains("3 columns"));
        assert!(message("label,a\n").contains("no row"));
        assert!(message("").contains("no row"));
        let long = message(&format!("0,0,0,{}", "1".repeat(2000)));
        assert!(long.starts_with("a.csv, line 1, column 4: the cell is longer than"), "{long}");
        assert!(message("0,0,0,0\n0,0,\"0,0\n").starts_with("a.csv, line 2, column 3"));
    }
}
