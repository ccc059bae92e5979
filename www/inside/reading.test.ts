import { expect, test } from "vitest";
import type { Block, Plan, Trace } from "../engine/protocol";
import { Reading, sizeOf, unitsOf } from "./reading";

const dense = (inputs: number, outputs: number, activation: Block["activation"]): Block => ({
  name: "",
  layer: { kind: "dense" },
  input: { features: inputs },
  output: { features: outputs },
  parameters: [
    { name: "weight", shape: [inputs, outputs] },
    { name: "bias", shape: [outputs] },
  ],
  norm: null,
  activation,
  multiplyAdds: inputs * outputs,
});

/** 4 pixels, 3 hidden units, 2 latent dimensions and back. */
const plan: Plan = {
  encoder: [dense(4, 3, "relu"), dense(3, 4, null)],
  decoder: [dense(2, 4, null)],
  logScale: null,
};

/** Each value says its image, and its place in it. */
function numbered(parts: Trace["parts"], images: number): Trace {
  const width = parts.reduce((sum, { values }) => sum + values, 0);
  return {
    parts,
    values: Float32Array.from(
      { length: images * width },
      (_, i) => Math.floor(i / width) * 100 + (i % width),
    ),
  };
}

const trace = numbered(
  [
    { kind: "layer", block: 0, offset: 0, values: 3 },
    { kind: "activation", block: 0, offset: 3, values: 3 },
    { kind: "layer", block: 1, offset: 6, values: 4 },
    { kind: "latent", block: null, offset: 10, values: 2 },
    { kind: "layer", block: 2, offset: 12, values: 4 },
    { kind: "image", block: null, offset: 16, values: 4 },
    { kind: "reconstruction", block: null, offset: 20, values: 1 },
    { kind: "kl", block: null, offset: 21, values: 1 },
  ],
  2,
);
const pixels = Float32Array.of(0, 0.25, 0.5, 1);

test("each block takes what the one before gives", () => {
  const reading = new Reading(plan, pixels, trace, null, 1);
  expect([...reading.part("layer", 0)!]).toEqual([100, 101, 102]);
  expect([...reading.output(0)!]).toEqual([103, 104, 105]);
  expect(reading.input(0)).toBe(pixels);
  expect([...reading.input(1)!]).toEqual([...reading.output(0)!]);
  expect([...reading.input(2)!]).toEqual([110, 111]);
  expect([...reading.output(2)!]).toEqual([112, 113, 114, 115]);
  expect([...reading.posterior().mean]).toEqual([106, 107]);
  expect([...reading.posterior().logVariance]).toEqual([108, 109]);
  expect(reading.part("norm", 0)).toBeNull();
  expect(reading.output(3)).toBeNull();
});

test("another latent vector's way stands in for the decoder's side alone", () => {
  const decoded: Trace = {
    parts: [
      { kind: "latent", block: null, offset: 0, values: 2 },
      { kind: "layer", block: 2, offset: 2, values: 4 },
      { kind: "image", block: null, offset: 6, values: 4 },
    ],
    values: Float32Array.from({ length: 10 }, (_, i) => -i),
  };
  const reading = new Reading(plan, pixels, trace, decoded);
  expect([...reading.input(2)!]).toEqual([-0, -1]);
  expect([...reading.output(2)!]).toEqual([-2, -3, -4, -5]);
  expect([...reading.part("image")!]).toEqual([-6, -7, -8, -9]);
  expect([...reading.posterior().mean]).toEqual([6, 7]);
  // Of the image itself, whatever is decoded.
  expect([...reading.part("kl")!]).toEqual([21]);
});

test("a dense layer's values are all units, also where they make an image", () => {
  const hidden = plan.encoder[0]!;
  expect(sizeOf(hidden)).toEqual({ height: 1, width: 1, channels: 3 });
  expect(unitsOf(hidden)).toEqual({ units: 3, places: 1 });
  const image = { ...hidden, output: { height: 5, width: 4, channels: 3 } };
  expect(sizeOf(image)).toEqual({ height: 5, width: 4, channels: 3 });
  expect(unitsOf(image)).toEqual({ units: 60, places: 1 });
  const window = { size: 3, stride: 2, padding: 1, height: 9, width: 8, channels: 2 };
  expect(unitsOf({ ...image, layer: { kind: "convolution", window } })).toEqual({ units: 3, places: 20 });
});
