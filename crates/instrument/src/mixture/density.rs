use std::f64::consts::TAU;

use nalgebra::{Cholesky, DMatrix, Dyn};

use super::{Covariance, Mixture};
use crate::lanes::{BLOCK, Block, Row, largest, log_gaussian, softmax, subtract};

/// A mixture made ready for the densities of many points, in 32 bits.
pub struct Density {
    gaussians: Vec<Gaussian>,
    centred: Vec<Row>,
}

struct Gaussian {
    /// Logarithm of weight and normalisation.
    constant: f32,
    mean: Vec<f32>,
    /// The inverse of the covariance's Cholesky factor: rows of 1, 2, 3, ... numbers where full, the diagonal else.
    whitening: Vec<f32>,
}

/// A number for each component and each point of a block.
pub struct Terms {
    /// A row for each component: logarithms of weighted densities, then what [`Terms::soften`] or
    /// [`Terms::harden`] makes of them.
    pub rows: Vec<Row>,
    /// Of the mixture.
    pub log_density: Row,
}

impl Density {
    pub fn new(mixture: &Mixture) -> Self {
        let gaussians = mixture.weights.iter().zip(&mixture.means).zip(&mixture.covariances).map(
            |((&weight, mean), covariance)| {
                let (whitening, log_determinant) = whitening(mixture.covariance, covariance);
                let constant = weight.ln() - 0.5 * mean.len() as f64 * TAU.ln() + log_determinant;
                let mean = mean.iter().map(|&x| x as f32).collect();
                Gaussian { constant: constant as f32, mean, whitening }
            },
        );
        Self { gaussians: gaussians.collect(), centred: vec![[0.0; BLOCK]; mixture.dimensions()] }
    }

    /// Logarithm of each component's weighted density at each point of the block.
    pub fn terms(&mut self, block: &Block, terms: &mut Terms) {
        for (gaussian, out) in self.gaussians.iter().zip(&mut terms.rows) {
            centre(block, &gaussian.mean, &mut self.centred);
            log_gaussian(&self.centred, &gaussian.whitening, gaussian.constant, out);
        }
    }
}

impl Terms {
    pub fn new(components: usize) -> Self {
        Self { rows: vec![[0.0; BLOCK]; components], log_density: [0.0; BLOCK] }
    }

    /// Makes of logarithms of densities the probability of each component given each point, and the mixture's
    /// logarithm of the density (log-sum-exp).
    pub fn soften(&mut self) {
        self.log_density = softmax(&mut self.rows);
    }

    /// Makes of them 1 for the likeliest component of each point, the first of several, and 0 for the others.
    pub fn harden(&mut self) {
        let mut left = [1.0f32; BLOCK];
        self.log_density = largest(&self.rows);
        for row in &mut self.rows {
            for ((x, largest), left) in row.iter_mut().zip(&self.log_density).zip(&mut left) {
                *x = if *x == *largest { *left } else { 0.0 };
                *left -= *x;
            }
        }
    }
}

/// The block's points less a mean.
pub fn centre(block: &Block, mean: &[f32], centred: &mut [Row]) {
    for ((out, row), &mean) in centred.iter_mut().zip(&block.rows).zip(mean) {
        subtract(row, mean, out);
    }
}

/// The Cholesky factor of a full covariance. Where rounding left it singular, its diagonal grows until it has one.
pub fn factor(covariance: &[f64]) -> Cholesky<f64, Dyn> {
    let dimensions = covariance.len().isqrt();
    let mut matrix = DMatrix::from_row_slice(dimensions, dimensions, covariance);
    let mut added = 1e-7 * matrix.trace() / dimensions as f64;
    loop {
        if let Some(factor) = matrix.clone().cholesky() {
            return factor;
        }
        for at in 0..dimensions {
            matrix[(at, at)] += added;
        }
        added *= 10.0;
    }
}

/// What makes unit variances of a covariance, as [`Gaussian::whitening`], and the logarithm of its determinant.
fn whitening(kind: Covariance, covariance: &[f64]) -> (Vec<f32>, f64) {
    match kind {
        Covariance::Diagonal => {
            let inverse = |variance: &f64| 1.0 / variance.sqrt();
            let log = covariance.iter().map(|variance| inverse(variance).ln()).sum();
            (covariance.iter().map(|variance| inverse(variance) as f32).collect(), log)
        }
        Covariance::Full => {
            let lower = factor(covariance).unpack();
            let dimensions = lower.nrows();
            let mut inverse = DMatrix::identity(dimensions, dimensions);
            lower.solve_lower_triangular_mut(&mut inverse);
            let packed = (0..dimensions).flat_map(|row| (0..=row).map(move |column| (row, column)));
            let log = inverse.diagonal().iter().map(|x| x.ln()).sum();
            (packed.map(|at| inverse[at] as f32).collect(), log)
        }
    }
}
