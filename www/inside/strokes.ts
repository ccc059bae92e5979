import type { Block } from "../engine/protocol";
import { sizeOf } from "./reading";

/**
 * What each unit of a layer's input adds to its output, image after image: with the bias they make up the output. A
 * dense layer's weights `[inputs, outputs]` times the unit; of a transposed convolution, the window's weights
 * `[input channels, window * output channels]` stamped at each place, times the channel's value there, added up.
 */
export function strokesOf(
  { layer, parameters, ...block }: Block,
  weight: Float32Array,
  input: Float32Array,
): Float32Array {
  const units = parameters[0].shape[0]!;
  const { height, width, channels } = sizeOf(block as Block);
  const size = height * width * channels;
  const strokes = new Float32Array(units * size);
  if (layer.kind === "dense") {
    for (let unit = 0; unit < units; unit++) {
      const value = input[unit]!;
      for (let i = unit * size; i < (unit + 1) * size; i++) strokes[i] = value * weight[i]!;
    }
    return strokes;
  }
  const { size: side, stride, padding } = layer.window;
  const columns = Math.floor((width + 2 * padding - side) / stride) + 1;
  const under = side * side * channels;
  for (let at = 0; at < input.length; at++) {
    const value = input[at]!;
    if (value === 0) continue;
    const [place, unit] = [Math.floor(at / units), at % units];
    const top = Math.floor(place / columns) * stride - padding;
    const left = (place % columns) * stride - padding;
    for (let row = Math.max(0, -top); row < Math.min(side, height - top); row++) {
      for (let column = Math.max(0, -left); column < Math.min(side, width - left); column++) {
        const to = unit * size + ((top + row) * width + left + column) * channels;
        const from = unit * under + (row * side + column) * channels;
        for (let channel = 0; channel < channels; channel++)
          strokes[to + channel]! += value * weight[from + channel]!;
      }
    }
  }
  return strokes;
}

/** Strokes from the largest on, and the share of all that each and those before it carry. */
export interface Ranked {
  units: number[];
  /** Of the lengths, roots of summed squares, of all strokes. */
  shares: number[];
}

export function ranked(strokes: Float32Array, count: number): Ranked {
  const size = strokes.length / count;
  const lengths = Array.from({ length: count }, (_, unit) => {
    let sum = 0;
    for (let i = unit * size; i < (unit + 1) * size; i++) sum += strokes[i]! ** 2;
    return Math.sqrt(sum);
  });
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const units = [...lengths.keys()].sort((one, other) => lengths[other]! - lengths[one]!);
  let carried = 0;
  return { units, shares: units.map((unit) => (all > 0 ? (carried += lengths[unit]!) / all : 1)) };
}

/** The output of a bias, one value an output or one a channel, and of some strokes. */
export function painted(
  bias: Float32Array,
  strokes: Float32Array,
  units: readonly number[],
  size: number,
): Float32Array {
  const output = Float32Array.from({ length: size }, (_, i) => bias[i % bias.length]!);
  for (const unit of units) {
    for (let i = 0; i < size; i++) output[i]! += strokes[unit * size + i]!;
  }
  return output;
}
