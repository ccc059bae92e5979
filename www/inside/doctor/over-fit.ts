import type { Evidence, LossPoint } from "./evidence";
import type { Finding } from "./finding";
import { smaller, stopAt } from "./remedies";
import { thresholds } from "./thresholds";

const lossOf = ({ reconstruction, kl }: LossPoint) => reconstruction + kl;

/** Test images have become worse again, and are much worse than those that are trained on. */
export function overFit({ options, tests }: Evidence): Finding<"overFit"> | null {
  const latest = tests.at(-1);
  if (!latest) return null;
  const best = tests.reduce((least, point) => (lossOf(point.test) < lossOf(least.test) ? point : least));
  const [test, train, least] = [lossOf(latest.test), lossOf(latest.train), lossOf(best.test)];
  const gap = (test - train) / Math.abs(train);
  const { nats, gap: most } = thresholds.overFit;
  if (!(test >= least + nats && gap > most)) return null;
  const bestEpoch = Math.max(1, Math.round(best.epoch));
  return {
    name: "overFit",
    values: { test, least, bestEpoch, gap },
    remedies: [stopAt(bestEpoch), smaller(options)],
  };
}
