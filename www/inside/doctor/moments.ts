import type { Posterior } from "../../engine/protocol";
import { klOf } from "../kl";

/**
 * Of each latent dimension, over at most so many images: KL, variance of the posterior mean, and mean and variance of all
 * posteriors together (law of total variance).
 */
export function moments({ mean, logVariance }: Posterior, latent: number, most: number) {
  const images = mean.length / latent;
  const stride = Math.ceil(images / most);
  const count = Math.ceil(images / stride);
  const zeros = () => Array.from({ length: latent }, () => 0);
  const [sum, square, variance, kl] = [zeros(), zeros(), zeros(), zeros()];
  for (let image = 0; image < images; image += stride) {
    for (let i = 0; i < latent; i++) {
      const [m, logV] = [mean[image * latent + i]!, logVariance[image * latent + i]!];
      sum[i]! += m;
      square[i]! += m * m;
      variance[i]! += Math.exp(logV);
      kl[i]! += klOf(m, logV);
    }
  }
  const means = sum.map((value) => value / count);
  const meanVariance = square.map((value, i) => Math.max(0, value / count - means[i]! ** 2));
  return {
    kl: kl.map((value) => value / count),
    meanVariance,
    mean: means,
    variance: meanVariance.map((value, i) => value + variance[i]! / count),
  };
}
