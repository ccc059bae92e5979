import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { weighsByBeta } from "../objectives";
import { beta } from "./remedies";
import { grown } from "./settled";
import { thresholds } from "./thresholds";

/** Images are drawn well, but from codes so far from the prior that its samples are not like them. */
export function notGenerative({
  options,
  step,
  losses,
  meanPixel,
  updates,
}: Evidence): Finding<"notGenerative"> | null {
  const latest = losses.at(-1);
  // Other objectives let single images be far from the prior, or hold KL where it is told to be.
  if (!latest || !meanPixel || meanPixel < 0 || !weighsByBeta(options)) return null;
  const inForce = updates.at(-1)?.beta ?? options.training.beta;
  // While a schedule has beta low, KL is high for a time.
  if (!grown(options, step) || inForce < options.training.beta) return null;
  const { reconstruction, kl } = latest;
  const negativeElbo = reconstruction + kl;
  const share = thresholds.notGenerative.reconstruction;
  if (!(negativeElbo > meanPixel && reconstruction < share * meanPixel)) return null;
  return {
    name: "notGenerative",
    values: { negativeElbo, reconstruction, meanPixel },
    remedies: options.training.beta < 1 ? [beta(1)] : [],
  };
}
