import { klOf } from "../kl";
import { normalDensity } from "./activation";

/** A dimension of an image's posterior, and the noise that its latent value is drawn with. */
export interface Dimension {
  mean: number;
  logVariance: number;
  noise: number;
}

export const deviation = ({ logVariance }: Pick<Dimension, "logVariance">): number =>
  Math.exp(logVariance / 2);

/** A draw of the posterior: the noise, scaled and moved. */
export const drawn = (of: Dimension): number => of.mean + deviation(of) * of.noise;

/** KL divergence of the posterior from the standard normal prior, in nats. */
export const kl = ({ mean, logVariance }: Pick<Dimension, "mean" | "logVariance">): number =>
  klOf(mean, logVariance);

/** What the KL is the integral of: `q(z) log(q(z) / p(z))`. */
export function klIntegrand(of: Pick<Dimension, "mean" | "logVariance">, z: number): number {
  const u = (z - of.mean) / deviation(of);
  const logRatio = (z * z - u * u - of.logVariance) / 2;
  return (normalDensity(u) / deviation(of)) * logRatio;
}

/** Where the integrand is worth drawing: nearly all of the posterior's mass. */
export const klRange = (of: Pick<Dimension, "mean" | "logVariance">): [from: number, to: number] => [
  of.mean - 6 * deviation(of),
  of.mean + 6 * deviation(of),
];

/** The integrand's area, by so many steps of equal width. */
export function klArea(of: Pick<Dimension, "mean" | "logVariance">, steps: number): number {
  const [from, to] = klRange(of);
  const width = (to - from) / steps;
  let area = 0;
  for (let i = 0; i < steps; i++) area += klIntegrand(of, from + (i + 0.5) * width) * width;
  return area;
}
