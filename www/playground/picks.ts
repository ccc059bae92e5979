import type { Dataset } from "../data/digits";

export const shownCount = 16;

/** Test images of different classes to begin with, and two of them to interpolate between. */
export function firstPicks({ images }: Dataset): { shown: Uint32Array; a: number; b: number } {
  const test = images.testRows ?? Uint32Array.from({ length: images.shape[0] }, (_, row) => row);
  const shown = spread(test, images.labels, shownCount, 0);
  return { shown, a: shown[0] ?? 0, b: shown[1] ?? 0 };
}

/** `count` rows in turn from each class, the `round`-th of each first. */
export function spread(
  rows: Uint32Array,
  labels: Uint8Array | undefined,
  count: number,
  round: number,
): Uint32Array {
  const byClass = new Map<number, number[]>();
  for (const row of rows) {
    const label = labels?.[row] ?? 0;
    byClass.set(label, [...(byClass.get(label) ?? []), row]);
  }
  const classes = [...byClass].sort(([a], [b]) => a - b).map(([, members]) => members);
  const perRound = Math.ceil(count / classes.length);
  return Uint32Array.from({ length: Math.min(count, rows.length) }, (_, i) => {
    const members = classes[i % classes.length]!;
    return members[(round * perRound + Math.floor(i / classes.length)) % members.length]!;
  });
}
