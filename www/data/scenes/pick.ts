import type { ObjectSet } from "./protocol";

/** A copy of some of a set’s images, in the order of `rows`. */
export function pick({ pixels, shape, labels }: ObjectSet, rows: Uint32Array): ObjectSet {
  const [, height, width, channels] = shape;
  const size = height * width * channels;
  const picked = new Float32Array(rows.length * size);
  rows.forEach((row, at) => picked.set(pixels.subarray(row * size, (row + 1) * size), at * size));
  return {
    pixels: picked,
    shape: [rows.length, height, width, channels],
    labels: labels && rows.map((row) => labels[row]!),
  };
}
