import { expect, test } from "vitest";
import type { Block, LayerKind, Size, Window } from "../../engine/protocol";
import {
  byChannel,
  cellsOf,
  coversOf,
  largestProducts,
  placesOf,
  productsOf,
  sumOf,
  type OutputValue,
} from "./products";
import type { Tensors } from "./tensors";

function block(layer: LayerKind, input: Size, output: Size): Block {
  const parameters: Block["parameters"] = [
    { name: "weight", shape: [] },
    { name: "bias", shape: [] },
  ];
  return { name: "", layer, input, output, parameters, norm: null, activation: null, multiplyAdds: 0 };
}

const tensors = (weight: number[], bias: number[]): Tensors => ({
  weight: Float32Array.from(weight),
  bias: Float32Array.from(bias),
  norm: null,
  running: null,
});

const counted = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** Of the layer, its bias included. */
function value(of: Block, with_: Tensors, input: number[], at: OutputValue): number {
  const products = productsOf(of, with_, Float32Array.from(input), at);
  return sumOf(products) + products.bias;
}

test("a dense value is all inputs with a column of the weight", () => {
  const layer = block({ kind: "dense" }, { features: 2 }, { features: 2 });
  const weights = tensors([1, 3, 0.5, -2], [0.25, -1]);
  // 2 * 1 - 1 * 0.5 + 0.25, and 2 * 3 + 1 * 2 - 1
  expect(value(layer, weights, [2, -1], { unit: 0, place: 0 })).toBe(1.75);
  expect(value(layer, weights, [2, -1], { unit: 1, place: 0 })).toBe(7);
});

test("a dense layer that gives a map has a value for each place and channel, channels last", () => {
  const layer = block({ kind: "dense" }, { features: 1 }, { height: 1, width: 2, channels: 2 });
  const weights = tensors([1, 2, 3, 4], [0, 0, 0, 100]);
  expect(value(layer, weights, [10], { unit: 0, place: 1 })).toBe(30);
  expect(value(layer, weights, [10], { unit: 1, place: 1 })).toBe(140);
});

const window: Window = { size: 3, stride: 2, padding: 1, height: 4, width: 4, channels: 1 };
const map = (side: number, channels: number): Size => ({ height: side, width: side, channels });

test("a convolution is its window times the kernel, with zeros past the edge", () => {
  expect(placesOf(window)).toEqual([2, 2]);
  const layer = block({ kind: "convolution", window }, map(4, 1), map(2, 1));
  const weights = tensors(counted(9), [0.5]);
  // In the corner 1, 2, 5 and 6 are under 5, 6, 8 and 9.
  expect(value(layer, weights, counted(16), { unit: 0, place: 0 })).toBe(111.5);
  // 6 7 8 / 10 11 12 / 14 15 16 under 1 to 9
  expect(value(layer, weights, counted(16), { unit: 0, place: 3 })).toBe(573.5);
  const corner = productsOf(layer, weights, Float32Array.from(counted(16)), { unit: 0, place: 0 });
  expect([...corner.at]).toEqual([-1, -1, -1, -1, 0, 1, -1, 4, 5]);
  expect([...corner.inputs]).toEqual([0, 0, 0, 0, 1, 2, 0, 5, 6]);
  expect(cellsOf(layer, weights, corner, { unit: 0, place: 0 }, 0)).toEqual({
    kernel: counted(9),
    products: [0, 1, 2, 3, 4, 5, 6, 7, 8],
  });
});

test("a transposed convolution adds what all windows lay on a pixel", () => {
  const layer = block({ kind: "transposedConvolution", window }, map(2, 1), map(4, 1));
  const weights = tensors(counted(9), [0.5]);
  // One window's middle lies on the corner: 1 * 5.
  expect(coversOf(window, 0)).toEqual([{ row: 0, column: 0, cell: 4 }]);
  expect(value(layer, weights, counted(4), { unit: 0, place: 0 })).toBe(5.5);
  // Four windows' corners: 1 * 9 + 2 * 7 + 3 * 3 + 4 * 1.
  expect(value(layer, weights, counted(4), { unit: 0, place: 5 })).toBe(36.5);
  // By cells of the kernel: the last window's first, and so on.
  const products = productsOf(layer, weights, Float32Array.from(counted(4)), { unit: 0, place: 5 });
  const { kernel, products: cells } = cellsOf(layer, weights, products, { unit: 0, place: 5 }, 0)!;
  expect(kernel).toEqual(counted(9));
  const inputs = cells.map((i) => (i === null ? null : products.inputs[i]));
  expect(inputs).toEqual([4, null, 3, null, null, null, 2, null, 1]);
});

test("of many channels, a convolution's transpose is the transposed one", () => {
  const [inner, outer] = [3, 2];
  const wide: Window = { ...window, height: 5, width: 4, channels: outer };
  const [rows, columns] = placesOf(wide);
  const some = (count: number, seed: number) =>
    Array.from({ length: count }, (_, i) => ((i * 7919 + seed * 104729) % 23) - 11);
  const weight = some(9 * outer * inner, 1);
  const flipped = Array.from({ length: inner * 9 * outer }, (_, i) => {
    const [channel, under] = [Math.floor(i / (9 * outer)), i % (9 * outer)];
    return weight[under * inner + channel]!;
  });
  const image: Size = { height: 5, width: 4, channels: outer };
  const small: Size = { height: rows, width: columns, channels: inner };
  const [x, y] = [some(5 * 4 * outer, 2), some(rows * columns * inner, 3)];
  const all = (of: Block, weights: Tensors, input: number[], places: number, channels: number) =>
    Array.from({ length: places * channels }, (_, i) =>
      value(of, weights, input, { unit: i % channels, place: Math.floor(i / channels) }),
    );
  const forth = block({ kind: "convolution", window: wide }, image, small);
  const back = block({ kind: "transposedConvolution", window: wide }, small, image);
  const dot = (one: number[], other: number[]) => one.reduce((sum, v, i) => sum + v * other[i]!, 0);
  const there = all(forth, tensors(weight, [0, 0, 0]), x, rows * columns, inner);
  const andBack = all(back, tensors(flipped, [0, 0]), y, 20, outer);
  // Whole numbers, so nothing is rounded.
  expect(dot(there, y)).toBe(dot(x, andBack));
  expect(dot(there, y)).not.toBe(0);
});

test("the largest products come first, and the others are one sum", () => {
  const layer = block({ kind: "dense" }, { features: 4 }, { features: 1 });
  const products = productsOf(layer, tensors([1, -9, 4, 2], [0]), Float32Array.of(1, 1, 1, 1), {
    unit: 0,
    place: 0,
  });
  expect(largestProducts(products, 2)).toEqual({ places: [1, 2], others: 2, rest: 3 });
  expect(largestProducts(products, 12)).toEqual({ places: [1, 2, 3, 0], others: 0, rest: 0 });
});

test("channels are ranked by what they add", () => {
  const two: Window = { ...window, channels: 2 };
  const layer = block({ kind: "convolution", window: two }, map(4, 2), map(2, 1));
  const image = Float32Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? 1 : -3));
  const products = productsOf(layer, tensors(Array(18).fill(1), [7]), image, { unit: 0, place: 3 });
  const [first, second] = byChannel(products, 2);
  expect(first).toMatchObject({ channel: 1, sum: -27 });
  expect(second).toMatchObject({ channel: 0, sum: 9 });
  expect(second!.places).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16]);
  expect(first!.sum + second!.sum).toBe(sumOf(products));
});
