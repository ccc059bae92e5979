import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { grown } from "./settled";
import { thresholds } from "./thresholds";

/** Dimensions that say nothing of any image. That is normal: the prior costs nothing there. */
export function unusedDimensions({ options, step, latents }: Evidence): Finding<"unusedDimensions"> | null {
  if (!latents || !grown(options, step)) return null;
  const { kl, variance } = thresholds.unusedDimensions;
  const unused = latents.kl.filter((nats, i) => nats < kl && latents.meanVariance[i]! < variance).length;
  const latent = latents.kl.length;
  return unused > 0 ? { name: "unusedDimensions", values: { unused, latent }, remedies: [] } : null;
}
