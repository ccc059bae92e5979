import type { Block, BlockTensors } from "../engine/protocol";

/** Maps of values, channels last. */
export interface Maps {
  values: Float32Array;
  height: number;
  width: number;
  channels: number;
}

/** What one unit of a block's layer looks at: a window of the input, or all of it; null where that is no image. */
export function fieldOf({ layer, input }: Block): { height: number; width: number; channels: number } | null {
  if (layer.kind !== "dense") return { ...layer.window, height: layer.window.size, width: layer.window.size };
  return "features" in input ? null : input;
}

/** The weights `[inputs, outputs]` of a block's layer. */
export function weightOf({ tensors, values }: BlockTensors): Float32Array {
  const [rows, columns] = tensors[0]!.shape;
  return values.subarray(0, rows! * columns!);
}

/**
 * Values of an image's pixels for each unit, `[pixels * colours, units]`, as a map a unit: the colours one below the
 * other, since a value with a sign has no colour of its own.
 */
export function asMaps(
  values: Float32Array,
  { height, width, channels: colours }: { height: number; width: number; channels: number },
  units: number,
): Maps {
  const size = { height: height * colours, width, channels: units };
  if (colours === 1) return { values, ...size };
  const places = height * width;
  const arranged = new Float32Array(values.length);
  for (let place = 0; place < places; place++) {
    for (let colour = 0; colour < colours; colour++) {
      const from = (place * colours + colour) * units;
      arranged.set(values.subarray(from, from + units), (colour * places + place) * units);
    }
  }
  return { values: arranged, ...size };
}

/** Each weight times the pixel it is for: with the bias, a unit's add up to what its layer gives. */
export function products(weight: Float32Array, pixels: Float32Array, units: number): Float32Array {
  return weight.map((value, at) => value * pixels[Math.floor(at / units)]!);
}

/** Values `[units, pixels]` as `[pixels, units]`. */
export function byPixel(values: Float32Array, units: number): Float32Array {
  const pixels = values.length / units;
  return values.map((_, at) => values[(at % units) * pixels + Math.floor(at / units)]!);
}
