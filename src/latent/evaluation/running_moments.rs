/// Mean and covariance of vectors that come one after another, in one pass that does not cancel
/// (Welford 1962): only the running moments are kept.
#[derive(Debug, Clone)]
pub struct RunningMoments {
    count: usize,
    mean: Vec<f64>,
    /// Sums of products of deviations from the mean, row-major.
    products: Vec<f64>,
}

impl RunningMoments {
    /// Of vectors of `size` values.
    pub fn new(size: usize) -> Self {
        Self { count: 0, mean: vec![0.0; size], products: vec![0.0; size * size] }
    }

    /// # Panics
    /// If the vector has another size.
    pub fn add(&mut self, vector: &[f64]) {
        assert_eq!(vector.len(), self.mean.len());
        self.count += 1;
        let count = self.count as f64;
        let deviation: Vec<f64> = vector.iter().zip(&self.mean).map(|(v, m)| v - m).collect();
        self.mean.iter_mut().zip(&deviation).for_each(|(m, d)| *m += d / count);
        let weight = (count - 1.0) / count;
        for (row, a) in self.products.chunks_exact_mut(deviation.len()).zip(&deviation) {
            row.iter_mut().zip(&deviation).for_each(|(sum, b)| *sum += weight * a * b);
        }
    }

    /// Vectors added.
    pub fn count(&self) -> usize {
        self.count
    }

    /// `size` values; all 0 where nothing was added.
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// `size * size` values, row-major: the covariance of this very set, divided by its count and not by
    /// one less. Not a number where nothing was added.
    pub fn covariance(&self) -> Vec<f64> {
        self.products.iter().map(|sum| sum / self.count as f64).collect()
    }
}

/// `ln det` of a symmetric positive definite matrix of `size * size` values, row-major, by Cholesky's
/// decomposition; `None` where the matrix is not positive definite in double precision.
pub(super) fn log_determinant(matrix: &[f64], size: usize) -> Option<f64> {
    let mut lower = vec![0.0; size * size];
    let mut logarithm = 0.0;
    for i in 0..size {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| lower[i * size + k] * lower[j * size + k]).sum();
            let rest = matrix[i * size + j] - dot;
            if i != j {
                lower[i * size + j] = rest / lower[j * size + j];
            } else if rest > 0.0 {
                lower[i * size + i] = rest.sqrt();
                logarithm += rest.ln();
            } else {
                return None;
            }
        }
    }
    Some(logarithm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covariance_of_four_points() {
        // Mean (1, 2); deviations (-1, 2), (1, 0), (2, -1), (-2, -1): squares sum to 10 and 6,
        // products to -2 + 0 - 2 + 2.
        let mut moments = RunningMoments::new(2);
        for point in [[0.0, 4.0], [2.0, 2.0], [3.0, 1.0], [-1.0, 1.0]] {
            moments.add(&point);
        }
        let found = [moments.mean(), &moments.covariance()].concat();
        for (found, expected) in found.iter().zip([1.0, 2.0, 2.5, -0.5, -0.5, 1.5]) {
            assert!((found - expected).abs() < 1e-14, "{found} is not {expected}");
        }
        assert_eq!(moments.count(), 4);
    }

    #[test]
    fn keeps_a_small_variance_far_from_zero() {
        let mut moments = RunningMoments::new(1);
        (0..1000).for_each(|i| moments.add(&[1e8 + f64::from(i % 2)]));
        assert!((moments.covariance()[0] - 0.25).abs() < 1e-6);
    }

    #[test]
    fn log_determinants() {
        let matrix = [4.0, 2.0, 0.0, 2.0, 5.0, 1.0, 0.0, 1.0, 3.0];
        // 4 (15 - 1) - 2 (6 - 0)
        assert!((log_determinant(&matrix, 3).unwrap() - 44.0f64.ln()).abs() < 1e-14);
        assert_eq!(log_determinant(&[1.0, 1.0, 1.0, 1.0], 2), None);
        assert_eq!(log_determinant(&[f64::NAN], 1), None);
    }
}
