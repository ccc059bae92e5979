import type { Block, Window } from "../../engine/protocol";
import type { Tensors } from "./tensors";

/** A value of a block's output: a channel, and a place, row-major; of a dense layer's vector the place is 0. */
export interface OutputValue {
  unit: number;
  place: number;
}

/** What one output value is the sum of: products of an input and a weight each, and the bias. */
export interface Products {
  /** Where each input stands in the block's input; -1 past the edge, where zeros are. */
  at: Int32Array;
  inputs: Float32Array;
  weights: Float32Array;
  bias: number;
}

/** Values of all channels of a map, and its rows and columns. */
export interface MapSize {
  height: number;
  width: number;
  channels: number;
}

/** An input as a map; a vector has one place. */
export const inputMap = ({ input }: Block): MapSize =>
  "features" in input ? { height: 1, width: 1, channels: input.features } : input;

/** Rows and columns of the places that a window takes on its image. */
export const placesOf = ({
  size,
  stride,
  padding,
  height,
  width,
}: Window): [rows: number, columns: number] => [
  Math.floor((height + 2 * padding - size) / stride) + 1,
  Math.floor((width + 2 * padding - size) / stride) + 1,
];

function products(count: number, bias: number): Products {
  return {
    at: new Int32Array(count),
    inputs: new Float32Array(count),
    weights: new Float32Array(count),
    bias,
  };
}

/** All inputs with a column of the weight. */
function dense({ weight, bias }: Tensors, input: Float32Array, output: number): Products {
  const found = products(input.length, bias[output]!);
  const outputs = bias.length;
  for (let i = 0; i < input.length; i++) {
    found.at[i] = i;
    found.inputs[i] = input[i]!;
    found.weights[i] = weight[i * outputs + output]!;
  }
  return found;
}

/** What is under the window, in the order row, column, channel, with a column of the weight. */
function convolution(
  { weight, bias }: Tensors,
  input: Float32Array,
  window: Window,
  { unit, place }: OutputValue,
): Products {
  const { size, stride, padding, height, width, channels } = window;
  const [, columns] = placesOf(window);
  const found = products(size * size * channels, bias[unit]!);
  const top = Math.floor(place / columns) * stride - padding;
  const left = (place % columns) * stride - padding;
  for (let i = 0; i < found.at.length; i++) {
    const cell = Math.floor(i / channels);
    const [row, column] = [top + Math.floor(cell / size), left + (cell % size)];
    const inside = row >= 0 && row < height && column >= 0 && column < width;
    const at = inside ? (row * width + column) * channels + (i % channels) : -1;
    found.at[i] = at;
    found.inputs[i] = inside ? input[at]! : 0;
    found.weights[i] = weight[i * bias.length + unit]!;
  }
  return found;
}

/** A place of the window on a transposed convolution's output, and which of its cells covers the value. */
export interface Cover {
  /** Of the input. */
  row: number;
  column: number;
  /** Of the window's cells, row-major. */
  cell: number;
}

/** Along one side: the window's places that cover a pixel, and its cell there. */
function covers(pixel: number, places: number, { size, stride, padding }: Window) {
  const found: { place: number; cell: number }[] = [];
  for (let place = 0; place < places; place++) {
    const cell = pixel + padding - place * stride;
    if (cell >= 0 && cell < size) found.push({ place, cell });
  }
  return found;
}

/** Every place of a transposed convolution's window that covers a pixel of its output. */
export function coversOf(window: Window, place: number): Cover[] {
  const [rows, columns] = placesOf(window);
  const across = covers(place % window.width, columns, window);
  return covers(Math.floor(place / window.width), rows, window).flatMap((row) =>
    across.map((column) => ({
      row: row.place,
      column: column.place,
      cell: row.cell * window.size + column.cell,
    })),
  );
}

