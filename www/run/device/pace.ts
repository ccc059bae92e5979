import type { ImageData, SessionOptions } from "../../engine/protocol";
import type { Vae } from "../../engine/vae";

/** A trial goes on for so long after its first step, which compiles kernels and takes memory. */
const trialMs = 150;
/** Chunks in it at least: on a GPU the second and third one may still compile. */
const leastChunks = 4;
/** Images of a trial at most, in batches and in values. */
const [mostBatches, mostValues] = [32, 2 ** 23];

/** Milliseconds a step at a speed, which is that of whole batches. */
export const stepMs = (imagesPerSecond: number, { training }: SessionOptions) =>
  (1000 * training.batchSize) / imagesPerSecond;

/** The first images, as many as steps need to take as long as in earnest. */
function some({ pixels, shape: [count, ...size] }: ImageData, batch: number): ImageData {
  const values = size.reduce((product, side) => product * side, 1);
  const rows = Math.min(
    count,
    Math.max(batch, Math.min(mostBatches * batch, Math.floor(mostValues / values))),
  );
  return { pixels: pixels.slice(0, rows * values), shape: [rows, ...size] };
}

/**
 * Images a second that a model of these options trains on, in its fastest chunk: real steps on some of the images. What
 * is trained is thrown away by the next `setData`.
 */
export async function paceOf(vae: Vae, images: ImageData, options: SessionOptions): Promise<number> {
  await vae.setData(some(images, options.training.batchSize), { ...options, move: true });
  let [chunks, ends, fastest] = [0, Infinity, 0];
  for await (const { imagesPerSecond } of vae.train({ epochs: Infinity })) {
    chunks += 1;
    if (chunks === 1) ends = performance.now() + trialMs;
    else fastest = Math.max(fastest, imagesPerSecond);
    if (chunks >= leastChunks && performance.now() >= ends) break;
  }
  return fastest;
}
