/** Rows over the steps of a run, of which so many are kept that memory stays bounded. */
export interface Thinned<R extends { step: number }> {
  rows: readonly R[];
  /** Rows that lie nearer to each other are not both kept, but for the newest. */
  gap: number;
}

export const noRows = <R extends { step: number }>(): Thinned<R> => ({ rows: [], gap: 0 });

/**
 * With another row, in place of one at the same step. Once there are more than `most`, every other one goes, and later ones
 * come as far apart as those that stay, so that they lie evenly over the run.
 */
export function withRow<R extends { step: number }>(
  { rows, gap }: Thinned<R>,
  row: R,
  most: number,
): Thinned<R> {
  const [before, newest] = [rows.at(-2), rows.at(-1)];
  const inPlace = newest && (newest.step === row.step || (before && newest.step - before.step < gap));
  const next = [...(inPlace ? rows.slice(0, -1) : rows), row];
  if (next.length <= most) return { rows: next, gap };
  const left = next.filter((_, i) => (next.length - 1 - i) % 2 === 0);
  return { rows: left, gap: (row.step - left[0]!.step) / (left.length - 1) };
}
