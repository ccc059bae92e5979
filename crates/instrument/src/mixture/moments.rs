use super::density::centre;
use super::{Covariance, Mixture};
use crate::lanes::{BLOCK, Block, Row, dot, product};

/// Sums over points for each component, about a mean near the component's, so that little cancels.
pub struct Moments {
    covariance: Covariance,
    sums: Vec<Sums>,
    centred: Vec<Row>,
    weighted: Vec<Row>,
}

struct Sums {
    about: Vec<f32>,
    weight: f64,
    first: Vec<f64>,
    /// Rows of 1, 2, 3, ... numbers where full, the diagonal else.
    second: Vec<f64>,
}

impl Moments {
    pub fn new(covariance: Covariance, means: &[Vec<f64>]) -> Self {
        let dimensions = means[0].len();
        let second = match covariance {
            Covariance::Full => dimensions * (dimensions + 1) / 2,
            Covariance::Diagonal => dimensions,
        };
        let sums = means.iter().map(|mean| Sums {
            about: mean.iter().map(|&x| x as f32).collect(),
            weight: 0.0,
            first: vec![0.0; dimensions],
            second: vec![0.0; second],
        });
        let rows = vec![[0.0; BLOCK]; dimensions];
        Self { covariance, sums: sums.collect(), centred: rows.clone(), weighted: rows }
    }

    /// Adds the block's points, each weighted for each component by `shares`.
    pub fn add(&mut self, block: &Block, shares: &[Row]) {
        const ONES: Row = [1.0; BLOCK];
        for (sums, shares) in self.sums.iter_mut().zip(shares) {
            let mut present = *shares;
            present[block.count..].fill(0.0);
            centre(block, &sums.about, &mut self.centred);
            for (out, row) in self.weighted.iter_mut().zip(&self.centred) {
                product(row, &present, out);
            }
            sums.weight += f64::from(dot(&present, &ONES));
            let mut second = sums.second.iter_mut();
            for (at, weighted) in self.weighted.iter().enumerate() {
                sums.first[at] += f64::from(dot(weighted, &ONES));
                let others = match self.covariance {
                    Covariance::Full => 0..=at,
                    Covariance::Diagonal => at..=at,
                };
                for (row, sum) in self.centred[others].iter().zip(&mut second) {
                    *sum += f64::from(dot(weighted, row));
                }
            }
        }
    }

    /// The mean of each component.
    pub fn means(&self) -> Vec<Vec<f64>> {
        self.sums.iter().map(Sums::mean).collect()
    }

    /// The mixture that makes the points likeliest, if they belong to the components as they were weighted.
    pub fn mixture(&self, regularisation: f64) -> Mixture {
        let total: f64 = self.sums.iter().map(Sums::count).sum();
        Mixture {
            covariance: self.covariance,
            weights: self.sums.iter().map(|sums| sums.count() / total).collect(),
            means: self.means(),
            covariances: self
                .sums
                .iter()
                .map(|sums| match self.covariance {
                    Covariance::Full => sums.full(regularisation),
                    Covariance::Diagonal => sums.diagonal(regularisation),
                })
                .collect(),
        }
    }
}

impl Sums {
    /// As scikit-learn: a component without points keeps a weight that has a logarithm.
    fn count(&self) -> f64 {
        self.weight + 10.0 * f64::EPSILON
    }

    fn shift(&self, at: usize) -> f64 {
        self.first[at] / self.count()
    }

    fn mean(&self) -> Vec<f64> {
        self.about.iter().enumerate().map(|(at, &x)| f64::from(x) + self.shift(at)).collect()
    }

    fn diagonal(&self, regularisation: f64) -> Vec<f64> {
        let variance = |(at, sum): (usize, &f64)| sum / self.count() - self.shift(at).powi(2);
        self.second.iter().enumerate().map(|at| variance(at).max(0.0) + regularisation).collect()
    }

    fn full(&self, regularisation: f64) -> Vec<f64> {
        let dimensions = self.first.len();
        let mut covariance = vec![0.0; dimensions * dimensions];
        let mut second = self.second.iter();
        for row in 0..dimensions {
            for (column, sum) in (0..=row).zip(&mut second) {
                let value = sum / self.count() - self.shift(row) * self.shift(column);
                covariance[row * dimensions + column] = value;
                covariance[column * dimensions + row] = value;
            }
            let variance = &mut covariance[row * dimensions + row];
            *variance = variance.max(0.0) + regularisation;
        }
        covariance
    }
}
