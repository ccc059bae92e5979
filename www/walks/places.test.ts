import { expect, test } from "vitest";
import { indexAmong, placesOf, valueAt } from "./places";

test("even places run from -3 to 3, those of equal shares are the prior's quantiles", () => {
  expect(placesOf(4, "even")).toEqual([-3, -1, 1, 3]);
  // The middles of thirds: a sixth, a half, five sixths.
  const [low, middle, high] = placesOf(3, "shares") as [number, number, number];
  expect(low).toBeCloseTo(-0.967422, 5);
  expect(middle).toBe(0);
  expect(high).toBeCloseTo(0.967422, 5);
  expect(placesOf(1, "even")).toEqual([0]);
  expect(placesOf(1, "shares")).toEqual([0]);
});

test("a value has an index among places, also beyond them, and back", () => {
  const places = [-2, -1, 1];
  for (const [z, index] of [
    [-3, -1],
    [-2, 0],
    [-1.5, 0.5],
    [-1, 1],
    [0, 1.5],
    [1, 2],
    [3, 3],
  ] as const) {
    expect(indexAmong(places, z)).toBeCloseTo(index);
    expect(valueAt(places, index)).toBeCloseTo(z);
  }
});
