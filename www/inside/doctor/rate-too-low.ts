import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { rate } from "./remedies";
import { falls } from "./settled";
import { thresholds } from "./thresholds";

/** Steps are short, and the loss still falls: it would fall faster. */
export function rateTooLow({ options, step, losses, updates }: Evidence): Finding<"rateTooLow"> | null {
  const { ratio: least, falling } = thresholds.rateTooLow;
  const latest = updates.at(-1);
  const { learningRate } = options.training;
  // A schedule may have made it low on purpose.
  if (!latest || step < thresholds.young || latest.rate < learningRate / 2) return null;
  const fall = falls(losses);
  if (!(latest.ratio < least && fall > falling)) return null;
  return {
    name: "rateTooLow",
    values: { ratio: latest.ratio, falling: fall },
    remedies: [rate(options, 10)],
  };
}
