use crate::simd_math::{exp_of_negative, larger, ln_1p_of_unit, sum_in_lanes};

/// The negative log-likelihood of images under Bernoulli logits, summed over pixels, and its derivative by the
/// logits.
///
/// # Shapes
/// - logits, images, gradient: `[batch, pixels]`
/// - loss: `[batch]`
pub fn bernoulli(
    logits: &[f32],
    images: &[f32],
    pixels: usize,
    loss: &mut [f32],
    gradient: &mut [f32],
) {
    let rows = logits.chunks_exact(pixels).zip(images.chunks_exact(pixels));
    // Terms first, sums after: the compiler makes SIMD of each loop, not of both in one.
    let mut terms = vec![0.0; pixels];
    for (((l, x), g), loss) in rows.zip(gradient.chunks_exact_mut(pixels)).zip(loss) {
        for (((&l, &x), g), term) in l.iter().zip(x).zip(g).zip(&mut terms) {
            (*term, *g) = pixel(l, x);
        }
        *loss = sum_in_lanes(&terms);
    }
}

/// A pixel's loss and its derivative by the logit.
#[inline(always)]
fn pixel(logit: f32, value: f32) -> (f32, f32) {
    let smooth = exp_of_negative(-logit.abs());
    let above = 1.0 / (1.0 + smooth);
    let sigmoid = if logit >= 0.0 { above } else { smooth * above };
    (larger(logit, 0.0) + ln_1p_of_unit(smooth) - logit * value, sigmoid - value)
}
