import type { Likelihood } from "../../engine/protocol";
import { natsOf, type Spread } from "../likelihood";

/** A learned scale is not below this: src/model/likelihood.rs. */
const leastLogScale = -6;

/** Images and what a model that says nothing of them would draw: every pixel's mean. */
export interface AroundMean {
  /** Values of an image. */
  size: number;
  pixels: Float32Array;
  mean: Float32Array;
}

/** Of what each pixel is beside its mean, the mean over pixels. */
function over({ pixels, mean, size }: AroundMean, of: (mean: number, pixel: number) => number): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += of(mean[i % size]!, pixels[i]!);
  return sum / pixels.length;
}

/** The least value of a function with one valley, to about a hundredth of where it lies. */
async function leastOf(
  of: (at: number) => number,
  [from, to]: [number, number],
  turn: () => Promise<unknown>,
): Promise<number> {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [from, to];
  while (b - a > 0.01) {
    const [left, right] = [b - golden * (b - a), a + golden * (b - a)];
    if (of(left) < of(right)) b = right;
    else a = left;
    await turn();
  }
  return of((a + b) / 2);
}

/**
 * What a model reaches that draws every pixel's mean whatever the image, in nats an image; a learned scale is then the best
 * one for that. Bernoulli's is known with the data. Whatever else is to be done has its `turn` in between.
 */
export async function meanPixelNats(
  likelihood: Exclude<Likelihood, { kind: "bernoulli" }>,
  data: AroundMean,
  turn: () => Promise<unknown>,
): Promise<number> {
  const cost = (logScale: number | null) => {
    const spread: Spread = { likelihood, logScale };
    return data.size * over(data, (mean, pixel) => natsOf(spread, mean, pixel));
  };
  switch (likelihood.kind) {
    case "gaussian":
      return cost(null);
    case "learnedGaussian": {
      const variance = over(data, (mean, pixel) => (pixel - mean) ** 2);
      return cost(Math.max(Math.log(variance) / 2, leastLogScale));
    }
    case "discretisedLogistic":
      return leastOf(cost, [leastLogScale, 0], turn);
  }
}
