use super::cells::{Cell, shown};
use super::columns::{Columns, Label};
use crate::array::{Extent, SCALES_IN_WORDS, Scale};
use crate::error::{Error, Result, shortened};
use crate::labels::{Labels, LabelsBuilder};
use crate::limits::{Limits, checked_count};

/// What the values of a table are, of which all have been looked at.
pub(crate) struct Survey {
    pub rows: usize,
    /// Whether all are whole numbers.
    pub whole: bool,
    pub scale: Scale,
    /// The column of the labels, counted from 0.
    pub label: Option<usize>,
    /// Whether that column was named, or the values leave no doubt.
    pub sure: bool,
    pub labels: Option<Labels>,
}

impl Survey {
    /// # Errors
    /// [`Error::Malformed`] with the cell that doesn't fit, [`Error::NoImages`] where no row has numbers,
    /// [`Error::ValueRange`], [`Error::TooLarge`].
    pub fn of(
        file: &str,
        bytes: &[u8],
        columns: &Columns,
        range: Option<(f64, f64)>,
        limits: &Limits,
    ) -> Result<Self> {
        let mut pixels = Values::new(file);
        let candidate = |column: usize| Candidate::new(file, column);
        let mut candidates: Vec<Candidate> =
            columns.label.columns().into_iter().map(candidate).collect();
        let mut rows = 0;
        let mut cells = columns.rows(file, bytes);
        while let Some(cell) = cells.next()? {
            if cell.column == columns.count || (cell.ends_row && cell.column + 1 < columns.count) {
                let problem = format!(
                    "the row has {} than the {} columns of the first.",
                    if cell.ends_row && cell.column < columns.count { "less" } else { "more" },
                    columns.count
                );
                return Err(Error::malformed(file, cell.place(), problem));
            }
            if let Some(candidate) = candidates.iter_mut().find(|own| own.column == cell.column) {
                candidate.add(file, &cell);
            } else if cell.column >= columns.skipped {
                pixels.add(number(&cell, file)?, &cell);
            }
            if cell.ends_row {
                rows += 1;
                checked_count(file, "number of rows", rows, limits.max_images)?;
            }
        }
        if rows == 0 {
            let found = "it has no row of numbers.".into();
            return Err(Error::NoImages { file: file.into(), found });
        }
        let (chosen, sure) = decide(&candidates, rows);
        let sure = sure && columns.label != Label::Undecided;
        let mut labels = None;
        let mut label = None;
        let mut parts = vec![pixels.extent];
        let mut whole = pixels.whole;
        for (at, candidate) in candidates.into_iter().enumerate() {
            if chosen == Some(at) {
                label = Some(candidate.column);
                labels = Some(candidate.labels.map_err(|error| *error)?.finish());
            } else {
                let values = candidate.values.map_err(|error| *error)?;
                whole &= values.whole;
                parts.push(values.extent);
            }
        }
        Ok(Self { rows, whole, scale: Scale::new(&parts, range)?, label, sure, labels })
    }
}

/// The pixel value of a cell.
pub(crate) fn number(cell: &Cell, file: &str) -> Result<f64> {
    let number = cell.number().filter(|number| number.is_finite());
    number.ok_or_else(|| {
        let found = shortened(&shown(cell.text));
        let problem = format!("\"{found}\" is no pixel value. {SCALES_IN_WORDS}.");
        Error::malformed(file, cell.place(), problem)
    })
}

/// Numbers that are pixels.
struct Values {
    whole: bool,
    extent: Extent,
}

impl Values {
    fn new(file: &str) -> Self {
        Self { whole: true, extent: Extent::new(file) }
    }

    fn add(&mut self, number: f64, cell: &Cell) {
        self.whole &= number.fract() == 0.0;
        self.extent.add(number, || cell.place());
    }
}

/// A column that may be the labels, or else pixels: both are read of it, as far as they go.
struct Candidate {
    column: usize,
    labels: std::result::Result<LabelsBuilder, Box<Error>>,
    values: std::result::Result<Values, Box<Error>>,
    /// Cells that are no numbers.
    words: usize,
}

impl Candidate {
    fn new(file: &str, column: usize) -> Self {
        let (labels, values) = (Ok(LabelsBuilder::default()), Ok(Values::new(file)));
        Self { column, labels, values, words: 0 }
    }

    fn add(&mut self, file: &str, cell: &Cell) {
        if let Ok(labels) = &mut self.labels
            && let Err(problem) = labels.push(&shown(cell.text))
        {
            self.labels = Err(Error::malformed(file, cell.place(), problem).into());
        }
        match (number(cell, file), &mut self.values) {
            (Ok(number), Ok(values)) => values.add(number, cell),
            (Ok(_), Err(_)) => {}
            (Err(error), values) => {
                self.words += 1;
                if values.is_ok() {
                    *values = Err(error.into());
                }
            }
        }
    }

    /// Whether most of the `rows` have no number here; a few may be mistakes.
    fn has_words(&self, rows: usize) -> bool {
        2 * self.words > rows
    }

    /// How many classes there would be, where the values are like classes: words or whole numbers that
    /// many rows share, and not one of them nearly everywhere, as in the corner of a drawing.
    fn classes(&self, rows: usize) -> Option<usize> {
        let counts = self.labels.as_ref().ok()?.counts();
        let whole = self.values.as_ref().map_or(self.has_words(rows), |values| values.whole);
        let commonest = counts.iter().max().copied().unwrap_or(0);
        let shared = counts.len() > 1 && 2 * counts.len() <= rows && 10 * commonest <= 9 * rows;
        (whole && shared).then_some(counts.len())
    }
}

/// The one of the candidates that holds the labels, and whether there is no doubt; in doubt it is the first.
fn decide(candidates: &[Candidate], rows: usize) -> (Option<usize>, bool) {
    let [first, last] = candidates else {
        return (candidates.first().map(|_| 0), true);
    };
    if first.has_words(rows) != last.has_words(rows) {
        return (Some(usize::from(last.has_words(rows))), true);
    }
    match (first.classes(rows), last.classes(rows)) {
        (Some(_), None) => (Some(0), true),
        (None, Some(_)) => (Some(1), true),
        // A pixel in a photograph's corner takes many more values than there are classes.
        (Some(a), Some(b)) if 2 * a <= b => (Some(0), true),
        (Some(a), Some(b)) if 2 * b <= a => (Some(1), true),
        _ => (Some(0), false),
    }
}
