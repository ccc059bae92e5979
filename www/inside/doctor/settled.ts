import type { BetaSchedule, SessionOptions } from "../../engine/protocol";
import type { LossPoint } from "./evidence";
import { thresholds } from "./thresholds";

/** -ELBO, in nats. */
export const lossOf = ({ reconstruction, kl }: LossPoint) => reconstruction + kl;

export const meanLoss = (points: readonly LossPoint[]) =>
  points.reduce((sum, point) => sum + lossOf(point), 0) / points.length;

/**
 * By how much the loss has fallen over the latter half of a run, as a share of it: its mean over the third quarter beside
 * that over the last. Not a number where there are too few points to tell.
 */
export function falls(losses: readonly LossPoint[]): number {
  const last = losses.at(-1)?.step ?? 0;
  const between = (from: number, to: number) =>
    losses.filter(({ step }) => step > last * from && step <= last * to);
  const [before, now] = [between(0.5, 0.75), between(0.75, 1)];
  if (before.length < 2 || now.length < 2) return NaN;
  const was = meanLoss(before);
  return (was - meanLoss(now)) / Math.abs(was);
}

/** Steps in which beta first rises. */
function rising(schedule: BetaSchedule): number {
  if (schedule.kind === "linear") return schedule.steps;
  return schedule.kind === "cyclical" ? schedule.period * schedule.ratio : 0;
}

/** The step from which on a run shows what its settings make of it: beta and rate have risen. */
export const warmedUp = ({ training: { betaSchedule, rateSchedule } }: SessionOptions): number =>
  Math.max(rising(betaSchedule), rateSchedule.warmup);

/** Whether it is well past that. */
export const grown = (options: SessionOptions, step: number): boolean =>
  step >= warmedUp(options) + thresholds.young;
