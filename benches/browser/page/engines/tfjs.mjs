// TensorFlow.js: its own Adam over variables, fused linear layers where its gradients allow them.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { batches, parts } from "../engine.mjs";
import { decode, encode, load } from "./tfjs-network.mjs";

function negativeElbo({ model, training }, variables, images, noise) {
  const layers = parts(variables, model);
  const [mean, logVariance] = tf.split(encode(images, layers), 2, 1);
  const z = tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise));
  const logits = decode(z, layers);
  const softplus = tf.add(tf.relu(logits), tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
  const reconstruction = tf.sum(tf.sub(softplus, tf.mul(logits, images)));
  const kl = tf.sum(tf.sub(tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), logVariance), 1));
  return tf.div(tf.add(reconstruction, tf.mul(kl, 0.5 * training.beta)), training.batchSize);
}

export function tfjsEngine(backend) {
  let step;
  return {
    async init(workload, inputs) {
      if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no ${backend} here`);
      await tf.ready();
      const { batchSize, learningRate } = workload.training;
      const variables = load(inputs.parameters, workload.model).map((tensor) => tf.variable(tensor));
      const adam = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
      const next = batches(inputs, workload);
      step = () => {
        const { batch, noise } = next();
        const images = tf.tensor2d(batch, [batchSize, inputs.imageShape[1]]);
        const epsilon = tf.tensor2d(noise, [batchSize, workload.model.latent]);
        return adam.minimize(() => negativeElbo(workload, variables, images, epsilon), true, variables);
      };
    },
    async run(steps) {
      let sum = tf.scalar(0);
      for (let i = 0; i < steps; i++) {
        const before = sum;
        sum = tf.tidy(() => tf.add(before, step()));
        before.dispose();
      }
      const [total] = await sum.data();
      sum.dispose();
      return total / steps;
    },
    destroy: () => tf.disposeVariables(),
  };
}
