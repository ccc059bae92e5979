/** A model as it was at one step of its run: what the page can show of it again, and not train on from. */
export interface Snapshot {
  /** The optimiser steps that it had taken. */
  step: number;
  epoch: number;
  /** As `weightsOf` gives them. */
  weights: Uint8Array;
}

/** Most bytes that the snapshots of a run take. A run that was left, and can be gone back to, has as many again. */
export const budget = 24 * 2 ** 20;
/** Most of them, however small: at 9,000 steps each lies a tenth further on than the one before. */
const most = 96;
/** Beginning, end, and one between: fewer show nothing of the way. */
export const fewest = 3;

/** How many fit of a model whose weights take so many bytes. */
export const roomFor = (bytes: number): number => Math.min(most, Math.floor(budget / bytes));

/** Steps on a logarithmic scale, on which the first one has a place too. */
const place = ({ step }: Pick<Snapshot, "step">) => Math.log1p(step);

/** Whether it is time for another one at this step, so that `room` of them would lie evenly on a logarithmic scale. */
export function isDue(kept: readonly Snapshot[], step: number, room: number): boolean {
  const newest = kept.at(-1);
  const now = place({ step });
  return !newest || (step > newest.step && now - place(newest) >= now / (room - 1));
}

/**
 * With another one, in place of one at the same step. Where they are too many, those go one by one, between the first and
 * the newest, whose neighbours lie nearest to each other on the logarithmic scale: ratios of steps stay about equal.
 */
export function withSnapshot(kept: readonly Snapshot[], snapshot: Snapshot, room: number): Snapshot[] {
  const next = [...kept.filter(({ step }) => step < snapshot.step), snapshot];
  const span = (i: number) => place(next[i + 1]!) - place(next[i - 1]!);
  while (next.length > Math.max(room, fewest)) {
    let nearest = 1;
    for (let i = 2; i < next.length - 1; i++) if (span(i) < span(nearest)) nearest = i;
    next.splice(nearest, 1);
  }
  return next;
}
