import { expect, test } from "vitest";
import { arrows, arrowScale } from "./pulls";

const pulled = [
  { mean: Float32Array.of(1, 2), reconstruction: [3, 4], prior: [0, -0.5] },
  { mean: Float32Array.of(0, -1), reconstruction: [0, 0], prior: [1, 0] },
];

test("arrows go against their gradients, all at one scale, the longest by one", () => {
  const scale = arrowScale(pulled);
  expect(scale).toBe(1 / 5);
  const of = (...values: number[]) => Float32Array.from(values);
  expect(arrows(pulled, "reconstruction", scale)).toEqual(of(1, 2, 1 - 3 / 5, 2 - 4 / 5, 0, -1, 0, -1));
  expect(arrows(pulled, "prior", scale)).toEqual(of(1, 2, 1, 2 + 0.5 / 5, 0, -1, -1 / 5, -1));
});

test("without a pull there is no scale", () => {
  expect(arrowScale([])).toBe(0);
  expect(arrowScale([{ mean: Float32Array.of(1), reconstruction: [0], prior: [0] }])).toBe(0);
});
