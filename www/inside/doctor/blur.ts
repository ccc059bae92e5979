import type { Evidence } from "./evidence";
import type { Finding, Remedy } from "./finding";
import { weighsByBeta } from "../objectives";
import { beta, moreDimensions, sigmaVae } from "./remedies";
import { falls, warmedUp } from "./settled";
import { thresholds } from "./thresholds";

/** Reconstructions have lost most of the images' edges, and the model does not learn more. */
export function blur({ options, losses, edges }: Evidence): Finding<"blur"> | null {
  const { edges: least, still, steps } = thresholds.blur;
  // They may be from long before the latest step.
  if (!edges || !(edges.image > 0) || edges.step < warmedUp(options) + steps) return null;
  // One that still learns may draw sharper soon.
  if (!(falls(losses) <= still)) return null;
  const kept = edges.reconstruction / edges.image;
  if (!(kept < least)) return null;
  return {
    name: "blur",
    values: { edges: kept, images: edges.images },
    remedies: remedies(options),
  };
}

function remedies(options: Evidence["options"]): Remedy[] {
  const { model, training } = options;
  return [
    moreDimensions(options),
    ...(weighsByBeta(options) && training.beta > 1 ? [beta(training.beta / 2)] : []),
    ...(model.likelihood.kind === "learnedGaussian" ? [] : [sigmaVae]),
  ];
}
