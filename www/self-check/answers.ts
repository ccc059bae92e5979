import type { SessionChange, Vae } from "../engine/vae";
import { difference, openDimension, openPixel, openValue, type Checked } from "../inside/arithmetic/value";
import { tensorsOf } from "../inside/arithmetic/tensors";
import { Reading, unitsOf } from "../inside/reading";
import { known } from "./known";

/** What is asked of a device, in this order. */
export const checks = ["values", "evaluation", "gradients", "derivatives", "training"] as const;
export type Check = (typeof checks)[number];

/** How far an answer is from the known one: as a share of it, or, of losses in training, in nats per image. */
export interface Answer {
  check: Check;
  difference: number;
  /** What rounding in 32 bits may do. */
  most: number;
}

export const isRight = ({ difference, most }: Answer): boolean => difference <= most;

/** The model whose run is known. */
export const run: Required<SessionChange> = {
  model: {
    encoder: [known.hidden],
    decoder: [known.hidden],
    latent: known.latent,
    channels: [],
    norm: "none",
    activation: "relu",
  },
  training: { batchSize: known.batchSize, learningRate: known.learningRate, beta: 1 },
  seed: known.seed,
};

/** One with convolutions, a norm, and another activation, for its values alone. */
const convolutions: SessionChange = {
  model: { ...run.model, channels: [4, 8], norm: "group", activation: "gelu" },
};

const side = 8;
const largest = (values: readonly number[]): number =>
  // No number at all is as far off as can be.
  values.reduce((most, value) => (Number.isNaN(value) ? Infinity : Math.max(most, value)), 0);
const share = (given: number, right: number): number => Math.abs(given - right) / Math.abs(right);
const shareOf = (checked: Checked): number => difference(checked) / Math.max(1, Math.abs(checked.recomputed));

/** Every value on an image's way through the model, computed again in 64 bits from those before it. */
async function values(vae: Vae, image: Float32Array): Promise<number> {
  const { plan } = await vae.structure();
  const noise = Float32Array.from({ length: known.latent }, (_, i) => 0.7 - i);
  const reading = new Reading(plan, image, await vae.trace(image, { noise }));
  const found: number[] = [];
  for (const [i, block] of reading.blocks.entries()) {
    const tensors = tensorsOf(block, await vae.weights(i));
    const { units, places } = unitsOf(block);
    for (let unit = 0; unit < units; unit++)
      for (let place = 0; place < places; place++) {
        const { layer, norm, activation } = openValue(reading, i, tensors, { unit, place })!;
        for (const checked of [layer, norm, activation]) if (checked) found.push(shareOf(checked));
      }
  }
  const { z, klOfAll } = openDimension(reading, noise, 0);
  const { pixel, costOfAll } = openPixel(reading, vae.options.model.likelihood, 27, true);
  found.push(...[z, klOfAll, pixel, costOfAll!].map(shareOf));
  return largest(found);
}

/** The decoder's derivatives beside differences of the images on both sides, as a share of the largest. */
async function derivatives(vae: Vae): Promise<number> {
  const z = Float32Array.from({ length: known.latent }, (_, i) => 0.3 - 0.8 * i);
  const step = 0.01;
  const moved = (dimension: number, by: number) =>
    z.map((value, i) => (i === dimension ? value + by : value));
  const given = await vae.jacobian(z);
  const differences: number[] = [];
  for (const dimension of z.keys()) {
    const [before, after] = [
      await vae.decode(moved(dimension, -step)),
      await vae.decode(moved(dimension, step)),
    ];
    after.forEach((value, i) => differences.push((value - before[i]!) / (2 * step)));
  }
  const most = largest(differences.map(Math.abs));
  return largest(differences.map((value, i) => Math.abs(given[i]! - value) / most));
}

async function* steps(vae: Vae): AsyncGenerator<number> {
  for (const [reconstruction, kl] of known.losses) {
    const { train } = await vae.trainSteps(1);
    yield Math.abs(train.reconstruction - reconstruction) + Math.abs(train.kl - kl);
  }
}

/** A model's answers on its device, one after the other. `digits` are those that come with the playground. */
export async function* answers(vae: Vae, digits: Float32Array): AsyncGenerator<Answer> {
  const pixels = digits.slice(0, known.images * side * side);
  const data = { pixels, shape: [known.images, side, side, 1] as [number, number, number, number] };
  const image = pixels.slice(0, side * side);

  await vae.setData(data, convolutions);
  const deep = await values(vae, image);
  await vae.setData(data, run);
  yield { check: "values", difference: Math.max(deep, await values(vae, image)), most: 1e-4 };

  const { reconstruction, kl } = (await vae.evaluate("train"))!;
  const [rightReconstruction, rightKl] = known.evaluated;
  const evaluation = largest([share(reconstruction, rightReconstruction), share(kl, rightKl)]);
  yield { check: "evaluation", difference: evaluation, most: 1e-3 };

  const { parameters } = await vae.measureStep();
  const norms = parameters.map(({ name, gradient }) => share(gradient, known.gradients[name]!));
  yield { check: "gradients", difference: largest(norms), most: 1e-3 };
  yield { check: "derivatives", difference: await derivatives(vae), most: 5e-3 };

  const found: number[] = [];
  for await (const each of steps(vae)) found.push(each);
  yield { check: "training", difference: largest(found), most: known.tolerance[vae.device.kind] };
}
