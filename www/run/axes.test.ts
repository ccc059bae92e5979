import { expect, test } from "vitest";
import { telling } from "./axes";

/** Two images of four dimensions. The KL of N(m, v) from N(0, 1) is (m² + v − ln v − 1) / 2. */
const posterior = {
  mean: Float32Array.of(0, 2, 0, 1, 0, -2, 0, 1),
  logVariance: Float32Array.of(0, 0, Math.log(0.25), 0, 0, 0, Math.log(0.25), 0),
};

test("the two dimensions that say most are the axes, the first of them across", () => {
  expect(telling(posterior, 4)).toEqual([1, 3]);
});

test("of dimensions that say the same, the first ones are taken", () => {
  const nothing = { mean: new Float32Array(6), logVariance: new Float32Array(6) };
  expect(telling(nothing, 3)).toEqual([0, 1]);
});
