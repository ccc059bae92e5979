// The network in jax-js, channels last. Convolutions are matrix products with what a window of 3 x 3 shows, as in
// this project. jax-js computes `lax.conv` and `lax.convTranspose` value by value: so, a step took 130 times as
// long on wasm, and 9 times on WebGPU.
import { nn, numpy as np } from "@jax-js/jax";

const part = (x, axis, range) => x.slice(...Array(axis).fill([]), range);

/** The three values at 2i - 1, 2i and 2i + 1 for each i along an even axis, side by side in the last axis. */
function windows(x, axis) {
  const places = x.shape[axis] / 2;
  const padded = np.pad(x, { [axis]: [1, 1] });
  const pairs = padded.reshape(padded.shape.toSpliced(axis, 1, places + 1, 2));
  const [odd, even] = np.unstack(pairs, axis + 1);
  const three = [
    part(odd.ref, axis, [0, places]),
    part(even, axis, [0, places]),
    part(odd, axis, [1, places + 1]),
  ];
  return np.concatenate(three, -1);
}

/** The transpose of `windows`: an axis twice as long, values that fall on the same place added. */
function sumOfWindows(x, axis) {
  const places = x.shape[axis];
  const [before, even, after] = np.split(x, 3, -1);
  const next = np.pad(part(before, axis, [1, places]), { [axis]: [0, 1] });
  const pairs = np.stack([even, after.add(next)], axis + 1);
  return pairs.reshape(pairs.shape.toSpliced(axis, 2, 2 * places));
}

const [rows, columns] = [1, 2];

function linear(x, [weight, bias]) {
  return np.matmul(x, weight).add(bias);
}

const convolution = (x, layer) => linear(windows(windows(x, columns), rows), layer);

function transposedConvolution(x, [weight, bias]) {
  return sumOfWindows(sumOfWindows(np.matmul(x, weight), rows), columns).add(bias);
}

/** `parameters` is weight, bias, weight, bias...; ReLU between layers. */
function chain(layer, x, parameters) {
  for (let i = 0; i < parameters.length; i += 2) {
    x = layer(i === 0 ? x : nn.relu(x), parameters.slice(i, i + 2));
  }
  return x;
}

/** `[batch, pixels]` to the posterior's parameters. */
export function encode(images, { convolutions, encoder }) {
  const [batch, pixels] = images.shape;
  if (convolutions.length === 0) return chain(linear, images, encoder);
  const side = Math.sqrt(pixels);
  const features = chain(convolution, images.reshape([batch, side, side, 1]), convolutions);
  return chain(linear, nn.relu(features).reshape([batch, -1]), encoder);
}

/** `[batch, latent]` to the logits, `[batch, pixels]`. */
export function decode(z, { decoder, transposed }) {
  const features = chain(linear, z, decoder);
  if (transposed.length === 0) return features;
  const [batch, values] = features.shape;
  const channels = transposed[0].shape[0];
  const side = Math.sqrt(values / channels);
  const image = nn.relu(features).reshape([batch, side, side, channels]);
  return chain(transposedConvolution, image, transposed).reshape([batch, -1]);
}
