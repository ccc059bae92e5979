use std::collections::VecDeque;

/// Pairs of steps and changes of slope that are kept.
const MEMORY: usize = 10;
/// Share of the promised gain that a step must bring (Armijo).
const ENOUGH: f64 = 1e-4;
/// Share of the function's value that is rounding, where it is reckoned in 32 bits.
const ROUNDING: f64 = 1e-7;
/// A shorter step changes nothing in this arithmetic.
const SHORTEST: f64 = 1e-8;

/// Minimises a smooth function by L-BFGS (Nocedal & Wright 2006, algorithm 7.5) with steps that are halved until they
/// gain enough. It asks for the function at a place and is told, so that this may take its time.
pub struct Lbfgs {
    place: Vec<f64>,
    value: f64,
    slope: Vec<f64>,
    direction: Vec<f64>,
    step: f64,
    asked: Vec<f64>,
    pairs: VecDeque<Pair>,
    iterations: usize,
}

struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
    inverse: f64,
}

impl Lbfgs {
    pub fn new(start: Vec<f64>) -> Self {
        Self {
            slope: vec![0.0; start.len()],
            direction: vec![0.0; start.len()],
            asked: start.clone(),
            place: start,
            value: f64::INFINITY,
            step: 1.0,
            pairs: VecDeque::new(),
            iterations: 0,
        }
    }

    /// Where it wants to know the function.
    pub fn asked(&self) -> &[f64] {
        &self.asked
    }

    /// The best place so far.
    pub fn place(&self) -> &[f64] {
        &self.place
    }

    /// The steepest slope there.
    pub fn steepest(&self) -> f64 {
        self.slope.iter().fold(0.0, |most, slope| slope.abs().max(most))
    }

    /// Steps taken.
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// Takes the function's value and slope where it was asked for. Returns whether there is a step left to try.
    pub fn tell(&mut self, value: f64, slope: &[f64]) -> bool {
        let first = self.value == f64::INFINITY;
        let promised = self.step * product(&self.slope, &self.direction);
        let rounding = ROUNDING * self.value.abs();
        if first || value <= self.value + ENOUGH * promised + rounding {
            if !first {
                self.remember(slope);
                self.iterations += 1;
            }
            self.place.clone_from(&self.asked);
            self.value = value;
            self.slope.copy_from_slice(slope);
            self.turn();
            // Without a pair the direction has the slope's length, which says nothing of how far to go.
            self.step = if first { 1.0f64.min(1.0 / product(slope, slope).sqrt()) } else { 1.0 };
        } else {
            self.step *= 0.5;
        }
        for ((asked, place), direction) in
            self.asked.iter_mut().zip(&self.place).zip(&self.direction)
        {
            *asked = place + self.step * direction;
        }
        self.step > SHORTEST
    }

    fn remember(&mut self, slope: &[f64]) {
        let step: Vec<f64> = self.asked.iter().zip(&self.place).map(|(a, b)| a - b).collect();
        let change: Vec<f64> = slope.iter().zip(&self.slope).map(|(a, b)| a - b).collect();
        let curvature = product(&step, &change);
        if curvature > f64::EPSILON * product(&change, &change) {
            if self.pairs.len() == MEMORY {
                self.pairs.pop_front();
            }
            self.pairs.push_back(Pair { step, change, inverse: 1.0 / curvature });
        }
    }

    /// The direction of the next step: the two-loop recursion (algorithm 7.4).
    fn turn(&mut self) {
        let mut direction: Vec<f64> = self.slope.iter().map(|slope| -slope).collect();
        let mut shares = Vec::with_capacity(self.pairs.len());
        for pair in self.pairs.iter().rev() {
            let share = pair.inverse * product(&pair.step, &direction);
            add(&mut direction, -share, &pair.change);
            shares.push(share);
        }
        if let Some(Pair { change, inverse, .. }) = self.pairs.back() {
            let scale = 1.0 / (inverse * product(change, change));
            direction.iter_mut().for_each(|x| *x *= scale);
        }
        for (pair, share) in self.pairs.iter().zip(shares.iter().rev()) {
            let back = pair.inverse * product(&pair.change, &direction);
            add(&mut direction, share - back, &pair.step);
        }
        self.direction = direction;
    }
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], factor: f64, values: &[f64]) {
    to.iter_mut().zip(values).for_each(|(to, value)| *to += factor * value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bottom_of_rosenbrocks_valley() {
        let mut search = Lbfgs::new(vec![-1.2, 1.0]);
        for _ in 0..200 {
            let [x, y] = [search.asked()[0], search.asked()[1]];
            let value = (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2);
            let across = 200.0 * (y - x * x);
            if !search.tell(value, &[-2.0 * (1.0 - x) - 2.0 * x * across, across])
                || search.steepest() < 1e-8
            {
                break;
            }
        }
        assert!(search.place().iter().all(|x| (x - 1.0).abs() < 1e-6), "{:?}", search.place());
        assert!(search.iterations() < 100);
    }
}
