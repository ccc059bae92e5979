import type { Posterior } from "../engine/protocol";

/** KL(q || p) of one dimension in nats, for q = N(mean, exp(logVariance)) and p = N(0, 1). */
export const klOf = (mean: number, logVariance: number): number =>
  (mean * mean + Math.exp(logVariance) - logVariance - 1) / 2;

/** Each latent dimension's KL divergence from the prior in nats, the mean over images. */
export function klOfDimensions({ mean, logVariance }: Posterior, latent: number): number[] {
  const sums = Array.from({ length: latent }, () => 0);
  for (let i = 0; i < mean.length; i++) sums[i % latent]! += klOf(mean[i]!, logVariance[i]!);
  return sums.map((sum) => (sum * latent) / mean.length);
}
