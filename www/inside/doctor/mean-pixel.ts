import type { Likelihood } from "../../engine/protocol";
import { halfStep, softplus } from "../likelihood";

const ln2Pi = Math.log(2 * Math.PI);
/** A learned scale is not below this: src/model/likelihood.rs. */
const leastLogScale = -6;

/** Images and what a model that says nothing of them would draw: every pixel's mean. */
export interface AroundMean {
  /** Values of an image. */
  size: number;
  pixels: Float32Array;
  mean: Float32Array;
}

/** Mean over images of the squared distances from the mean image. */
function squares({ pixels, mean, size }: AroundMean): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += (pixels[i]! - mean[i % size]!) ** 2;
  return (sum * size) / pixels.length;
}

/** What the discretised logistic of this scale costs an image. */
function logistic({ pixels, mean, size }: AroundMean, logScale: number): number {
  const precision = Math.exp(-logScale);
  const width = -Math.log(-Math.expm1(-2 * halfStep * precision));
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) {
    const x = pixels[i]!;
    const distance = x - mean[i % size]!;
    const [lowest, highest] = [x < halfStep, x > 1 - halfStep];
    if (!highest) sum += softplus(-(distance + halfStep) * precision);
    if (!lowest) sum += softplus((distance - halfStep) * precision);
    if (!lowest && !highest) sum += width;
  }
  return (sum * size) / pixels.length;
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
  const { size } = data;
  const gaussian = (variance: number) =>
    squares(data) / (2 * variance) + (size / 2) * (ln2Pi + Math.log(variance));
  switch (likelihood.kind) {
    case "gaussian":
      return gaussian(likelihood.variance);
    case "learnedGaussian":
      return gaussian(Math.max(squares(data) / size, Math.exp(2 * leastLogScale)));
    case "discretisedLogistic":
      return leastOf((logScale) => logistic(data, logScale), [leastLogScale, 0], turn);
  }
}
