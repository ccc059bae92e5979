//! Layers put over one another, each pixel shared among them by a softmax, and the derivatives.

use crate::simd_math::{exp_of_negative, larger};

/// `[images, layers, height, values, width]`; the last of a pixel's values is its alpha.
#[derive(Debug, Clone, Copy)]
pub struct Layers {
    /// Layers of an image.
    pub layers: usize,
    /// Rows of pixels.
    pub height: usize,
    /// Values of a pixel.
    pub values: usize,
    /// Columns of pixels.
    pub width: usize,
}

impl Layers {
    fn line(&self) -> usize {
        self.values * self.width
    }

    /// Where a layer's line of pixels begins.
    fn at(&self, image: usize, layer: usize, row: usize) -> usize {
        ((image * self.layers + layer) * self.height + row) * self.line()
    }

    fn images(&self, values: &[f32]) -> usize {
        values.len() / (self.layers * self.height * self.line())
    }
}

/// A line's layers that show something, and the shares of all that show nothing, which are the same.
struct Line {
    /// Numbers of the layers that show something.
    shown: Vec<usize>,
    /// Share of each of them at each pixel: `[shown, width]`
    shares: Vec<f32>,
    /// Of any other: `[width]`
    empty: Vec<f32>,
    largest: Vec<f32>,
}

impl Line {
    fn new(size: &Layers) -> Self {
        let row = || vec![0.0; size.width];
        let shares = vec![0.0; size.layers * size.width];
        Self { shown: Vec::with_capacity(size.layers), shares, empty: row(), largest: row() }
    }

    /// The softmax of `nearness alpha` over the layers of a line.
    fn read(&mut self, layers: &[f32], nearness: &[f32], size: &Layers, image: usize, row: usize) {
        let width = size.width;
        self.shown.clear();
        for layer in 0..size.layers {
            let line = &layers[size.at(image, layer, row)..][..size.line()];
            if line.iter().any(|&value| value != 0.0) {
                self.shown.push(layer);
            }
        }
        let alphas = |layer| {
            let end = size.at(image, layer, row) + size.line();
            &layers[end - width..end]
        };
        let others = (size.layers - self.shown.len()) as f32;
        // That of an empty layer, where there is one.
        self.largest.fill(if others > 0.0 { 0.0 } else { f32::NEG_INFINITY });
        for &layer in &self.shown {
            for (largest, alpha) in self.largest.iter_mut().zip(alphas(layer)) {
                *largest = larger(nearness[layer] * alpha, *largest);
            }
        }
        for (empty, &largest) in self.empty.iter_mut().zip(&self.largest) {
            *empty = exp_of_negative(-larger(largest, 0.0));
        }
        // The sum takes the place of what it is divided by.
        let sums = &mut self.largest;
        let rows = self.shares.chunks_exact_mut(width);
        for (&layer, shares) in self.shown.iter().zip(rows) {
            let logits = alphas(layer).iter().map(|alpha| nearness[layer] * alpha);
            for ((share, logit), largest) in shares.iter_mut().zip(logits).zip(sums.iter()) {
                *share = exp_of_negative(logit - largest);
            }
        }
        for (sum, empty) in sums.iter_mut().zip(&self.empty) {
            *sum = others * empty;
        }
        for shares in self.shares.chunks_exact(width).take(self.shown.len()) {
            sums.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
        }
        sums.iter_mut().for_each(|sum| *sum = 1.0 / *sum);
        for shares in self.shares.chunks_exact_mut(width).take(self.shown.len()) {
            shares.iter_mut().zip(sums.iter()).for_each(|(share, over)| *share *= over);
        }
        self.empty.iter_mut().zip(sums.iter()).for_each(|(share, over)| *share *= over);
    }
}

