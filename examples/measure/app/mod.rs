//! The measures, apart from their process: what main and the tests run.

mod classifiers;
mod samples;
#[path = "../../train/app/sets.rs"]
mod sets;
mod subject;

use std::fmt::{self, Display};
use std::path::PathBuf;

use clap::Parser;

pub use classifiers::Judged;
pub use samples::Sampled;
use subject::Subject;

/// Measures what a model's latents are good for.
#[derive(Debug, Clone, Parser)]
pub struct Arguments {
    /// A checkpoint of the page or of the native trainer.
    #[arg(long)]
    pub model: PathBuf,
    /// The folder of a set of the site, as `www/public/data/mnist`; or the word `digits`.
    #[arg(long)]
    pub data: PathBuf,
    /// Which of the set's label columns has the classes; the first unless told.
    #[arg(long)]
    pub column: Option<String>,
    /// A folder with images.idx and labels.idx, further images to classify, as `scripts/prepare_drawings.mjs` makes them.
    #[arg(long)]
    pub drawings: Option<PathBuf>,
    /// Gaussians of the mixture; as many as there are classes unless told.
    #[arg(long)]
    pub components: Option<usize>,
    /// Leaves out the classifiers on pixels, which take minutes on large sets.
    #[arg(long)]
    pub no_pixels: bool,
    /// How often samples are drawn and compared; 0 for not at all.
    #[arg(long, default_value_t = 5)]
    pub draws: u32,
}

/// What was measured.
pub struct Report {
    about: String,
    pub classifiers: Vec<Judged>,
    pub samples: Vec<Sampled>,
}

/// Measures.
///
/// # Errors
/// What went wrong, for a person.
pub fn run(arguments: &Arguments) -> Result<Report, String> {
    let subject = Subject::read(arguments)?;
    let components = arguments.components.unwrap_or(subject.column.classes.len());
    let samples = match arguments.draws {
        0 => Vec::new(),
        draws => samples::measure(&subject, components, draws)?,
    };
    let classifiers = classifiers::measure(&subject, !arguments.no_pixels)?;
    Ok(Report { about: subject.to_string(), classifiers, samples })
}

impl Display for Report {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { about, classifiers, samples } = self;
        writeln!(to, "{about}\n\n{}", classifiers::HEAD)?;
        classifiers.iter().try_for_each(|judged| writeln!(to, "{judged}"))?;
        if samples.is_empty() {
            return Ok(());
        }
        writeln!(to, "\n{}", samples::HEAD)?;
        samples.iter().try_for_each(|sampled| writeln!(to, "{sampled}"))
    }
}
