use std::sync::Arc;

use crate::lanes::{BLOCK, Block, Row, combine, dot, softmax};
use crate::points::Points;

/// Products of a part of the work.
const PART: usize = 10_000_000;
/// How many products an exponential takes as long as.
const EXPONENTIAL: usize = 10;

/// The mean loss of a regression and its slope, summed block after block.
pub struct Objective {
    points: Arc<Points>,
    /// Of each point, among the classes present.
    targets: Vec<usize>,
    classes: usize,
    pub mean: Vec<f32>,
    pub scale: Vec<f32>,
    /// Factor of half the sum of the coefficients' squares.
    penalty: f64,
    at: usize,
    loss: f64,
    slope: Vec<f64>,
    block: Block,
    rows: Vec<Row>,
}

impl Objective {
    /// With the penalty `1 / (strength * points)`, as scikit-learn. Of two classes it has one set of coefficients,
    /// which is the difference of ours; it penalises that twice as much.
    pub fn new(points: Arc<Points>, targets: Vec<usize>, classes: usize, strength: f64) -> Self {
        let (mean, scale) = standard(&points);
        let dimensions = points.dimensions();
        let twice = if classes == 2 { 2.0 } else { 1.0 };
        Self {
            penalty: twice / (strength * points.len() as f64),
            points,
            targets,
            classes,
            mean,
            scale,
            at: 0,
            loss: 0.0,
            slope: vec![0.0; classes * (dimensions + 1)],
            block: Block::new(dimensions),
            rows: vec![[0.0; BLOCK]; classes],
        }
    }

    /// How many numbers a place has: for each class its coefficients and its intercept.
    pub fn unknowns(&self) -> usize {
        self.slope.len()
    }

    /// Share of the points seen.
    pub fn seen(&self) -> f64 {
        self.at as f64 / self.points.len() as f64
    }

    /// Sees some points at this place. After the last, gives the loss and its slope.
    pub fn advance(&mut self, place: &[f64]) -> Option<(f64, Vec<f64>)> {
        let weights: Vec<f32> = place.iter().map(|&x| x as f32).collect();
        let products = 2 * self.classes * (self.points.dimensions() + EXPONENTIAL);
        let end = self.points.len().min(self.at + (PART / products).max(BLOCK));
        while self.at < end {
            self.block.load_scaled(&self.points, self.at, &self.mean, &self.scale);
            self.add(&weights);
            self.at += self.block.count;
        }
        (self.at == self.points.len()).then(|| self.finish(place))
    }

    fn add(&mut self, weights: &[f32]) {
        const ONES: Row = [1.0; BLOCK];
        let length = self.block.rows.len() + 1;
        let targets = &self.targets[self.at..][..self.block.count];
        for (row, weights) in self.rows.iter_mut().zip(weights.chunks_exact(length)) {
            combine(&self.block.rows, &weights[..length - 1], weights[length - 1], row);
        }
        for (lane, &target) in targets.iter().enumerate() {
            self.loss -= f64::from(self.rows[target][lane]);
        }
        let logarithms = softmax(&mut self.rows);
        self.loss += logarithms[..targets.len()].iter().map(|&x| f64::from(x)).sum::<f64>();
        for (lane, &target) in targets.iter().enumerate() {
            self.rows[target][lane] -= 1.0;
        }
        for (row, slope) in self.rows.iter_mut().zip(self.slope.chunks_exact_mut(length)) {
            row[targets.len()..].fill(0.0);
            for (slope, values) in slope.iter_mut().zip(self.block.rows.iter().chain([&ONES])) {
                *slope += f64::from(dot(row, values));
            }
        }
    }

    fn finish(&mut self, place: &[f64]) -> (f64, Vec<f64>) {
        let length = self.block.rows.len() + 1;
        let count = self.points.len() as f64;
        let mut loss = self.loss / count;
        let mut slope = std::mem::replace(&mut self.slope, vec![0.0; place.len()]);
        for (at, (slope, x)) in slope.iter_mut().zip(place).enumerate() {
            *slope /= count;
            let intercept = (at + 1).is_multiple_of(length);
            if !intercept {
                *slope += self.penalty * x;
                loss += 0.5 * self.penalty * x * x;
            }
        }
        (self.at, self.loss) = (0, 0.0);
        (loss, slope)
    }
}

/// Mean of each dimension and one by its standard deviation; 1 where all are equal.
fn standard(points: &Points) -> (Vec<f32>, Vec<f32>) {
    let count = points.len() as f64;
    let mut means = vec![0.0f64; points.dimensions()];
    for point in points.iter() {
        means.iter_mut().zip(point).for_each(|(mean, &x)| *mean += f64::from(x) / count);
    }
    let mut variances = vec![0.0f64; points.dimensions()];
    for point in points.iter() {
        for ((variance, mean), &x) in variances.iter_mut().zip(&means).zip(point) {
            *variance += (f64::from(x) - mean).powi(2) / count;
        }
    }
    let scale = |(variance, mean): (&f64, &f64)| {
        let deviation = variance.sqrt();
        // Less is rounding of equal numbers.
        if deviation > 1e-7 * mean.abs() { (1.0 / deviation) as f32 } else { 1.0 }
    };
    let scales = variances.iter().zip(&means).map(scale).collect();
    (means.iter().map(|&mean| mean as f32).collect(), scales)
}
