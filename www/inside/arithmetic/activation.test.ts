import { expect, test } from "vitest";
import { activations, normalCdf } from "./activation";

test("the normal distribution function is that of tables", () => {
  for (const [x, p] of [
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.96, 0.024997895148220435],
    [3, 0.9986501019683699],
    [-6, 9.865876450376946e-10],
    [9, 1],
    [-40, 0],
  ] as const)
    expect(normalCdf(x), `at ${x}`).toBeCloseTo(p, 14);
});

test("activations, by hand", () => {
  expect([-2, 0, 3].map(activations.relu)).toEqual([0, 0, 3]);
  expect([-2, 0, 3].map(activations.leakyRelu)).toEqual([-0.02, 0, 3]);
  // 1 * Phi(1), -1 * (1 - Phi(1))
  expect(activations.gelu(1)).toBeCloseTo(0.841344746, 9);
  expect(activations.gelu(-1)).toBeCloseTo(-0.158655254, 9);
  // 1 / (1 + 1/e) and its mirror
  expect(activations.silu(1)).toBeCloseTo(0.731058579, 9);
  expect(activations.silu(-1)).toBeCloseTo(-0.268941421, 9);
  // (e - 1/e) / (e + 1/e)
  expect(activations.tanh(1)).toBeCloseTo(0.761594156, 9);
});
