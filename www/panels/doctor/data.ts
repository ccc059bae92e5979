import type { ImageData, Likelihood } from "../../engine/protocol";
import { meanPixelNats } from "../../inside/doctor/mean-pixel";
import { trainingRows } from "../rows";

/** Values looked at between two looks at what else is to be done, and in all, for the mean image and for what it costs. */
const [slice, mostForMean, mostForCost] = [200_000, 4_000_000, 100_000];

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** So many of some rows, evenly. */
function evenly(rows: Uint32Array, most: number): Uint32Array {
  const stride = Math.max(1, Math.ceil(rows.length / most));
  return rows.filter((_, i) => i % stride === 0);
}

const sizeOf = ({ shape }: ImageData) => shape[1] * shape[2] * shape[3];

/** The share of values that are neither 0 nor 1, of images spread over the set. */
export function greyShare(images: ImageData): number {
  const size = sizeOf(images);
  const all = Uint32Array.from({ length: images.shape[0] }, (_, row) => row);
  const rows = evenly(all, Math.max(1, slice / size));
  let grey = 0;
  for (const row of rows)
    for (const value of images.pixels.subarray(row * size, (row + 1) * size))
      if (value > 0 && value < 1) grey += 1;
  return grey / (rows.length * size);
}

/** What drawing every pixel's training mean costs an image, by the likelihood; null where it was not wanted to its end. */
export async function meanPixelOf(
  images: ImageData,
  likelihood: Exclude<Likelihood, { kind: "bernoulli" }>,
  signal: AbortSignal,
): Promise<number | null> {
  const size = sizeOf(images);
  const rows = evenly(trainingRows(images), Math.max(16, mostForMean / size));
  const sums = new Float64Array(size);
  const inSlice = Math.max(1, Math.floor(slice / size));
  for (let done = 0; done < rows.length; done += inSlice) {
    for (const row of rows.subarray(done, done + inSlice))
      for (let i = 0; i < size; i++) sums[i]! += images.pixels[row * size + i]!;
    await turn();
    if (signal.aborted) return null;
  }
  const mean = Float32Array.from(sums, (sum) => sum / rows.length);
  const some = evenly(rows, Math.max(16, mostForCost / size));
  const pixels = new Float32Array(some.length * size);
  some.forEach((row, i) => pixels.set(images.pixels.subarray(row * size, (row + 1) * size), i * size));
  const nats = await meanPixelNats(likelihood, { size, pixels, mean }, turn);
  return signal.aborted ? null : nats;
}
