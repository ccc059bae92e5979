import type { ImageData } from "../engine/protocol";

/** Two marks that tell a person what a test loss is worth, in nats per image. */
export interface References {
  /** Test cross-entropy of predicting every pixel's training mean: what a collapsed model reaches. */
  meanPixel: number;
  /** Test entropy of the pixels themselves: no model gets below it. */
  entropyFloor: number;
}

function crossEntropy(x: number, p: number): number {
  return (x > 0 ? -x * Math.log(p) : 0) + (x < 1 ? -(1 - x) * Math.log(1 - p) : 0);
}

/** Computes both marks from the images; without a held-out set, all images serve as both sets. */
export function computeReferences({ pixels, shape, testRows }: ImageData): References {
  const [count, height, width, channels] = shape;
  const size = height * width * channels;
  const isTest = new Uint8Array(count);
  for (const row of testRows ?? []) isTest[row] = 1;
  const test = testRows ?? Uint32Array.from({ length: count }, (_, row) => row);

  const sums = new Float64Array(size);
  let trained = 0;
  for (let row = 0; row < count; row++) {
    if (isTest[row]) continue;
    trained += 1;
    for (let i = 0; i < size; i++) sums[i]! += pixels[row * size + i]!;
  }
  // Half an image of each kind added, so that a pixel that is never set in training costs a finite number of nats.
  const means = sums.map((sum) => (sum + 0.5) / (trained + 1));

  let meanPixel = 0;
  let entropyFloor = 0;
  for (const row of test) {
    for (let i = 0; i < size; i++) {
      const x = pixels[row * size + i]!;
      meanPixel += crossEntropy(x, means[i]!);
      entropyFloor += crossEntropy(x, x);
    }
  }
  return { meanPixel: meanPixel / test.length, entropyFloor: entropyFloor / test.length };
}
