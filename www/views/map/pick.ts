import KDBush from "kdbush";
import type { Points, Span } from "./points";

/** Which points can be picked: those that are shown and not muted. */
export type Accepts = (point: number) => boolean;

/** Those of a span whose class is not muted. */
export const within =
  ({ labels }: Points, { first, count }: Span, muted: ReadonlySet<number>): Accepts =>
  (point) =>
    point >= first && point < first + count && !muted.has(labels[point]!);

/** Finds points by their places, without looking at all of them; the index is built when it is first needed. */
export function createPicker({ positions, rows }: Points) {
  let index: KDBush | null = null;
  function built(): KDBush {
    if (index) return index;
    index = new KDBush(rows.length, 64, Float32Array);
    for (let i = 0; i < rows.length; i++) index.add(positions[2 * i]!, positions[2 * i + 1]!);
    return index.finish();
  }
  return {
    /** The nearest point within `radius`, in the plane's units. */
    nearest(x: number, y: number, radius: number, accepts: Accepts): number | null {
      let best: number | null = null;
      let least = Infinity;
      for (const point of built().within(x, y, radius)) {
        if (!accepts(point)) continue;
        const distance = Math.hypot(positions[2 * point]! - x, positions[2 * point + 1]! - y);
        if (distance < least) [best, least] = [point, distance];
      }
      return best;
    },
    /** The points between these edges. */
    inside: (left: number, bottom: number, right: number, top: number, accepts: Accepts): number[] =>
      built().range(left, bottom, right, top).filter(accepts),
  };
}

export type Picker = ReturnType<typeof createPicker>;

/** The next point in an arrow's direction: near, and not far off the axis. */
export function neighbour(
  { positions, rows }: Points,
  from: number,
  [dx, dy]: [number, number],
  accepts: Accepts,
): number {
  let best = from;
  let least = Infinity;
  for (let point = 0; point < rows.length; point++) {
    if (point === from || !accepts(point)) continue;
    const x = positions[2 * point]! - positions[2 * from]!;
    const y = positions[2 * point + 1]! - positions[2 * from + 1]!;
    const along = x * dx + y * dy;
    const cost = along + 3 * (Math.abs(x * dy) + Math.abs(y * dx));
    if (along > 0 && cost < least) [best, least] = [point, cost];
  }
  return best;
}
