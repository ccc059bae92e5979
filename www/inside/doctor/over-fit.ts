import type { Evidence, LossPoint } from "./evidence";
import type { Finding } from "./finding";
import { smaller, stopAt } from "./remedies";
import { falls, grown, lossOf, meanLoss } from "./settled";
import { thresholds } from "./thresholds";

const testLoss = ({ test }: { test: LossPoint }) => lossOf(test);

/**
 * Test images are drawn worse than those that are trained on, and have become worse again, or do not become better any
 * more.
 */
export function overFit({ options, step, tests }: Evidence): Finding<"overFit"> | null {
  const latest = tests.at(-1);
  if (!latest) return null;
  const limits = thresholds.overFit;
  const least = Math.min(...tests.map(testLoss));
  // Single losses are noisy.
  const late = tests.filter(({ test }) => test.step > latest.test.step * 0.75);
  const train = meanLoss(late.map((point) => point.train));
  const gap = (meanLoss(late.map((point) => point.test)) - train) / Math.abs(train);
  const rises = testLoss(latest) >= least + limits.nats && gap > limits.gap;
  const rests = grown(options, step) && falls(tests.map((point) => point.test)) < limits.still;
  if (!rises && !(rests && gap > limits.stillGap)) return null;
  // From here on it hardly became better.
  const best = tests.find((point) => testLoss(point) <= least + limits.still * Math.abs(least))!;
  const bestEpoch = Math.max(1, Math.round(best.epoch));
  return {
    name: "overFit",
    values: { test: testLoss(latest), earlier: testLoss(best), bestEpoch, gap },
    remedies: [stopAt(bestEpoch), smaller(options)],
  };
}