/// `sum over layers of share * value`, `share = softmax over layers of nearness * alpha`.
///
/// # Shapes
/// - layers: as [`Layers`]
/// - nearness: `[images, layers]`
/// - output: `[images, height, values, width]`
pub fn composite(layers: &[f32], nearness: &[f32], size: Layers) -> Vec<f32> {
    let mut output = vec![0.0; size.images(layers) * size.height * size.line()];
    let mut line = Line::new(&size);
    for (at, out) in output.chunks_exact_mut(size.line()).enumerate() {
        let (image, row) = (at / size.height, at % size.height);
        line.read(layers, &nearness[image * size.layers..], &size, image, row);
        for (&layer, shares) in line.shown.iter().zip(line.shares.chunks_exact(size.width)) {
            let values = &layers[size.at(image, layer, row)..][..size.line()];
            for (out, values) in
                out.chunks_exact_mut(size.width).zip(values.chunks_exact(size.width))
            {
                for ((out, value), share) in out.iter_mut().zip(values).zip(shares) {
                    *out += value * share;
                }
            }
        }
    }
    output
}

/// A loss's derivatives by the layers and by nearness, from that by the output.
///
/// # Shapes
/// - gradient: `[images, height, values, width]`
/// - layers, nearness: as of [`composite`], and so the derivatives
pub fn composite_gradient(
    gradient: &[f32],
    layers: &[f32],
    nearness: &[f32],
    size: Layers,
) -> (Vec<f32>, Vec<f32>) {
    let (mut by_layers, mut by_nearness) = (vec![0.0; layers.len()], vec![0.0; nearness.len()]);
    let (mut line, width) = (Line::new(&size), size.width);
    // Of a layer, and its mean over layers: the derivative by a share. And by what the softmax is of.
    let mut worth = vec![0.0; size.layers * width];
    let mut mean = vec![0.0; width];
    for (at, gradient) in gradient.chunks_exact(size.line()).enumerate() {
        let (image, row) = (at / size.height, at % size.height);
        let first = image * size.layers;
        let near = &nearness[first..][..size.layers];
        line.read(layers, near, &size, image, row);
        mean.fill(0.0);
        let shown = line.shown.iter().zip(line.shares.chunks_exact(width));
        for ((&layer, shares), worth) in shown.zip(worth.chunks_exact_mut(width)) {
            let values = &layers[size.at(image, layer, row)..][..size.line()];
            worth.fill(0.0);
            for (values, gradient) in values.chunks_exact(width).zip(gradient.chunks_exact(width)) {
                for ((worth, value), gradient) in worth.iter_mut().zip(values).zip(gradient) {
                    *worth += value * gradient;
                }
            }
            for ((mean, worth), share) in mean.iter_mut().zip(worth.iter()).zip(shares) {
                *mean += worth * share;
            }
        }
        let mut next = 0;
        for layer in 0..size.layers {
            let start = size.at(image, layer, row);
            let out = &mut by_layers[start..][..size.line()];
            let shown = line.shown.get(next) == Some(&layer);
            let shares = if shown { &line.shares[next * width..][..width] } else { &line.empty };
            for (out, gradient) in out.chunks_exact_mut(width).zip(gradient.chunks_exact(width)) {
                for ((out, gradient), share) in out.iter_mut().zip(gradient).zip(shares) {
                    *out = gradient * share;
                }
            }
            let by_alpha = &mut out[size.line() - width..];
            if !shown {
                for ((out, share), mean) in by_alpha.iter_mut().zip(shares).zip(&mean) {
                    *out -= near[layer] * share * mean;
                }
                continue;
            }
            let worth = &mut worth[next * width..][..width];
            for ((worth, share), mean) in worth.iter_mut().zip(shares).zip(&mean) {
                *worth = share * (*worth - mean);
            }
            let alphas = &layers[start + size.line() - width..][..width];
            let pairs = worth.iter().zip(alphas);
            by_nearness[first + layer] += pairs.map(|(worth, alpha)| worth * alpha).sum::<f32>();
            for (out, worth) in by_alpha.iter_mut().zip(worth.iter()) {
                *out += near[layer] * worth;
            }
            next += 1;
        }
    }
    (by_layers, by_nearness)
}
