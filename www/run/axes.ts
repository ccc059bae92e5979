import type { Posterior } from "../engine/protocol";
import { klOfDimensions } from "../inside/kl";

/** The two of two or more latent dimensions that say most about an image, the first one across. */
export function telling(posterior: Posterior, latent: number): [number, number] {
  const [across, up] = klOfDimensions(posterior, latent)
    .map((kl, dimension) => ({ kl, dimension }))
    .sort((one, other) => other.kl - one.kl);
  return [across!.dimension, up!.dimension];
}
