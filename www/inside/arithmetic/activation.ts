import type { Activation } from "../../engine/protocol";
import limits from "../../engine/limits.json" with { type: "json" };

/** Of a leaky ReLU below 0. */
export const slope = limits.leakySlope;

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * The standard normal distribution function, by the series `1/2 + phi(x) (x + x^3/3 + x^5/(3*5) + ...)`, of which no
 * term cancels another (G. Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11, 2004).
 */
export function normalCdf(x: number): number {
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
  let [term, sum] = [x, x];
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

export const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** What stands between two layers, of one value. */
export const activations: Record<Activation, (x: number) => number> = {
  relu: (x) => Math.max(0, x),
  leakyRelu: (x) => (x < 0 ? slope * x : x),
  gelu: (x) => x * normalCdf(x),
  silu: (x) => x * sigmoid(x),
  tanh: Math.tanh,
};
