import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { sigmaVae } from "./remedies";
import { thresholds } from "./thresholds";

/** A Bernoulli likelihood is one of black and white: of grey pixels its cross-entropy is no likelihood. */
export function unfitLikelihood({ options, grey }: Evidence): Finding<"unfitLikelihood"> | null {
  if (options.model.likelihood.kind !== "bernoulli" || grey === null) return null;
  if (!(grey > thresholds.unfitLikelihood.grey)) return null;
  return { name: "unfitLikelihood", values: { grey }, remedies: [{ ...sigmaVae, name: "likelihood" }] };
}
