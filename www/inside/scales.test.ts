import { expect, test } from "vitest";
import { byStrength, largest, largestOfUnits, LiveScale } from "./scales";

// Two places, three channels.
const values = Float32Array.of(1, -4, 0, -2, 3, 0.5);

test("scales are the largest values, whatever their signs", () => {
  expect(largest(values)).toBe(4);
  expect([...largestOfUnits(values, 3)]).toEqual([2, 4, 0.5]);
  expect(largest([])).toBe(0);
});

test("channels are ranked by the mean of their strengths, equal ones by number", () => {
  expect(byStrength(values, 3)).toEqual([1, 0, 2]);
  expect(byStrength(Float32Array.of(1, 1, -1, 2), 4)).toEqual([3, 0, 1, 2]);
});

test("a scale grows at once, and shrinks while training within about two seconds", () => {
  const scale = new LiveScale();
  expect(scale.next(1, 0, true)).toBe(1);
  expect(scale.next(5, 100, true)).toBe(5);
  const soon = scale.next(1, 300, true);
  expect(soon).toBeGreaterThan(3.5);
  expect(soon).toBeLessThan(5);
  for (let now = 500; now < 2100; now += 200) expect(scale.next(1, now, true)).toBeGreaterThan(1);
  expect(scale.next(1, 2100, true)).toBeLessThan(1.25);
  expect(scale.next(1, 4100, true)).toBeLessThan(1.02);
});

test("at rest a scale is what is wanted", () => {
  const scale = new LiveScale();
  scale.next(5, 0, true);
  expect(scale.next(1, 1, false)).toBe(1);
});
