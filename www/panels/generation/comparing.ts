import type { ImageData } from "../../engine/protocol";
import type { Vae } from "../../engine/vae";
import type { InstrumentClient } from "../../instrument/client";
import type { Mixture } from "../../instrument/protocol";
import type { Compared, ComparedSet, State } from "../../run/store";
import { prior } from "../../instrument/prior";
import { subset } from "../../random";
import { aggregateOf } from "./aggregate";
import { pixelsOf, trainingRows } from "../rows";

/** Images decoded between two looks at what else is to be done. */
const partSize = 256;
/** With fewer images nothing can be told. */
export const leastImages = 10;

export interface CompareOptions {
  /** Images of each set; fewer where a set has fewer. */
  most: number;
  seed: number;
  signal: AbortSignal;
  /** Told the share that is done, between 0 and 1. */
  onProgress(done: number): void;
}

/**
 * How many images of each set can be compared: as many as there are test images, or half of the training images where
 * there are none.
 */
export function comparable({ shape: [all], testRows }: ImageData): number {
  const tests = testRows?.length ?? 0;
  return tests > 0 ? Math.min(tests, all - tests) : Math.floor(all / 2);
}

/** The training images that all else is compared with, and the floor: others, which tell how near such images are. */
export function split(images: ImageData, most: number, seed: number) {
  const count = Math.min(most, comparable(images));
  const { testRows } = images;
  if (testRows?.length) {
    const training = subset(trainingRows(images), count, seed);
    return { count, training, floor: subset(testRows, count, seed), kind: "test" } as const;
  }
  const drawn = subset(trainingRows(images), 2 * count, seed);
  return { count, training: drawn.slice(0, count), floor: drawn.slice(count), kind: "training" } as const;
}

/** Tells how far work is that has so many equal parts, and ends it when `signal` aborts. */
function createTasks(count: number, signal: AbortSignal, onProgress: (done: number) => void) {
  let done = 0;
  const within = (share: number) => onProgress((done + share) / count);
  return {
    work: { signal, onProgress: within },
    async next<T>(task: () => Promise<T>): Promise<T> {
      signal.throwIfAborted();
      const result = await task();
      done += 1;
      within(0);
      return result;
    },
  };
}

/**
 * How near samples of the prior and of the mixture are to training images, beside reconstructions and images that were
 * not trained on, in the features of a small classifier. Training may go on meanwhile.
 */
export async function compare(
  vae: Vae,
  state: Readonly<State>,
  instrument: InstrumentClient,
  { most, seed, signal, onProgress }: CompareOptions,
): Promise<Compared> {
  const { mixture: fitted, step } = state;
  const { images } = state.dataset!;
  const { count, training, floor, kind } = split(images, most, seed);
  const { latent } = vae.options.model;
  const [, height, width, channels] = images.shape;
  const sets = fitted ? 4 : 3;
  // Images of all but the floor, features of all and of the training images, and comparisons.
  const { next, work } = createTasks(sets - 1 + (sets + 1) + sets, signal, onProgress);

  /** Part by part, so that whatever else is asked of the model has its turn. */
  async function made(part: (from: number, to: number) => Promise<Float32Array>): Promise<Float32Array> {
    const pixels = new Float32Array(count * height * width * channels);
    for (let from = 0; from < count; from += partSize) {
      signal.throwIfAborted();
      const to = Math.min(from + partSize, count);
      pixels.set(await part(from, to), from * height * width * channels);
      work.onProgress(to / count);
    }
    return pixels;
  }
  async function samples(mixture: Mixture): Promise<Float32Array> {
    const args = { mixture, count, temperature: 1, seed };
    const { values } = await instrument.call("sampleMixture", args, { signal });
    return made((from, to) => vae.decode(values.slice(from * latent, to * latent)));
  }
  const features = (pixels: Float32Array) =>
    next(() => instrument.call("features", { pixels, shape: [count, height, width, channels] }, work));

  // First all that the model makes, so that it takes few steps meanwhile.
  const pixels: Partial<Record<ComparedSet, Float32Array>> = {};
  pixels.prior = await next(() => samples(prior(latent)));
  if (fitted) pixels.mixture = await next(async () => samples(await aggregateOf(fitted, images, instrument)));
  pixels.reconstructions = await next(() => made((from, to) => vae.reconstruct(floor.slice(from, to))));
  const steps: Compared["steps"] = [step, state.step];
  pixels.floor = pixelsOf(images, floor).values;

  const a = await features(pixelsOf(images, training).values);
  const compared: Compared["sets"] = {};
  for (const [set, values] of Object.entries(pixels) as [ComparedSet, Float32Array][]) {
    const b = await features(values);
    compared[set] = await next(() => instrument.call("compare", { a, b, seed }, work));
  }
  return { images: count, steps, mixtureStep: fitted?.step ?? null, floor: kind, sets: compared };
}
