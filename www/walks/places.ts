import { normalQuantile } from "./normal";

/** How far apart places along a latent dimension are: evenly, or so that each has an equal share of the prior's mass. */
export type Spacing = "even" | "shares";

/** Where even places end, in the prior's standard deviations. */
export const extent = 3;

/** `count` places along a dimension, in rising order; of equal shares, the middles by mass. */
export function placesOf(count: number, spacing: Spacing): number[] {
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, i) =>
    spacing === "even" ? ((2 * i - (count - 1)) * extent) / (count - 1) : normalQuantile((i + 0.5) / count),
  );
}

/** Where a value lies among places, from 0 at the first to 1 a place further, on the line through its neighbours. */
export function indexAmong(places: readonly number[], z: number): number {
  if (places.length < 2) return 0;
  const after = places.findIndex((place) => place > z);
  const right = Math.max(1, after < 0 ? places.length - 1 : after);
  const [from, to] = [places[right - 1]!, places[right]!];
  return right - 1 + (z - from) / (to - from);
}

/** The value at an index among places, which need not be whole. */
export function valueAt(places: readonly number[], index: number): number {
  if (places.length < 2) return places[0] ?? 0;
  const left = Math.min(places.length - 2, Math.max(0, Math.floor(index)));
  return places[left]! + (index - left) * (places[left + 1]! - places[left]!);
}
