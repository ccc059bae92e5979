import { expect, test } from "vitest";
import type { Block } from "../engine/protocol";
import { painted, ranked, strokesOf } from "./strokes";

const block = (change: Partial<Block>, weight: [number, number], bias: number): Block => ({
  name: "",
  layer: { kind: "dense" },
  input: { features: weight[0] },
  output: { features: weight[1] },
  parameters: [
    { name: "weight", shape: weight },
    { name: "bias", shape: [bias] },
  ],
  norm: null,
  activation: null,
  multiplyAdds: 0,
  ...change,
});

test("a dense layer's strokes are its weights times the units", () => {
  const dense = block({}, [3, 2], 2);
  const weight = Float32Array.of(1, 2, 3, -4, 5, 6);
  const strokes = strokesOf(dense, weight, Float32Array.of(2, -1, 0));
  expect([...strokes]).toEqual([2, 4, -3, 4, 0, 0]);
  const bias = Float32Array.of(0.5, 0.25);
  expect([...painted(bias, strokes, [0, 1, 2], 2)]).toEqual([-0.5, 8.25]);
  expect([...painted(bias, strokes, [], 2)]).toEqual([0.5, 0.25]);
});

test("a transposed convolution's strokes are its windows stamped at each place", () => {
  const window = { size: 3, stride: 2, padding: 1, height: 3, width: 4, channels: 1 };
  const transposed = block(
    {
      layer: { kind: "transposedConvolution", window },
      input: { height: 2, width: 2, channels: 2 },
      output: { height: 3, width: 4, channels: 1 },
    },
    [2, 9],
    1,
  );
  // The first channel's window counts 1 to 9; the second's is its middle alone.
  const weight = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 1, 0, 0, 0, 0);
  // Places by rows, two channels each: the first channel is 1 at the top right, the second 10, 20, 30, 40.
  const input = Float32Array.of(0, 10, 1, 20, 0, 30, 0, 40);
  const strokes = strokesOf(transposed, weight, input);
  // The window's top row is above the image; its middle is on (0, 2).
  expect([...strokes.subarray(0, 12)]).toEqual([0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0]);
  expect([...strokes.subarray(12)]).toEqual([10, 0, 20, 0, 0, 0, 0, 0, 30, 0, 40, 0]);
  expect([...painted(Float32Array.of(0.5), strokes, [0, 1], 12)]).toEqual([
    10.5, 4.5, 25.5, 6.5, 0.5, 7.5, 8.5, 9.5, 30.5, 0.5, 40.5, 0.5,
  ]);
});

test("the channels of a colour stand side by side at a pixel", () => {
  const window = { size: 3, stride: 2, padding: 1, height: 2, width: 2, channels: 2 };
  const transposed = block(
    {
      layer: { kind: "transposedConvolution", window },
      input: { height: 1, width: 1, channels: 1 },
      output: { height: 2, width: 2, channels: 2 },
    },
    [1, 18],
    2,
  );
  const weight = Float32Array.from({ length: 18 }, (_, i) => i);
  const strokes = strokesOf(transposed, weight, Float32Array.of(2));
  expect([...strokes]).toEqual([16, 18, 20, 22, 28, 30, 32, 34]);
  expect([...painted(Float32Array.of(1, -1), strokes, [0], 4 * 2)]).toEqual([17, 17, 21, 21, 29, 29, 33, 33]);
});

test("the largest strokes come first, with the share they carry", () => {
  const { units, shares } = ranked(Float32Array.of(0, 1, 3, 4, 0, 0, -2, 0), 4);
  expect(units).toEqual([1, 3, 0, 2]);
  expect(shares).toEqual([5 / 8, 7 / 8, 1, 1]);
});

test("a layer that adds nothing has nothing left to add", () => {
  expect(ranked(new Float32Array(4), 2).shares).toEqual([1, 1]);
});
