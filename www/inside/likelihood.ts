import type { Likelihood } from "../engine/protocol";
import { sigmoid } from "./arithmetic/activation";

/** Half the distance of two values of an 8-bit image scaled to [0, 1]. */
export const halfStep = 0.5 / 255;

/** `log(1 + exp(x))`, where nothing overflows. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** What the decoder's output says of a pixel, in [0, 1]. */
export const expected = ({ kind }: Likelihood, output: number): number =>
  kind === "bernoulli" ? sigmoid(output) : Math.min(1, Math.max(0, output));

/** The negative log-density of a normal distribution. */
const gaussian = (output: number, pixel: number, variance: number) =>
  (output - pixel) ** 2 / (2 * variance) + Math.log(2 * Math.PI * variance) / 2;

/** The bin of an 8-bit value; the lowest and the highest reach to infinity. */
function logistic(output: number, pixel: number, logScale: number): number {
  const [upper, lower] = [pixel - output + halfStep, pixel - output - halfStep].map(
    (end) => end / Math.exp(logScale),
  );
  if (pixel < halfStep) return softplus(-upper!);
  if (pixel > 1 - halfStep) return softplus(lower!);
  // sigmoid(b) - sigmoid(a) = sigmoid(b) sigmoid(-a) (1 - exp(a - b))
  return softplus(-upper!) + softplus(lower!) - Math.log(-Math.expm1(lower! - upper!));
}

/**
 * `-log p(x | z)` of one pixel in nats. `logScale` is the one in force, of a likelihood that learns it.
 */
export function pixelCost(likelihood: Likelihood, output: number, pixel: number, logScale = 0): number {
  switch (likelihood.kind) {
    case "bernoulli":
      return softplus(output) - pixel * output;
    case "gaussian":
      return gaussian(output, pixel, likelihood.variance);
    case "learnedGaussian":
      return gaussian(output, pixel, Math.exp(2 * logScale));
    case "discretisedLogistic":
      return logistic(output, pixel, logScale);
  }
}

/** `x log y`, which is nothing where x is. */
const xlog = (x: number, y: number) => (x === 0 ? 0 : x * Math.log(y));

/**
 * The least that any output of the decoder costs at a pixel, its scale as it is: of a Bernoulli distribution the
 * entropy H(x), which is nothing for black and white alone; of the others what is paid where the mean is the pixel.
 */
export function leastCost(likelihood: Likelihood, pixel: number, logScale = 0): number {
  if (likelihood.kind === "bernoulli") return -xlog(pixel, pixel) - xlog(1 - pixel, 1 - pixel);
  const open = likelihood.kind === "discretisedLogistic" && (pixel < halfStep || pixel > 1 - halfStep);
  return open ? 0 : pixelCost(likelihood, pixel, pixel, logScale);
}
