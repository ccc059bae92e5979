import type { Posterior } from "../engine/protocol";

/** Each latent dimension's KL divergence from the prior in nats, the mean over images. */
export function klOfDimensions({ mean, logVariance }: Posterior, latent: number): number[] {
  const sums = Array.from({ length: latent }, () => 0);
  for (let i = 0; i < mean.length; i++) {
    const [m, v] = [mean[i]!, logVariance[i]!];
    sums[i % latent]! += (m * m + Math.exp(v) - v - 1) / 2;
  }
  return sums.map((sum) => (sum * latent) / mean.length);
}

/** The two of two or more latent dimensions that say most about an image, the first one across. */
export function telling(posterior: Posterior, latent: number): [number, number] {
  const [across, up] = klOfDimensions(posterior, latent)
    .map((kl, dimension) => ({ kl, dimension }))
    .sort((one, other) => other.kl - one.kl);
  return [across!.dimension, up!.dimension];
}
