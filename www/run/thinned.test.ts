import { expect, test } from "vitest";
import { noRows, withRow } from "./thinned";

const after = (steps: Iterable<number>, most: number) => {
  let kept = noRows<{ step: number }>();
  for (const step of steps) kept = withRow(kept, { step }, most);
  return kept.rows.map(({ step }) => step);
};

test("few rows are all kept, one a step", () => {
  expect(after([0, 3, 5], 8)).toEqual([0, 3, 5]);
  let kept = noRows<{ step: number; value: number }>();
  for (const value of [1, 2]) kept = withRow(kept, { step: 7, value }, 8);
  expect(kept.rows).toEqual([{ step: 7, value: 2 }]);
});

test("many rows are thinned evenly over the run, and the newest is always there", () => {
  const most = 100;
  for (const count of [101, 1_000, 12_345]) {
    const steps = after(Array(count).keys(), most);
    expect(steps.length).toBeLessThanOrEqual(most);
    expect(steps.length).toBeGreaterThan(most / 3);
    expect(steps.at(-1)).toBe(count - 1);
    const gaps = steps.slice(1, -1).map((step, i) => step - steps[i]!);
    expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThanOrEqual(3);
    expect(steps[0]).toBeLessThan(count / 25);
  }
});
