import type { BlockTensors, RecordedBlock, SessionOptions, StepRecord, Trace } from "../engine/protocol";
import { sigmoid } from "./arithmetic/activation";
import { klOf } from "./kl";
import { softplus } from "./likelihood";

/** What one image's posterior, drawn vector and loss were in a step. All arrays have `latent` values. */
export interface Drawn {
  mean: Float32Array;
  logVariance: Float32Array;
  noise: Float32Array;
  /** The loss's gradient by the vector that was drawn. */
  byZ: Float32Array;
}

/** The gradient by one half of the posterior's parameters, and the two parts that it is the sum of. */
export interface Parts {
  /** From the images, through the decoder and z. */
  reconstruction: Float64Array;
  /** From the KL divergence, which pulls to the prior. */
  prior: Float64Array;
  sum: Float64Array;
}

const each = (values: ArrayLike<number>, f: (i: number) => number) =>
  Float64Array.from({ length: values.length }, (_, i) => f(i));

/** `σ = exp(log σ² / 2)` */
export const deviations = (logVariance: Float32Array) =>
  each(logVariance, (i) => Math.exp(logVariance[i]! / 2));

/** `z = μ + σ ε` */
export function sampled({ mean, logVariance, noise }: Omit<Drawn, "byZ">): Float64Array {
  const sigma = deviations(logVariance);
  return each(mean, (i) => mean[i]! + sigma[i]! * noise[i]!);
}

/** `(μ² + σ² − log σ² − 1) / 2` of each dimension, in nats. */
export const klNats = ({ mean, logVariance }: Pick<Drawn, "mean" | "logVariance">) =>
  each(mean, (i) => klOf(mean[i]!, logVariance[i]!));

/** `p = 1 / (1 + exp(−logit))` */
export const probabilities = (logits: Float32Array) => each(logits, (i) => sigmoid(logits[i]!));

/** `−x log p − (1 − x) log(1 − p)` of each pixel, in nats, from logits: nothing is lost where p is near 0 or 1. */
export const pixelNats = (logits: Float32Array, x: Float32Array) =>
  each(logits, (i) => softplus(logits[i]!) - x[i]! * logits[i]!);

/** `(p − x) / n`: the mean loss's gradient by the logits of one of `n` images. */
export function byLogit(logits: Float32Array, x: Float32Array, n: number): Float64Array {
  const p = probabilities(logits);
  return each(logits, (i) => (p[i]! - x[i]!) / n);
}

/** What of `reconstruction + beta KL`, a mean over `n` images, pulls at one image's posterior. */
export function split(
  { mean, logVariance, noise, byZ }: Drawn,
  beta: number,
  n: number,
): { mean: Parts; logVariance: Parts } {
  const sigma = deviations(logVariance);
  const parts = (reconstruction: (i: number) => number, prior: (i: number) => number): Parts => ({
    reconstruction: each(mean, reconstruction),
    prior: each(mean, prior),
    sum: each(mean, (i) => reconstruction(i) + prior(i)),
  });
  return {
    mean: parts(
      (i) => byZ[i]!,
      (i) => (beta * mean[i]!) / n,
    ),
    logVariance: parts(
      (i) => (byZ[i]! * noise[i]! * sigma[i]!) / 2,
      (i) => (beta * (sigma[i]! ** 2 - 1)) / (2 * n),
    ),
  };
}

/** Whether the loss is `reconstruction + beta KL` of one draw an image, whose gradient falls into these two parts. */
export const splits = ({ training }: SessionOptions) => training.objective.kind === "elbo";

/** Whether `(p − x) / n` is the gradient by the decoder's output. */
export const hasLogits = ({ model, training }: SessionOptions) =>
  model.likelihood.kind === "bernoulli" && training.objective.kind !== "iwae";

/** How far what is computed here is at most from what the engine gave. */
export function largestDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < one.length; i++) most = Math.max(most, Math.abs(one[i]! - other[i]!));
  return most;
}

export const norm = (values: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum);
};

/** The gradients of a record as a trace has values: those of its stages, which are its first parts. */
export function gradientsOf({ parts, gradients }: StepRecord): Trace {
  return {
    parts: parts.filter(({ kind }) => kind !== "reconstruction" && kind !== "kl"),
    values: gradients,
  };
}

/** One tensor of a block in a step. */
export interface Updated {
  name: string;
  shape: number[];
  before: Float32Array;
  gradient: Float32Array;
  after: Float32Array;
  /** What the optimiser added. */
  change: Float64Array;
}

/** A block's tensors one by one. */
export function updatesOf({ tensors, before, gradient, after }: RecordedBlock): Updated[] {
  let at = 0;
  return tensors.map(({ name, shape }: BlockTensors["tensors"][number]) => {
    const from = at;
    at += shape.reduce((product, length) => product * length, 1);
    const own = (values: Float32Array) => values.subarray(from, at);
    const [old, next] = [own(before), own(after)];
    const change = each(old, (i) => next[i]! - old[i]!);
    return { name, shape, before: old, gradient: own(gradient), after: next, change };
  });
}

/** Where the largest of the values are, by their size, falling. */
export function largest(values: ArrayLike<number>, count: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (found.length === count && size <= Math.abs(values[found[count - 1]!]!)) continue;
    let at = found.length;
    while (at > 0 && Math.abs(values[found[at - 1]!]!) < size) at -= 1;
    found.splice(at, 0, i);
    if (found.length > count) found.pop();
  }
  return found;
}

/** The upper left corner of a matrix of so many columns, at most `most` rows and columns of it. */
export function corner(
  values: ArrayLike<number>,
  columns: number,
  most: number,
): { values: Float32Array; rows: number; columns: number } {
  const [tall, wide] = [Math.min(most, values.length / columns), Math.min(most, columns)];
  const taken = new Float32Array(tall * wide);
  for (let i = 0; i < taken.length; i++) taken[i] = values[Math.floor(i / wide) * columns + (i % wide)]!;
  return { values: taken, rows: tall, columns: wide };
}
