import type { Likelihood, PartKind } from "../../engine/protocol";
import { expected, leastNats, natsOf } from "../likelihood";
import { lastStage, sizeOf, type Reading } from "../reading";
import { activations } from "./activation";
import { drawn, kl, type Dimension } from "./latent";
import { normalised, normOperands, type NormOperands } from "./norm";
import { productsOf, sumOf, type OutputValue, type Products } from "./products";
import type { Tensors } from "./tensors";

/** What the model gave, and what comes out when it is computed again in 64 bits from the operands. */
export interface Checked {
  shown: number;
  recomputed: number;
}

export const difference = ({ shown, recomputed }: Checked): number => Math.abs(shown - recomputed);

/** One value of a block's output, opened into the steps that lead to it. */
export interface OpenedValue {
  products: Products;
  layer: Checked;
  norm: (Checked & { operands: NormOperands }) | null;
  activation: (Checked & { x: number }) | null;
}

const indexOf = (channels: number, { unit, place }: OutputValue) => place * channels + unit;

/**
 * The steps of one value, each from what the model gave before it. Where an edit holds the block's output, the last of
 * them shows what it is held at, and what it would be.
 */
export function openValue(
  reading: Reading,
  block: number,
  tensors: Tensors,
  value: OutputValue,
): OpenedValue | null {
  const planned = reading.blocks[block];
  const input = planned && reading.input(block);
  if (!planned || !input) return null;
  const size = sizeOf(planned);
  const at = indexOf(size.channels, value);
  const stage = (kind: PartKind) => reading.part(kind, block);
  const layer = stage("layer")!;
  if (!(at >= 0 && at < layer.length)) return null;
  const products = productsOf(planned, tensors, input, value);
  const operands = planned.norm && normOperands(planned.norm, tensors, layer, size, value);
  const before = stage(planned.norm ? "norm" : "layer")!;
  return {
    products,
    layer: { shown: layer[at]!, recomputed: sumOf(products) + products.bias },
    norm: operands && { operands, shown: stage("norm")![at]!, recomputed: normalised(operands) },
    activation: planned.activation && {
      x: before[at]!,
      shown: stage("activation")![at]!,
      recomputed: activations[planned.activation](before[at]!),
    },
  };
}

/** The value that the block gives to the next. */
export function outputAt(reading: Reading, block: number, { unit, place }: OutputValue): number {
  const planned = reading.blocks[block]!;
  return reading.part(lastStage(planned), block)![indexOf(sizeOf(planned).channels, { unit, place })]!;
}

/** What becomes of a value of the encoder's last block: a latent value, and a part of the KL term. */
export interface OpenedDimension {
  dimension: number;
  /** Which of the two the value is. */
  of: "mean" | "logVariance";
  operands: Dimension;
  z: Checked;
  kl: number;
  /** Of all dimensions. */
  klOfAll: Checked;
}

/** `noise` is what the trace was taken with. */
export function openDimension(reading: Reading, noise: Float32Array, unit: number): OpenedDimension {
  const { mean, logVariance } = reading.posterior();
  const latent = mean.length;
  const dimension = unit % latent;
  const at = (i: number): Dimension => ({ mean: mean[i]!, logVariance: logVariance[i]!, noise: noise[i]! });
  const operands = at(dimension);
  const all = Array.from({ length: latent }, (_, i) => kl(at(i))).reduce((sum, part) => sum + part, 0);
  return {
    dimension,
    of: unit < latent ? "mean" : "logVariance",
    operands,
    z: { shown: reading.part("latent")![dimension]!, recomputed: drawn(operands) },
    kl: kl(operands),
    klOfAll: { shown: reading.part("kl")![0]!, recomputed: all },
  };
}

/** What becomes of a value of the decoder's last block: a pixel, and a part of the reconstruction term. */
export interface OpenedPixel {
  /** Of the image that is to be drawn. */
  x: number;
  /** Of the decoder: a logit, or a mean. */
  output: number;
  logScale: number | null;
  pixel: Checked;
  cost: number;
  least: number;
  /** Of all pixels; null where another latent vector than the image's own is decoded, of which the trace has no sum. */
  costOfAll: Checked | null;
}

/** `at` counts the image's values. */
export function openPixel(
  reading: Reading,
  likelihood: Likelihood,
  at: number,
  ownCode: boolean,
): OpenedPixel {
  const outputs = reading.output(reading.blocks.length - 1)!;
  const pixels = reading.input(0)!;
  const logScale = reading.part("logScale")?.[0] ?? null;
  const cost = (i: number) => natsOf({ likelihood, logScale }, outputs[i]!, pixels[i]!);
  const all = () => outputs.reduce((sum, _, i) => sum + cost(i), 0);
  return {
    x: pixels[at]!,
    output: outputs[at]!,
    logScale,
    pixel: { shown: reading.part("image")![at]!, recomputed: expected(likelihood, outputs[at]!) },
    cost: cost(at),
    least: leastNats({ likelihood, logScale }, pixels[at]!),
    costOfAll: ownCode ? { shown: reading.part("reconstruction")![0]!, recomputed: all() } : null,
  };
}
