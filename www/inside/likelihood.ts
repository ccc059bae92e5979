import type { Likelihood } from "../engine/protocol";
import { sigmoid } from "./arithmetic/activation";

/** How pixels are distributed around what the decoder says of them. */
export interface Spread {
  likelihood: Likelihood;
  /** Logarithm of the scale in force, where it is learned. */
  logScale: number | null;
}

/** Half the distance of two values of an 8-bit image scaled to [0, 1]. */
export const halfStep = 0.5 / 255;
const log2Pi = Math.log(2 * Math.PI);

/** `log(1 + exp(x))`, from which nothing is lost at either end. */
export const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** The expected value of a pixel, in [0, 1]. */
export const expected = ({ kind }: Likelihood, output: number): number =>
  kind === "bernoulli" ? sigmoid(output) : Math.min(1, Math.max(0, output));

/** Logarithm of a Gaussian's variance, or null for the other likelihoods. */
function logVarianceOf({ likelihood, logScale }: Spread): number | null {
  if (likelihood.kind === "gaussian") return Math.log(likelihood.variance);
  return likelihood.kind === "learnedGaussian" ? 2 * logScale! : null;
}

/**
 * The mass of a pixel's bin under a logistic distribution, as `-log` in nats; the lowest and the highest bin reach to
 * infinity. With `a` and `b` the bin's ends in units of the scale, `sigmoid(b) - sigmoid(a)` is
 * `sigmoid(b) sigmoid(-a) (1 - exp(a - b))`: nothing cancels.
 */
function binNats(mean: number, pixel: number, logScale: number): number {
  const precision = Math.exp(-logScale);
  const below = softplus(-(pixel - mean + halfStep) * precision);
  const above = softplus((pixel - mean - halfStep) * precision);
  if (pixel < halfStep) return below;
  if (pixel > 1 - halfStep) return above;
  return below + above - Math.log(-Math.expm1(-2 * halfStep * precision));
}

/** `-log p(x | z)` of one pixel, in nats, given the decoder's output for it: a logit or a mean. */
export function natsOf(spread: Spread, output: number, pixel: number): number {
  const logVariance = logVarianceOf(spread);
  if (logVariance !== null) return ((output - pixel) ** 2 / Math.exp(logVariance) + log2Pi + logVariance) / 2;
  if (spread.likelihood.kind === "bernoulli") return softplus(output) - pixel * output;
  return binNats(output, pixel, spread.logScale!);
}

/**
 * Entropy of a logistic distribution's 256 bins, in nats. The exponential at one bin's end follows from that at the one
 * before, and what is lost of bins far out has next to no entropy.
 */
function binsEntropy(mean: number, logScale: number): number {
  const precision = Math.exp(-logScale);
  const ratio = Math.exp(-precision / 255);
  let power = Math.exp((mean - halfStep) * precision);
  let [below, entropy] = [0, 0];
  for (let value = 0; value < 256; value++) {
    const upTo = value === 255 ? 1 : 1 / (1 + power);
    const mass = upTo - below;
    if (mass > 0) entropy -= mass * Math.log(mass);
    below = upTo;
    power *= ratio;
  }
  return entropy;
}

/** Steps of a scale at which the entropy of bins is found; between them it is a cubic's. */
const steps = 16;

/**
 * Entropy of what the decoder says of a pixel, by its output, in nats: of a Gaussian, that of its density. Made once for
 * all pixels, which share a scale.
 */
export function entropyBy(spread: Spread): (output: number) => number {
  const logVariance = logVarianceOf(spread);
  if (logVariance !== null) return () => (1 + log2Pi + logVariance) / 2;
  if (spread.likelihood.kind === "bernoulli") return (output) => softplus(output) - sigmoid(output) * output;
  const logScale = spread.logScale!;
  const step = Math.exp(logScale) / steps;
  const known = new Map<number, number>();
  function at(node: number): number {
    let entropy = known.get(node);
    if (entropy === undefined) known.set(node, (entropy = binsEntropy(node * step, logScale)));
    return entropy;
  }
  return (output) => {
    const node = Math.floor(output / step);
    const t = output / step - node;
    const [a, b, c, d] = [at(node - 1), at(node), at(node + 1), at(node + 2)];
    // Lagrange's, through the four around it.
    return (
      (-a * t * (t - 1) * (t - 2)) / 6 +
      (b * (t + 1) * (t - 1) * (t - 2)) / 2 -
      (c * (t + 1) * t * (t - 2)) / 2 +
      (d * (t + 1) * t * (t - 1)) / 6
    );
  };
}

/** `x log y`, which is nothing where x is. */
const xlog = (x: number, y: number) => (x === 0 ? 0 : x * Math.log(y));

/**
 * The least that any output of the decoder costs at a pixel, its scale as it is: of a Bernoulli distribution the
 * entropy H(x), which is nothing for black and white alone; of the others what is paid where the mean is the pixel.
 */
export function leastNats(spread: Spread, pixel: number): number {
  const { kind } = spread.likelihood;
  if (kind === "bernoulli") return -xlog(pixel, pixel) - xlog(1 - pixel, 1 - pixel);
  const open = kind === "discretisedLogistic" && (pixel < halfStep || pixel > 1 - halfStep);
  return open ? 0 : natsOf(spread, pixel, pixel);
}
