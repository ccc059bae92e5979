import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { weighsByBeta } from "../objectives";
import { beta } from "./remedies";
import { grown } from "./settled";
import { thresholds } from "./thresholds";

/**
 * All images' codes together lie elsewhere than the prior does. By the moments of each dimension, so that it is more in
 * truth.
 */
export function offPrior({ options, latents }: Evidence): Finding<"offPrior"> | null {
  if (!latents || !grown(options, latents.step)) return null;
  const { mean, variance } = latents;
  const each = mean.map((m, i) => (m ** 2 + variance[i]! - Math.log(variance[i]!) - 1) / 2);
  const nats = each.reduce((sum, kl) => sum + kl, 0) / each.length;
  if (!(nats > thresholds.offPrior.nats)) return null;
  const raised = options.training.beta > 0 ? options.training.beta * 2 : 1;
  return { name: "offPrior", values: { nats }, remedies: weighsByBeta(options) ? [beta(raised)] : [] };
}
