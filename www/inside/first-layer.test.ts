import { expect, test } from "vitest";
import type { Block } from "../engine/protocol";
import { asMaps, byPixel, fieldOf, products, weightOf } from "./first-layer";

test("a dense unit looks at the whole image, a convolution's at its window, one of a vector at none", () => {
  const input = { height: 4, width: 6, channels: 3 };
  const window = { size: 3, stride: 2, padding: 1, ...input };
  const field = (layer: Block["layer"], input: Block["input"]) => fieldOf({ layer, input } as Block);
  expect(field({ kind: "dense" }, input)).toEqual(input);
  expect(field({ kind: "convolution", window }, input)).toMatchObject({ height: 3, width: 3, channels: 3 });
  expect(field({ kind: "dense" }, { features: 9 })).toBeNull();
});

test("the weight is the first of a block's tensors", () => {
  const tensors = [
    { name: "weight", shape: [2, 3] },
    { name: "bias", shape: [3] },
  ];
  const values = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  expect([...weightOf({ tensors, values })]).toEqual([1, 2, 3, 4, 5, 6]);
});

test("grey values are maps as they are; of colours, all red ones come first, then green, then blue", () => {
  const grey = Float32Array.of(1, 2, 3, 4);
  expect(asMaps(grey, { height: 1, width: 2, channels: 1 }, 2)).toEqual({
    values: grey,
    height: 1,
    width: 2,
    channels: 2,
  });
  // Two pixels of three colours for two units: pixel, colour and unit in its digits.
  const values = Float32Array.of(111, 112, 121, 122, 131, 132, 211, 212, 221, 222, 231, 232);
  const maps = asMaps(values, { height: 1, width: 2, channels: 3 }, 2);
  expect(maps).toMatchObject({ height: 3, width: 2, channels: 2 });
  expect([...maps.values]).toEqual([111, 112, 211, 212, 121, 122, 221, 222, 131, 132, 231, 232]);
});

test("products and bias add up to what a dense layer gives", () => {
  // x = (0.5, 0, 2), b = (1, -1): 1 + 0.5 * 2 + 2 * -1 = 0, and -1 + 0.5 * 4 + 2 * 3 = 7.
  const weight = Float32Array.of(2, 4, 100, 200, -1, 3);
  const all = products(weight, Float32Array.of(0.5, 0, 2), 2);
  const sum = (unit: number, bias: number) =>
    all.reduce((sum, value, at) => (at % 2 === unit ? sum + value : sum), bias);
  expect([sum(0, 1), sum(1, -1)]).toEqual([0, 7]);
});

test("values of each unit's pixels are brought to each pixel's units", () => {
  expect([...byPixel(Float32Array.of(11, 12, 13, 21, 22, 23), 2)]).toEqual([11, 21, 12, 22, 13, 23]);
});
