/** Codes of images of a data set, `latent` values each. */
export interface Codes {
  rows: Uint32Array;
  mean: Float32Array;
  latent: number;
}

/** From the mean code of some images to that of others. */
export interface Difference {
  vector: Float32Array;
  length: number;
  /** How many images of each there were among the codes. */
  counts: [from: number, to: number];
}

function meanOf({ rows, mean, latent }: Codes, wanted: Set<number>): { sum: Float64Array; count: number } {
  const sum = new Float64Array(latent);
  let count = 0;
  rows.forEach((row, at) => {
    if (!wanted.has(row)) return;
    count += 1;
    for (let i = 0; i < latent; i++) sum[i] = sum[i]! + mean[at * latent + i]!;
  });
  return { sum: sum.map((value) => value / count), count };
}

/** The mean difference of two sets of rows; null where there is no code of one of them. */
export function differenceOf(codes: Codes, from: Uint32Array, to: Uint32Array): Difference | null {
  const [start, end] = [meanOf(codes, new Set(from)), meanOf(codes, new Set(to))];
  if (start.count === 0 || end.count === 0) return null;
  const vector = Float32Array.from(end.sum, (value, i) => value - start.sum[i]!);
  return { vector, length: Math.hypot(...vector), counts: [start.count, end.count] };
}

/** A vector moved by `strength` times another. */
export const moved = (
  z: Float32Array,
  { vector }: Pick<Difference, "vector">,
  strength: number,
): Float32Array => z.map((value, i) => value + strength * vector[i]!);
