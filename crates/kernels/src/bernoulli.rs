use crate::pool::{Split, chunks, threads};
use crate::simd_math::{exp_of_negative, larger, ln_1p_of_unit, sum_in_lanes};

/// About what a pixel takes.
const PIXEL_NS: u64 = 2;

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
    // Terms first, sums after: the compiler makes SIMD of each loop, not of both in one.
    let mut terms = vec![0.0; threads() * pixels];
    let [losses, gradient, terms] = [loss, gradient, &mut terms].map(Split::new);
    chunks(logits.len() / pixels, 1, PIXEL_NS * pixels as u64, |rows, thread| {
        // SAFETY: rows have nothing in common, and each thread has terms of its own.
        let (losses, terms) = unsafe {
            (losses.part(rows.clone()), terms.part(thread * pixels..(thread + 1) * pixels))
        };
        let values = rows.start * pixels..rows.end * pixels;
        // SAFETY: as above.
        let gradients = unsafe { gradient.part(values.clone()) }.chunks_exact_mut(pixels);
        let [logits, images] = [logits, images].map(|all| all[values.clone()].chunks_exact(pixels));
        for (((l, x), g), loss) in logits.zip(images).zip(gradients).zip(losses) {
            for (((&l, &x), g), term) in l.iter().zip(x).zip(g).zip(&mut *terms) {
                (*term, *g) = pixel(l, x);
            }
            *loss = sum_in_lanes(terms);
        }
    });
}

/// A pixel's loss and its derivative by the logit.
#[inline(always)]
fn pixel(logit: f32, value: f32) -> (f32, f32) {
    let smooth = exp_of_negative(-logit.abs());
    let above = 1.0 / (1.0 + smooth);
    let sigmoid = if logit >= 0.0 { above } else { smooth * above };
    (larger(logit, 0.0) + ln_1p_of_unit(smooth) - logit * value, sigmoid - value)
}
