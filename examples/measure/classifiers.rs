use std::sync::Arc;

use vae_playground_instrument::confusion::Confusion;
use vae_playground_instrument::logistic::{Logistic, LogisticOptions, LogisticWork};
use vae_playground_instrument::neighbours::SearchWork;
use vae_playground_instrument::{Error, Labels, Points, complete};

use crate::subject::{Part, Subject, text};

/// Neighbours that vote, as on the page.
const NEIGHBOURS: usize = 5;

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

    /// How often k-NN and logistic regression are right.
    fn judge(&self, queries: &Arc<Points>, truth: &Labels) -> Result<[Confusion; 2], Error> {
        let search = SearchWork::new(self.points.clone(), queries.clone(), NEIGHBOURS)?;
        let votes = complete(search)?.classify(&self.labels, NEIGHBOURS, None)?.classes;
        let shares = self.logistic.predict(queries)?;
        let likeliest = |row: &[f32]| {
            let best = row.iter().enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
            best.map_or(-1, |(class, _)| class as i32)
        };
        let classes = truth.classes();
        let predicted = shares.chunks_exact(classes).map(likeliest).collect();
        let confusion = |said: Vec<i32>| Confusion::new(truth, &Labels::new(said, classes)?);
        Ok([confusion(votes)?, confusion(predicted)?])
    }
}

/// Prints how well classes can be told by latents, and by pixels.
pub fn measure(subject: &Subject) -> Result<(), String> {
    println!("\nright, with its 95% interval | k-NN, k = {NEIGHBOURS} | logistic regression");
    let Subject { train, test, more, .. } = subject;
    let spaces: [(&str, fn(&Part) -> &Arc<Points>); 2] =
        [("latents", |part| &part.means), ("pixels", |part| &part.pixels)];
    for (name, space) in spaces {
        let taught = Taught::new(space(train).clone(), &train.labels).map_err(text)?;
        let asked = [("test images", Some(test)), ("more images", more.as_ref())];
        for (whose, part) in asked {
            let Some(part) = part else { continue };
            let found = taught.judge(space(part), &part.labels).map_err(text)?;
            let [neighbours, logistic] = found.map(|confusion| {
                let [right, low, high] =
                    [confusion.accuracy, confusion.low, confusion.high].map(|share| 100.0 * share);
                format!("{right:.2}% ({low:.2} to {high:.2})")
            });
            println!("{whose}, {name} | {neighbours} | {logistic}");
        }
    }
    Ok(())
}
