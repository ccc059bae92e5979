// The network in TensorFlow.js.
import * as tf from "@tensorflow/tfjs-core";
import { parts } from "../engine.mjs";

const strides = 2;
/** Of batch, rows, columns and channels. A window that moves by 2 over an even side never reaches past its end. */
const padding = [
  [0, 0],
  [1, 0],
  [1, 0],
  [0, 0],
];

/** Starting weights, convolutions' as `[3, 3, inputs, outputs]`, transposed ones' as `[3, 3, outputs, inputs]`. */
export function load(parameters, model) {
  const tensors = parameters.map(({ shape, values }) => tf.tensor(values, shape));
  const { convolutions, encoder, decoder, transposed } = parts(tensors, model);
  const weights = (arrange) => (tensor, i) => (i % 2 === 0 ? arrange(tensor) : tensor);
  return [
    ...convolutions.map(weights((weight) => tf.reshape(weight, [3, 3, -1, weight.shape[1]]))),
    ...encoder,
    ...decoder,
    ...transposed.map(
      weights((weight) => tf.transpose(tf.reshape(weight, [weight.shape[0], 3, 3, -1]), [1, 2, 3, 0])),
    ),
  ];
}

/** ReLU between layers. */
function mlp(x, variables) {
  for (let i = 0; i < variables.length; i += 2) {
    const activation = i + 2 < variables.length ? "relu" : "linear";
    x = tf.fused.matMul({ a: x, b: variables[i], bias: variables[i + 1], activation });
  }
  return x;
}

/** `[batch, pixels]` to the posterior's parameters. */
export function encode(images, { convolutions, encoder }) {
  const [batch, pixels] = images.shape;
  let x = images;
  if (convolutions.length > 0) {
    const side = Math.sqrt(pixels);
    x = tf.reshape(x, [batch, side, side, 1]);
    for (let i = 0; i < convolutions.length; i += 2) {
      x = tf.conv2d(x, convolutions[i], strides, padding);
      x = tf.relu(tf.add(x, convolutions[i + 1]));
    }
    x = tf.reshape(x, [batch, -1]);
  }
  return mlp(x, encoder);
}

/** `[batch, latent]` to the logits, `[batch, pixels]`. */
export function decode(z, { decoder, transposed }) {
  const [batch] = z.shape;
  let x = mlp(z, decoder);
  if (transposed.length === 0) return x;
  const channels = transposed[0].shape[3];
  let side = Math.sqrt(x.shape[1] / channels);
  x = tf.reshape(tf.relu(x), [batch, side, side, channels]);
  for (let i = 0; i < transposed.length; i += 2) {
    side *= 2;
    const [weight, bias] = [transposed[i], transposed[i + 1]];
    x = tf.conv2dTranspose(x, weight, [batch, side, side, weight.shape[2]], strides, padding);
    x = tf.add(x, bias);
    if (i + 2 < transposed.length) x = tf.relu(x);
  }
  return tf.reshape(x, [batch, -1]);
}
