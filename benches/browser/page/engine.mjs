// The worker's side of the page's commands. An engine is `{ init(workload, inputs), run(steps), destroy() }`;
// `run` resolves to the mean loss an image over its steps once the device has finished them all.
import { readSafetensors } from "./safetensors.mjs";

async function loadInputs(name) {
  const response = await fetch(new URL(`/inputs/${name}.safetensors`, self.location.origin));
  if (!response.ok) throw new Error(`the inputs of ${name} are missing`);
  const arrays = readSafetensors(await response.arrayBuffer());
  const [white] = arrays.white.values;
  const images = Float32Array.from(arrays.images.values);
  for (let i = 0; i < images.length; i++) images[i] /= white;
  return {
    images,
    imageShape: arrays.images.shape,
    order: arrays.order.values,
    noise: arrays.noise.values,
    parameters: Object.keys(arrays)
      .filter((key) => key.startsWith("parameter."))
      .sort()
      .map((key) => arrays[key]),
  };
}

export function serve(engine) {
  answer({
    async init(workload) {
      await engine.init(workload, await loadInputs(workload.name));
    },
    async run(steps) {
      const began = performance.now();
      const loss = await engine.run(steps);
      const ended = performance.now();
      return { ms: ended - began, loss, endedAt: performance.timeOrigin + ended };
    },
    destroy: () => engine.destroy(),
  });
}

/** Does what the page asks for, by name. */
export function answer(commands) {
  self.onmessage = async ({ data: { command, argument } }) => {
    try {
      self.postMessage({ result: await commands[command](argument) });
    } catch (error) {
      self.postMessage({ error: String(error?.stack ?? error) });
    }
  };
}

/** The parameters of each part of a model: weight, bias, weight, bias... The inputs have the parts in this order. */
export function parts(parameters, { channels = [], encoder, decoder }) {
  let end = 0;
  const take = (layers) => parameters.slice(end, (end += 2 * layers));
  return {
    convolutions: take(channels.length),
    encoder: take(encoder.length + 1),
    decoder: take(decoder.length + 1),
    transposed: take(channels.length),
  };
}

/**
 * The images and noise of each step in turn. Images are gathered here rather than by the peer's own gather,
 * which was slower on each of their devices.
 */
export function batches({ images, imageShape, order, noise }, { training, model }) {
  const [, pixels] = imageShape;
  const { batchSize } = training;
  let step = 0;
  return () => {
    const first = step++ * batchSize;
    if (first >= order.length) throw new Error("the inputs hold no more steps");
    const batch = new Float32Array(batchSize * pixels);
    for (let i = 0; i < batchSize; i++) {
      const row = order[first + i] * pixels;
      batch.set(images.subarray(row, row + pixels), i * pixels);
    }
    return { batch, noise: noise.subarray(first * model.latent, (first + batchSize) * model.latent) };
  };
}
