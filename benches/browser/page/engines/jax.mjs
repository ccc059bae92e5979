// jax-js as its README teaches it: the whole step under `jit`, gradient and Adam inside. Every argument
// is owned by the function that takes it, so what is used again is passed as `.ref`.
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import { batches, parts } from "../engine.mjs";
import { decode, encode } from "./jax-network.mjs";

/**
 * jax-js queues work until someone waits, and each step costs more the longer its queue: without these waits
 * a digits step took five times as long on wasm. Waiting costs nothing there; a GPU is left some work ahead.
 */
const stepsPerWait = { wasm: 1, webgpu: 4 };

const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

function negativeElbo({ model, training }, parameters, images, noise) {
  const layers = parts(parameters, model);
  const [mean, logVariance] = np.split(encode(images.ref, layers), 2, 1);
  const z = mean.ref.add(np.exp(logVariance.ref.mul(0.5)).mul(noise));
  const logits = decode(z, layers);
  const softplus = nn.relu(logits.ref).add(np.log1p(np.exp(np.abs(logits.ref).neg())));
  const reconstruction = softplus.sub(logits.mul(images)).sum();
  const kl = np.square(mean).add(np.exp(logVariance.ref)).sub(logVariance).sub(1).sum().mul(0.5);
  return reconstruction.add(kl.mul(training.beta)).div(training.batchSize);
}

function trainStep(workload) {
  const { learningRate } = workload.training;
  const loss = (parameters, images, noise) => negativeElbo(workload, parameters, images, noise);
  return jit(({ parameters, first, second, time, lossSum }, images, noise) => {
    const [value, gradients] = valueAndGrad(loss)(tree.ref(parameters), images, noise);
    time = time.add(1);
    const correction1 = np.subtract(1, np.power(beta1, time.ref));
    const correction2 = np.subtract(1, np.power(beta2, time.ref));
    const next = { parameters: [], first: [], second: [], time, lossSum: lossSum.add(value) };
    gradients.forEach((gradient, i) => {
      const m = first[i].mul(beta1).add(gradient.ref.mul(1 - beta1));
      const v = second[i].mul(beta2).add(np.square(gradient).mul(1 - beta2));
      const change = m.ref.div(correction1.ref).div(np.sqrt(v.ref.div(correction2.ref)).add(epsilon));
      next.parameters.push(parameters[i].sub(change.mul(learningRate)));
      next.first.push(m);
      next.second.push(v);
    });
    correction1.dispose();
    correction2.dispose();
    return next;
  });
}

export function jaxEngine(device) {
  let state, step, nextBatch;
  return {
    async init(workload, inputs) {
      if (!(await init(device)).includes(device)) throw new Error(`jax-js has no ${device} here`);
      defaultDevice(device);
      const parameters = inputs.parameters.map(({ shape, values }) => np.array(values).reshape(shape));
      const zeros = () => inputs.parameters.map(({ shape }) => np.zeros(shape));
      state = { parameters, first: zeros(), second: zeros(), time: np.array(0), lossSum: np.array(0) };
      step = trainStep(workload);
      const { batchSize } = workload.training;
      const next = batches(inputs, workload);
      nextBatch = () => {
        const { batch, noise } = next();
        return [
          np.array(batch).reshape([batchSize, inputs.imageShape[1]]),
          np.array(noise).reshape([batchSize, workload.model.latent]),
        ];
      };
    },
    async run(steps) {
      state.lossSum.dispose();
      state.lossSum = np.array(0);
      for (let i = 0; i < steps; i++) {
        state = step(state, ...nextBatch());
        if (i % stepsPerWait[device] === 0) await state.lossSum.blockUntilReady();
      }
      const [sum] = await state.lossSum.ref.data();
      return sum / steps;
    },
    destroy() {
      tree.dispose(state);
      step.dispose();
    },
  };
}
