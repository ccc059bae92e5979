/// `ln((exp(v_1) + .. + exp(v_n)) / n)` of values that come one after another: none is kept, and none
/// overflows or vanishes, however far from 0 it lies.
#[derive(Debug, Clone, Copy)]
pub struct LogMeanExp {
    count: usize,
    largest: f64,
    /// Sum of `exp(value - largest)`.
    sum: f64,
}

impl LogMeanExp {
    /// Of no values yet.
    pub fn new() -> Self {
        Self { count: 0, largest: f64::NEG_INFINITY, sum: 0.0 }
    }

    /// Takes one more value; minus infinity counts as `exp(value) = 0`.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        // It adds exp(-inf) = 0; compared with a largest of -inf it would be -inf - -inf.
        if value == f64::NEG_INFINITY {
            return;
        }
        if value > self.largest {
            self.sum *= (self.largest - value).exp();
            self.largest = value;
        }
        self.sum += (value - self.largest).exp();
    }

    /// Not a number where nothing was added.
    pub fn value(&self) -> f64 {
        self.largest + (self.sum / self.count as f64).ln()
    }
}

impl Default for LogMeanExp {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log_mean_exp(values: &[f64]) -> f64 {
        let mut mean = LogMeanExp::new();
        values.iter().for_each(|&value| mean.add(value));
        mean.value()
    }

    #[test]
    fn is_the_logarithm_of_the_mean() {
        let mean = log_mean_exp(&[1.0f64.ln(), 2.0f64.ln(), 6.0f64.ln()]);
        assert!((mean - 3.0f64.ln()).abs() < 1e-15);
        assert_eq!(log_mean_exp(&[-7.25]), -7.25);
    }

    #[test]
    fn survives_values_that_overflow_or_vanish() {
        let half = 0.5f64.ln();
        assert_eq!(log_mean_exp(&[-1e4, 1e4]), 1e4 + half);
        assert_eq!(log_mean_exp(&[-1e4, -2e4]), -1e4 + half);
        assert_eq!(log_mean_exp(&[f64::NEG_INFINITY, 0.0]), half);
        assert_eq!(log_mean_exp(&[f64::NEG_INFINITY]), f64::NEG_INFINITY);
        assert!(log_mean_exp(&[0.0, f64::NAN, 1.0]).is_nan());
        assert!(log_mean_exp(&[]).is_nan());
    }
}
