use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::{Covariance, Mixture};
use crate::points::Points;

/// Means to start from, by k-means++ (Arthur & Vassilvitskii 2007): each next is a point drawn by its squared distance
/// to the nearest mean so far.
pub fn spread_out(points: &Points, components: usize, rng: &mut ChaCha8Rng) -> Vec<Vec<f64>> {
    let mut nearest = vec![f32::INFINITY; points.len()];
    let mut chosen = rng.random_range(0..points.len());
    let mut means = Vec::with_capacity(components);
    loop {
        let mean = points.point(chosen);
        means.push(mean.iter().map(|&x| f64::from(x)).collect());
        if means.len() == components {
            return means;
        }
        for (nearest, point) in nearest.iter_mut().zip(points.iter()) {
            let square: f32 = point.iter().zip(mean).map(|(a, b)| (a - b) * (a - b)).sum();
            *nearest = nearest.min(square);
        }
        chosen = draw(&nearest, rng);
    }
}

/// An index drawn by weight; any where all weights are 0.
fn draw(weights: &[f32], rng: &mut ChaCha8Rng) -> usize {
    let total: f64 = weights.iter().map(|&weight| f64::from(weight)).sum();
    if total == 0.0 {
        return rng.random_range(0..weights.len());
    }
    let mut left = rng.random::<f64>() * total;
    let reached = weights.iter().position(|&weight| {
        left -= f64::from(weight);
        left < 0.0
    });
    // Rounding may leave a little.
    reached.unwrap_or(weights.len() - 1)
}

/// Equal round Gaussians around these means: the likeliest is the nearest. Their variance is that of the points, so
/// that differences of logarithms are neither lost in their size nor too large.
pub fn alike(means: Vec<Vec<f64>>, variance: f64) -> Mixture {
    Mixture {
        covariance: Covariance::Diagonal,
        weights: vec![1.0 / means.len() as f64; means.len()],
        covariances: vec![vec![variance; means[0].len()]; means.len()],
        means,
    }
}

/// Mean variance of a dimension; 1 where all points are equal.
pub fn mean_variance(points: &Points) -> f64 {
    let count = points.len() as f64;
    let variances = (0..points.dimensions()).map(|dimension| {
        let values = points.iter().map(|point| f64::from(point[dimension]));
        let mean = values.clone().sum::<f64>() / count;
        values.map(|x| (x - mean).powi(2)).sum::<f64>() / count
    });
    let variance = variances.sum::<f64>() / points.dimensions() as f64;
    // Less has no inverse in 32 bits.
    if variance > 1e-30 { variance } else { 1.0 }
}

/// Whether the means deviate from their centre by more than a tenth of what points of this mean variance do.
pub fn lie_apart(mixture: &Mixture, variance: f64) -> bool {
    let dimensions = mixture.dimensions();
    let weighted =
        |at: usize| mixture.weights.iter().zip(&mixture.means).map(move |(w, m)| (w, m[at]));
    let between = (0..dimensions).map(|at| {
        let centre: f64 = weighted(at).map(|(weight, mean)| weight * mean).sum();
        weighted(at).map(|(weight, mean)| weight * (mean - centre).powi(2)).sum::<f64>()
    });
    between.sum::<f64>() / dimensions as f64 > 0.01 * variance
}

/// As many of the points, drawn at random, in their order.
pub fn some(points: &Points, count: usize, rng: &mut ChaCha8Rng) -> Points {
    let mut indices: Vec<usize> = (0..points.len()).collect();
    let (drawn, _) = indices.partial_shuffle(rng, count);
    drawn.sort_unstable();
    points.select(drawn.iter().copied())
}
