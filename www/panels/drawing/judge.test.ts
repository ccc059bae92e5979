import { expect, test } from "vitest";
import { meanSquares, priorDensities, shareBelow } from "./judge";

test("errors are means over an image's values", () => {
  const found = meanSquares(Float32Array.of(0, 1, 1, 1), Float32Array.of(0, 0, 1, 0.5), 2);
  expect([...found]).toEqual([0.5, 0.125]);
});

test("a code's density is that of the standard normal", () => {
  // scipy.stats.multivariate_normal([0, 0]).logpdf([[0, 0], [1, 2]])
  const [middle, away] = priorDensities(Float32Array.of(0, 0, 1, 2), 2);
  expect(middle).toBeCloseTo(-1.8378770664, 9);
  expect(away).toBeCloseTo(-4.3378770664, 9);
});

test("the share below counts what is smaller, and only that", () => {
  const values = Float64Array.of(1, 2, 2, 3);
  expect([0, 1, 2, 2.5, 4].map((value) => shareBelow(values, value))).toEqual([0, 0, 0.25, 0.75, 1]);
});
