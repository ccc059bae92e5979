import type { Box } from "./scene";

/** Intersection over union of two boxes. */
export function overlap(one: Box, other: Box): number {
  const along = (a: number, aLength: number, b: number, bLength: number) =>
    Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
  const shared =
    along(one.x, one.width, other.x, other.width) * along(one.y, one.height, other.y, other.height);
  const all = one.width * one.height + other.width * other.height - shared;
  return all > 0 ? shared / all : 0;
}

/** Boxes that share less are not the same object's: the usual least overlap. */
const least = 0.5;

/** For each found box, best first, the place of the true one that it is of; null where it is of none, or of one taken. */
export function match(found: readonly Box[], truth: readonly Box[]): (number | null)[] {
  const taken = new Set<number>();
  return found.map((box) => {
    let best: number | null = null;
    truth.forEach((other, at) => {
      const share = overlap(box, other);
      if (taken.has(at) || share < least) return;
      if (best === null || share > overlap(box, truth[best]!)) best = at;
    });
    if (best !== null) taken.add(best);
    return best;
  });
}
