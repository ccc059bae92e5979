/** What a latent scatter shows. */
export interface ScatterData {
  /** The images shown, as rows of the data set. */
  rows: Uint32Array;
  /** Their posterior means, `latent` values each; null before the first embedding. */
  means: Float32Array | null;
  latent: number;
  /** Latent dimensions on the horizontal and the vertical axis. */
  dimensions: [number, number];
  /** The two rows between which images are interpolated. */
  a: number;
  b: number;
  /** Rows of the data set that are lassoed. */
  selection: Uint32Array;
}

/** The axes reach at least this far, a little beyond three standard deviations of the prior. */
export const leastExtent = 3.5;
/** A point further out than this may leave the plot rather than shrink all others. */
const mostExtent = 12;

/** Two coordinates an image, of whose classes `labels` tells. One latent dimension is spread over lanes, one lane a class, from top to bottom. */
export function place(
  { means, latent, dimensions }: ScatterData,
  labels: ArrayLike<number>,
  classes: number,
): Float32Array<ArrayBuffer> {
  const positions = new Float32Array(labels.length * 2);
  if (!means) return positions;
  for (let row = 0; row < labels.length; row++) {
    positions[2 * row] = means[row * latent + dimensions[0]]!;
    // The golden ratio's multiples spread evenly over a lane, and are the same at every update.
    const jitter = ((row * 0.618034) % 1) * 0.7 + 0.15;
    positions[2 * row + 1] =
      latent === 1
        ? leastExtent - ((labels[row]! + jitter) / classes) * 2 * leastExtent
        : means[row * latent + dimensions[1]]!;
  }
  return positions;
}

/** Points this near to 0 say hardly anything about an image: the prior's standard deviation is 1. */
const nearZero = 0.25;

/** Whether the points lie in a heap at 0 in every dimension, as before training. */
export function gathered({ means, latent }: Pick<ScatterData, "means" | "latent">): boolean {
  if (!means || means.length === 0) return false;
  const squares = new Float64Array(latent);
  means.forEach((value, i) => (squares[i % latent]! += value * value));
  return squares.every((sum) => sum < nearZero ** 2 * (means.length / latent));
}

/** Half units, so that the axes hold still while points move a little. */
export function extentOf(positions: Float32Array): number {
  let most = 0;
  for (const value of positions) most = Math.max(most, Math.abs(value));
  return Math.max(leastExtent, Math.ceil(Math.min(most * 1.04, mostExtent) * 2) / 2);
}
