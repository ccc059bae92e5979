import { median } from "../blocks";
import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { rate } from "./remedies";
import { thresholds } from "./thresholds";

/** Steps of the optimiser are too long: losses that are no numbers, a loss that jumps, or early changes that are large. */
export function rateTooHigh({ options, diverged, losses, updates }: Evidence): Finding<"rateTooHigh"> | null {
  const name = "rateTooHigh";
  const anew = rate(options, 1 / 10, true);
  if (diverged) return { name, values: { ratio: null, jump: null }, remedies: [anew] };

  const { loss, ratio, from, until, samples } = thresholds.rateTooHigh;
  const remedies = [rate(options, 1 / 10), anew];
  const costs = losses.map(({ reconstruction, kl }) => reconstruction + kl);
  const usual = median(costs);
  // Densities may be negative, and then nothing is a multiple of them.
  const jump = usual > 0 ? costs.at(-1)! / usual : 0;
  if (jump > loss) return { name, values: { ratio: null, jump }, remedies };

  const early = updates.filter(({ step }) => step >= from && step <= until);
  if (early.length < samples) return null;
  const usualRatio = median(early.map((update) => update.ratio));
  return usualRatio > ratio ? { name, values: { ratio: usualRatio, jump: null }, remedies } : null;
}
