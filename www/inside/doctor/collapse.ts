import type { Evidence } from "./evidence";
import type { Finding, Remedy } from "./finding";
import { weighsByBeta } from "../objectives";
import { beta, freeBits, warmup } from "./remedies";
import { warmedUp } from "./settled";
import { thresholds } from "./thresholds";

/** Codes say nothing of the image, and every reconstruction is the mean image, for long. */
export function collapse({ options, losses, meanPixel }: Evidence): Finding<"collapse"> | null {
  const latest = losses.at(-1);
  if (!latest || meanPixel === null) return null;
  const { kl, share, steps } = thresholds.collapse;
  // Of a density, which may be negative, as far below as of any other.
  const line = meanPixel - (1 - share) * Math.abs(meanPixel);
  const begins = warmedUp(options);
  const last = losses.findLastIndex(
    (point) => point.step < begins || !(point.kl < kl && point.reconstruction >= line),
  );
  const since = losses[last + 1];
  if (!since || latest.step - since.step < steps) return null;
  return {
    name: "collapse",
    values: {
      kl: latest.kl,
      reconstruction: latest.reconstruction,
      meanPixel,
      steps: latest.step - since.step,
    },
    remedies: remedies(options),
  };
}

function remedies(options: Evidence["options"]): Remedy[] {
  const { training } = options;
  if (!weighsByBeta(options)) return [];
  return [
    ...(training.beta > 0 ? [beta(training.beta > 1 ? 1 : training.beta / 4)] : []),
    ...(training.objective.kind === "elbo" ? [freeBits] : []),
    // A beta above 1 collapses again once it has risen.
    ...(training.betaSchedule.kind === "constant" && training.beta <= 1 ? [warmup] : []),
  ];
}
