//! Images as rows of a CSV file: a row an image, a column a pixel, and perhaps one the label.

mod cells;
mod columns;

use cells::{Cell, shown};
use columns::Columns;

use crate::array::{SCALES_IN_WORDS, scale};
use crate::error::{Error, Place, Result, shortened};
use crate::images::Images;
use crate::labels::LabelsBuilder;
use crate::limits::Limits;
use crate::prepare::{Builder, Preparation, Value};

/// The images of a CSV file, separated by comma, semicolon or tab, and their labels, if it has any.
///
/// Whole numbers become bytes, others floats; both are divided by the smallest of 1, 16, 255 and 65535
/// that holds the largest value of the set. The text is read twice, first to learn that value and the
/// number of rows.
pub(crate) fn images(
    file: &str,
    bytes: &[u8],
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    let columns = Columns::find(file, bytes, preparation, limits)?;
    let (survey, labels) = surveyed(file, bytes, &columns, limits)?;
    let mut images = if survey.whole {
        collected::<u8>(file, bytes, &columns, &survey, preparation, limits)
    } else {
        collected::<f32>(file, bytes, &columns, &survey, preparation, limits)
    }?;
    images.labels = columns.label.map(|_| labels.finish());
    Ok(images)
}

/// What the values of a table are.
struct Survey {
    rows: usize,
    /// Whether all are whole numbers.
    whole: bool,
    /// The value that stands for white.
    white: f64,
}

fn surveyed(
    file: &str,
    bytes: &[u8],
    columns: &Columns,
    limits: &Limits,
) -> Result<(Survey, LabelsBuilder)> {
    let mut labels = LabelsBuilder::default();
    let (mut rows, mut whole, mut max, mut max_place) = (0, true, 0.0, Place::Content);
    let mut cells = columns.rows(file, bytes);
    while let Some(cell) = cells.next()? {
        let wrong = |problem: String| Error::malformed(file, cell.place(), problem);
        if cell.column == columns.count || (cell.ends_row && cell.column + 1 < columns.count) {
            let problem = format!(
                "the row has {} than the {} columns of the first.",
                if cell.ends_row && cell.column < columns.count { "less" } else { "more" },
                columns.count
            );
            return Err(wrong(problem));
        }
        if columns.label == Some(cell.column) {
            labels.push(&shown(cell.text)).map_err(wrong)?;
        } else if cell.column >= columns.skipped {
            let number = number(&cell, file)?;
            whole &= number.fract() == 0.0;
            if number > max {
                (max, max_place) = (number, cell.place());
            }
        }
        if cell.ends_row {
            rows += 1;
            if rows > limits.max_images {
                crate::limits::checked_count(file, "number of rows", rows, limits.max_images)?;
            }
        }
    }
    if rows == 0 {
        return Err(Error::NoImages {
            file: file.into(),
            found: "it has no row of numbers.".into(),
        });
    }
    let white = scale(max).ok_or_else(|| {
        let problem = format!("the value is {max}. {SCALES_IN_WORDS}.");
        Error::malformed(file, max_place, problem)
    })?;
    Ok((Survey { rows, whole, white }, labels))
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
        if columns.label != Some(cell.column) && cell.column >= columns.skipped {
            image.push(T::from_unit((number(&cell, file)? / survey.white) as f32));
        }
        if cell.ends_row {
            builder.push(&image, columns.size);
            image.clear();
        }
    }
    Ok(builder.finish())
}

fn number(cell: &Cell, file: &str) -> Result<f64> {
    let number = cell.number().filter(|number| *number >= 0.0 && number.is_finite());
    number.ok_or_else(|| {
        let found = shortened(&shown(cell.text));
        let problem = format!("\"{found}\" is no pixel value. {SCALES_IN_WORDS}.");
        Error::malformed(file, cell.place(), problem)
    })
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
        assert!(message("0,0,0,0\n0,0,-1,0\n").starts_with("a.csv, line 2, column 3: \"-1\""));
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
