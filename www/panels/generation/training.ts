import type { ImageData } from "../../engine/protocol";
import type { PointSet } from "../../instrument/protocol";
import type { Latents } from "../../run/latents";

/** The rows that are trained on. */
export function trainingRows({ shape, testRows }: ImageData): Uint32Array<ArrayBuffer> {
  const held = new Set(testRows);
  return Uint32Array.from({ length: shape[0] }, (_, row) => row).filter((row) => !held.has(row));
}

/** Posterior means of the training images among these, or of those of a class. */
export function trainingMeans(
  { rows, mean, latent }: Latents,
  { testRows, labels }: ImageData,
  label?: number,
): PointSet {
  const held = new Set(testRows);
  const kept = [...rows.keys()].filter(
    (i) => !held.has(rows[i]!) && (label === undefined || labels?.[rows[i]!] === label),
  );
  const values = new Float32Array(kept.length * latent);
  kept.forEach((from, to) => values.set(mean.subarray(from * latent, (from + 1) * latent), to * latent));
  return { values, dimensions: latent };
}

/** The pixels of some rows, one image a point. */
export function pixelsOf({ pixels, shape }: ImageData, rows: Uint32Array): PointSet {
  const size = shape[1] * shape[2] * shape[3];
  const values = new Float32Array(rows.length * size);
  rows.forEach((row, i) => values.set(pixels.subarray(row * size, (row + 1) * size), i * size));
  return { values, dimensions: size };
}
