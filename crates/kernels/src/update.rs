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

/// One step of Adam on a parameter `p` with gradient `g` and moments `m` and `v`, all of one length.
pub fn adam(p: &mut [f32], g: &[f32], m: &mut [f32], v: &mut [f32], step: AdamStep) {
    let AdamStep { beta1, beta2, rate, epsilon, keep } = step;
    for (((p, &g), m), v) in p.iter_mut().zip(g).zip(m).zip(v) {
        *m = beta1 * *m + (1.0 - beta1) * g;
        *v = beta2 * *v + (1.0 - beta2) * (g * g);
        *p = keep * *p - rate * *m / (v.sqrt() + epsilon);
    }
}

/// `m <- momentum m + g`, `p <- p - rate m`
pub fn sgd(p: &mut [f32], g: &[f32], m: &mut [f32], rate: f32, momentum: f32) {
    for ((p, &g), m) in p.iter_mut().zip(g).zip(m) {
        *m = momentum * *m + g;
        *p -= rate * *m;
    }
}

/// `v <- alpha v + (1 - alpha) g^2`, `p <- p - rate g / (sqrt v + epsilon)`
pub fn rms_prop(p: &mut [f32], g: &[f32], v: &mut [f32], rate: f32, alpha: f32, epsilon: f32) {
    for ((p, &g), v) in p.iter_mut().zip(g).zip(v) {
        *v = alpha * *v + (1.0 - alpha) * (g * g);
        *p -= rate * g / (v.sqrt() + epsilon);
    }
}
