import { normalQuantile } from "../walks/normal";
import { klOf } from "./kl";

/** One dimension of an image's posterior, beside the prior: all that is shown of it. */
export interface Dimension {
  /** Counted from 0. */
  dimension: number;
  mean: number;
  logVariance: number;
  sigma: number;
  /** The divergence of q from p, in nats. */
  kl: number;
  noise: number;
  /** `mean + sigma * noise`. */
  z: number;
}

export function dimensionsOf(
  { mean, logVariance }: { mean: Float32Array; logVariance: Float32Array },
  noise: Float32Array,
): Dimension[] {
  return Array.from(mean, (m, dimension) => {
    const [v, epsilon] = [logVariance[dimension]!, noise[dimension]!];
    const sigma = Math.exp(v / 2);
    return {
      dimension,
      mean: m,
      logVariance: v,
      sigma,
      kl: klOf(m, v),
      noise: epsilon,
      z: m + sigma * epsilon,
    };
  });
}

export const totalKl = (dimensions: readonly Dimension[]): number =>
  dimensions.reduce((sum, { kl }) => sum + kl, 0);

/** The logarithm of a normal density. */
const logDensity = (x: number, mean: number, sigma: number) =>
  -((x - mean) ** 2) / (2 * sigma ** 2) - Math.log(sigma) - Math.log(2 * Math.PI) / 2;

/** Densities at some places, and the integrand of KL, q log(q / p). */
export interface Curves {
  x: number[];
  q: number[];
  p: number[];
  integrand: number[];
  /** What lies above zero and below it of the integrand, in nats: together the KL. */
  above: number;
  below: number;
}

/** From where to where the prior is drawn, and so many of its standard deviations the posterior. */
const [priorReach, posteriorReach] = [3.5, 7];
const steps = 120;

/** Evenly over the prior, and where q is narrower, evenly over q as well. */
function placesFor(mean: number, sigma: number): number[] {
  const [from, to] = [mean - posteriorReach * sigma, mean + posteriorReach * sigma];
  const [least, most] = [Math.min(-priorReach, from), Math.max(priorReach, to)];
  const evenly = (from: number, to: number) =>
    Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
  return [...evenly(least, most), ...evenly(from, to)].sort((one, other) => one - other);
}

export function curvesOf({ mean, sigma }: Pick<Dimension, "mean" | "sigma">): Curves {
  const x = placesFor(mean, sigma);
  const logs = x.map((at) => [logDensity(at, mean, sigma), logDensity(at, 0, 1)] as const);
  const q = logs.map(([q]) => Math.exp(q));
  const integrand = logs.map(([logQ, logP], i) => q[i]! * (logQ - logP));
  let [above, below] = [0, 0];
  for (let i = 1; i < x.length; i++) {
    const [wide, one, other] = [x[i]! - x[i - 1]!, integrand[i - 1]!, integrand[i]!];
    // A line that crosses zero has a triangle on each side.
    const crosses = one * other < 0;
    const part = crosses ? one / (one - other) : 1;
    const areas = crosses
      ? [(one * part * wide) / 2, (other * (1 - part) * wide) / 2]
      : [((one + other) * wide) / 2];
    for (const area of areas) {
      if (area > 0) above += area;
      else below += area;
    }
  }
  return { x, q, p: logs.map(([, p]) => Math.exp(p)), integrand, above, below };
}

/** Draws of the standard normal distribution. */
export function drawNoise(count: number, random = Math.random): Float32Array {
  // Between 0 and 1, neither of which has a quantile.
  const share = () => (Math.floor(random() * 2 ** 32) + 0.5) / 2 ** 32;
  return Float32Array.from({ length: count }, () => normalQuantile(share()));
}
