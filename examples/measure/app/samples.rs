use std::fmt::{self, Display};
use std::path::Path;
use std::sync::Arc;

use rand::seq::SliceRandom;
use vae_playground::random::{Stream, generator};
use vae_playground_instrument::bootstrap::Measure;
use vae_playground_instrument::discrepancy::DiscrepancyWork;
use vae_playground_instrument::features::{FeaturesWork, Network};
use vae_playground_instrument::frechet::Frechet;
use vae_playground_instrument::mixture::{Covariance, FitWork, Mixture, MixtureOptions};
use vae_playground_instrument::sampling::Sampling;
use vae_playground_instrument::{Error, Points, complete};

use super::subject::{Subject, text};

/// Images of each set, at most, as on the page.
const MOST: usize = 1_000;
/// Likewise: full covariances in more dimensions have more entries than most sets tell of.
const MOST_FOR_FULL: usize = 16;

pub const HEAD: &str =
    "distance from training images, mean over draws (least to most) | MMD² | Frechet distance";

/// How near a set of images is to training images, over several draws of both.
pub struct Sampled {
    /// `prior`, `mixture`, `means` (a mixture of them alone), `reconstructions` or `test images`.
    pub set: &'static str,
    /// Squared MMD of each draw.
    pub discrepancies: Vec<f64>,
    /// Frechet distance of each.
    pub frechets: Vec<f64>,
}

impl Sampled {
    /// Means over the draws: MMD², Frechet distance.
    pub fn means(&self) -> [f64; 2] {
        [&self.discrepancies, &self.frechets]
            .map(|values| values.iter().sum::<f64>() / values.len() as f64)
    }
}

impl Display for Sampled {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |values: &[f64], mean: f64, digits: usize| {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            format!("{mean:.digits$} ({least:.digits$} to {most:.digits$})")
        };
        let [discrepancy, frechet] = self.means();
        let discrepancy = words(&self.discrepancies, discrepancy, 4);
        let frechet = words(&self.frechets, frechet, 1);
        write!(to, "{} | {discrepancy} | {frechet}", self.set)
    }
}

/// Compares samples of the prior and of a mixture with training images, beside reconstructions and test images.
pub fn measure(subject: &Subject, components: usize, draws: u32) -> Result<Vec<Sampled>, String> {
    let Subject { train, test, .. } = subject;
    let latent = train.means.dimensions();
    let covariance = if latent > MOST_FOR_FULL { Covariance::Diagonal } else { Covariance::Full };
    let options = MixtureOptions { components, covariance, ..MixtureOptions::default() };
    let fit = complete(FitWork::new(train.means.clone(), options).map_err(text)?).map_err(text)?;
    let mixture = fit.mixture.aggregate(&train.means, &train.variances).map_err(text)?;
    let prior = Mixture {
        covariance: Covariance::Diagonal,
        weights: vec![1.0],
        means: vec![vec![0.0; latent]],
        covariances: vec![vec![1.0; latent]],
    };

    let count = MOST.min(test.pixels.len()).min(train.pixels.len());
    let features = Features::read(subject.image)?;
    let names = ["prior", "mixture", "means", "reconstructions", "test images"];
    let mut all = names.map(|set| Sampled { set, discrepancies: Vec::new(), frechets: Vec::new() });
    for seed in 1..=draws {
        let drawn = |points: &Points| some(points, count, seed);
        let samples = |mixture: &Mixture| {
            subject.decode(&mixture.sample(count, 1.0, seed).map_err(text)?.points)
        };
        let real = features.of(drawn(&train.pixels))?;
        let made = [
            samples(&prior)?,
            samples(&mixture)?,
            samples(&fit.mixture)?,
            subject.decode(&drawn(&test.means))?,
            drawn(&test.pixels),
        ];
        for (sampled, made) in all.iter_mut().zip(made) {
            let (discrepancy, frechet) = distances(&real, &features.of(made)?).map_err(text)?;
            sampled.discrepancies.push(discrepancy);
            sampled.frechets.push(frechet);
        }
    }
    Ok(all.into())
}

/// So many of the points, the same ones for the same seed.
fn some(points: &Points, count: usize, seed: u32) -> Points {
    let mut rows: Vec<usize> = (0..points.len()).collect();
    let mut rng = generator(seed.into(), Stream::Evaluation);
    points.select(rows.partial_shuffle(&mut rng, count).0.iter().copied())
}

fn distances(real: &Points, made: &Points) -> Result<(f64, f64), Error> {
    let sampling = Sampling { most: MOST, ..Sampling::default() };
    let discrepancy = complete(DiscrepancyWork::new(real, made, &sampling)?)?.value();
    Ok((discrepancy, Frechet::new(real, made, &sampling)?.value()))
}

/// Features of images of one size.
struct Features {
    network: Arc<Network>,
    image: [usize; 3],
}

impl Features {
    fn read(image: [usize; 3]) -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = root.join("www/public/data/features.safetensors");
        let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self { network: Arc::new(Network::read(&bytes).map_err(text)?), image })
    }

    fn of(&self, images: Points) -> Result<Points, String> {
        let work = FeaturesWork::new(self.network.clone(), Arc::new(images), self.image);
        complete(work.map_err(text)?).map_err(text)
    }
}