/** The input's channels at every place whose window covers the value, with the weights for its cell there. */
function transposed(
  { weight, bias }: Tensors,
  input: Float32Array,
  window: Window,
  inputs: number,
  { unit, place }: OutputValue,
): Products {
  const [, columns] = placesOf(window);
  const covering = coversOf(window, place);
  const found = products(covering.length * inputs, bias[unit]!);
  const row = window.size * window.size * window.channels;
  covering.forEach((cover, n) => {
    for (let channel = 0; channel < inputs; channel++) {
      const i = n * inputs + channel;
      const at = (cover.row * columns + cover.column) * inputs + channel;
      found.at[i] = at;
      found.inputs[i] = input[at]!;
      found.weights[i] = weight[channel * row + cover.cell * window.channels + unit]!;
    }
  });
  return found;
}

/** Operands of one value of a block's layer, before norm and activation. */
export function productsOf(
  block: Block,
  tensors: Tensors,
  input: Float32Array,
  value: OutputValue,
): Products {
  const { layer, output } = block;
  switch (layer.kind) {
    case "dense": {
      // A last dense layer before convolutions gives a map, channels last.
      const channels = "features" in output ? output.features : output.channels;
      return dense(tensors, input, value.place * channels + value.unit);
    }
    case "convolution":
      return convolution(tensors, input, layer.window, value);
    case "transposedConvolution":
      return transposed(tensors, input, layer.window, inputMap(block).channels, value);
  }
}

export const product = ({ inputs, weights }: Products, i: number): number => inputs[i]! * weights[i]!;

/** Of the products at these places, without the bias; of all of them unless told. */
export function sumOf(of: Products, places: Iterable<number> = of.at.keys()): number {
  let sum = 0;
  for (const i of places) sum += product(of, i);
  return sum;
}

/** The places of the largest products by size, falling, and the sum of the others. */
export function largestProducts(
  of: Products,
  count: number,
): { places: number[]; others: number; rest: number } {
  const falling = [...of.at.keys()].sort(
    (one, other) => Math.abs(product(of, other)) - Math.abs(product(of, one)),
  );
  const rest = falling.slice(count);
  return { places: falling.slice(0, count), others: rest.length, rest: sumOf(of, rest) };
}

/** A channel's part in a sum: its products' places, and what they sum to. */
export interface ChannelPart {
  channel: number;
  places: number[];
  sum: number;
}

/** Products by the channel of their input, the largest sum by size first. */
export function byChannel(of: Products, channels: number): ChannelPart[] {
  const parts = Array.from({ length: channels }, (_, channel): ChannelPart => ({
    channel,
    places: [],
    sum: 0,
  }));
  for (const i of of.at.keys()) {
    const part = parts[i % channels]!;
    part.places.push(i);
    part.sum += product(of, i);
  }
  return parts.sort((one, other) => Math.abs(other.sum) - Math.abs(one.sum));
}

/** One input channel of a window: the kernel's cells, row-major, and the product that each is in; null where in none. */
export interface WindowCells {
  kernel: number[];
  products: (number | null)[];
}

/** The cells of a convolution of either direction that lead from a channel to a value. */
export function cellsOf(
  { layer }: Block,
  { weight, bias }: Tensors,
  { at }: Products,
  { unit, place }: OutputValue,
  channel: number,
): WindowCells | null {
  if (layer.kind === "dense") return null;
  const { window } = layer;
  const count = window.size * window.size;
  const cells = Array.from({ length: count }, (_, cell) => cell);
  if (layer.kind === "convolution") {
    const { channels } = window;
    return {
      kernel: cells.map((cell) => weight[(cell * channels + channel) * bias.length + unit]!),
      products: cells.map((cell) => cell * channels + channel),
    };
  }
  const covering = coversOf(window, place);
  const inputs = at.length / covering.length;
  const products = new Map(covering.map(({ cell }, n) => [cell, n * inputs + channel]));
  return {
    kernel: cells.map((cell) => weight[(channel * count + cell) * window.channels + unit]!),
    products: cells.map((cell) => products.get(cell) ?? null),
  };
}
