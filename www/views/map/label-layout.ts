/** A box around a middle, in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const overlap = (a: Box, b: Box) =>
  Math.max(0, (a.width + b.width) / 2 - Math.abs(a.x - b.x)) *
  Math.max(0, (a.height + b.height) / 2 - Math.abs(a.y - b.y));

/** Steps aside, nearest first: where the label wants to be, then around it at growing distance. */
const asides = [0, 1, 1.6, 2.4, 3.4].flatMap((distance) =>
  distance === 0
    ? [[0, 0] as const]
    : Array.from({ length: 8 }, (_, i) => {
        const angle = (i / 8) * 2 * Math.PI;
        return [distance * Math.cos(angle), distance * Math.sin(angle)] as const;
      }),
);

/**
 * Places for labels so that none lies on another or on what is `taken`: one after another, each at the nearest free
 * place, or at that with the least overlap where there is none.
 */
export function placeLabels(labels: readonly Box[], taken: readonly Box[]): Box[] {
  const placed: Box[] = [];
  for (const label of labels) {
    let best = label;
    let least = Infinity;
    for (const [dx, dy] of asides) {
      const there = { ...label, x: label.x + dx * label.height, y: label.y + dy * label.height };
      const covered = [...taken, ...placed].reduce((sum, other) => sum + overlap(there, other), 0);
      if (covered < least) [best, least] = [there, covered];
      if (least === 0) break;
    }
    placed.push(best);
  }
  return placed;
}
