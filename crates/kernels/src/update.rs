use crate::pool::{Split, chunks};

/// About what a value takes.
const VALUE_NS: u64 = 1;

/// Adam's constants for one step, the bias corrections within: `p <- keep p - rate m / (sqrt v + epsilon)`.
#[derive(Debug, Clone, Copy)]
pub struct AdamStep {
    /// Decay of `m`, the running mean of gradients.
    pub beta1: f32,
    /// Decay of `v`, the running mean of their squares.
    pub beta2: f32,
    /// The learning rate, times `sqrt(1 - beta2^t) / (1 - beta1^t)`.
    pub rate: f32,
    /// The paper's epsilon, times `sqrt(1 - beta2^t)`.
    pub epsilon: f32,
    /// 1 without weight decay.
    pub keep: f32,
}

/// A running mean, or 0 where it is too small to move a parameter. One that only decays would otherwise come to the
/// subnormal numbers and stay there, for 0.9 of the least rounds to itself, and a processor takes a hundred times as long
/// for those: of a run of thousands of steps, whose units that never fire are many, Adam would take the most part.
#[inline(always)]
fn settled(mean: f32) -> f32 {
    if mean.abs() < 1e-32 { 0.0 } else { mean }
}

/// One step of Adam on a parameter `p` with gradient `g` and moments `m` and `v`, all of one length.
pub fn adam(p: &mut [f32], g: &[f32], m: &mut [f32], v: &mut [f32], step: AdamStep) {
    let AdamStep { beta1, beta2, rate, epsilon, keep } = step;
    let [p, m, v] = [p, m, v].map(Split::new);
    chunks(g.len(), 1, VALUE_NS, |range, _| {
        // SAFETY: the ranges have nothing in common.
        let [p, m, v] = [&p, &m, &v].map(|values| unsafe { values.part(range.clone()) });
        for (((p, &g), m), v) in p.iter_mut().zip(&g[range]).zip(m).zip(v) {
            *m = settled(beta1 * *m + (1.0 - beta1) * g);
            *v = settled(beta2 * *v + (1.0 - beta2) * (g * g));
            *p = keep * *p - rate * *m / (v.sqrt() + epsilon);
        }
    });
}

/// `m <- momentum m + g`, `p <- p - rate m`
pub fn sgd(p: &mut [f32], g: &[f32], m: &mut [f32], rate: f32, momentum: f32) {
    for ((p, &g), m) in p.iter_mut().zip(g).zip(m) {
        *m = settled(momentum * *m + g);
        *p -= rate * *m;
    }
}

/// `v <- alpha v + (1 - alpha) g^2`, `p <- p - rate g / (sqrt v + epsilon)`
pub fn rms_prop(p: &mut [f32], g: &[f32], v: &mut [f32], rate: f32, alpha: f32, epsilon: f32) {
    for ((p, &g), v) in p.iter_mut().zip(g).zip(v) {
        *v = settled(alpha * *v + (1.0 - alpha) * (g * g));
        *p -= rate * g / (v.sqrt() + epsilon);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_of_a_parameter_that_learns_no_more_ends_at_zero() {
        let (mut p, mut m, mut v) = ([1.0], [1e-30], [1e-30]);
        let step = AdamStep { beta1: 0.9, beta2: 0.9, rate: 0.1, epsilon: 1e-8, keep: 1.0 };
        for _ in 0..50 {
            adam(&mut p, &[0.0], &mut m, &mut v, step);
        }
        assert_eq!((p, m, v), ([1.0], [0.0], [0.0]));
        adam(&mut p, &[f32::NAN], &mut m, &mut v, step);
        assert!(p[0].is_nan() && m[0].is_nan() && v[0].is_nan());
        (m, v) = ([1e-30], [1e-30]);
        for _ in 0..50 {
            sgd(&mut p, &[0.0], &mut m, 0.1, 0.9);
            rms_prop(&mut p, &[0.0], &mut v, 0.1, 0.9, 1e-8);
        }
        assert_eq!((m, v), ([0.0], [0.0]));
    }
}
