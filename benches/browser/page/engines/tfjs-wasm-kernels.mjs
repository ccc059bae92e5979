// What TensorFlow.js needs on wasm to train convolutions well. Its convolution is fast there; the gradient by the
// filter has no kernel, and the one by the input, which is a transposed convolution too, goes value by value. Here
// both are convolutions, for the workload's windows: 3 x 3, moved by 2.
import * as tf from "@tensorflow/tfjs-core";
// Its kernels come first, for one is replaced.
import "@tensorflow/tfjs-backend-wasm";

function register(kernelName, compute) {
  const kernelFunc = ({ inputs, attrs }) => tf.tidy(() => compute(inputs, attrs));
  tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc });
}

/** Of the images by the outputs' gradient: batch and channels exchanged, the gradient spread out by the stride. */
register(tf.Conv2DBackpropFilter, ({ x, dy }, { strides, pad }) => {
  const images = tf.transpose(x, [3, 1, 2, 0]);
  const filter = tf.transpose(dy, [1, 2, 0, 3]);
  return tf.transpose(tf.conv2d(images, filter, 1, pad, "NHWC", strides), [1, 2, 0, 3]);
});

const none = [0, 0];
const one = { before: [1, 0], after: [0, 1] };

/** By windows of 2 x 2, each of which gives 2 x 2 pixels: with a row and a column of zeros the filter holds theirs. */
tf.unregisterKernel(tf.Conv2DBackpropInput, "wasm");
register(tf.Conv2DBackpropInput, ({ dy, filter }, { inputShape }) => {
  const [batch, rows, columns, outputs] = dy.shape;
  const inputs = filter.shape[2];
  const padded = tf.pad(filter, [one.before, one.before, none, none]);
  const reversed = tf.reverse(tf.reshape(padded, [2, 2, 2, -1]), [0, 2]);
  const pairs = tf.reshape(reversed, [2, 2, 2, 2, inputs, outputs]);
  const filters = tf.reshape(tf.transpose(pairs, [0, 2, 5, 1, 3, 4]), [2, 2, outputs, 4 * inputs]);
  const pixels = tf.conv2d(dy, filters, 1, [none, one.after, one.after, none]);
  const lines = tf.split(tf.reshape(pixels, [batch * rows, columns, 4 * inputs]), 2, 2);
  const flat = lines.map((line) => tf.reshape(line, [batch * rows, columns * 2 * inputs]));
  return tf.reshape(tf.concat(flat, 1), inputShape);
});
