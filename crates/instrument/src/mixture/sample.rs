use nalgebra::DMatrix;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use super::density::factor;
use super::{Covariance, Mixture};
use crate::error::Result;
use crate::limits::{Limit, SAMPLES, TEMPERATURE};
use crate::points::Points;

/// Points drawn from a mixture.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    /// `[samples, dimensions]`
    pub points: Points,
    /// The component that each was drawn from.
    pub components: Vec<u32>,
}

impl Mixture {
    /// Points drawn from the mixture, the standard deviation of each component times `temperature`.
    ///
    /// # Errors
    /// When the count or the temperature is out of its range.
    pub fn sample(&self, count: usize, temperature: f64, seed: u32) -> Result<Samples> {
        SAMPLES.check(count as f64)?;
        let mut rng = ChaCha8Rng::seed_from_u64(seed.into());
        let components = (0..count).map(|_| {
            let mut left = rng.random::<f64>();
            let reached = self.weights.iter().position(|weight| {
                left -= weight;
                left < 0.0
            });
            // Rounding may leave a little.
            reached.unwrap_or(self.components() - 1)
        });
        let components: Vec<usize> = components.collect();
        let points = self.draw(&components, temperature, &mut rng)?;
        Ok(Samples { points, components: components.iter().map(|&at| at as u32).collect() })
    }

    /// The same from one component.
    ///
    /// # Errors
    /// When there is no such component, or the count or the temperature is out of its range.
    pub fn sample_from(
        &self,
        component: usize,
        count: usize,
        temperature: f64,
        seed: u32,
    ) -> Result<Points> {
        SAMPLES.check(count as f64)?;
        let most = self.components() as f64 - 1.0;
        Limit { name: "The component's index", least: 0.0, most }.check(component as f64)?;
        let mut rng = ChaCha8Rng::seed_from_u64(seed.into());
        self.draw(&vec![component; count], temperature, &mut rng)
    }

    fn draw(&self, components: &[usize], temperature: f64, rng: &mut ChaCha8Rng) -> Result<Points> {
        TEMPERATURE.check(temperature)?;
        let dimensions = self.dimensions();
        let factors: Vec<DMatrix<f64>> = match self.covariance {
            Covariance::Full => self.covariances.iter().map(|full| factor(full).unpack()).collect(),
            Covariance::Diagonal => Vec::new(),
        };
        let mut values = Vec::with_capacity(components.len() * dimensions);
        for &component in components {
            let normal: Vec<f64> = (0..dimensions).map(|_| rng.sample(StandardNormal)).collect();
            let deviation = |at: usize| match self.covariance {
                Covariance::Full => {
                    (0..=at).map(|by| factors[component][(at, by)] * normal[by]).sum()
                }
                Covariance::Diagonal => self.covariances[component][at].sqrt() * normal[at],
            };
            let mean = self.means[component].iter().enumerate();
            values.extend(mean.map(|(at, mean)| (mean + temperature * deviation(at)) as f32));
        }
        Points::new(values, dimensions)
    }
}
