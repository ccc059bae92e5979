import type { ImageData } from "../engine/protocol";
import type { PointSet } from "../instrument/protocol";

/** The rows that are trained on. */
export function trainingRows({ shape, testRows }: Omit<ImageData, "labels">): Uint32Array<ArrayBuffer> {
  const held = new Set(testRows);
  return Uint32Array.from({ length: shape[0] }, (_, row) => row).filter((row) => !held.has(row));
}

/** Some rows of a matrix with `dimensions` values a row. */
export function gather(values: Float32Array, dimensions: number, rows: ArrayLike<number>): PointSet {
  const points = new Float32Array(rows.length * dimensions);
  for (let i = 0; i < rows.length; i++) {
    points.set(values.subarray(rows[i]! * dimensions, (rows[i]! + 1) * dimensions), i * dimensions);
  }
  return { values: points, dimensions };
}

/** The pixels of some rows, one image a point. */
export const pixelsOf = ({ pixels, shape }: Omit<ImageData, "labels">, rows: ArrayLike<number>): PointSet =>
  gather(pixels, shape[1] * shape[2] * shape[3], rows);
