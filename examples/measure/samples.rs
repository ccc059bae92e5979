use std::path::Path;
use std::sync::Arc;

use rand::seq::SliceRandom;
use vae_playground::random::{Stream, generator};
use vae_playground_instrument::bootstrap::Estimate;
use vae_playground_instrument::comparison::{Comparison, compare};
use vae_playground_instrument::features::{FeaturesWork, Network};
use vae_playground_instrument::mixture::{Covariance, FitWork, Mixture, MixtureOptions};
use vae_playground_instrument::{Points, complete};

use crate::subject::{Subject, text};

/// Images of each set, at most.
const MOST: usize = 1_000;
/// As on the page: full covariances in more dimensions have more entries than most sets tell of.
const MOST_FOR_FULL: usize = 16;

/// Prints how near samples of the prior and of a mixture are to training images, beside test images.
pub fn measure(subject: &Subject, components: Option<usize>, seed: u32) -> Result<(), String> {
    let Subject { latent, train, test, column, .. } = subject;
    let components = components.unwrap_or(column.classes.len());
    let covariance = if *latent > MOST_FOR_FULL { Covariance::Diagonal } else { Covariance::Full };
    let options = MixtureOptions { components, covariance, seed, ..MixtureOptions::default() };
    let fit = complete(FitWork::new(train.means.clone(), options).map_err(text)?).map_err(text)?;
    let variances = train.log_variances.values().iter().map(|value| value.exp()).collect();
    let variances = Points::new(variances, *latent).map_err(text)?;
    let aggregate = fit.mixture.aggregate(&train.means, &variances).map_err(text)?;
    let prior = Mixture {
        covariance: Covariance::Diagonal,
        weights: vec![1.0],
        means: vec![vec![0.0; *latent]],
        covariances: vec![vec![1.0; *latent]],
    };

    let count = MOST.min(test.pixels.len()).min(train.pixels.len());
    let drawn = |points: &Points| {
        let mut rows: Vec<usize> = (0..points.len()).collect();
        let mut rng = generator(seed.into(), Stream::Evaluation);
        points.select(rows.partial_shuffle(&mut rng, count).0.iter().copied())
    };
    let samples =
        |mixture: &Mixture| subject.decode(&mixture.sample(count, 1.0, seed).map_err(text)?.points);
    let features = Features::read(subject.image)?;
    let real = features.of(drawn(&train.pixels))?;
    println!(
        "\n{count} images of each, {components} components | MMD | Frechet distance | precision | recall"
    );
    for (name, made) in [
        ("prior", samples(&prior)?),
        ("mixture of posteriors", samples(&aggregate)?),
        ("mixture of their means", samples(&fit.mixture)?),
        ("reconstructions", subject.decode(&drawn(&test.means))?),
        ("test images", drawn(&test.pixels)),
    ] {
        let work = compare(real.clone(), features.of(made)?, seed).map_err(text)?;
        let Comparison { discrepancy, frechet, precision, recall } =
            complete(work).map_err(text)?;
        let words = |Estimate { value, low, high, .. }: Estimate| {
            format!("{value:.4} ({low:.4} to {high:.4})")
        };
        let [discrepancy, frechet, precision, recall] =
            [discrepancy, frechet, precision, recall].map(words);
        println!("{name} | {discrepancy} | {frechet} | {precision} | {recall}");
    }
    Ok(())
}

/// Features of images of one size.
struct Features {
    network: Arc<Network>,
    image: [usize; 3],
}

impl Features {
    fn read(image: [usize; 3]) -> Result<Self, String> {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("www/public/data/features.safetensors");
        let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self { network: Arc::new(Network::read(&bytes).map_err(text)?), image })
    }

    fn of(&self, images: Points) -> Result<Arc<Points>, String> {
        let work = FeaturesWork::new(self.network.clone(), Arc::new(images), self.image);
        complete(work.map_err(text)?).map(Arc::new).map_err(text)
    }
}
