use std::fmt::{self, Display};
use std::sync::Arc;

use vae_playground_instrument::confusion::Confusion;
use vae_playground_instrument::logistic::{Logistic, LogisticOptions, LogisticWork};
use vae_playground_instrument::neighbours::SearchWork;
use vae_playground_instrument::{Error, Labels, Points, complete};

use super::subject::{Part, Subject, text};

/// Neighbours that vote, as on the page.
const NEIGHBOURS: usize = 5;

pub const HEAD: &str = "right, and the share's 95% interval | k-NN, k = 5 | logistic regression";

/// How often classifiers were right that learned from the training images.
pub struct Judged {
    /// `test images` or `drawings`.
    pub images: &'static str,
    /// `latents` or `pixels`.
    pub space: &'static str,
    pub neighbours: Confusion,
    pub logistic: Confusion,
}

impl Display for Judged {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { images, space, neighbours, logistic } = self;
        let [neighbours, logistic] = [neighbours, logistic].map(|confusion| {
            let Confusion { accuracy, low, high, .. } = confusion;
            format!("{:.2}% ({:.2} to {:.2})", 100.0 * accuracy, 100.0 * low, 100.0 * high)
        });
        write!(to, "{images}, {space} | {neighbours} | {logistic}")
    }
}

/// Classifiers in a space, taught by the training images.
struct Taught {
    points: Arc<Points>,
    labels: Labels,
    logistic: Logistic,
}

impl Taught {
    fn new(points: Arc<Points>, labels: &Labels) -> Result<Self, Error> {
        let work = LogisticWork::new(points.clone(), labels, LogisticOptions::default())?;
        Ok(Self { logistic: complete(work)?, points, labels: labels.clone() })
    }

    fn by_neighbours(&self, queries: &Arc<Points>, truth: &Labels) -> Result<Confusion, Error> {
        let search = SearchWork::new(self.points.clone(), queries.clone(), NEIGHBOURS)?;
        let votes = complete(search)?.classify(&self.labels, NEIGHBOURS, None)?.classes;
        Confusion::new(truth, &Labels::new(votes, truth.classes())?)
    }

    fn by_logistic(&self, queries: &Points, truth: &Labels) -> Result<Confusion, Error> {
        let shares = self.logistic.predict(queries)?;
        let likeliest = |row: &[f32]| {
            let best = row.iter().enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
            best.map_or(-1, |(class, _)| class as i32)
        };
        let said = shares.chunks_exact(truth.classes()).map(likeliest).collect();
        Confusion::new(truth, &Labels::new(said, truth.classes())?)
    }
}

/// How well classes can be told by latents, and by pixels where these are asked for.
pub fn measure(subject: &Subject, pixels: bool) -> Result<Vec<Judged>, String> {
    let Subject { train, test, drawings, .. } = subject;
    type Space = fn(&Part) -> &Arc<Points>;
    let spaces: [(_, Space); 2] =
        [("latents", |part| &part.means), ("pixels", |part| &part.pixels)];
    let mut all = Vec::new();
    for (space, points) in spaces.into_iter().take(if pixels { 2 } else { 1 }) {
        let taught = Taught::new(points(train).clone(), &train.labels).map_err(text)?;
        for (images, part) in [("test images", Some(test)), ("drawings", drawings.as_ref())] {
            let Some(part) = part else { continue };
            let (queries, truth) = (points(part), &part.labels);
            let neighbours = taught.by_neighbours(queries, truth).map_err(text)?;
            let logistic = taught.by_logistic(queries, truth).map_err(text)?;
            all.push(Judged { images, space, neighbours, logistic });
        }
    }
    Ok(all)
}
