/** How many of so many were classified right. */
export interface Score {
  right: number;
  of: number;
}

/** How many of the true class (row) were taken for each class (column). */
export interface Confusion {
  classes: number;
  /** `classes * classes`, row after row. */
  counts: Uint32Array;
}

export function confusionOf(truth: ArrayLike<number>, said: ArrayLike<number>, classes: number): Confusion {
  const counts = new Uint32Array(classes * classes);
  for (let i = 0; i < said.length; i++) counts[truth[i]! * classes + said[i]!]! += 1;
  return { classes, counts };
}

export function scoreOf(truth: ArrayLike<number>, said: ArrayLike<number>): Score {
  let right = 0;
  for (let i = 0; i < said.length; i++) if (truth[i] === said[i]) right += 1;
  return { right, of: said.length };
}

/** Standard normal deviate that 95% lie within. */
const z = 1.959964;

/**
 * The shares between which the true one lies with 95% confidence: E. B. Wilson, "Probable inference, the law of
 * succession, and statistical inference", JASA 22 (1927).
 */
export function wilson({ right, of }: Score): [low: number, high: number] {
  if (of === 0) return [0, 1];
  const share = right / of;
  const middle = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}
