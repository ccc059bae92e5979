import { expect, test } from "vitest";
import type { Block, BlockTensors, Plan, Trace, TracePart } from "../../engine/protocol";
import { Reading } from "../reading";
import { tensorsOf } from "./tensors";
import { difference, openDimension, openPixel, openValue, outputAt } from "./value";

const dense = (name: string, inputs: number, outputs: number, more: Partial<Block> = {}): Block => ({
  name,
  layer: { kind: "dense" },
  input: { features: inputs },
  output: { features: outputs },
  parameters: [
    { name: `${name}.weight`, shape: [inputs, outputs] },
    { name: `${name}.bias`, shape: [outputs] },
  ],
  norm: null,
  activation: null,
  multiplyAdds: inputs * outputs,
  ...more,
});

const batch = (channels: number): Block["norm"] => ({
  kind: "batch",
  channels,
  groups: null,
  parameters: [
    { name: "gamma", shape: [channels] },
    { name: "beta", shape: [channels] },
  ],
  statistics: [
    { name: "mean", shape: [channels] },
    { name: "variance", shape: [channels] },
  ],
});

/** One pixel, one hidden unit with a norm, one latent dimension, one pixel again. */
const plan: Plan = {
  encoder: [dense("a", 1, 1, { norm: batch(1), activation: "relu" }), dense("b", 1, 2)],
  decoder: [dense("c", 1, 1, { output: { height: 1, width: 1, channels: 1 } })],
  logScale: null,
};

const first: BlockTensors = {
  tensors: [
    ...plan.encoder[0]!.parameters,
    ...plan.encoder[0]!.norm!.parameters,
    ...plan.encoder[0]!.norm!.statistics,
  ],
  values: Float32Array.of(4, -1, 3, 0.5, 0, 0.25),
};

/** x = 0.5: layer 1, norm 6.5, ReLU 6.5; mean 2, log-variance 0; z 2.5 with noise 0.5; logit 0, pixel 0.5. */
function traced(change: Partial<Record<string, number>> = {}): Reading {
  const stages: [TracePart["kind"], number | null, number[]][] = [
    ["layer", 0, [1]],
    ["norm", 0, [change["norm"] ?? 0.5 + 3 / Math.sqrt(0.25 + 1e-5)]],
    ["activation", 0, [change["activation"] ?? 6.5]],
    ["layer", 1, [2, 0]],
    ["latent", null, [2.5]],
    ["layer", 2, [0]],
    ["image", null, [0.5]],
    ["reconstruction", null, [Math.LN2]],
    ["kl", null, [2]],
  ];
  let offset = 0;
  const parts = stages.map(([kind, block, { length }]): TracePart => {
    offset += length;
    return { kind, block, offset: offset - length, values: length };
  });
  const trace: Trace = { parts, values: Float32Array.from(stages.flatMap(([, , values]) => values)) };
  return new Reading(plan, Float32Array.of(0.5), trace);
}

const tensors = tensorsOf(plan.encoder[0]!, first);
const at = { unit: 0, place: 0 };

test("tensors are found by name, whatever their order", () => {
  expect([...tensors.weight, ...tensors.bias]).toEqual([4, -1]);
  expect([tensors.norm!.gamma[0], tensors.norm!.beta[0]]).toEqual([3, 0.5]);
  expect([tensors.running!.mean[0], tensors.running!.variance[0]]).toEqual([0, 0.25]);
});

test("each step of a value is computed again from the one before", () => {
  const { products, layer, norm, activation } = openValue(traced(), 0, tensors, at)!;
  // 0.5 * 4 - 1
  expect([products.inputs[0], products.weights[0], products.bias]).toEqual([0.5, 4, -1]);
  expect(layer).toEqual({ shown: 1, recomputed: 1 });
  expect(norm!.operands).toMatchObject({ x: 1, mean: 0, variance: 0.25, gamma: 3, beta: 0.5 });
  expect(difference(norm!)).toBeLessThan(1e-6);
  expect(norm!.recomputed).toBeCloseTo(6.5, 3);
  expect(activation!.recomputed).toBe(activation!.x);
  expect(outputAt(traced(), 0, at)).toBe(6.5);
});

test("a wrong number is seen, and one that is held", () => {
  const wrong = openValue(traced({ norm: 6 }), 0, tensors, at)!;
  expect(difference(wrong.norm!)).toBeGreaterThan(0.4);
  const held = openValue(traced({ activation: 0 }), 0, tensors, at)!;
  expect(held.activation!.shown).toBe(0);
  expect(held.activation!.recomputed).toBeCloseTo(6.5, 3);
});

test("what is not there opens to nothing", () => {
  expect(openValue(traced(), 7, tensors, at)).toBeNull();
  expect(openValue(traced(), 0, tensors, { unit: 0, place: 3 })).toBeNull();
});

test("a value of the encoder's end is a dimension's mean or log-variance", () => {
  const noise = Float32Array.of(0.5);
  const mean = openDimension(traced(), noise, 0);
  expect(mean).toMatchObject({ dimension: 0, of: "mean", kl: 2 });
  expect(mean.z).toEqual({ shown: 2.5, recomputed: 2.5 });
  expect(mean.klOfAll).toEqual({ shown: 2, recomputed: 2 });
  expect(openDimension(traced(), noise, 1)).toMatchObject({ dimension: 0, of: "logVariance" });
});

test("a value of the decoder's end is a pixel, and what it costs", () => {
  const pixel = openPixel(traced(), { kind: "bernoulli" }, 0, true);
  expect(pixel).toMatchObject({ x: 0.5, output: 0, logScale: null });
  expect(pixel.pixel).toEqual({ shown: 0.5, recomputed: 0.5 });
  expect(pixel.cost).toBeCloseTo(Math.LN2, 12);
  expect(pixel.least).toBeCloseTo(Math.LN2, 12);
  expect(difference(pixel.costOfAll!)).toBeLessThan(1e-7);
  expect(openPixel(traced(), { kind: "bernoulli" }, 0, false).costOfAll).toBeNull();
});
