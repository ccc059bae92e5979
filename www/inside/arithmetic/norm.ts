import type { NormPlan } from "../../engine/protocol";
import limits from "../../engine/limits.json" with { type: "json" };
import type { MapSize, OutputValue } from "./products";
import type { Tensors } from "./tensors";

/** Added to every variance, so that none is 0. */
export const epsilon = limits.normEpsilon;

/** What a norm takes for one value: `(x - mean) / sqrt(variance + epsilon) * gamma + beta`. */
export interface NormOperands {
  x: number;
  mean: number;
  variance: number;
  gamma: number;
  beta: number;
  /** Values that mean and variance are of; null for a batch norm's running ones, of all batches so far. */
  group: { first: number; channels: number; values: number } | null;
}

export const normalised = ({ x, mean, variance, gamma, beta }: NormOperands): number =>
  ((x - mean) / Math.sqrt(variance + epsilon)) * gamma + beta;

/** Mean and variance of a channel's group, over all its channels and places. */
function moments(values: Float32Array, { channels }: MapSize, first: number, members: number) {
  const places = values.length / channels;
  const count = places * members;
  const mean = over(values, channels, first, members, (x) => x) / count;
  return { mean, variance: over(values, channels, first, members, (x) => (x - mean) ** 2) / count, count };
}

/** The sum of something of each value of some channels. */
function over(
  values: Float32Array,
  channels: number,
  first: number,
  members: number,
  of: (x: number) => number,
): number {
  let sum = 0;
  for (let at = first; at < values.length; at += channels)
    for (let member = 0; member < members; member++) sum += of(values[at + member]!);
  return sum;
}

/** Operands of one value of a norm, from the layer's values of the image, as evaluation takes them. */
export function normOperands(
  plan: NormPlan,
  { norm, running }: Tensors,
  layer: Float32Array,
  size: MapSize,
  { unit, place }: OutputValue,
): NormOperands {
  const own = {
    x: layer[place * size.channels + unit]!,
    gamma: norm!.gamma[unit]!,
    beta: norm!.beta[unit]!,
  };
  if (plan.groups === null)
    return { ...own, mean: running!.mean[unit]!, variance: running!.variance[unit]!, group: null };
  const channels = size.channels / plan.groups;
  const first = Math.floor(unit / channels) * channels;
  const { mean, variance, count } = moments(layer, size, first, channels);
  return { ...own, mean, variance, group: { first, channels, values: count } };
}
