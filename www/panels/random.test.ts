import { expect, test } from "vitest";
import { subset } from "./random";

const rows = Uint32Array.from({ length: 1000 }, (_, i) => 3 * i);

test("a seed draws different rows, the same ones again, and another seed others", () => {
  const drawn = subset(rows, 100, 7);
  expect(new Set(drawn).size).toBe(100);
  expect(drawn.every((row) => rows.includes(row))).toBe(true);
  expect(subset(rows, 100, 7)).toEqual(drawn);
  expect(subset(rows, 100, 8)).not.toEqual(drawn);
  expect(rows[1]).toBe(3);
});

test("all are drawn where no more are there, and each as often as any", () => {
  expect(subset(rows, 2000, 1).toSorted()).toEqual(rows);
  const times = new Float64Array(10);
  for (let seed = 0; seed < 4000; seed++)
    for (const row of subset(rows.slice(0, 10), 3, seed)) times[row / 3]! += 1;
  // 1,200 expected of each, with a standard deviation of 29.
  for (const count of times) expect(Math.abs(count - 1200)).toBeLessThan(120);
});
