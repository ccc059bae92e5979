import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { grown } from "./settled";
import { thresholds } from "./thresholds";

/** Some dimensions that say nothing of any image. That is normal: they cost nothing. Where all do, that is no note but collapse. */
export function unusedDimensions({ options, latents }: Evidence): Finding<"unusedDimensions"> | null {
  if (!latents || !grown(options, latents.step)) return null;
  const { kl, variance } = thresholds.unusedDimensions;
  const unused = latents.kl.filter((nats, i) => nats < kl && latents.meanVariance[i]! < variance).length;
  const latent = latents.kl.length;
  return unused > 0 && unused < latent
    ? { name: "unusedDimensions", values: { unused, latent }, remedies: [] }
    : null;
}
